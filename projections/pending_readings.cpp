#include "projections/pending_readings.hpp"

#include "projections/facts/facts.hpp"

#include <algorithm>

namespace careledger::projections {
namespace {

constexpr std::string_view provider_prefix = "provider:";
constexpr std::string_view category_prefix = "category:";

bool is_of_market(std::string_view entity) {
  return entity == facts::reviews_entity || entity == facts::registrations_entity;
}

std::size_t hash_of(std::string_view entity) {
  return std::hash<std::string_view>{}(entity);
}

std::size_t hash_of_service(std::string_view id) {
  return hash_of(std::string(facts::service_prefix).append(id));
}

}  // namespace

void PendingFacts::add(const core::log::DerivedBatch::Put& put) {
  const auto entity = facts::entity_of_key(put.key);
  const auto hash = hash_of(entity);
  last_ = std::max(last_, core::log::sequence_of(put.key.substr(put.key.size() - sizeof(Sequence))));
  if (facts::is_naming_key(put.key)) {
    const auto time = facts::time_of_naming(put.key);
    auto& first = named_.try_emplace(hash, time).first->second;
    first = std::min(first, time);
    const auto folded = folded_.find(hash);
    if (folded != folded_.end() && !folded->second->has_begun_by(time)) folded_.erase(folded);
    return;
  }
  hashes_.insert(hash);
  if (is_of_market(entity)) {
    const auto fact = ratings::decode(put.value);
    if (fact) of_market_.push_back(*fact);
    amends_market_ = amends_market_ || !fact;  // an amendment: what it amends is read from the log
    market_ = nullptr;
    return;
  }
  if (entity.starts_with(facts::service_prefix)) {
    folded_.erase(hash);
    return;
  }
  folded_.clear();
  may_concern_any_ = may_concern_any_ || !(entity.starts_with(provider_prefix) || entity.starts_with(category_prefix));
}

PendingFacts::ServicePointer PendingFacts::folded(const std::string& service) const {
  const auto found = folded_.find(hash_of_service(service));
  return found != folded_.end() && found->second->id == service ? found->second : nullptr;
}

void PendingFacts::keep(const ServicePointer& service) const {
  folded_[hash_of_service(service->id)] = service;
}

bool PendingFacts::bears_on(const std::string& service, const services::Service* committed) const {
  if (has(facts::service_prefix, service)) return true;
  const auto named = named_.find(hash_of_service(service));
  if (named != named_.end() && (committed == nullptr || !committed->has_begun_by(named->second))) return true;
  return committed != nullptr &&
         (has(provider_prefix, committed->details.provider) || has(category_prefix, committed->details.category));
}

void PendingFacts::keep_to(Sequence last) {
  if (last < last_) folded_.clear();
  last_ = std::min(last_, last);
  if (of_market_.empty() || of_market_.back().sequence <= last) return;
  std::erase_if(of_market_, [last](const ratings::Fact& fact) { return fact.sequence > last; });
  market_ = nullptr;
}

void PendingFacts::clear() {
  *this = {};
}

core::Result<feedback::MarketPointer> PendingFacts::market(Readings& committed) const {
  if (amends_market_ || market_) return market_;
  const auto before = committed.market(feedback::Market::newest);
  if (!before) return core::fail(before.error());
  market_ = (*before)->with(of_market_);
  return market_;
}

core::Result<PendingReadings::ServicePointer> PendingReadings::service(const std::string& id, Sequence known_at) {
  // What is pending was not known then.
  if (known_at <= committed_.view().size()) return committed_.service(id, known_at);
  auto read = unadjusted(id, known_at);
  if (!read || !pending_.has_market() || !(*read)->is_adjusted()) return read;
  const auto& service = **read;
  const auto market = this->market(known_at);
  if (!market) return core::fail(market.error());
  auto months = (*market)->adjustments(id, service.category(), service.policies->in_force);
  if (months != service.months) read = services::with_months(service, std::move(months));
  if (known_at >= view_.size()) pending_.keep(*read);
  return read;
}

core::Result<PendingReadings::ServicePointer> PendingReadings::unadjusted(const std::string& id, Sequence known_at) {
  const bool is_newest = known_at >= view_.size();
  if (is_newest) {
    if (auto folded = pending_.folded(id)) return folded;
  }
  if (!pending_.may_concern_any()) {
    auto committed = committed_.service(id, known_at);
    if (!committed && committed.error().fault != core::Fault::not_found) return committed;
    if (!pending_.bears_on(id, committed ? committed->get() : nullptr)) return committed;
  }
  auto loaded = load(id, known_at);
  if (loaded && is_newest) pending_.keep(*loaded);
  return loaded;
}

core::Result<PendingReadings::ServicePointer> PendingReadings::load(const std::string& id, Sequence known_at) {
  auto policies = this->policies(known_at);
  if (!policies) return core::fail(std::move(policies.error()));
  return services::load_service(facts::ViewedFacts(view_), id, known_at, std::move(*policies),
                                [this](Sequence then) { return market(then); });
}

core::Result<feedback::MarketPointer> PendingReadings::market(Sequence known_at) {
  if (known_at <= committed_.view().size() || !pending_.has_market()) return committed_.market(known_at);
  auto pending = pending_.market(committed_);
  if (!pending || *pending) return pending;
  return feedback::load_market(facts::ViewedFacts(view_), known_at);
}

core::Result<std::shared_ptr<const services::Policies>> PendingReadings::policies(Sequence known_at) {
  if (known_at <= committed_.view().size() || !pending_.has(facts::policy_entity)) return committed_.policies(known_at);
  auto loaded = services::load_policies(facts::ViewedFacts(view_), known_at);
  if (!loaded) return core::fail(std::move(loaded.error()));
  return std::make_shared<const services::Policies>(std::move(*loaded));
}

}  // namespace careledger::projections
