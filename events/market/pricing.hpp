#pragma once

#include "events/family.hpp"
#include "events/period.hpp"

/// What care costs, and by which calendar it is paid. These structs are the storage format: past tense, append only; a
/// changed meaning is a new version of the schema.
namespace careledger::events::market {

enum class Index : std::uint8_t { cpih, nlw, care_wage };
BOOST_DESCRIBE_ENUM(Index, cpih, nlw, care_wage)

/// cpih: the 12-month rate of September of that year, in percent; nlw and care_wage: pounds an hour from 1 April of it.
struct IndexPublished {
  static constexpr std::string_view type = "careledger.index.published";
  static const std::string_view constraints;
  Index index{};
  Year year;
  Decimal value;

  static void check(const IndexPublished& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(IndexPublished, (), (index, year, value))

/// What was weighed when the fee was set.
struct FeeBasis {
  Name principle;
  Words evidence;
};
BOOST_DESCRIBE_STRUCT(FeeBasis, (), (principle, evidence))

/// Its `time` is the instant from which the fee is in force.
struct FeeScheduleSet {
  static constexpr std::string_view type = "careledger.fee-schedule.set";
  SchemeId scheme;
  Category category{};
  std::optional<Name> tier;  // `standard` where it is left out
  Unit unit{};
  Pence hotel_pence;
  Pence care_pence;
  std::optional<std::vector<FeeBasis>> basis;
};
BOOST_DESCRIBE_STRUCT(FeeScheduleSet, (), (scheme, category, tier, unit, hotel_pence, care_pence, basis))

/// The fees of the scheme are reviewed for 1 April of that year, whatever the event's `time`.
struct PriceReviewApplied {
  static constexpr std::string_view type = "careledger.price-review.applied";
  SchemeId scheme;
  Year year;
};
BOOST_DESCRIBE_STRUCT(PriceReviewApplied, (), (scheme, year))

/// Both days are of the period.
struct CalendarPeriod {
  Period period;
  Date from{};
  Date to{};
};
BOOST_DESCRIBE_STRUCT(CalendarPeriod, (), (period, from, to))

struct PaymentCalendarPublished {
  static constexpr std::string_view type = "careledger.payment-calendar.published";
  static const std::string_view constraints;
  Year year;
  std::vector<CalendarPeriod> periods;

  static void check(const PaymentCalendarPublished& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(PaymentCalendarPublished, (), (year, periods))

}  // namespace careledger::events::market
