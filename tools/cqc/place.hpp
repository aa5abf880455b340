#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"
#include "core/time/calendar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::tools::cqc {

/// An object within a record. What is asked of it and is not as it should be is added to the errors with its pointer;
/// the answer is then a harmless one, so that one reading finds all faults. The CQC writes "nothing" as an absent
/// member, as null and as "": all three are nothing here.
class Place {
 public:
  Place(core::json::Value value, std::string pointer, std::vector<core::PointedError>& errors)
      : value_(value), pointer_(std::move(pointer)), errors_(&errors) {}

  [[nodiscard]] std::optional<std::string_view> text(std::string_view name) const;
  [[nodiscard]] std::string_view required_text(std::string_view name) const;
  [[nodiscard]] std::optional<core::time::Date> day(std::string_view name) const;  // YYYY-MM-DD
  [[nodiscard]] core::time::Date required_day(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
  [[nodiscard]] std::optional<Place> object(std::string_view name) const;
  [[nodiscard]] std::vector<Place> objects(std::string_view name) const;  // of an array

  void fault(std::string_view name, std::string detail) const;

 private:
  [[nodiscard]] std::optional<core::json::Value> find(std::string_view name) const;

  core::json::Value value_;
  std::string pointer_;
  std::vector<core::PointedError>* errors_;
};

}  // namespace careledger::tools::cqc
