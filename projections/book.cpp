#include "projections/book.hpp"

#include "projections/admission/admission.hpp"
#include "projections/allocations/tags.hpp"
#include "projections/record/amendments.hpp"
#include "projections/services/earlier.hpp"

#include <algorithm>

namespace careledger::projections {
namespace {

using core::fail;
using core::Fault;
using core::event::Sequence;

constexpr std::size_t cache_bytes = 256u << 20;
constexpr std::size_t most_old_policies = 64;

/// Adds the tags and entities that an event has as it reads.
core::Result<void> add_subjects(const record::Effective& event, std::vector<std::string>& tags,
                                std::vector<std::string>& entities) {
  const auto subjects = facts::subjects_of(event);
  if (!subjects) return fail(subjects.error());
  const auto add = [](std::vector<std::string>& into, const std::vector<std::string>& from) {
    for (const auto& text : from) {
      if (std::find(into.begin(), into.end(), text) == into.end()) into.push_back(text);
    }
  };
  add(tags, subjects->tags);
  add(entities, subjects->entities);
  return {};
}

/// What an amendment changes: it is noted under all that an event which it reaches names, as written, before and after.
core::Result<void> derive_amendment(Sequence amendment, Sequence target, const core::log::View& view,
                                    core::log::DerivedBatch& batch, std::vector<std::string>& tags) {
  batch.put(core::log::Family::facts, record::amendment_key(target, amendment));
  const record::ViewedAmendments amendments(view);
  const auto chain = record::chain_from(amendments, target, {amendment - 1, amendment});
  if (!chain) return fail(chain.error());
  for (const auto& [corrected, named] : chain->links) {
    // A corrected amendment may name another event than it did: from now on it is an amendment of that one too.
    const auto known = amendments.naming(named);
    if (!known) return fail(known.error());
    if (std::find(known->begin(), known->end(), corrected) == known->end())
      batch.put(core::log::Family::facts, record::amendment_key(named, corrected));
  }
  for (const Sequence root : chain->roots) {
    std::vector<std::string> entities;
    auto written = amendments.as_written(root);
    if (!written) return fail(std::move(written.error()));
    if (auto added = add_subjects(*written, tags, entities); !added) return added;
    for (const Sequence known_at : {amendment - 1, amendment}) {
      const auto read = record::effective(amendments, root, known_at);
      if (!read) return fail(read.error());
      if (!*read) continue;
      if (auto added = add_subjects(**read, tags, entities); !added) return added;
    }
    facts::put_amendment(batch, entities, root, amendment);
  }
  return {};
}

core::Result<void> derive_facts(const core::event::Stored& event, const core::log::View& view,
                                core::log::DerivedBatch& batch, std::vector<std::string>& tags) {
  if (!record::is_amendment(event.type)) {
    const auto entities = facts::entities_of(event.type, tags, event.data);
    if (!entities.empty())
      facts::put(batch, entities, facts::fact_of(event.type, event.sequence, event.time, event.data));
    return {};
  }
  return derive_amendment(event.sequence, record::target_of(event.type, event.data), view, batch, tags);
}

/// A put that tells something of an entity, as against one that links an amendment to what it amends.
bool is_fact(const core::log::DerivedBatch::Put& put) {
  return put.family == core::log::Family::facts && !put.key.starts_with("event:");
}

}  // namespace

core::Result<void> Book::attach(const core::log::Log& log, Sequence head) {
  cache_.clear();
  view_.emplace(log, &cache_);
  pending_.clear();
  markets_.reset();
  head_ = head;
  globals_changed_ = 0;
  const std::unique_lock lock(mutex_);
  const auto services = facts::all_services(log);
  if (!services) return fail(services.error());
  for (const auto& id : *services) entries_.try_emplace(id);
  return {};
}

core::Result<void> Book::admit(const core::event::Stored& candidate, const core::log::View& before,
                               const core::log::Sees& known_to_sender, const std::string& base) {
  pending_.keep_to(before.size());
  PendingReadings readings(*this, before, pending_);
  return admission::admit({.event = candidate, .before = readings, .known_to_sender = known_to_sender, .base = base});
}

core::Result<void> Book::derive(const core::event::Stored& event, const core::log::View& view,
                                core::log::DerivedBatch& batch, std::vector<std::string>& tags) {
  const auto before = batch.puts.size();
  if (auto derived = derive_facts(event, view, batch, tags); !derived) return derived;
  for (auto put = batch.puts.begin() + static_cast<std::ptrdiff_t>(before); put != batch.puts.end(); ++put) {
    if (view_ && is_fact(*put)) pending_.add(*put);
  }
  return allocations::add_award_tags(event, view, tags);
}

void Book::committed(const core::log::DerivedBatch& batch, Sequence head) {
  markets_.committed(batch);
  cache_.committed(batch, head);
  const std::unique_lock lock(mutex_);
  for (const auto& put : batch.puts) {
    if (!is_fact(put)) continue;
    const auto entity = facts::entity_of_key(put.key);
    if (entity.starts_with(facts::service_prefix)) {
      auto& entry = entries_[std::string(entity.substr(facts::service_prefix.size()))];
      const bool bears_on_it = !facts::is_naming_key(put.key) || !entry.is_current() ||
                               !entry.folded->has_begun_by(facts::time_of_naming(put.key));
      if (bears_on_it) entry.changed = head;
      continue;
    }
    if (entity == facts::reviews_entity || entity == facts::registrations_entity) continue;
    globals_changed_ = head;
    policies_.clear();
  }
  head_ = head;
  pending_.clear();
}

core::Result<Book::PoliciesPointer> Book::policies(Sequence known_at) {
  const Sequence changed = globals_changed_;
  {
    const std::shared_lock lock(mutex_);
    // The newest that are kept serve every later point, since nothing has changed after them.
    if (!policies_.empty() && known_at >= policies_.rbegin()->first) return policies_.rbegin()->second;
    if (const auto found = policies_.find(known_at); found != policies_.end()) return found->second;
  }
  const Sequence head = head_;
  const facts::ViewedFacts source(*view_);
  auto newest = services::load_policies(source, head);
  if (!newest) return fail(std::move(newest.error()));
  const auto latest = std::make_shared<const services::Policies>(std::move(*newest));
  auto wanted = latest;
  if (known_at < latest->changed) {
    auto older = services::load_policies(source, known_at);
    if (!older) return fail(std::move(older.error()));
    wanted = std::make_shared<const services::Policies>(std::move(*older));
  }
  const std::unique_lock lock(mutex_);
  if (globals_changed_ != changed) return wanted;  // a policy came in meanwhile
  if (policies_.size() >= most_old_policies) policies_.clear();
  if (wanted != latest) policies_[known_at] = wanted;
  policies_[latest->changed] = latest;
  return wanted;
}

core::Result<feedback::MarketPointer> Book::market(Sequence known_at) {
  return markets_.at(facts::ViewedFacts(*view_), head_, known_at);
}

core::Result<Book::ServicePointer> Book::newest(const std::string& id) {
  const Sequence head = head_;
  auto policies = this->policies(head);
  if (!policies) return fail(std::move(policies.error()));
  const facts::ViewedFacts source(*view_);
  feedback::MarketPointer used;
  auto loaded = services::load_service(source, id, head, std::move(*policies), [&](Sequence known_at) {
    auto known = market(known_at);
    if (known) used = *known;
    return known;
  });
  if (loaded) keep(*loaded, std::move(used));
  return loaded;
}

/// The service, whose facts are those known by then, with the feedback known by then.
core::Result<Book::ServicePointer> Book::adjusted(ServicePointer folded, Sequence known_at) {
  if (!folded->is_adjusted()) return folded;
  const auto known = market(known_at);
  if (!known) return fail(known.error());
  {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(folded->id);
    if (found != entries_.end() && found->second.folded == folded && found->second.market == *known) return folded;
  }
  auto months = (*known)->adjustments(folded->id, folded->category(), folded->policies->in_force);
  if (months != folded->months) folded = services::with_months(*folded, std::move(months));
  if (known_at >= head_) keep(folded, *known);
  return folded;
}

core::Result<Book::ServicePointer> Book::service(const std::string& id, Sequence known_at) {
  return read(id, known_at, [known_at](const auto& newest, auto policies, const auto& market) {
    return services::earlier(*newest, known_at, std::move(policies), market);
  });
}

core::Result<Book::ServicePointer> Book::rated(const std::string& id, core::time::Instant at, Sequence known_at) {
  return read(id, known_at, [at, known_at](const auto& newest, auto policies, const auto& market) {
    return services::rated_earlier(newest, at, known_at, std::move(policies), market);
  });
}

core::Result<Book::ServicePointer> Book::read(const std::string& id, Sequence known_at, const Earlier& earlier) {
  ServicePointer folded;
  {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) return fail(Fault::not_found, "no event names the service " + id);
    const auto& entry = found->second;
    if (entry.is_current() && globals_changed_ <= entry.folded->known_at) folded = entry.folded;
  }
  if (!folded) {
    auto loaded = newest(id);
    if (!loaded) return loaded;
    folded = std::move(*loaded);
  }
  if (known_at >= folded->changed) return adjusted(std::move(folded), known_at);
  if (known_at < folded->own->first) return fail(Fault::not_found, "no event known then names the service " + id);
  auto policies = this->policies(known_at);
  if (!policies) return fail(std::move(policies.error()));
  const services::MarketAt market = [this](Sequence then) { return this->market(then); };
  auto before = earlier(folded, *policies, market);
  if (!before || *before) return before;
  const facts::ViewedFacts source(*view_);
  return services::load_service(source, id, known_at, std::move(*policies), market);
}

void Book::keep(const ServicePointer& folded, feedback::MarketPointer market) {
  const std::unique_lock lock(mutex_);
  auto& entry = entries_[folded->id];
  if (entry.folded) cached_bytes_ -= entry.folded->bytes();
  entry.folded = folded;
  entry.market = std::move(market);
  entry.used = true;
  cached_bytes_ += folded->bytes();
  if (cached_bytes_ <= cache_bytes) return;
  // Those that were not folded anew since the last time go first; then all others have to earn their place again.
  for (auto& [id, other] : entries_) {
    const bool goes = other.folded && !other.used && &other != &entry && cached_bytes_ > cache_bytes / 2;
    other.used = false;
    if (!goes) continue;
    cached_bytes_ -= other.folded->bytes();
    other.folded = nullptr;
    other.market = nullptr;
  }
}

std::vector<std::string> Book::service_ids() const {
  std::vector<std::string> ids;
  {
    const std::shared_lock lock(mutex_);
    ids.reserve(entries_.size());
    for (const auto& [id, unused] : entries_) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace careledger::projections
