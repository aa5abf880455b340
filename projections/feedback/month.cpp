#include "projections/feedback/month.hpp"

namespace careledger::projections::feedback {
namespace {

core::time::Date first_day(Month month) {
  return core::time::date_of({.year = month.index / 12, .month = month.index % 12 + 1, .day = 1});
}

}  // namespace

Month month_of(core::time::Instant instant) {
  const auto day = core::time::civil(core::time::london_day(instant));
  return {day.year * 12 + day.month - 1};
}

core::time::Instant start_of(Month month) {
  return core::time::start_of_day(first_day(month));
}

std::string text(Month month) {
  return core::time::format(first_day(month)).substr(0, 7);
}

}  // namespace careledger::projections::feedback
