#pragma once

#include "events/words.hpp"

#include <cstdint>

/// The words that several families of events share.
namespace careledger::events {

enum class Category : std::uint8_t { home_support, supported_living, residential, nursing, day_opportunities };
BOOST_DESCRIBE_ENUM(Category, home_support, supported_living, residential, nursing, day_opportunities)

enum class NeedGroup : std::uint8_t {
  older_adults,
  dementia,
  learning_disability,
  physical_disability,
  mental_health,
  autism,
  acquired_brain_injury,
  substance_misuse,
  sensory_impairment,
};
BOOST_DESCRIBE_ENUM(NeedGroup, older_adults, dementia, learning_disability, physical_disability, mental_health, autism,
                    acquired_brain_injury, substance_misuse, sensory_impairment)

/// What care is bought and paid by.
enum class Unit : std::uint8_t { hour, day, week, session };
BOOST_DESCRIBE_ENUM(Unit, hour, day, week, session)

/// The quality rating of the schemes that rate by bands.
enum class Band : std::uint8_t { gold, silver, bronze, inadequate };
BOOST_DESCRIBE_ENUM(Band, gold, silver, bronze, inadequate)

/// The five domains of the quality standards, in their order.
enum class Domain : std::uint8_t { involvement, personalised_care, safeguarding, staffing, management };
BOOST_DESCRIBE_ENUM(Domain, involvement, personalised_care, safeguarding, staffing, management)

/// The standards within the domains.
enum class Standard : std::uint8_t { _1a, _1b, _2a, _2b, _2c, _3a, _3b, _3c, _3d, _3e, _4a, _4b, _4c, _5a, _5b, _5c };
BOOST_DESCRIBE_ENUM(Standard, _1a, _1b, _2a, _2b, _2c, _3a, _3b, _3c, _3d, _3e, _4a, _4b, _4c, _5a, _5b, _5c)

using DomainBands = WordMap<Domain, Band>;
using StandardBands = WordMap<Standard, Band>;

}  // namespace careledger::events
