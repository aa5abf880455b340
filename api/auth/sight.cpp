#include "api/auth/sight.hpp"

#include "core/event/stored.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "projections/allocations/requirement.hpp"

#include <algorithm>
#include <array>

namespace careledger::api::auth {
namespace {

namespace commissioning = events::commissioning;
namespace record = projections::record;
using core::fail;
using core::Result;

constexpr std::array naming_offers{commissioning::OfferSubmitted::type,
                                   commissioning::OfferWithdrawn::type,
                                   commissioning::OfferScored::type,
                                   commissioning::ChoiceMade::type,
                                   commissioning::AwardMade::type,
                                   record::corrected_type,
                                   record::retracted_type};

}  // namespace

bool Sight::may_hide(std::string_view type) {
  return std::find(naming_offers.begin(), naming_offers.end(), type) != naming_offers.end();
}

Result<bool> Sight::is_sealed(const core::log::View& view, const std::string& requirement) {
  if (const auto found = sealed_.find(requirement); found != sealed_.end()) return found->second;
  const auto closes = projections::allocations::closing_of(view, requirement, view.size());
  if (!closes) return fail(closes.error());
  return sealed_[requirement] = *closes && now_ <= **closes;
}

Result<bool> Sight::sees_offer(const core::log::View& view, const std::string& id) {
  const auto offer = projections::allocations::offer_of(view, id, {.at = core::time::latest, .known_at = view.size()});
  if (!offer) return fail(offer.error());
  if (!*offer) return true;
  return sees_offer_of(view, (*offer)->requirement, (*offer)->service);
}

Result<bool> Sight::sees_offer_of(const core::log::View& view, const std::string& requirement,
                                  const std::string& service) {
  auto sealed = is_sealed(view, requirement);
  if (!sealed) return sealed;
  if (!*sealed) return true;
  if (provider_.empty()) return false;
  const auto found = readings_.service(service, readings_.view().size());
  if (!found && found.error().fault != core::Fault::not_found) return fail(found.error());
  return found && (*found)->details.provider == provider_;
}

Result<bool> Sight::sees(const core::log::View& view, std::string_view leaf) {
  const auto type = core::event::type_of(leaf);
  if (!may_hide(type)) return true;
  core::json::Parser parser;
  const auto event = core::event::read_stored(leaf, parser);
  if (!event) return fail(event.error());
  if (record::is_amendment(event->type)) {
    const record::ViewedAmendments amendments(view);
    const auto chain =
        record::chain_from(amendments, record::target_of(event->type, event->data), {readings_.view().size()});
    if (!chain) return fail(chain.error());
    for (const auto root : chain->roots) {
      const auto amended = view.leaf(root);
      if (!amended) return fail(amended.error());
      auto seen = sees(view, *amended);
      if (!seen || !*seen) return seen;
    }
    return true;
  }
  const std::string offer(event->data.text("offer"));
  const std::string requirement(event->data.text("requirement"));
  if (event->type == commissioning::OfferSubmitted::type) {
    return sees_offer_of(view, requirement, std::string(event->data.text("service")));
  }
  return offer.empty() ? Result<bool>(true) : sees_offer(view, offer);
}

}  // namespace careledger::api::auth
