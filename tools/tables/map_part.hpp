#pragma once

#include "core/json/value.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::tables {

/// A place in the document of a map. What is not as it should be is added to the errors with its pointer, and the
/// answer is a harmless one, so that one reading finds all faults.
class MapPart {
 public:
  MapPart(core::json::Value value, std::string pointer, std::vector<core::PointedError>& errors)
      : value_(value), pointer_(std::move(pointer)), errors_(&errors) {}

  [[nodiscard]] core::json::Value value() const { return value_; }
  [[nodiscard]] const std::string& pointer() const { return pointer_; }
  [[nodiscard]] bool is_string() const { return value_.is_string(); }
  void fault(std::string detail) const { errors_->push_back({pointer_, std::move(detail)}); }

  /// An object of no other members than these.
  [[nodiscard]] bool is_object_of(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] std::optional<MapPart> find(std::string_view name) const;
  [[nodiscard]] std::vector<MapPart> members() const;   // of an object
  [[nodiscard]] std::vector<MapPart> elements() const;  // of an array
  [[nodiscard]] std::string text() const;               // not empty
  [[nodiscard]] std::string required_text(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;  // false where it is absent
  [[nodiscard]] std::string name() const;                // the last step of the pointer, unescaped

 private:
  [[nodiscard]] MapPart at(std::string_view name, core::json::Value value) const;

  core::json::Value value_;
  std::string pointer_;
  std::vector<core::PointedError>* errors_;
};

}  // namespace careledger::tools::tables
