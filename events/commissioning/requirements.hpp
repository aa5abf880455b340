#pragma once

#include "events/family.hpp"

/// What is asked of the market. These structs are the storage format: past tense, append only; a changed meaning is a
/// new version of the schema.
namespace careledger::events::commissioning {

enum class AgeGroup : std::uint8_t { child, _18_64, _65_plus };
BOOST_DESCRIBE_ENUM(AgeGroup, child, _18_64, _65_plus)

struct RequirementPublished {
  static constexpr std::string_view type = "careledger.requirement.published";
  static constexpr std::string_view retention = retention::care;
  RequirementId requirement;
  SchemeId scheme;
  Category category{};
  std::optional<AreaId> area;
  CitizenId citizen;
  Unit unit{};
  Quantity units_per_week;
  Instant closes{};
  std::optional<Name> tier;
  std::optional<Carers> carers;
  std::optional<AgeGroup> age_group;
  std::optional<NeedGroup> need;
  std::optional<bool> specialist;  // citywide, by services approved for the need
  std::optional<bool> discharge;   // from hospital
  std::optional<Words> summary;    // names nobody: what bidders read
  std::optional<Personal<Words>> support_plan;
  std::optional<PackageId> replaces;
};
BOOST_DESCRIBE_STRUCT(RequirementPublished, (),
                      (requirement, scheme, category, area, citizen, unit, units_per_week, closes, tier, carers,
                       age_group, need, specialist, discharge, summary, support_plan, replaces))

/// Put to further areas; anew where it says until when.
struct RequirementWidened {
  static constexpr std::string_view type = "careledger.requirement.widened";
  RequirementId requirement;
  std::vector<AreaId> areas;
  std::optional<Instant> closes;
};
BOOST_DESCRIBE_STRUCT(RequirementWidened, (), (requirement, areas, closes))

enum class CancellationReason : std::uint8_t { no_offers, withdrawn, other };
BOOST_DESCRIBE_ENUM(CancellationReason, no_offers, withdrawn, other)

struct RequirementCancelled {
  static constexpr std::string_view type = "careledger.requirement.cancelled";
  RequirementId requirement;
  CancellationReason reason{};
};
BOOST_DESCRIBE_STRUCT(RequirementCancelled, (), (requirement, reason))

}  // namespace careledger::events::commissioning
