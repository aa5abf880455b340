#pragma once

#include "events/family.hpp"

/// How providers join a scheme: enrolments and what they rest on, lots, specialisms, block contracts, contracts. These
/// structs are the storage format: past tense, append only; a changed meaning is a new version of the schema.
namespace careledger::events::market {

/// What the provider declares, item by item; the policy says which items the scheme asks for.
struct EnrolmentApplied {
  static constexpr std::string_view type = "careledger.enrolment.applied";
  static constexpr bool receipt_timed = true;
  ServiceId service;
  SchemeId scheme;
  Checklist evidence;
};
BOOST_DESCRIBE_STRUCT(EnrolmentApplied, (), (service, scheme, evidence))

struct EvidenceRecorded {
  static constexpr std::string_view type = "careledger.evidence.recorded";
  ServiceId service;
  Reference item;
  std::optional<Date> expires;
  std::optional<Pence> cover_pence;
};
BOOST_DESCRIBE_STRUCT(EvidenceRecorded, (), (service, item, expires, cover_pence))

enum class Assessment : std::uint8_t { accepted, refused };
BOOST_DESCRIBE_ENUM(Assessment, accepted, refused)

/// Of what the provider disclosed of bankruptcies and convictions.
struct DisclosureAssessed {
  static constexpr std::string_view type = "careledger.disclosure.assessed";
  ServiceId service;
  Assessment outcome{};
  Words reason;
};
BOOST_DESCRIBE_STRUCT(DisclosureAssessed, (), (service, outcome, reason))

struct EnrolmentAccepted {
  static constexpr std::string_view type = "careledger.enrolment.accepted";
  ServiceId service;
  SchemeId scheme;
  std::optional<std::vector<AreaId>> areas;
};
BOOST_DESCRIBE_STRUCT(EnrolmentAccepted, (), (service, scheme, areas))

struct EnrolmentRefused {
  static constexpr std::string_view type = "careledger.enrolment.refused";
  ServiceId service;
  SchemeId scheme;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(EnrolmentRefused, (), (service, scheme, reason))

struct EnrolmentEnded {
  static constexpr std::string_view type = "careledger.enrolment.ended";
  ServiceId service;
  SchemeId scheme;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(EnrolmentEnded, (), (service, scheme, reason))

/// A provider's right to home support in an area; of hospital discharges there too where it says so.
struct LotAwarded {
  static constexpr std::string_view type = "careledger.lot.awarded";
  ProviderId provider;
  SchemeId scheme;
  AreaId area;
  std::optional<bool> discharge;
};
BOOST_DESCRIBE_STRUCT(LotAwarded, (), (provider, scheme, area, discharge))

struct LotEnded {
  static constexpr std::string_view type = "careledger.lot.ended";
  ProviderId provider;
  SchemeId scheme;
  AreaId area;
};
BOOST_DESCRIBE_STRUCT(LotEnded, (), (provider, scheme, area))

struct SpecialismApproved {
  static constexpr std::string_view type = "careledger.specialism.approved";
  ServiceId service;
  NeedGroup need{};
  Words evidence;
};
BOOST_DESCRIBE_STRUCT(SpecialismApproved, (), (service, need, evidence))

struct SpecialismEnded {
  static constexpr std::string_view type = "careledger.specialism.ended";
  ServiceId service;
  NeedGroup need{};
};
BOOST_DESCRIBE_STRUCT(SpecialismEnded, (), (service, need))

/// Places paid for whether they are taken or not.
struct BlockContractHeld {
  static constexpr std::string_view type = "careledger.block-contract.held";
  ServiceId service;
  Category category{};
  Count places;
};
BOOST_DESCRIBE_STRUCT(BlockContractHeld, (), (service, category, places))

struct BlockContractEnded {
  static constexpr std::string_view type = "careledger.block-contract.ended";
  ServiceId service;
  Category category{};
};
BOOST_DESCRIBE_STRUCT(BlockContractEnded, (), (service, category))

struct ContractSigned {
  static constexpr std::string_view type = "careledger.contract.signed";
  ContractId contract;
  ProviderId provider;
  SchemeId scheme;
  Date starts{};
  std::optional<Date> ends;
  std::optional<Count> notice_days;
  std::optional<std::vector<Words>> clauses;
};
BOOST_DESCRIBE_STRUCT(ContractSigned, (), (contract, provider, scheme, starts, ends, notice_days, clauses))

struct ContractVaried {
  static constexpr std::string_view type = "careledger.contract.varied";
  ContractId contract;
  Words what;
};
BOOST_DESCRIBE_STRUCT(ContractVaried, (), (contract, what))

struct ContractTerminated {
  static constexpr std::string_view type = "careledger.contract.terminated";
  ContractId contract;
  Name by;
  Words ground;
};
BOOST_DESCRIBE_STRUCT(ContractTerminated, (), (contract, by, ground))

}  // namespace careledger::events::market
