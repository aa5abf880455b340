#include "core/json/value.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace careledger::core::json {
namespace {

// The tape of simdjson (its doc/tape.md): a word's top byte names the type, the rest is a payload. For a container the
// low 32 bits are the index behind its end and the next 24 its count; a number's value is the next word.
constexpr std::uint64_t payload_mask = 0x00FF'FFFF'FFFF'FFFF;
constexpr std::uint64_t saturated_count = 0xFF'FFFF;

const simdjson::dom::document& as_document(const void* document) {
  return *static_cast<const simdjson::dom::document*>(document);
}

std::uint64_t word(const void* document, std::size_t index) {
  return as_document(document).tape[index];
}

char type_at(const void* document, std::size_t index) {
  return static_cast<char>(word(document, index) >> 56);
}

std::size_t behind(const void* document, std::size_t index) {
  const auto value = word(document, index);
  switch (static_cast<char>(value >> 56)) {
    case '{':
    case '[':
      return static_cast<std::uint32_t>(value);
    case 'l':
    case 'u':
    case 'd':
      return index + 2;
    default:
      return index + 1;
  }
}

std::string_view string_at(const void* document, std::size_t index) {
  const auto* start = as_document(document).string_buf.get() + (word(document, index) & payload_mask);
  std::uint32_t length = 0;
  std::memcpy(&length, start, sizeof length);
  return {reinterpret_cast<const char*>(start + sizeof length), length};
}

/// A lone low surrogate passes simdjson as the three bytes ED A0..BF xx, which is no UTF-8.
bool holds_surrogate(std::string_view text) {
  for (auto at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

std::optional<std::string_view> repeated(std::span<std::string_view> names) {
  constexpr std::size_t few = 12;
  if (names.size() <= few) {
    for (std::size_t i = 1; i < names.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (names[i] == names[j]) return names[i];
      }
    }
    return std::nullopt;
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() ? std::nullopt : std::optional(*twice);
}

Result<void> check_strict(Value value) {
  if (value.is_string()) {
    if (holds_surrogate(value.string())) return fail(Fault::not_json, "a string holds a lone surrogate");
  } else if (value.is_array()) {
    for (const Value element : value.elements()) {
      if (auto checked = check_strict(element); !checked) return checked;
    }
  } else if (value.is_object()) {
    std::array<std::string_view, 24> near{};
    std::vector<std::string_view> far;
    std::size_t count = 0;
    for (const auto [name, member] : value.members()) {
      if (holds_surrogate(name)) return fail(Fault::not_json, "a member name holds a lone surrogate");
      if (count < near.size()) {
        near[count] = name;
      } else {
        if (far.empty()) far.assign(near.begin(), near.end());
        far.push_back(name);
      }
      ++count;
      if (auto checked = check_strict(member); !checked) return checked;
    }
    const auto names = far.empty() ? std::span(near).first(count) : std::span<std::string_view>(far);
    if (const auto name = repeated(names)) {
      return fail(Fault::not_json, "the member name \"" + std::string(*name) + "\" stands twice in one object");
    }
  }
  return {};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The length of the number of RFC 8259's grammar that the text begins with; 0 for none.
std::size_t number_length(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&text, &at] {
    const auto from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > from;
  };
  const auto first = at;
  if (!digits() || (text[first] == '0' && at > first + 1)) return 0;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return 0;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return 0;
  }
  return at;
}

/// simdjson refuses numbers beyond 64 bits, though they are JSON. Each number too long for it becomes a fraction of the
/// same length, which is as little an integer that we take; the caller then tells where it stands.
std::string with_tamed_numbers(std::string_view text) {
  constexpr std::size_t surely_in_range = 18;
  std::string tamed(text);
  for (std::size_t at = 0; at < tamed.size();) {
    if (tamed[at] == '"') {
      for (++at; at < tamed.size() && tamed[at] != '"'; ++at) {
        if (tamed[at] == '\\') ++at;
      }
      ++at;
      continue;
    }
    const bool starts = is_digit(tamed[at]) || tamed[at] == '-';
    const auto length = starts ? number_length(std::string_view(tamed).substr(at)) : 0;
    const auto number = std::string_view(tamed).substr(at, length);
    if (length > surely_in_range || (length >= 3 && number.find_first_of("eE") != std::string_view::npos)) {
      tamed.replace(at, length, "0." + std::string(length - 2, '5'));
    }
    at += std::max<std::size_t>(length, 1);
  }
  return tamed;
}

std::string explain(simdjson::error_code code) {
  switch (code) {
    case simdjson::UTF8_ERROR:
      return "the text is not UTF-8";
    case simdjson::DEPTH_ERROR:
      return "the document is nested more than " + std::to_string(max_depth) + " deep";
    case simdjson::EMPTY:
      return "the text is empty";
    case simdjson::NUMBER_ERROR:
      return "a number is malformed or out of range";
    case simdjson::STRING_ERROR:
      return "a string holds a bad escape or a lone surrogate";
    default:
      return std::string("the text is not JSON: ") + simdjson::error_message(code);
  }
}

}  // namespace

Kind Value::kind() const {
  switch (type_at(document_, index_)) {
    case '{':
      return Kind::object;
    case '[':
      return Kind::array;
    case '"':
      return Kind::string;
    case 't':
    case 'f':
      return Kind::boolean;
    case 'n':
      return Kind::null;
    case 'l': {
      const auto number = static_cast<std::int64_t>(word(document_, index_ + 1));
      return number >= -max_integer && number <= max_integer ? Kind::integer : Kind::other_number;
    }
    default:  // 'u' holds what int64 does not, 'd' a fraction or an exponent
      return Kind::other_number;
  }
}

bool Value::boolean() const {
  return type_at(document_, index_) == 't';
}

std::int64_t Value::integer() const {
  return static_cast<std::int64_t>(word(document_, index_ + 1));
}

std::string_view Value::string() const {
  return string_at(document_, index_);
}

std::size_t Value::size() const {
  const auto count = (word(document_, index_) >> 32) & saturated_count;
  if (count != saturated_count) return count;
  std::size_t counted = 0;
  if (is_array()) {
    for (auto element = elements().begin(); element != Elements::end(); ++element) ++counted;
  } else {
    for (auto member = members().begin(); member != Members::end(); ++member) ++counted;
  }
  return counted;
}

Members Value::members() const {
  Members all;
  all.first_.document_ = document_;
  all.first_.index_ = index_ + 1;
  all.first_.end_ = behind(document_, index_) - 1;
  return all;
}

Elements Value::elements() const {
  Elements all;
  all.first_.document_ = document_;
  all.first_.index_ = index_ + 1;
  all.first_.end_ = behind(document_, index_) - 1;
  return all;
}

std::optional<Value> Value::find(std::string_view name) const {
  if (!is_object()) return std::nullopt;
  for (const auto [key, value] : members()) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view Value::text(std::string_view name) const {
  const auto member = find(name);
  return member && member->is_string() ? member->string() : std::string_view();
}

Member Members::Iterator::operator*() const {
  Member member;
  member.name = string_at(document_, index_);
  member.value.document_ = document_;
  member.value.index_ = index_ + 1;
  return member;
}

Members::Iterator& Members::Iterator::operator++() {
  index_ = behind(document_, index_ + 1);
  return *this;
}

Value Elements::Iterator::operator*() const {
  Value value;
  value.document_ = document_;
  value.index_ = index_;
  return value;
}

Elements::Iterator& Elements::Iterator::operator++() {
  index_ = behind(document_, index_);
  return *this;
}

struct Parser::State {
  simdjson::dom::parser parser;
  std::string padded;
  simdjson::error_code last_error = simdjson::SUCCESS;
};

bool is_utf8(std::string_view text) {
  return simdjson::validate_utf8(text);
}

Parser::Parser() : state_(std::make_unique<State>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

Result<Value> Parser::parse_trusted(std::string_view text) {
  auto& padded = state_->padded;
  padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  padded.assign(text);
  return parse_padded(padded);
}

Result<Value> Parser::parse_padded(std::string_view text) {
  static_assert(padding >= simdjson::SIMDJSON_PADDING);
  auto& parser = state_->parser;
  if (parser.capacity() < text.size() || parser.max_depth() != max_depth) {
    constexpr std::size_t least = 4096;
    if (parser.allocate(std::max(text.size(), least), max_depth)) {
      return fail(Fault::storage, "no memory to parse a document of " + std::to_string(text.size()) + " bytes");
    }
  }
  simdjson::dom::element root;
  state_->last_error = parser.parse(text.data(), text.size(), false).get(root);
  if (state_->last_error != simdjson::SUCCESS) return fail(Fault::not_json, explain(state_->last_error));
  Value value;
  value.document_ = &parser.doc;
  value.index_ = 1;
  return value;
}

Result<Value> Parser::parse(std::string_view text) {
  auto value = parse_trusted(text);
  if (!value && state_->last_error == simdjson::NUMBER_ERROR) value = parse_trusted(with_tamed_numbers(text));
  if (!value) return value;
  if (auto checked = check_strict(*value); !checked) return fail(std::move(checked.error()));
  return value;
}

}  // namespace careledger::core::json
