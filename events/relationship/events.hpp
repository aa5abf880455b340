#pragma once

#include "events/family.hpp"

#include <span>

/// The council's dealings with a provider between the inspections. These structs are the storage format: past tense,
/// append only; a changed meaning is a new version of the schema.
namespace careledger::events::relationship {

struct ContractReviewHeld {
  static constexpr std::string_view type = "careledger.contract-review.held";
  static constexpr std::string_view retention = retention::contracts;
  ProviderId provider;
  std::optional<ServiceId> service;
  Personal<Words> summary;
};
BOOST_DESCRIBE_STRUCT(ContractReviewHeld, (), (provider, service, summary))

struct CorrespondenceRecorded {
  static constexpr std::string_view type = "careledger.correspondence.recorded";
  static constexpr std::string_view retention = retention::contracts;
  ProviderId provider;
  std::optional<ServiceId> service;
  Personal<Words> summary;
};
BOOST_DESCRIBE_STRUCT(CorrespondenceRecorded, (), (provider, service, summary))

struct SupportProvided {
  static constexpr std::string_view type = "careledger.support.provided";
  static constexpr std::string_view retention = retention::contracts;
  ProviderId provider;
  std::optional<ServiceId> service;
  Personal<Words> summary;
};
BOOST_DESCRIBE_STRUCT(SupportProvided, (), (provider, service, summary))

struct MonitoringVisitRecorded {
  static constexpr std::string_view type = "careledger.monitoring-visit.recorded";
  static constexpr std::string_view retention = retention::contracts;
  ProviderId provider;
  std::optional<ServiceId> service;
  Personal<Words> summary;
};
BOOST_DESCRIBE_STRUCT(MonitoringVisitRecorded, (), (provider, service, summary))

struct AccountManagerAssigned {
  static constexpr std::string_view type = "careledger.account-manager.assigned";
  ProviderId provider;
  Name officer;
};
BOOST_DESCRIBE_STRUCT(AccountManagerAssigned, (), (provider, officer))

struct TargetAgreed {
  static constexpr std::string_view type = "careledger.target.agreed";
  ProviderId provider;
  Name target;
  Name measure;
  Measurement value;
};
BOOST_DESCRIBE_STRUCT(TargetAgreed, (), (provider, target, measure, value))

struct TargetMeasured {
  static constexpr std::string_view type = "careledger.target.measured";
  ProviderId provider;
  Name target;
  Measurement value;
};
BOOST_DESCRIBE_STRUCT(TargetMeasured, (), (provider, target, value))

[[nodiscard]] std::span<const EventType* const> types();

}  // namespace careledger::events::relationship
