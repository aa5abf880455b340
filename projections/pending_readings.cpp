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

}  // namespace

void PendingFacts::add(std::string_view entity, std::string_view value) {
  hashes_.insert(std::hash<std::string_view>{}(entity));
  if (is_of_market(entity)) {
    const auto fact = ratings::decode(value);
    if (fact) of_market_.push_back(*fact);
    amends_market_ = amends_market_ || !fact;  // an amendment: what it amends is read from the log
    market_ = nullptr;
    return;
  }
  const bool names_services = entity.starts_with(facts::service_prefix) || entity.starts_with(provider_prefix) ||
                              entity.starts_with(category_prefix);
  may_concern_any_ = may_concern_any_ || !names_services;
}

void PendingFacts::keep_to(Sequence last) {
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

core::Result<std::shared_ptr<const services::Service>> PendingReadings::service(const std::string& id,
                                                                                Sequence known_at) {
  // What is pending was not known then.
  if (known_at <= committed_.view().size()) return committed_.service(id, known_at);
  if (pending_.may_concern_any() || pending_.has(facts::service_prefix, id)) return load(id, known_at);
  auto committed = committed_.service(id, known_at);
  if (!committed) return committed;
  const auto& service = **committed;
  if (pending_.has(provider_prefix, service.details.provider) ||
      pending_.has(category_prefix, service.details.category)) {
    return load(id, known_at);
  }
  if (!pending_.has_market() || !service.is_adjusted()) return committed;
  const auto market = this->market(known_at);
  if (!market) return core::fail(market.error());
  auto months = (*market)->adjustments(id, service.category(), service.policies->in_force);
  return months == service.months ? *committed : services::with_months(service, std::move(months));
}

core::Result<std::shared_ptr<const services::Service>> PendingReadings::load(const std::string& id, Sequence known_at) {
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
