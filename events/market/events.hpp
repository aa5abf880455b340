#pragma once

#include "events/family.hpp"

#include <span>

/// Who offers care, and by which policies it is bought. These structs are the storage format: past tense, append only;
/// a changed meaning is a new version of the schema.
namespace careledger::events::market {

/// Its `time` is the instant from which the policy is in force.
struct PolicyAdopted {
  static constexpr std::string_view type = "careledger.policy.adopted";
  JsonObject policy;
};
BOOST_DESCRIBE_STRUCT(PolicyAdopted, (), (policy))

struct ProviderRegistered {
  static constexpr std::string_view type = "careledger.provider.registered";
  ProviderId provider;
  Name name;
  std::optional<Reference> company_number;
  std::optional<Reference> cqc_provider;
  std::optional<Count> weekly_hours;
};
BOOST_DESCRIBE_STRUCT(ProviderRegistered, (), (provider, name, company_number, cqc_provider, weekly_hours))

struct ProviderChanged {
  static constexpr std::string_view type = "careledger.provider.changed";
  ProviderId provider;
  std::optional<Name> name;
  std::optional<Reference> company_number;
  std::optional<Reference> cqc_provider;
  std::optional<Count> weekly_hours;
};
BOOST_DESCRIBE_STRUCT(ProviderChanged, (), (provider, name, company_number, cqc_provider, weekly_hours))

enum class Location : std::uint8_t { in_city, out_of_city };
BOOST_DESCRIBE_ENUM(Location, in_city, out_of_city)

struct ServiceRegistered {
  static constexpr std::string_view type = "careledger.service.registered";
  ServiceId service;
  ProviderId provider;
  Name name;
  Category category{};
  std::optional<AreaId> area;
  std::optional<Location> location;  // in the city where it is left out
  std::optional<Name> host_authority;
  std::optional<Reference> cqc_location;
  std::optional<Reference> postcode;
  std::optional<Count> places;
  std::optional<std::vector<NeedGroup>> needs;
};
BOOST_DESCRIBE_STRUCT(ServiceRegistered, (),
                      (service, provider, name, category, area, location, host_authority, cqc_location, postcode,
                       places, needs))

enum class RegistrationStatus : std::uint8_t { registered, dormant, cancelled };
BOOST_DESCRIBE_ENUM(RegistrationStatus, registered, dormant, cancelled)

/// In the register of the CQC.
struct ServiceRegistrationChanged {
  static constexpr std::string_view type = "careledger.service.registration-changed";
  ServiceId service;
  RegistrationStatus status{};
};
BOOST_DESCRIBE_STRUCT(ServiceRegistrationChanged, (), (service, status))

struct ServiceSucceeded {
  static constexpr std::string_view type = "careledger.service.succeeded";
  ServiceId service;
  ServiceId predecessor;
};
BOOST_DESCRIBE_STRUCT(ServiceSucceeded, (), (service, predecessor))

struct ServiceClosed {
  static constexpr std::string_view type = "careledger.service.closed";
  ServiceId service;
  std::optional<Words> reason;
};
BOOST_DESCRIBE_STRUCT(ServiceClosed, (), (service, reason))

[[nodiscard]] std::span<const EventType* const> types();

}  // namespace careledger::events::market
