#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::projections::policies {

/// What was read of a policy document, and what is wrong with it.
class Reading {
 public:
  explicit Reading(std::vector<core::PointedError>& errors) : errors_(errors) {}

  void error(std::string pointer, std::string detail) { errors_.push_back({std::move(pointer), std::move(detail)}); }
  /// A part of which all members are asked for by name.
  void add_part(core::json::Value part, std::string pointer) { parts_.emplace_back(part, std::move(pointer)); }
  void ask_for(std::string pointer) { asked_for_.insert(std::move(pointer)); }
  /// What nobody asked for is a slip of the pen, and must not pass for what it was to be.
  void refuse_the_rest();

 private:
  std::vector<core::PointedError>& errors_;
  std::vector<std::pair<core::json::Value, std::string>> parts_;
  std::set<std::string> asked_for_;
};

/// No count, amount, or number of days or months of a policy is larger: beyond it no calendar reaches.
inline constexpr int largest_integer = 20'000;

/// One part of a policy document: its parameters by name, each `{"value", "rules", "source" or "assumed"}`. What is
/// missing or of the wrong kind becomes an error with its pointer, and reads as zero.
class Parameters {
 public:
  Parameters(std::optional<core::json::Value> part, std::string pointer, Reading& reading)
      : part_(part), pointer_(std::move(pointer)), reading_(reading) {
    if (part_) reading_.add_part(*part_, pointer_);
  }

  [[nodiscard]] bool has(std::string_view name) { return ask_for(name).has_value(); }
  [[nodiscard]] Parameters part(std::string_view name);
  /// The parameter's `value`; what it must be is said by `kind`. The members of an object are asked for by name, but
  /// for those of a table whose names are the council's.
  [[nodiscard]] std::optional<core::json::Value> value(std::string_view name, core::json::Kind kind);

  /// From -largest_integer to largest_integer.
  [[nodiscard]] int integer(std::string_view name);
  [[nodiscard]] bool flag(std::string_view name);
  [[nodiscard]] std::string_view word(std::string_view name);
  [[nodiscard]] std::vector<std::string_view> words(std::string_view name);
  /// A member of an object that is a parameter's value.
  [[nodiscard]] std::optional<core::json::Value> member(core::json::Value object, std::string_view name,
                                                        std::string_view member, core::json::Kind kind);
  [[nodiscard]] int integer_in(core::json::Value object, std::string_view name, std::string_view member);
  [[nodiscard]] std::string_view word_in(core::json::Value object, std::string_view name, std::string_view member);
  [[nodiscard]] bool flag_in(core::json::Value object, std::string_view name, std::string_view member);
  /// A choice for which the ledger knows one answer so far: anything else is an error, not silently ignored.
  void only(std::string_view name, std::string_view known);
  /// What people go by, where it is there: it stands in the rule book and changes no answer.
  void for_people(std::string_view name, core::json::Kind kind);

  void error(std::string_view name, std::string detail);

 private:
  void check_citation(std::string_view name, core::json::Value parameter);
  [[nodiscard]] std::optional<core::json::Value> ask_for(std::string_view name);

  std::optional<core::json::Value> part_;
  std::string pointer_;
  Reading& reading_;
};

}  // namespace careledger::projections::policies
