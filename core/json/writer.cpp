#include "core/json/writer.hpp"

#include "core/json/canonical.hpp"

#include <charconv>

namespace careledger::core::json {

void Writer::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

Writer& Writer::begin_object() {
  separate();
  out_ += '{';
  first_ = true;
  return *this;
}

Writer& Writer::end_object() {
  out_ += '}';
  first_ = false;
  return *this;
}

Writer& Writer::begin_array() {
  separate();
  out_ += '[';
  first_ = true;
  return *this;
}

Writer& Writer::end_array() {
  out_ += ']';
  first_ = false;
  return *this;
}

Writer& Writer::name(std::string_view name) {
  separate();
  append_string(out_, name);
  out_ += ':';
  first_ = true;
  return *this;
}

Writer& Writer::string(std::string_view text) {
  separate();
  append_string(out_, text);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  separate();
  char digits[24];
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  return *this;
}

Writer& Writer::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

Writer& Writer::null() {
  separate();
  out_ += "null";
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

Writer& Writer::sequence(std::string_view key, std::uint64_t value) {
  name(key);
  separate();
  char digits[24];
  out_ += '"';
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  out_ += '"';
  return *this;
}

}  // namespace careledger::core::json
