#include "projections/admission/money.hpp"

#include "events/commissioning/awards.hpp"
#include "events/money/payments.hpp"
#include "projections/joining/provider.hpp"
#include "projections/record/dossier.hpp"

#include <array>

namespace careledger::projections::admission {
namespace {

constexpr std::array makes_package{events::commissioning::AwardMade::type, events::commissioning::PlacementMade::type};
constexpr std::array makes_invoice{events::money::InvoiceReceived::type};

/// Whether an event of those types names the thing in that field, so that it is there.
Result<void> admit_named(const Candidate& candidate, std::string_view field,
                         std::span<const std::string_view> made_by) {
  const std::string id(candidate.event.data.text(field));
  const auto makers =
      record::dossier(candidate.before.view(), std::string(field) + ":" + id, made_by, candidate.known_at());
  if (!makers) return core::fail(makers.error());
  if (!(*makers)->empty()) return {};
  return invalid(candidate, "/data/" + std::string(field), "names no " + std::string(field) + " that is known");
}

}  // namespace

Result<void> admit_of_package(const Candidate& candidate) {
  return admit_named(candidate, "package", makes_package);
}

Result<void> admit_of_invoice(const Candidate& candidate) {
  return admit_named(candidate, "invoice", makes_invoice);
}

Result<void> admit_payment(const Candidate& candidate) {
  return candidate.event.data.find("invoice") ? admit_of_invoice(candidate) : admit_of_package(candidate);
}

Result<void> admit_of_provider(const Candidate& candidate) {
  const auto known = joining::is_registered(candidate.before, std::string(candidate.event.data.text("provider")),
                                            candidate.known_at());
  if (!known) return core::fail(known.error());
  if (*known) return {};
  return invalid(candidate, "/data/provider", "names no provider that is known");
}

}  // namespace careledger::projections::admission
