#include "tests/projections/joining/market.hpp"

#include <sstream>

namespace careledger::tests {
namespace {

constexpr std::string_view all_evidence =
    "cqc_registration insurance bank_details accounts employers_liability public_liability company_registration "
    "bankruptcy_and_convictions_disclosed policies data_protection modern_slavery business_charter";

}  // namespace

core::event::Sequence register_provider(TestLedger& ledger, const std::string& provider, int weekly_hours,
                                        std::string_view when) {
  const std::string hours = weekly_hours < 0 ? "" : ",'weekly_hours':" + std::to_string(weekly_hours);
  return ledger.told(when, "provider.registered", "{'provider':'" + provider + "','name':'P'" + hours + "}");
}

core::event::Sequence register_service(TestLedger& ledger, const std::string& service, const std::string& provider,
                                       const std::string& category, std::string_view when) {
  return ledger.told(
      when, "service.registered",
      "{'service':'" + service + "','provider':'" + provider + "','name':'S','category':'" + category + "'}");
}

core::event::Sequence applied(TestLedger& ledger, std::string_view when, const std::string& service,
                              const std::string& scheme) {
  return applied(ledger, when, service, scheme, all_evidence);
}

core::event::Sequence applied(TestLedger& ledger, std::string_view when, const std::string& service,
                              const std::string& scheme, std::string_view evidence) {
  std::istringstream words{std::string(evidence)};
  std::string declared;
  for (std::string word; words >> word;) {
    const bool lacking = word.starts_with('-');
    if (lacking) word.erase(0, 1);
    declared += (declared.empty() ? "'" : ",'") + word + (lacking ? "':false" : "':true");
  }
  return ledger.told(when, "enrolment.applied",
                     "{'service':'" + service + "','scheme':'" + scheme + "','evidence':{" + declared + "}}");
}

std::string listed(std::span<const core::event::Sequence> sequences) {
  std::string text;
  for (const auto sequence : sequences) text += (text.empty() ? "" : ",") + std::to_string(sequence);
  return text;
}

}  // namespace careledger::tests
