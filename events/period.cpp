#include "events/period.hpp"

#include <charconv>

namespace careledger::events {
namespace {

constexpr std::string_view period_pattern = "^(19|20|21)[0-9]{2}-P(0[1-9]|1[0-3])$";
static_assert(periods_a_year == 13);
constexpr std::size_t period_characters = 8;  // 2018-P01

std::optional<int> read_digits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return number;
}

}  // namespace

std::string format(Period period) {
  return std::to_string(period.year) + (period.number < 10 ? "-P0" : "-P") + std::to_string(period.number);
}

std::optional<Period> parse_period(std::string_view text) {
  if (text.size() != period_characters || text.substr(4, 2) != "-P") return std::nullopt;
  const auto year = read_digits(text.substr(0, 4));
  const auto number = read_digits(text.substr(6));
  if (!year || !number || *year < 1900 || *year > 2199 || *number < 1 || *number > periods_a_year) return std::nullopt;
  return Period{.year = *year, .number = *number};
}

void Codec<Period>::read(Period& out, json::Value value, const Place& place) {
  const auto period = value.is_string() ? parse_period(value.string()) : std::nullopt;
  if (!period) return place.wrong("must be a period, as \"2018-P01\" to \"2018-P13\"");
  out = *period;
}

void Codec<Period>::schema(json::Writer& out) {
  out.begin_object().member("type", "string").member("pattern", period_pattern);
  out.member("description", "a period of a financial year").end_object();
}

}  // namespace careledger::events
