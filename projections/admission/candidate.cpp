#include "projections/admission/candidate.hpp"

#include <algorithm>

namespace careledger::projections::admission {

tl::unexpected<core::Error> refuse(policies::RuleId rule, std::string detail, std::vector<Sequence> because) {
  std::sort(because.begin(), because.end());
  because.erase(std::unique(because.begin(), because.end()), because.end());
  return core::fail(core::Error{.fault = core::Fault::refused,
                                .detail = std::move(detail),
                                .refusal = {.rule = std::string(rule), .because = std::move(because)}});
}

tl::unexpected<core::Error> refuse(policies::Bar bar) {
  return refuse(bar.rule, std::move(bar.detail), std::move(bar.because));
}

tl::unexpected<core::Error> invalid(const Candidate& candidate, std::string_view pointer, std::string detail) {
  return core::fail(core::Error{.fault = core::Fault::invalid_event,
                                .detail = "the event does not go together with what is in the ledger",
                                .errors = {{candidate.base + std::string(pointer), std::move(detail)}}});
}

}  // namespace careledger::projections::admission
