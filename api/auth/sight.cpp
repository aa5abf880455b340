#include "api/auth/sight.hpp"

#include "core/event/stored.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "projections/allocations/requirement.hpp"
#include "projections/record/indexed.hpp"

#include <algorithm>
#include <array>

namespace careledger::api::auth {
namespace {

namespace commissioning = events::commissioning;
namespace record = projections::record;
using core::fail;
using core::Result;
using core::event::Sequence;

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

Result<std::optional<core::time::Instant>> Sight::closing(const core::log::View& view, const std::string& requirement) {
  auto closes = projections::allocations::closing_of(view, requirement, view.size());
  if (closes && !*closes) closes = projections::allocations::closing_as_written(view, requirement);
  return closes;
}

Result<std::optional<Sequence>> Sight::sealed_from(const core::log::View& view, const std::string& requirement) {
  if (const auto found = sealed_from_.find(requirement); found != sealed_from_.end()) return found->second;
  const auto& stored = readings_.view();
  const auto closes = closing(view, requirement);
  if (!closes) return fail(closes.error());
  const auto closes_as_stored = closing(stored, requirement);
  if (!closes_as_stored) return fail(closes_as_stored.error());
  const auto latest = std::max(*closes, *closes_as_stored);
  if (!latest || now_ > *latest) return sealed_from_[requirement] = std::nullopt;
  const auto opened = projections::allocations::opened_until(stored, requirement);
  if (!opened) return fail(opened.error());
  return sealed_from_[requirement] = *opened + 1;
}

Result<bool> Sight::sees_event(const core::log::View& view, Sequence sequence) {
  const auto leaf = view.leaf(sequence);
  if (!leaf) return fail(leaf.error());
  return sees(view, *leaf);
}

Result<std::vector<Sequence>> Sight::made_under(const core::log::View& view, const std::string& id) {
  const std::string tag = "offer:" + id;
  std::vector<Sequence> made;
  auto added = record::add_indexed(view, tag, commissioning::OfferSubmitted::type, view.size(), made);
  if (!added) return fail(std::move(added.error()));
  const auto amended = record::amended_under(view, tag, view.size());
  if (!amended) return fail(amended.error());
  made.insert(made.end(), amended->roots.begin(), amended->roots.end());
  return made;
}

/// An event that names an offer by its id means what its sender can have meant: what it made itself under that id, else
/// what had closed by then. What others have sealed under the same id must not show in it.
Result<bool> Sight::sees_named(const core::log::View& view, std::string_view leaf, const core::event::Stored& event) {
  const auto made = made_under(view, std::string(event.data.text("offer")));
  if (!made) return fail(made.error());
  const auto named = event.data.text("requirement");
  std::vector<std::string> own;
  std::vector<std::string> closed;
  std::vector<std::string> all;
  core::json::Parser parser;
  for (const auto sequence : *made) {
    auto offered = view.leaf(sequence);
    if (!offered) return fail(std::move(offered.error()));
    const auto offer = core::event::read_stored(*offered, parser);
    if (!offer) return fail(offer.error());
    const std::string requirement(offer->data.text("requirement"));
    if (offer->type != commissioning::OfferSubmitted::type || (!named.empty() && named != requirement)) continue;
    const auto closes = closing(view, requirement);
    if (!closes) return fail(closes.error());
    if (offer->authid == core::event::authid_of(leaf)) own.push_back(*offered);
    if (!*closes || event.recorded > **closes) closed.push_back(*offered);
    all.push_back(std::move(*offered));
  }
  const auto& meant = !own.empty() ? own : !closed.empty() ? closed : all;
  for (const auto& offered : meant) {
    auto seen = sees(view, offered);
    if (!seen || !*seen) return seen;
  }
  return true;
}

Result<bool> Sight::sees_offer(const core::log::View& view, const core::event::Stored& offer) {
  const auto from = sealed_from(view, std::string(offer.data.text("requirement")));
  if (!from) return fail(from.error());
  if (!*from || offer.sequence < **from) return true;
  if (!reader_.is_provider()) return false;
  // A service that has gone to another since takes its sealed offers to nobody.
  const auto then = std::min(offer.sequence, readings_.view().size());
  const auto found = readings_.service(std::string(offer.data.text("service")), then);
  if (!found && found.error().fault != core::Fault::not_found) return fail(found.error());
  return found && (*found)->details.provider == reader_.provider;
}

Result<bool> Sight::knows(const core::log::View& view, std::string_view leaf) {
  if (core::event::authid_of(leaf) == reader_.name) return true;
  return sees(view, leaf);
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
      auto seen = sees_event(view, root);
      if (!seen || !*seen) return seen;
    }
    return true;
  }
  if (event->type == commissioning::OfferSubmitted::type) {
    return sees_offer(view, *event);
  }
  return event->data.text("offer").empty() ? Result<bool>(true) : sees_named(view, leaf, *event);
}

}  // namespace careledger::api::auth
