#include "projections/suspensions/reasons.hpp"

#include <algorithm>

namespace careledger::projections::suspensions {
namespace {

using ratings::SuspensionSpan;

bool suspends(const SuspensionSpan& span, core::time::Instant at) {
  return span.since <= at && (!span.until || at < *span.until);
}

}  // namespace

std::vector<Reason> reasons(const ratings::History& history, core::time::Instant at) {
  std::vector<const SuspensionSpan*> spans;
  for (const SuspensionSpan& span : history.suspensions) {
    if (suspends(span, at)) spans.push_back(&span);
  }
  std::stable_sort(spans.begin(), spans.end(), [](const SuspensionSpan* a, const SuspensionSpan* b) {
    return a->since != b->since ? a->since < b->since : a->cause < b->cause;
  });
  std::vector<Reason> reasons;
  for (const SuspensionSpan* span : spans) {
    reasons.push_back({span->rule, span->since, span->because, span->cause != SuspensionSpan::Cause::person});
  }
  return reasons;
}

bool is_suspended(const ratings::History& history, core::time::Instant at) {
  return std::any_of(history.suspensions.begin(), history.suspensions.end(),
                     [&](const SuspensionSpan& span) { return suspends(span, at); });
}

policies::RuleId refusing_rule(const std::vector<Reason>& reasons) {
  if (reasons.empty()) return {};
  // SU-1 before SU-3
  const bool derived = std::any_of(reasons.begin(), reasons.end(), [](const Reason& reason) { return reason.derived; });
  return derived ? "SU-1" : "SU-3";
}

}  // namespace careledger::projections::suspensions
