#include "tests/events/schema_check.hpp"

#include "core/json/canonical.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <stdexcept>
#include <string>

namespace careledger::events {
namespace {

using core::json::Kind;
using core::json::Value;

constexpr std::array annotations{std::string_view("$schema"), std::string_view("$id"), std::string_view("title"),
                                 std::string_view("description"), std::string_view("format")};

bool is_of(std::string_view type, Value value) {
  switch (value.kind()) {
    case Kind::null:
      return type == "null";
    case Kind::boolean:
      return type == "boolean";
    case Kind::integer:
      return type == "integer";
    case Kind::other_number:
      return false;
    case Kind::string:
      return type == "string";
    case Kind::array:
      return type == "array";
    case Kind::object:
      return type == "object";
  }
  return false;
}

bool equal(Value a, Value b) {
  return a.kind() != Kind::other_number && b.kind() != Kind::other_number &&
         core::json::canonical(a) == core::json::canonical(b);
}

std::int64_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

int count_of(Value schemas, Value value) {
  int accepting = 0;
  for (const Value schema : schemas.elements()) accepting += accepts(schema, value) ? 1 : 0;
  return accepting;
}

bool names_accepted(Value schema, Value object) {
  for (const auto [name, unused] : object.members()) {
    core::json::Parser parser;
    std::string text;
    core::json::append_string(text, name);
    if (!accepts(schema, *parser.parse(text))) return false;
  }
  return true;
}

bool properties_accepted(Value whole, Value object) {
  const auto properties = whole.find("properties");
  const auto others = whole.find("additionalProperties");
  for (const auto [name, member] : object.members()) {
    if (const auto schema = properties ? properties->find(name) : std::nullopt) {
      if (!accepts(*schema, member)) return false;
    } else if (others && !accepts(*others, member)) {
      return false;
    }
  }
  return true;
}

bool required_present(Value names, Value object) {
  for (const Value name : names.elements()) {
    if (!object.find(name.string())) return false;
  }
  return true;
}

bool keyword_accepts(std::string_view keyword, Value argument, Value whole, Value value) {
  if (keyword == "type") return is_of(argument.string(), value);
  if (keyword == "const") return equal(argument, value);
  if (keyword == "enum") {
    for (const Value one : argument.elements()) {
      if (equal(one, value)) return true;
    }
    return false;
  }
  if (keyword == "anyOf") return count_of(argument, value) > 0;
  if (keyword == "oneOf") return count_of(argument, value) == 1;
  const bool string = value.is_string();
  if (keyword == "pattern") {
    return !string || std::regex_search(std::string(value.string()), std::regex(std::string(argument.string())));
  }
  if (keyword == "minLength") return !string || characters(value.string()) >= argument.integer();
  if (keyword == "maxLength") return !string || characters(value.string()) <= argument.integer();
  const bool number = value.kind() == Kind::integer;
  if (keyword == "minimum") return !number || value.integer() >= argument.integer();
  if (keyword == "maximum") return !number || value.integer() <= argument.integer();
  const bool array = value.is_array();
  if (keyword == "maxItems") return !array || value.size() <= static_cast<std::size_t>(argument.integer());
  if (keyword == "items") {
    if (!array) return true;
    for (const Value element : value.elements()) {
      if (!accepts(argument, element)) return false;
    }
    return true;
  }
  const bool object = value.is_object();
  if (keyword == "properties") return !object || properties_accepted(whole, value);
  if (keyword == "additionalProperties") return !object || properties_accepted(whole, value);
  if (keyword == "propertyNames") return !object || names_accepted(argument, value);
  if (keyword == "maxProperties") return !object || value.size() <= static_cast<std::size_t>(argument.integer());
  if (keyword == "required") return !object || required_present(argument, value);
  if (std::find(annotations.begin(), annotations.end(), keyword) != annotations.end()) return true;
  throw std::runtime_error("a keyword that is not checked: " + std::string(keyword));
}

}  // namespace

bool accepts(Value schema, Value value) {
  if (schema.kind() == Kind::boolean) return schema.boolean();
  for (const auto [keyword, argument] : schema.members()) {
    if (!keyword_accepts(keyword, argument, schema, value)) return false;
  }
  return true;
}

}  // namespace careledger::events
