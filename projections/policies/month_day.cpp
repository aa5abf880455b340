#include "projections/policies/month_day.hpp"

#include <string>

namespace careledger::projections::policies {

std::optional<MonthDay> month_day_named(std::string_view text) {
  constexpr std::string_view common_year = "2001-";
  const auto day = core::time::parse_date(std::string{common_year}.append(text));
  if (!day) return std::nullopt;
  const auto civil = core::time::civil(*day);
  return MonthDay{.month = civil.month, .day = civil.day};
}

}  // namespace careledger::projections::policies
