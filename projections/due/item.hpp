#pragma once

#include "core/time/calendar.hpp"
#include "projections/policies/rule_id.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::due {

/// DU-1: what can be due.
enum class Kind : std::uint8_t {
  statement,
  inspection,
  plan,
  review,
  return_,
  invoice,
  approve_plan,
  validation_visit,
  ordered_inspection,
  trigger,
  complaint,
  alert,
  evidence,
  contract_review,
  replacement,
};
inline constexpr std::array<std::string_view, 15> kind_names{
    "statement",        "inspection",         "plan",    "review",    "return", "invoice",  "approve_plan",
    "validation_visit", "ordered_inspection", "trigger", "complaint", "alert",  "evidence", "contract_review",
    "replacement"};

enum class Owner : std::uint8_t { provider, council };
inline constexpr std::array<std::string_view, 2> owner_names{"provider", "council"};

/// DU-1: something that is owed, and by whom.
struct Item {
  Kind kind{};
  Owner owner = Owner::council;
  policies::RuleId rule;
  std::string service;                  // or
  std::string provider;                 // where it concerns no single service
  std::optional<core::time::Date> due;  // nothing: the rules name no day
  bool overdue = false;
  std::vector<std::uint64_t> because;
  std::string package{};      // what it is about, where it is one of these
  std::string requirement{};  // the one published in place of the package
  std::string invoice{};
  std::string trigger{};
};

}  // namespace careledger::projections::due
