#include "events/codec.hpp"

#include <algorithm>
#include <charconv>

namespace careledger::events {
namespace {

constexpr std::string_view id_pattern = "^[A-Za-z0-9._-]{1,64}$";
static_assert(limits::id == 64);
// Years 1900 to 2199, whole minutes of offset, no leap second; that the day exists is beyond a pattern.
constexpr std::string_view instant_pattern =
    "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    "(\\.[0-9]{1,6})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";
constexpr std::string_view date_pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
constexpr std::string_view decimal_pattern = "^-?(0|[1-9][0-9]{0,11})(\\.[0-9]{1,6})?$";
constexpr std::string_view quantity_pattern = "^(0|[1-9][0-9]{0,11})(\\.[0-9]{1,6})?$";
static_assert(limits::decimal_digits == 12 && limits::decimal_places == 6);
constexpr std::string_view sequence_pattern = "^[1-9][0-9]{0,18}$";
constexpr std::size_t sequence_digits = 19;
constexpr std::string_view text_pattern = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_id_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-';
}

bool is_unwanted_control(char c) {
  const auto code = static_cast<unsigned char>(c);
  return (code < 0x20 && c != '\t' && c != '\n' && c != '\r') || code == 0x7F;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  if (whole.empty() || whole.size() > limits::decimal_digits || !std::all_of(whole.begin(), whole.end(), is_digit) ||
      (whole.size() > 1 && whole[0] == '0')) {
    return false;
  }
  if (point == text.size()) return true;
  const auto fraction = text.substr(point + 1);
  return !fraction.empty() && fraction.size() <= limits::decimal_places &&
         std::all_of(fraction.begin(), fraction.end(), is_digit);
}

/// The string, or an empty view with null data where it is none (which is noted).
std::string_view string_of(json::Value value, const Place& place) {
  if (value.is_string()) return value.string();
  place.wrong("must be a string");
  return {};
}

void pattern_schema(std::string_view pattern, std::string_view description, json::Writer& out) {
  out.begin_object().member("type", "string").member("pattern", pattern).member("description", description);
  out.end_object();
}

void format_schema(std::string_view format, std::string_view pattern, json::Writer& out) {
  out.begin_object().member("type", "string").member("format", format).member("pattern", pattern).end_object();
}

}  // namespace

namespace codec {

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= limits::id && std::all_of(text.begin(), text.end(), is_id_character);
}

void read_id(std::string& out, json::Value value, const Place& place) {
  const auto text = string_of(value, place);
  if (text.data() == nullptr) return;
  if (!is_id(text)) return place.wrong("must be an id: 1 to 64 of A-Z a-z 0-9 . _ -");
  out = text;
}

void read_text(std::string& out, std::size_t max, json::Value value, const Place& place) {
  const auto text = string_of(value, place);
  if (text.data() == nullptr) return;
  if (text.empty()) return place.wrong("must not be empty");
  if (text.size() > max && characters(text) > max) {
    return place.wrong("must have at most " + std::to_string(max) + " characters");
  }
  if (std::any_of(text.begin(), text.end(), is_unwanted_control)) {
    return place.wrong("must hold no control characters but tabs and line ends");
  }
  out = text;
}

void read_decimal(std::string& out, json::Value value, const Place& place) {
  if (!value.is_string()) return place.wrong("must be a decimal number in a string, as \"7.50\"");
  const auto text = value.string();
  if (!is_decimal(text)) {
    return place.wrong("must be a decimal as \"7.50\": at most 12 digits before the point and 6 behind it");
  }
  out = text;
}

void read_quantity(std::string& out, json::Value value, const Place& place) {
  if (value.is_string() && value.string().starts_with('-')) return place.wrong("must not be less than nothing");
  read_decimal(out, value, place);
}

void read_integer(std::int64_t& out, std::int64_t min, std::int64_t max, json::Value value, const Place& place) {
  if (value.kind() != json::Kind::integer) return place.wrong("must be a whole number");
  const auto number = value.integer();
  if (number < min || number > max) {
    return place.wrong("must be " + std::to_string(min) + " to " + std::to_string(max));
  }
  out = number;
}

void read_boolean(bool& out, json::Value value, const Place& place) {
  if (value.kind() != json::Kind::boolean) return place.wrong("must be true or false");
  out = value.boolean();
}

void read_sequence(core::event::Sequence& out, json::Value value, const Place& place) {
  const auto text = value.is_string() ? value.string() : std::string_view();
  const bool valid = !text.empty() && text.size() <= sequence_digits && text[0] != '0' &&
                     std::all_of(text.begin(), text.end(), is_digit);
  if (!valid) return place.wrong("must be the sequence of an event, as \"17\"");
  std::from_chars(text.data(), text.data() + text.size(), out);
}

void read_date(Date& out, json::Value value, const Place& place) {
  const auto text = string_of(value, place);
  if (text.data() == nullptr) return;
  const auto date = core::time::parse_date(text);
  if (!date) return place.wrong(date.error().detail);
  out = *date;
}

void read_instant(Instant& out, json::Value value, const Place& place) {
  const auto text = string_of(value, place);
  if (text.data() == nullptr) return;
  const auto instant = core::time::parse_instant(text);
  if (!instant) return place.wrong(instant.error().detail);
  out = *instant;
}

void read_any(std::string& out, json::Value value, const Place& place) {
  std::vector<core::PointedError> numbers;
  json::find_other_numbers(value, {}, numbers);
  for (const auto& number : numbers) place.wrong_below(number.pointer, number.detail);
  if (numbers.empty()) out = json::canonical(value);
}

void read_object(std::string& out, json::Value value, const Place& place) {
  value.is_object() ? read_any(out, value, place) : place.wrong("must be an object");
}

std::size_t read_word(std::span<const std::string_view> words, json::Value value, const Place& place) {
  if (value.is_string()) {
    const auto word = std::find(words.begin(), words.end(), value.string());
    if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
  }
  std::string detail = "must be one of";
  for (const auto word : words) detail.append(" ").append(word);
  place.wrong(detail);
  return 0;
}

void append_plain(std::string& out, std::string_view text) {
  out += '"';
  out += text;
  out += '"';
}

void append_integer(std::string& out, std::int64_t value) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void id_schema(json::Writer& out) {
  out.begin_object().member("type", "string").member("pattern", id_pattern).end_object();
}

void text_schema(std::size_t max, json::Writer& out) {
  out.begin_object().member("type", "string").member("minLength", 1);
  out.member("maxLength", static_cast<std::int64_t>(max)).member("pattern", text_pattern).end_object();
}

void decimal_schema(json::Writer& out) {
  pattern_schema(decimal_pattern, "an exact decimal number", out);
}

void quantity_schema(json::Writer& out) {
  pattern_schema(quantity_pattern, "an exact decimal number, not less than nothing", out);
}

void integer_schema(std::int64_t min, std::int64_t max, json::Writer& out) {
  out.begin_object().member("type", "integer").member("minimum", min).member("maximum", max).end_object();
}

void sequence_schema(json::Writer& out) {
  pattern_schema(sequence_pattern, "the sequence of an event", out);
}

void date_schema(json::Writer& out) {
  format_schema("date", date_pattern, out);
}

void instant_schema(json::Writer& out) {
  format_schema("date-time", instant_pattern, out);
}

void words_schema(std::span<const std::string_view> words, json::Writer& out) {
  out.begin_object().name("enum").begin_array();
  for (const auto word : words) out.string(word);
  out.end_array().end_object();
}

}  // namespace codec

std::int64_t Decimal::millionths() const {
  CARELEDGER_ASSERT(is_decimal(text));
  std::int64_t value = 0;
  std::size_t places = 0;
  bool behind_point = false;
  for (const char c : text) {
    if (c == '.') behind_point = true;
    if (!is_digit(c)) continue;
    value = value * 10 + (c - '0');
    if (behind_point) ++places;
  }
  for (; places < limits::decimal_places; ++places) value *= 10;
  return text[0] == '-' ? -value : value;
}

}  // namespace careledger::events
