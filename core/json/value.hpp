#pragma once

#include "core/error/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace careledger::core::json {

enum class Kind : std::uint8_t { null, boolean, integer, other_number, string, array, object };

/// What is allowed in any document that we read; also stated at GET /v1/limits.
inline constexpr std::size_t max_depth = 32;
inline constexpr std::int64_t max_integer = 9'007'199'254'740'991;  // 2^53 - 1, RFC 7493

class Members;
class Elements;

/// A place in a parsed document: sixteen bytes, copied freely, valid until its Parser parses again or dies.
class Value {
 public:
  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool boolean() const;             // precondition: kind() == Kind::boolean
  [[nodiscard]] std::int64_t integer() const;     // precondition: kind() == Kind::integer, within ±max_integer
  [[nodiscard]] std::string_view string() const;  // precondition: kind() == Kind::string; unescaped UTF-8
  [[nodiscard]] Members members() const;          // precondition: kind() == Kind::object; in document order
  [[nodiscard]] Elements elements() const;        // precondition: kind() == Kind::array
  [[nodiscard]] std::size_t size() const;         // of an array or object
  /// A member of an object; nothing where there is none or this is no object.
  [[nodiscard]] std::optional<Value> find(std::string_view name) const;
  /// The string member of that name; empty where there is none of that name and kind.
  [[nodiscard]] std::string_view text(std::string_view name) const;

  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }

 private:
  friend class Parser;
  friend class Members;
  friend class Elements;
  const void* document_ = nullptr;
  std::size_t index_ = 0;
};

struct Member {
  std::string_view name;
  Value value;
};

struct End {};

class Members {
 public:
  class Iterator {
   public:
    Member operator*() const;
    Iterator& operator++();
    bool operator!=(End) const { return index_ != end_; }

   private:
    friend class Members;
    friend class Value;
    const void* document_ = nullptr;
    std::size_t index_ = 0;
    std::size_t end_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return first_; }
  [[nodiscard]] static End end() { return {}; }

 private:
  friend class Value;
  Iterator first_;
};

class Elements {
 public:
  class Iterator {
   public:
    Value operator*() const;
    Iterator& operator++();
    bool operator!=(End) const { return index_ != end_; }

   private:
    friend class Elements;
    friend class Value;
    const void* document_ = nullptr;
    std::size_t index_ = 0;
    std::size_t end_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return first_; }
  [[nodiscard]] static End end() { return {}; }

 private:
  friend class Value;
  Iterator first_;
};

[[nodiscard]] bool is_utf8(std::string_view text);

/// Parses strict JSON (RFC 8259 within RFC 7493): UTF-8, no duplicate member names, no lone surrogates, nothing after
/// the document, at most max_depth deep. Reused from call to call; one a thread.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  /// Error: Fault::not_json with what is wrong.
  [[nodiscard]] Result<Value> parse(std::string_view text);
  /// For bytes that we wrote ourselves: the strictness beyond RFC 8259 is not checked again.
  [[nodiscard]] Result<Value> parse_trusted(std::string_view text);
  /// The same, without a copy: at least `padding` bytes that may be read lie behind the text.
  static constexpr std::size_t padding = 64;
  [[nodiscard]] Result<Value> parse_padded(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace careledger::core::json
