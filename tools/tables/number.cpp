#include "tools/tables/number.hpp"

#include <algorithm>

namespace careledger::tools::tables {
namespace {

constexpr std::string_view pound = "£";
constexpr std::size_t most_digits = 15;  // below 2^53

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

/// The digits of the whole part, without the commas between thousands.
std::optional<std::string> read_whole(std::string_view text) {
  if (text.find(',') == std::string_view::npos) {
    return all_digits(text) ? std::optional(std::string(text)) : std::nullopt;
  }
  std::string digits;
  for (bool first = true;; first = false) {
    const auto comma = text.find(',');
    const auto group = text.substr(0, comma);
    const bool sized = first ? !group.empty() && group.size() <= 3 : group.size() == 3;
    if (!sized || !all_digits(group)) return std::nullopt;
    digits += group;
    if (comma == std::string_view::npos) return digits;
    text.remove_prefix(comma + 1);
  }
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

std::optional<Number> read_number(std::string_view text, bool money) {
  Number number;
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {  // as accountants write less than nothing
    number.negative = true;
    text = text.substr(1, text.size() - 2);
  } else {
    number.negative = take(text, "-");
  }
  if (money) take(text, pound);
  if (!number.negative) number.negative = take(text, "-");
  const auto point = std::min(text.find('.'), text.size());
  auto whole = read_whole(text.substr(0, point));
  const auto fraction = text.substr(std::min(point + 1, text.size()));
  if (!whole || !all_digits(fraction) || (whole->empty() && fraction.empty())) return std::nullopt;
  const auto begin = std::min(whole->find_first_not_of('0'), whole->size());
  number.whole = begin == whole->size() ? "0" : whole->substr(begin);
  const auto end = fraction.find_last_not_of('0');
  number.fraction = end == std::string_view::npos ? "" : fraction.substr(0, end + 1);
  if (number.whole == "0" && number.fraction.empty()) number.negative = false;
  return number;
}

std::string Number::decimal() const {
  return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

std::optional<std::string> Number::scaled(std::size_t places) const {
  if (fraction.size() > places) return std::nullopt;
  const std::string digits = whole + fraction + std::string(places - fraction.size(), '0');
  const auto begin = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  if (digits.size() - begin > most_digits) return std::nullopt;
  return (negative ? "-" : "") + digits.substr(begin);
}

}  // namespace careledger::tools::tables
