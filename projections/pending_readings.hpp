#pragma once

#include "projections/readings.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections {

using core::event::Sequence;

/// What the group under way has brought: of which entities, though some of it may have been taken back, and of the
/// market's feedback the facts. What was folded of it is kept until more is brought. The sequencer's thread alone.
class PendingFacts {
 public:
  using ServicePointer = std::shared_ptr<const services::Service>;

  /// A put of the family `facts` that tells something of an entity.
  void add(const core::log::DerivedBatch::Put& put);
  /// What lies behind that sequence was taken back.
  void keep_to(Sequence last);
  void clear();

  [[nodiscard]] bool has(std::string_view entity) const {
    return hashes_.contains(std::hash<std::string_view>{}(entity));
  }
  [[nodiscard]] bool has(std::string_view prefix, std::string_view name) const {
    return has(std::string(prefix).append(name));
  }
  /// Whether anything tells of the service that bears on it; `committed` is null where nothing is known of it yet.
  [[nodiscard]] bool bears_on(const std::string& service, const services::Service* committed) const;
  /// Of a suspension, a breach or a policy: what may concern any service.
  [[nodiscard]] bool may_concern_any() const { return may_concern_any_; }
  /// The service with all that was brought, but for feedback; null where it was not read yet.
  [[nodiscard]] ServicePointer folded(const std::string& service) const;
  void keep(const ServicePointer& service) const;
  [[nodiscard]] bool has_market() const { return amends_market_ || !of_market_.empty(); }

  /// The market with these facts on top of what is committed; null where they have to be read from the log.
  [[nodiscard]] core::Result<feedback::MarketPointer> market(Readings& committed) const;

 private:
  boost::unordered_flat_set<std::size_t> hashes_;
  boost::unordered_flat_map<std::size_t, core::time::Instant> named_;  // services, and the first instant
  mutable boost::unordered_flat_map<std::size_t, ServicePointer> folded_;
  Sequence last_ = 0;  // of what was brought
  bool may_concern_any_ = false;
  bool amends_market_ = false;
  std::vector<ratings::Fact> of_market_;    // reviews and registrations, by sequence
  mutable feedback::MarketPointer market_;  // of them, once it was asked for
};

/// What admission reads: what is committed where the group under way has brought nothing of it, else the facts anew, as
/// the view has them. Never outlives the admission of one event.
class PendingReadings final : public Readings {
 public:
  PendingReadings(Readings& committed, const core::log::View& view, const PendingFacts& pending)
      : committed_(committed), view_(view), pending_(pending) {}

  [[nodiscard]] const core::log::View& view() const override { return view_; }
  [[nodiscard]] const core::log::View& stored() const override { return committed_.view(); }
  [[nodiscard]] core::Result<PendingFacts::ServicePointer> service(const std::string& id, Sequence known_at) override;
  [[nodiscard]] std::vector<std::string> service_ids() const override { return committed_.service_ids(); }
  [[nodiscard]] core::Result<feedback::MarketPointer> market(Sequence known_at) override;
  [[nodiscard]] core::Result<std::shared_ptr<const services::Policies>> policies(Sequence known_at) override;

 private:
  using ServicePointer = PendingFacts::ServicePointer;
  /// But for what feedback is pending.
  [[nodiscard]] core::Result<ServicePointer> unadjusted(const std::string& id, Sequence known_at);
  /// From the facts, as the view has them.
  [[nodiscard]] core::Result<ServicePointer> load(const std::string& id, Sequence known_at);

  Readings& committed_;
  const core::log::View& view_;
  const PendingFacts& pending_;
};

}  // namespace careledger::projections
