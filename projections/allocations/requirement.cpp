#include "projections/allocations/requirement.hpp"

#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/requirements.hpp"
#include "projections/allocations/each_once.hpp"
#include "projections/allocations/namesakes.hpp"
#include "projections/record/fields.hpp"
#include "projections/record/indexed.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace careledger::projections::allocations {
namespace {

namespace commissioning = events::commissioning;
using core::fail;
using core::json::Value;
using record::because_of;
using record::Entry;
using record::flag;
using record::number;

constexpr std::array followed_by{commissioning::RequirementWidened::type, commissioning::RequirementCancelled::type,
                                 commissioning::OfferSubmitted::type,     commissioning::OfferDeclined::type,
                                 commissioning::ChoiceMade::type,         commissioning::AwardMade::type};
constexpr std::array about_offers{commissioning::OfferSubmitted::type, commissioning::OfferWithdrawn::type,
                                  commissioning::OfferScored::type};

void add_area(std::vector<std::string>& areas, std::string_view area) {
  if (!area.empty() && std::find(areas.begin(), areas.end(), area) == areas.end()) areas.emplace_back(area);
}

Requirement published(const std::string& id, const Entry& entry, Value data) {
  Requirement made;
  made.requirement = id;
  made.scheme = data.text("scheme");
  made.category = data.text("category");
  made.area = data.text("area");
  made.citizen = data.text("citizen");
  made.unit = data.text("unit");
  made.units_per_week = data.text("units_per_week");
  made.tier = data.text("tier");
  made.carers = number(data, "carers");
  made.age_group = data.text("age_group");
  made.need = data.text("need");
  made.specialist = flag(data, "specialist");
  made.discharge = flag(data, "discharge");
  made.summary = data.text("summary");
  made.replaces = data.text("replaces");
  made.published = entry.event.time;
  made.closes = record::instant(data, "closes").value_or(made.published);
  made.because = because_of(entry);
  add_area(made.areas, made.area);
  return made;
}

Offer submitted(const Entry& entry, Value data) {
  return {.offer = std::string(data.text("offer")),
          .requirement = std::string(data.text("requirement")),
          .service = std::string(data.text("service")),
          .can_meet = flag(data, "can_meet"),
          .price_pence = number(data, "price_pence"),
          .outcomes_score = {},
          .scored_by = {},
          .received = entry.event.time,
          .sequence = entry.sequence,
          .because = because_of(entry),
          .withdrawn_by = {},
          .replaced_by = {}};
}

class Fold {
 public:
  explicit Fold(Requirement& requirement) : requirement_(requirement) {}

  void apply(const Entry& entry, Value data) {
    const std::string_view type = entry.event.type;
    if (type == commissioning::OfferSubmitted::type) {
      requirement_.offers.push_back(submitted(entry, data));
    } else if (type == commissioning::OfferDeclined::type) {
      requirement_.declines.push_back(
          {std::string(data.text("service")), std::string(data.text("reason")), because_of(entry)});
    } else if (type == commissioning::ChoiceMade::type) {
      requirement_.choice = Choice{std::string(data.text("offer")), because_of(entry)};
    } else if (type == commissioning::AwardMade::type) {
      requirement_.award = Award{.offer = std::string(data.text("offer")),
                                 .package = std::string(data.text("package")),
                                 .departure = std::string(data.text("departure")),
                                 .departure_code = std::string(data.text("departure_code")),
                                 .made = entry.event.time,
                                 .sequence = entry.sequence,
                                 .because = because_of(entry)};
    } else if (entry.event.time < requirement_.published) {
      return;  // neither widens nor ends what is not there yet
    } else if (type == commissioning::RequirementWidened::type) {
      for (const Value area : data.find("areas")->elements()) add_area(requirement_.areas, area.string());
      if (const auto closes = record::instant(data, "closes")) {
        requirement_.closes = *closes;
        requirement_.closes_by = because_of(entry);
      }
    } else {
      requirement_.cancelled = Cancellation{entry.event.time, std::string(data.text("reason")), because_of(entry)};
    }
  }

  /// AL-0: a revision by closing replaces the service's earlier offers, also where it is withdrawn later or can't meet
  /// the need; a late one replaces nothing.
  void settle_revisions() {
    auto& offers = requirement_.offers;
    for (auto& offer : offers) offer.late = offer.received > requirement_.closes;
    for (auto later = offers.begin(); later != offers.end(); ++later) {
      if (later->late) continue;
      for (auto earlier = offers.begin(); earlier != later; ++earlier) {
        if (!earlier->late && earlier->service == later->service) earlier->replaced_by = later->because;
      }
    }
    // The same offer made again is one offer.
    std::erase_if(offers, [&offers](const Offer& offer) {
      return !offer.replaced_by.empty() && std::any_of(offers.begin(), offers.end(), [&](const Offer& other) {
        return other.because == offer.replaced_by && other.offer == offer.offer;
      });
    });
  }

 private:
  Requirement& requirement_;
};

/// Several offers made under one id, or nothing: then what is said of the id is said of the one that there is.
Result<std::optional<Namesakes>> namesakes_of(const core::log::View& view, const record::Entries& about) {
  const auto makes = [](const Entry& entry) { return entry.event.type == commissioning::OfferSubmitted::type; };
  if (std::count_if(about->begin(), about->end(), makes) < 2) return std::nullopt;
  std::vector<Offer> offers;
  core::json::Parser parser;
  for (const auto& entry : *about) {
    if (!makes(entry)) continue;
    const auto data = parser.parse_trusted(entry.event.data);
    if (!data) return fail(data.error());
    offers.push_back(submitted(entry, *data));
  }
  auto namesakes = Namesakes::of(view, std::move(offers));
  if (!namesakes) return fail(std::move(namesakes.error()));
  if (namesakes->are_one()) return std::nullopt;
  return std::move(*namesakes);
}

/// Adds what was said of one offer after it was made, and whether its id is another's. False where it is replaced.
Result<bool> add_fate(const core::log::View& view, Offer& offer, Instant closes, const Moment& moment) {
  const auto about = record::dossier(view, "offer:" + offer.offer, about_offers, moment.known_at);
  if (!about) return fail(about.error());
  const auto namesakes = namesakes_of(view, *about);
  if (!namesakes) return fail(namesakes.error());
  if (*namesakes) {
    if ((*namesakes)->is_replaced(offer, closes, moment.at)) return false;
    offer.id_is_anothers = (*namesakes)->is_anothers(offer);
  }
  core::json::Parser parser;
  for (const auto& entry : **about) {
    if (entry.event.time > moment.at) break;
    const bool before =
        entry.event.time != offer.received ? entry.event.time < offer.received : entry.sequence < offer.sequence;
    if (before || entry.event.type == commissioning::OfferSubmitted::type) continue;
    if (*namesakes) {
      const auto sender = sender_of(view, entry.sequence);
      if (!sender) return fail(sender.error());
      if (!(*namesakes)->is_meant(offer, *sender, entry.event.time, closes)) continue;
    }
    if (entry.event.type == commissioning::OfferWithdrawn::type) {
      entry.append_to(offer.withdrawn_by);
      continue;
    }
    const auto data = parser.parse_trusted(entry.event.data);
    if (!data) return fail(data.error());
    offer.outcomes_score = number(*data, "outcomes_score");
    offer.scored_by = because_of(entry);
  }
  return true;
}

}  // namespace

const Offer* Requirement::find(std::string_view wanted) const {
  const auto found = std::find_if(offers.rbegin(), offers.rend(),
                                  [&](const Offer& each) { return each.offer == wanted && !each.id_is_anothers; });
  return found == offers.rend() ? nullptr : &*found;
}

Result<std::optional<Requirement>> published_requirement(const core::log::View& view, const std::string& id,
                                                         const Moment& moment) {
  std::optional<Requirement> requirement;
  const Moment whenever{.at = core::time::latest, .known_at = moment.known_at};
  auto told = record::tell(view, "requirement:" + id, std::array{commissioning::RequirementPublished::type}, whenever,
                           [&](const Entry& entry, Value data) {
                             if (!requirement || entry.event.time <= moment.at)
                               requirement = published(id, entry, data);
                           });
  if (!told) return fail(std::move(told.error()));
  return requirement;
}

Result<void> read_published_ahead(const core::log::View& view, std::span<const std::string> ids) {
  std::vector<std::string> tags;
  for (const auto& id : ids) tags.push_back("requirement:" + id);
  return record::read_ahead(view, tags, std::array{commissioning::RequirementPublished::type});
}

Result<std::optional<Requirement>> requirement_of(const core::log::View& view, const std::string& id,
                                                  const Moment& moment) {
  auto requirement = published_requirement(view, id, moment);
  if (!requirement || !*requirement) return requirement;
  Fold fold(**requirement);
  auto told = record::tell(view, "requirement:" + id, followed_by, moment,
                           [&fold](const Entry& entry, Value data) { fold.apply(entry, data); });
  if (!told) return fail(std::move(told.error()));
  std::vector<Offer> standing;
  for (auto& offer : (*requirement)->offers) {
    const auto stands = add_fate(view, offer, (*requirement)->closes, moment);
    if (!stands) return fail(stands.error());
    if (*stands) standing.push_back(std::move(offer));
  }
  (*requirement)->offers = std::move(standing);
  fold.settle_revisions();
  return requirement;
}

Result<std::optional<Instant>> closing_of(const core::log::View& view, const std::string& id, Sequence known_at) {
  const Moment whenever{.at = core::time::latest, .known_at = known_at};
  auto requirement = published_requirement(view, id, whenever);
  if (!requirement) return fail(std::move(requirement.error()));
  if (!*requirement) return std::nullopt;
  Fold fold(**requirement);
  auto told = record::tell(view, "requirement:" + id, std::array{commissioning::RequirementWidened::type}, whenever,
                           [&fold](const Entry& entry, Value data) { fold.apply(entry, data); });
  if (!told) return fail(std::move(told.error()));
  return (*requirement)->closes;
}

Result<Sequence> opened_until(const core::log::View& view, const std::string& id) {
  constexpr std::array closing_by{commissioning::RequirementPublished::type, commissioning::RequirementWidened::type};
  auto indexed = record::find_indexed(view, "requirement:" + id, closing_by, view.size());
  if (!indexed) return fail(std::move(indexed.error()));
  auto& changes = indexed->events;
  changes.insert(changes.end(), indexed->amendments.begin(), indexed->amendments.end());
  std::sort(changes.begin(), changes.end(), std::greater());
  core::json::Parser parser;
  for (const Sequence change : changes) {
    const auto closes = closing_of(view, id, change - 1);
    if (!closes) return fail(closes.error());
    const auto leaf = view.leaf(change);
    if (!leaf) return fail(leaf.error());
    const auto changing = core::event::read_stored(*leaf, parser);
    if (!changing) return fail(changing.error());
    if (*closes && **closes < changing->recorded) return change - 1;
  }
  return 0;
}

Result<std::vector<std::string>> requirement_ids(const core::log::View& view, Sequence known_at) {
  EachOnce found;
  const Moment whenever{.at = core::time::latest, .known_at = known_at};
  auto told = record::tell(view, "", std::array{commissioning::RequirementPublished::type}, whenever,
                           [&found](const Entry&, Value data) { found.add(data.text("requirement")); });
  if (!told) return fail(std::move(told.error()));
  return found.ids();
}

Result<std::set<std::string, std::less<>>> sealed_requirements(const core::log::View& view, Instant now) {
  std::set<std::string, std::less<>> sealed;
  const Moment whenever{.at = core::time::latest, .known_at = view.size()};
  auto told = record::tell(
      view, "", std::array{commissioning::RequirementPublished::type, commissioning::RequirementWidened::type},
      whenever, [&](const Entry&, Value data) {
        const auto closes = record::instant(data, "closes");
        if (closes && now <= *closes) sealed.emplace(data.text("requirement"));
      });
  if (!told) return fail(std::move(told.error()));
  for (auto each = sealed.begin(); each != sealed.end();) {
    const auto closes = closing_of(view, *each, view.size());
    if (!closes) return fail(closes.error());
    each = *closes && now <= **closes ? std::next(each) : sealed.erase(each);
  }
  return sealed;
}

Result<std::optional<Instant>> closing_as_written(const core::log::View& view, const std::string& id) {
  std::vector<Sequence> found;
  for (const auto type : {commissioning::RequirementPublished::type, commissioning::RequirementWidened::type}) {
    auto added = record::add_indexed(view, "requirement:" + id, type, view.size(), found);
    if (!added) return fail(std::move(added.error()));
  }
  std::optional<Instant> latest;
  const record::ViewedAmendments amendments(view);
  core::json::Parser parser;
  for (const Sequence sequence : found) {
    const auto written = amendments.as_written(sequence);
    if (!written) return fail(written.error());
    const auto data = parser.parse_trusted(written->data);
    if (!data) return fail(data.error());
    latest = std::max(latest, record::instant(*data, "closes"));
  }
  return latest;
}

Result<std::vector<Offer>> offers_under(const core::log::View& view, const std::string& id, Sequence known_at) {
  std::vector<Offer> offers;
  auto told = record::tell(view, "offer:" + id, std::array{commissioning::OfferSubmitted::type},
                           {.at = core::time::latest, .known_at = known_at},
                           [&offers](const Entry& entry, Value data) { offers.push_back(submitted(entry, data)); });
  if (!told) return fail(std::move(told.error()));
  return offers;
}

Result<std::optional<Offer>> offer_for(const core::log::View& view, const Requirement& requirement,
                                       const std::string& id, const Moment& moment, Sequence made_before) {
  auto offers = offers_under(view, id, moment.known_at);
  if (!offers) return fail(std::move(offers.error()));
  std::erase_if(*offers, [&](const Offer& each) {
    return each.sequence >= made_before || each.requirement != requirement.requirement;
  });
  if (offers->empty()) return std::nullopt;
  const auto namesakes = Namesakes::of(view, *offers);
  if (!namesakes) return fail(namesakes.error());
  std::optional<Offer> latest;
  for (auto& offer : *offers) {
    if (namesakes->is_anothers(offer)) continue;
    // AL-0: a late one replaces nothing.
    if (latest && (offer.received > moment.at || offer.received > requirement.closes)) continue;
    latest = std::move(offer);
  }
  return latest;
}

}  // namespace careledger::projections::allocations
