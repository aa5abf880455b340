#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace careledger::core::json {

/// Writes one JSON document, member by member, onto a string; commas are its business, the order is the caller's.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& name(std::string_view name);

  Writer& string(std::string_view text);
  Writer& integer(std::int64_t value);
  Writer& boolean(bool value);
  Writer& null();
  Writer& raw(std::string_view json);  // a complete JSON value

  Writer& member(std::string_view key, std::string_view text) { return name(key).string(text); }
  Writer& member(std::string_view key, const char* text) { return name(key).string(text); }
  Writer& member(std::string_view key, const std::string& text) { return name(key).string(text); }
  Writer& member(std::string_view key, std::int64_t value) { return name(key).integer(value); }
  Writer& member(std::string_view key, int value) { return name(key).integer(value); }
  Writer& member(std::string_view key, bool value) { return name(key).boolean(value); }
  Writer& member(std::string_view key, const std::optional<std::string>& text) {
    return text ? name(key).string(*text) : name(key).null();
  }
  /// A 64-bit number as the decimal string that sequences are written as.
  Writer& sequence(std::string_view key, std::uint64_t value);

 private:
  void separate();
  std::string& out_;
  bool first_ = true;  // nothing stands before the next value in its array or object
};

}  // namespace careledger::core::json
