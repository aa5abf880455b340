#pragma once

#include "projections/readings.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <functional>
#include <string_view>

namespace careledger::projections {

/// Of which entities the group under way has brought facts. The sequencer's thread alone.
class PendingEntities {
 public:
  void add(std::string_view entity);
  void clear();
  [[nodiscard]] bool has(std::string_view entity) const {
    return hashes_.contains(std::hash<std::string_view>{}(entity));
  }
  /// Of a provider, a category, a suspension, a breach or a policy: what may concern any service.
  [[nodiscard]] bool has_shared() const { return shared_; }
  /// Reviews or registrations.
  [[nodiscard]] bool has_market() const { return market_; }

 private:
  boost::unordered_flat_set<std::size_t> hashes_;
  bool shared_ = false;
  bool market_ = false;
};

/// What admission reads: what is committed where the group under way has brought nothing of it, else the facts anew, as
/// the view has them. Never outlives the admission of one event.
class PendingReadings final : public Readings {
 public:
  PendingReadings(Readings& committed, const core::log::View& view, const PendingEntities& pending)
      : committed_(committed), view_(view), pending_(pending) {}

  [[nodiscard]] const core::log::View& view() const override { return view_; }
  [[nodiscard]] core::Result<std::shared_ptr<const services::Service>> service(const std::string& id,
                                                                               Sequence known_at) override;
  [[nodiscard]] std::vector<std::string> service_ids() const override { return committed_.service_ids(); }
  [[nodiscard]] core::Result<feedback::MarketPointer> market(Sequence known_at) override;
  [[nodiscard]] core::Result<std::shared_ptr<const services::Policies>> policies(Sequence known_at) override;

 private:
  Readings& committed_;
  const core::log::View& view_;
  const PendingEntities& pending_;
};

}  // namespace careledger::projections
