#include "projections/pending_readings.hpp"

#include "projections/facts/facts.hpp"

namespace careledger::projections {

void PendingEntities::add(std::string_view entity) {
  hashes_.insert(std::hash<std::string_view>{}(entity));
  shared_ = shared_ || !entity.starts_with(facts::service_prefix);
}

void PendingEntities::clear() {
  hashes_.clear();
  shared_ = false;
}

core::Result<std::shared_ptr<const services::Service>> PendingReadings::service(const std::string& id,
                                                                                Sequence known_at) {
  if (!pending_.has_shared() && !pending_.has(std::string(facts::service_prefix) + id)) {
    return committed_.service(id, known_at);
  }
  auto policies = this->policies(known_at);
  if (!policies) return core::fail(std::move(policies.error()));
  return services::load_service(facts::ViewedFacts(view_), id, known_at, std::move(*policies));
}

core::Result<std::shared_ptr<const services::Policies>> PendingReadings::policies(Sequence known_at) {
  if (!pending_.has(facts::policy_entity)) return committed_.policies(known_at);
  auto loaded = services::load_policies(facts::ViewedFacts(view_), known_at);
  if (!loaded) return core::fail(std::move(loaded.error()));
  return std::make_shared<const services::Policies>(std::move(*loaded));
}

}  // namespace careledger::projections
