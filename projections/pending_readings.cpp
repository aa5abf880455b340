#include "projections/pending_readings.hpp"

#include "projections/facts/facts.hpp"

namespace careledger::projections {

void PendingEntities::add(std::string_view entity) {
  hashes_.insert(std::hash<std::string_view>{}(entity));
  const bool market = entity == facts::reviews_entity || entity == facts::registrations_entity;
  market_ = market_ || market;
  shared_ = shared_ || (!market && !entity.starts_with(facts::service_prefix));
}

void PendingEntities::clear() {
  hashes_.clear();
  shared_ = false;
  market_ = false;
}

core::Result<std::shared_ptr<const services::Service>> PendingReadings::service(const std::string& id,
                                                                                Sequence known_at) {
  const bool touched =
      pending_.has_shared() || pending_.has_market() || pending_.has(std::string(facts::service_prefix) + id);
  if (!touched) {
    return committed_.service(id, known_at);
  }
  auto policies = this->policies(known_at);
  if (!policies) return core::fail(std::move(policies.error()));
  return services::load_service(facts::ViewedFacts(view_), id, known_at, std::move(*policies),
                                [this](Sequence then) { return market(then); });
}

core::Result<feedback::MarketPointer> PendingReadings::market(Sequence known_at) {
  if (!pending_.has_market()) return committed_.market(known_at);
  return feedback::load_market(facts::ViewedFacts(view_), known_at);
}

core::Result<std::shared_ptr<const services::Policies>> PendingReadings::policies(Sequence known_at) {
  if (!pending_.has(facts::policy_entity)) return committed_.policies(known_at);
  auto loaded = services::load_policies(facts::ViewedFacts(view_), known_at);
  if (!loaded) return core::fail(std::move(loaded.error()));
  return std::make_shared<const services::Policies>(std::move(*loaded));
}

}  // namespace careledger::projections
