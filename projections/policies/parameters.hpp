#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::policies {

/// One part of a policy document: its parameters by name, each `{"value", "rules", "source" or "assumed"}`. What is
/// missing or of the wrong kind becomes an error with its pointer, and reads as zero.
class Parameters {
 public:
  Parameters(std::optional<core::json::Value> part, std::string pointer, std::vector<core::PointedError>& errors)
      : part_(part), pointer_(std::move(pointer)), errors_(errors) {}

  [[nodiscard]] bool has(std::string_view name) const { return part_ && part_->find(name); }
  [[nodiscard]] Parameters part(std::string_view name);
  /// The parameter's `value`; what it must be is said by `kind`.
  [[nodiscard]] std::optional<core::json::Value> value(std::string_view name, core::json::Kind kind);

  [[nodiscard]] int integer(std::string_view name);
  [[nodiscard]] bool flag(std::string_view name);
  [[nodiscard]] std::string_view word(std::string_view name);
  [[nodiscard]] std::vector<std::string_view> words(std::string_view name);
  /// A member of an object that is a parameter's value.
  [[nodiscard]] int integer_in(core::json::Value object, std::string_view name, std::string_view member);
  /// A choice for which the ledger knows one answer so far: anything else is an error, not silently ignored.
  void only(std::string_view name, std::string_view known);

  void error(std::string_view name, std::string detail);

 private:
  [[nodiscard]] bool cited(core::json::Value parameter) const;

  std::optional<core::json::Value> part_;
  std::string pointer_;
  std::vector<core::PointedError>& errors_;
};

}  // namespace careledger::projections::policies
