#pragma once

#include "events/family.hpp"

/// The life of a package of care, from its start to its end. These structs are the storage format: past tense, append
/// only; a changed meaning is a new version of the schema.
namespace careledger::events::commissioning {

struct PackageStarted {
  static constexpr std::string_view type = "careledger.package.started";
  PackageId package;
  std::optional<Words> reason;
};
BOOST_DESCRIBE_STRUCT(PackageStarted, (), (package, reason))

enum class EndedBy : std::uint8_t { provider, council, citizen };
BOOST_DESCRIBE_ENUM(EndedBy, provider, council, citizen)

struct PackageEnded {
  static constexpr std::string_view type = "careledger.package.ended";
  PackageId package;
  EndedBy by{};
  std::optional<Words> reason;
};
BOOST_DESCRIBE_STRUCT(PackageEnded, (), (package, by, reason))

/// The provider gives it back; forced where it had no choice.
struct PackageHandedBack {
  static constexpr std::string_view type = "careledger.package.handed-back";
  PackageId package;
  std::optional<bool> forced;
  std::optional<Date> last_day;
  std::optional<Words> reason;
};
BOOST_DESCRIBE_STRUCT(PackageHandedBack, (), (package, forced, last_day, reason))

struct PackageVaried {
  static constexpr std::string_view type = "careledger.package.varied";
  PackageId package;
  std::optional<Quantity> units_per_week;
  std::optional<Name> tier;
  std::optional<Carers> carers;
  std::optional<Pence> price_pence;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(PackageVaried, (), (package, units_per_week, tier, carers, price_pence, reason))

/// Whether the care needs one carer or two at once.
enum class CarersOutcome : std::uint8_t { one, two, reassess };
BOOST_DESCRIBE_ENUM(CarersOutcome, one, two, reassess)

struct CarersAssessed {
  static constexpr std::string_view type = "careledger.carers.assessed";
  static const std::string_view constraints;
  std::optional<PackageId> package;
  std::optional<RequirementId> requirement;
  CarersOutcome outcome{};
  std::optional<Name> assessor;

  static void check(const CarersAssessed& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(CarersAssessed, (), (package, requirement, outcome, assessor))

}  // namespace careledger::events::commissioning
