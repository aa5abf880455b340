#include "api/auth/voice.hpp"

#include "core/event/stored.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/packages.hpp"
#include "events/market/joining.hpp"
#include "events/money/payments.hpp"
#include "events/money/visits.hpp"
#include "events/quality/concerns.hpp"
#include "events/quality/feedback.hpp"
#include "events/quality/plans.hpp"
#include "events/quality/statements.hpp"
#include "events/quality/suspensions.hpp"
#include "projections/allocations/package.hpp"
#include "projections/allocations/requirement.hpp"
#include "projections/record/indexed.hpp"

#include <algorithm>
#include <array>

namespace careledger::api::auth {
namespace {

namespace commissioning = events::commissioning;
namespace money = events::money;
namespace quality = events::quality;
using core::fail;
using core::Fault;
using core::Result;

constexpr std::array said_by_providers{events::market::EnrolmentApplied::type,
                                       quality::AssuranceStatementSubmitted::type,
                                       quality::ValidationRequested::type,
                                       quality::ImprovementPlanSubmitted::type,
                                       quality::ImprovementPlanCompletionRequested::type,
                                       quality::FeedbackSurveyed::type,
                                       quality::ComplaintReceived::type,
                                       quality::AlertRaised::type,
                                       quality::RepresentationReceived::type,
                                       commissioning::OfferSubmitted::type,
                                       commissioning::OfferDeclined::type,
                                       commissioning::OfferWithdrawn::type,
                                       commissioning::PackageEnded::type,
                                       commissioning::PackageHandedBack::type,
                                       money::VisitRecorded::type,
                                       money::InvoiceReceived::type,
                                       money::InvoiceCorrected::type,
                                       money::OpenBookReturned::type};
// The first that an event has tells whose it is.
constexpr std::array<std::string_view, 5> members_that_own{"provider", "service", "package", "offer", "invoice"};

}  // namespace

Result<void> Voice::may_say(std::string_view type, core::json::Value data) {
  if (std::find(said_by_providers.begin(), said_by_providers.end(), type) == said_by_providers.end()) {
    return fail(Fault::forbidden, "a provider's token does not append " + std::string(type));
  }
  // Who else than a provider surveys or ends says so in `by`.
  if (const auto by = data.text("by"); !by.empty() && by != "provider") {
    return fail(Fault::forbidden, "a provider's token says nothing in the name of another: by " + std::string(by));
  }
  for (const auto member : members_that_own) {
    const std::string id(data.text(member));
    if (id.empty()) continue;
    const auto own = is_own(member, id);
    if (!own) return fail(own.error());
    if (*own) return {};
    return fail(Fault::forbidden, "a provider's token speaks for " + provider_ + " alone, and the " +
                                      std::string(member) + " " + id + " is none of its");
  }
  return {};
}

Result<bool> Voice::is_own(std::string_view member, const std::string& id) {
  if (member == "provider") return id == provider_;
  if (member == "service") return is_own_service(id);
  if (member == "offer") return is_own_offer(id);
  if (member == "invoice") return is_own_invoice(id);
  const auto package = projections::allocations::package_of(
      readings_, id, {.at = core::time::latest, .known_at = readings_.view().size()});
  if (!package) return fail(package.error());
  return !*package || (*package)->provider == provider_;
}

Result<bool> Voice::is_own_service(const std::string& id) {
  const auto service = readings_.service(id, readings_.view().size());
  if (!service && service.error().fault != Fault::not_found) return fail(service.error());
  return service && (*service)->details.provider == provider_;
}

/// One that it can't see is not there for it.
Result<bool> Voice::is_own_offer(const std::string& id) {
  const auto offers = projections::allocations::offers_under(readings_.view(), id, readings_.view().size());
  if (!offers) return fail(offers.error());
  bool sees_any = false;
  for (const auto& offer : *offers) {
    auto seen = sight_.sees_event(offer.sequence);
    if (!seen) return seen;
    if (!*seen) continue;
    sees_any = true;
    auto own = is_own_service(offer.service);
    if (!own || *own) return own;
  }
  return !sees_any;
}

Result<bool> Voice::is_own_invoice(const std::string& id) {
  const auto& view = readings_.view();
  std::vector<core::event::Sequence> received;
  auto added =
      projections::record::add_indexed(view, "invoice:" + id, money::InvoiceReceived::type, view.size(), received);
  if (!added) return fail(std::move(added.error()));
  core::json::Parser parser;
  for (const auto sequence : received) {
    const auto leaf = view.leaf(sequence);
    const auto event = leaf ? core::event::read_stored(*leaf, parser) : fail(leaf.error());
    if (!event) return fail(event.error());
    auto own = is_own("package", std::string(event->data.text("package")));
    if (!own || !*own) return own;
  }
  return true;
}

}  // namespace careledger::api::auth
