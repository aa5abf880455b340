#include "projections/feedback/markets.hpp"

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

using core::fail;

constexpr std::size_t most_older = 32;

struct LoadedMembers {
  std::shared_ptr<const Members> members;
  Sequence changed;
};

Result<LoadedMembers> load_members(const facts::Source& source, Sequence known_at) {
  const auto registrations = source.load(std::string(facts::registrations_entity), known_at);
  if (!registrations) return fail(registrations.error());
  const auto reviews = source.load(std::string(facts::reviews_entity), known_at);
  if (!reviews) return fail(reviews.error());
  return LoadedMembers{.members = std::make_shared<const Members>(*registrations, *reviews),
                       .changed = std::max(registrations->changed, reviews->changed)};
}

}  // namespace

Result<MarketPointer> load_market(const facts::Source& source, Sequence known_at) {
  auto loaded = load_members(source, known_at);
  if (!loaded) return fail(std::move(loaded.error()));
  return std::make_shared<const Market>(std::move(loaded->members));
}

void Markets::reset() {
  const std::lock_guard lock(mutex_);
  members_ = nullptr;
  newest_ = nullptr;
  older_.clear();
}

void Markets::committed(const core::log::DerivedBatch& batch) {
  std::vector<ratings::Fact> further;
  bool begin_anew = false;
  Sequence last = 0;
  for (const auto& put : batch.puts) {
    if (put.family != core::log::Family::facts) continue;
    const auto entity = facts::entity_of_key(put.key);
    if (entity != facts::reviews_entity && entity != facts::registrations_entity) continue;
    last = std::max(last, core::log::sequence_of(std::string_view(put.key).substr(put.key.size() - 8)));
    const auto fact = ratings::decode(put.value);
    if (fact) further.push_back(*fact);
    begin_anew = begin_anew || !fact;  // an amendment: what it amends is read from the log
  }
  if (last == 0) return;
  const std::lock_guard lock(mutex_);
  if (!members_) return;
  older_.clear();
  if (begin_anew) {
    members_ = nullptr;
    newest_ = nullptr;
    return;
  }
  // What was read while it was being committed is not taken twice.
  std::erase_if(further, [this](const auto& fact) { return fact.sequence <= changed_; });
  if (further.empty()) return;
  members_ = std::make_shared<const Members>(*members_, further);
  newest_ = std::make_shared<const Market>(members_);
  changed_ = last;
}

Result<MarketPointer> Markets::at(const facts::Source& source, Sequence head, Sequence known_at) {
  const std::lock_guard lock(mutex_);
  if (!members_) {
    auto loaded = load_members(source, head);
    if (!loaded) return fail(std::move(loaded.error()));
    members_ = std::move(loaded->members);
    changed_ = loaded->changed;
    newest_ = std::make_shared<const Market>(members_);
  }
  if (known_at >= changed_) return newest_;
  if (const auto found = older_.find(known_at); found != older_.end()) return found->second;
  if (older_.size() >= most_older) older_.clear();
  return older_[known_at] = std::make_shared<const Market>(members_, known_at);
}

}  // namespace careledger::projections::feedback
