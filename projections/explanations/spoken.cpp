#include "projections/explanations/spoken.hpp"

#include <array>
#include <string_view>

namespace careledger::projections::explanations {

std::string spoken(core::time::Date day) {
  constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                    "May",       "June",     "July",     "August",
                                                    "September", "October",  "November", "December"};
  const auto civil = core::time::civil(day);
  return std::to_string(civil.day) + " " + std::string(months[static_cast<std::size_t>(civil.month - 1)]) + " " +
         std::to_string(civil.year);
}

std::string spoken(core::time::Instant instant) {
  const auto day = core::time::london_day(instant);
  if (core::time::start_of_day(day) == instant) return spoken(day);
  const std::string utc = core::time::format(instant);
  return spoken(day) + " (" + utc.substr(11, utc.size() - 12) + " UTC)";
}

}  // namespace careledger::projections::explanations
