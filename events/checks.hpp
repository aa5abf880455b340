#pragma once

#include "events/place.hpp"

#include <string>
#include <string_view>

/// What the checks of several types share.
namespace careledger::events {

/// Notes at the document itself where not exactly one of two fields is present.
inline void check_exactly_one(bool first, std::string_view first_name, bool second, std::string_view second_name,
                              const Place& place) {
  if (first != second) return;
  const std::string names = std::string(first_name) + " or " + std::string(second_name);
  place.wrong("must have " + names + (first ? ", not both" : ""));
}

/// The same as a member of a JSON Schema.
inline constexpr std::string_view service_or_provider =
    R"("oneOf":[{"required":["service"]},{"required":["provider"]}])";
inline constexpr std::string_view service_or_category =
    R"("oneOf":[{"required":["service"]},{"required":["category"]}])";
inline constexpr std::string_view package_or_requirement =
    R"("oneOf":[{"required":["package"]},{"required":["requirement"]}])";

}  // namespace careledger::events
