#include "tools/tables/cell.hpp"

#include "core/json/canonical.hpp"
#include "events/period.hpp"
#include "tools/tables/fold_case.hpp"
#include "tools/tables/number.hpp"

#include <algorithm>
#include <charconv>

namespace careledger::tools::tables {
namespace {

using core::fail;
using core::Fault;
using core::Result;

std::string quoted(std::string_view text) {
  std::string json;
  core::json::append_string(json, text);
  return json;
}

tl::unexpected<core::Error> bad(std::string detail) {
  return fail(Fault::bad_request, std::move(detail));
}

Result<std::string> hundredths(const std::string& text) {
  const auto number = read_number(text, true);
  if (!number) return bad("is no sum of money, as 1,234.50");
  auto pence = number->hundredths();
  if (!pence) return bad("is no whole number of pence");
  return std::move(*pence);
}

Result<std::string> integer(const std::string& text) {
  const auto number = read_number(text);
  auto whole = number ? number->integer() : std::nullopt;
  if (!whole) return bad("is no whole number");
  return std::move(*whole);
}

Result<std::string> boolean(const std::string& text) {
  const auto word = fold_case(text);
  for (const std::string_view yes : {"true", "yes", "y", "1"}) {
    if (word == yes) return std::string("true");
  }
  for (const std::string_view no : {"false", "no", "n", "0"}) {
    if (word == no) return std::string("false");
  }
  return bad("is neither yes nor no");
}

/// `2018-P01`, `2018/19 P1`, `2018 1`: the year in which the financial year begins, and at the end the number.
Result<std::string> period(const std::string& text) {
  constexpr std::size_t year_digits = 4;
  const auto last = text.find_last_not_of("0123456789");
  int number = 0;
  const auto digits = last == std::string::npos ? std::string_view() : std::string_view(text).substr(last + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!digits.empty() && digits.size() <= 2 && error == std::errc{} && last >= year_digits) {
    const std::string form = text.substr(0, year_digits) + (number < 10 ? "-P0" : "-P") + std::to_string(number);
    if (const auto read = events::parse_period(form)) return quoted(events::format(*read));
  }
  return bad("is no period of a financial year, as 2018-P01");
}

Result<std::string> instant(const Field& field, const std::string& text) {
  const auto read = field.format ? field.format->instant(text, field.twice) : core::time::parse_instant(text);
  if (!read) return fail(read.error());
  if (*read < core::time::earliest || *read > core::time::latest) return bad("lies outside the years 1900 to 2199");
  return quoted(core::time::format(*read));
}

Result<std::string> date(const Field& field, const std::string& text) {
  const auto read = field.format ? field.format->date(text) : core::time::parse_date(text);
  if (!read) return fail(read.error());
  return quoted(core::time::format(*read));
}

Result<std::string> translated(const Field& field, const std::string& text) {
  const auto word = fold_case(text);
  const auto found = std::find_if(field.words.begin(), field.words.end(),
                                  [&word](const Translation& each) { return each.word == word; });
  if (found != field.words.end()) return found->value;
  return bad("is none of the words that the map translates");
}

Result<std::string> single(const Field& field, const std::string& text) {
  if (!field.words.empty()) return translated(field, text);
  switch (field.kind) {
    case Kind::string:
      return quoted(text);
    case Kind::integer:
      return integer(text);
    case Kind::decimal: {
      const auto number = read_number(text);
      if (!number) return bad("is no number");
      return quoted(number->decimal());
    }
    case Kind::money:
      return hundredths(text);
    case Kind::date:
      return date(field, text);
    case Kind::instant:
      return instant(field, text);
    case Kind::boolean:
      return boolean(text);
    case Kind::period:
      return period(text);
  }
  return bad("is of no kind");
}

}  // namespace

std::string trimmed(std::string_view text) {
  constexpr std::string_view no_break = "\xC2\xA0";
  constexpr std::string_view blank = " \t\r\n";
  for (bool more = true; more;) {
    const auto before = text.size();
    text.remove_prefix(std::min(text.find_first_not_of(blank), text.size()));
    text = text.substr(0, text.find_last_not_of(blank) + 1);
    if (text.starts_with(no_break)) text.remove_prefix(no_break.size());
    if (text.ends_with(no_break)) text.remove_suffix(no_break.size());
    more = text.size() < before;
  }
  return std::string(text);
}

Result<std::string> value_of(const Field& field, const std::string& text) {
  if (field.split.empty()) return single(field, text);
  std::string list = "[";
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(field.split, begin), text.size());
    const auto piece = trimmed(std::string_view(text).substr(begin, end - begin));
    begin = end + field.split.size();
    if (piece.empty()) continue;
    auto value = single(field, piece);
    if (!value) return fail(value.error().fault, "'" + piece + "' in it " + value.error().detail);
    list.append(list.size() > 1 ? "," : "").append(*value);
  }
  return list + "]";
}

}  // namespace careledger::tools::tables
