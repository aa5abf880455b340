#pragma once

#include "projections/allocations/package.hpp"
#include "projections/joining/lots.hpp"
#include "projections/joining/membership.hpp"
#include "projections/policies/bar.hpp"
#include "projections/policies/policy.hpp"

#include <map>
#include <optional>

namespace careledger::projections::allocations {

/// A service beside a requirement: what it is, and what it has joined by then.
struct Contender {
  std::shared_ptr<const services::Service> service;
  joining::Membership membership;
};

/// Who may answer one requirement at one moment (AL-0, IN-1). Remembers what it has read; one thread.
class Eligibility {
 public:
  /// All must outlive it.
  Eligibility(Readings& readings, const Requirement& requirement, const policies::Policy& policy, const Moment& moment)
      : readings_(readings), requirement_(requirement), policy_(policy), moment_(moment) {}

  /// Why the offer does not count; nothing where it does. Whether it is for a price is not asked (AL-12).
  [[nodiscard]] Result<std::optional<Bar>> bar_of(const Offer& offer);
  /// Why the requirement is not put to the service, which is of its category; nothing where it is.
  [[nodiscard]] Result<std::optional<Bar>> bar_to_invitation(const std::string& service);

  /// SU-1, SU-3: why the service may not offer then.
  [[nodiscard]] static std::optional<Bar> suspension(const services::Service& service, Instant at);
  /// AL-0: why the register keeps it from entering and offering.
  [[nodiscard]] static std::optional<Bar> dormancy(const policies::Policy& policy,
                                                   const joining::Membership& membership);

  /// Null where no event known by then names the service.
  [[nodiscard]] Result<const Contender*> contender(const std::string& service);
  /// AL-26: whether all of the city is asked, by services approved for the need.
  [[nodiscard]] bool is_citywide() const;
  /// AL-27: the provider's lot of hospital discharges in the requirement's own area; null where it holds none.
  [[nodiscard]] Result<const joining::Lot*> discharge_lot(const std::string& provider);

 private:
  [[nodiscard]] Result<std::optional<Bar>> bar_of_service(const Contender& contender);
  /// Nothing where it holds the area; else the events by which it does not: the ends of its lots there, or its
  /// enrolment, which names others.
  [[nodiscard]] Result<std::optional<std::vector<Sequence>>> lacks_area(const Contender& contender);
  [[nodiscard]] Result<const std::vector<joining::Lot>*> lots_of(const std::string& provider);
  [[nodiscard]] Result<std::optional<Bar>> own_ending(const std::string& provider);
  [[nodiscard]] Result<std::optional<Bar>> unsuited(const Contender& contender);

  Readings& readings_;
  const Requirement& requirement_;
  const policies::Policy& policy_;
  Moment moment_;
  std::map<std::string, std::optional<Contender>> contenders_;
  std::map<std::string, std::vector<joining::Lot>> lots_;             // by provider
  std::optional<std::map<std::string, std::vector<Sequence>>> left_;  // by provider: how it left the citizen
};

}  // namespace careledger::projections::allocations
