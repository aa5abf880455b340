#pragma once

#include "api/http/message.hpp"
#include "core/error/result.hpp"

#include <span>
#include <string_view>

namespace careledger::api::http {

/// The rule object that a refusal shows; set by whoever knows the rules, since this folder does not.
using RuleWriter = void (*)(std::string& out, std::string_view rule_id);

/// An error as RFC 9457 `application/problem+json`.
[[nodiscard]] Response problem(const core::Error& error, RuleWriter write_rule = nullptr);

/// A problem that no error of the ledger stands behind: `slug` is one of the contract's.
[[nodiscard]] Response problem(int status, std::string_view slug, std::string_view detail);

struct ProblemKind {
  std::string_view slug;
  int status;
  std::string_view title;
  std::string_view page;
};
/// All that there are.
[[nodiscard]] std::span<const ProblemKind> problem_kinds();

/// The page that explains a slug, at /problems/<slug>; empty for a slug that is none.
[[nodiscard]] std::string_view problem_page(std::string_view slug);

}  // namespace careledger::api::http
