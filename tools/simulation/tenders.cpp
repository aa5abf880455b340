#include "tools/simulation/tenders.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace careledger::tools::simulation {
namespace {

constexpr std::size_t most_bids = 5;

bool ranks_by_score(std::string_view scheme) {
  return scheme != "2018";
}

}  // namespace

Tenders::Tenders(Stage& stage, City& city, Care& care) : stage_(stage), city_(city), care_(care) {
  care_.on_handed_back([this](const Package& package) {
    stage_.at(later(stage_.now(), stage_.draw.between(1, 24) * hour), [this, package] { replace(package); });
  });
}

void Tenders::publish() {
  auto& draw = stage_.draw;
  constexpr std::array<unsigned, categories> weights{58, 8, 20, 8, 6};
  auto point = static_cast<unsigned>(draw.below(100));
  std::size_t category = 0;
  while (point >= weights[category]) point -= weights[category++];

  auto requirement = std::make_shared<Requirement>();
  auto& wanted = requirement->wanted;
  wanted.category = static_cast<Category>(category);
  wanted.citizen = "citizen-" + std::to_string(draw.bits());
  wanted.area = 1 + static_cast<unsigned>(draw.below(5));
  care_.measure(wanted);
  if (draw.percent(50)) requirement->need = static_cast<NeedGroup>(draw.below(events::words_of<NeedGroup>.size()));
  const bool of_home_support = wanted.category == Category::home_support;
  requirement->discharge = of_home_support && draw.percent(10);
  requirement->specialist = of_home_support && requirement->need && !requirement->discharge && draw.percent(6);
  publish(requirement);
}

/// A package that was handed back is asked for anew, in its own area first.
void Tenders::replace(const Package& package) {
  auto requirement = std::make_shared<Requirement>();
  requirement->wanted = package;
  requirement->replaces = package.id;
  publish(requirement);
}

void Tenders::publish(const Open& requirement) {
  auto& wanted = requirement->wanted;
  wanted.scheme = City::scheme_of(wanted.category, stage_.now());
  if (wanted.scheme.empty()) return;
  requirement->areas = {wanted.area};
  // Where nobody could answer a need it is left to the support plan.
  if (!requirement->specialist && candidates(*requirement).empty()) requirement->need.reset();
  requirement->id = stage_.new_id("requirement");
  requirement->closes = later(stage_.now(), stage_.draw.between(2, 5) * day);
  Fields fields;
  fields.member("requirement", requirement->id).member("scheme", wanted.scheme);
  fields.member("category", events::text(wanted.category)).member("area", std::to_string(wanted.area));
  fields.member("citizen", wanted.citizen).member("unit", unit_of(wanted.category));
  fields.member("units_per_week", units_a_week(wanted)).member("closes", core::time::format(requirement->closes));
  if (requirement->need) fields.member("need", events::text(*requirement->need));
  if (requirement->specialist) fields.member("specialist", true);
  if (requirement->discharge) fields.member("discharge", true);
  if (!requirement->replaces.empty()) fields.member("replaces", requirement->replaces);
  stage_.tell("requirement.published", fields);
  seek_offers(requirement);
}

bool Tenders::is_candidate(const Requirement& requirement, const Service& service) const {
  const auto& wanted = requirement.wanted;
  if (!service.takes_part || service.category != wanted.category || !service.standing.may_offer()) return false;
  if (!service.is_in(wanted.scheme)) return false;
  const auto& left = wanted.left;
  if (std::find(left.begin(), left.end(), service.provider) != left.end()) return false;
  if (requirement.specialist) return service.specialism == requirement.need;
  if (requirement.need && !service.declares(*requirement.need)) return false;
  const auto& areas = requirement.areas;
  if (wanted.category == Category::home_support) {
    const auto& lots = city_.providers[service.provider].lots;
    return std::any_of(lots.begin(), lots.end(),
                       [&areas](unsigned lot) { return std::find(areas.begin(), areas.end(), lot) != areas.end(); });
  }
  // Day opportunities are ranked by area first: those of other areas don't bid.
  return wanted.category != Category::day_opportunities || service.area == wanted.area;
}

std::vector<std::size_t> Tenders::candidates(const Requirement& requirement) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < city_.services.size(); ++i) {
    if (is_candidate(requirement, city_.services[i])) found.push_back(i);
  }
  return found;
}

void Tenders::seek_offers(const Open& requirement) {
  auto& draw = stage_.draw;
  auto open_to = candidates(*requirement);
  std::array<bool, 4> bands{};
  std::size_t bids = 0;
  std::size_t declined = 0;
  const auto most = requirement->specialist ? 1 : 1 + draw.below(most_bids);
  while (!open_to.empty() && bids < most) {
    const auto at = static_cast<std::size_t>(draw.below(open_to.size()));
    const auto index = open_to[at];
    open_to[at] = open_to.back();
    open_to.pop_back();
    const auto& service = city_.services[index];
    auto& band = bands[static_cast<std::size_t>(service.standing.beneath)];
    const bool sought = !(ranks_by_score(requirement->wanted.scheme) && band);
    if (sought) {
      band = true;
      ++bids;
      const auto left = requirement->closes.micros - stage_.now().micros;
      stage_.at(later(stage_.now(), draw.between(1, left * 9 / 10)),
                [this, requirement, index] { bid(requirement, index); });
    } else if (declined++ == 0) {
      Fields fields;
      fields.member("requirement", requirement->id).member("service", service.id);
      stage_.tell("offer.declined", fields.member("reason", "no capacity in this area"));
    }
  }
  stage_.at(later(requirement->closes, draw.between(1, 48) * hour), [this, requirement] { decide(requirement); });
}

/// A first answer, now; some are revised, withdrawn, or no answer to the need.
void Tenders::bid(const Open& requirement, std::size_t index) {
  auto& draw = stage_.draw;
  if (!is_candidate(*requirement, city_.services[index])) return;  // suspended meanwhile
  submit(requirement, index, !draw.percent(4));
  const auto left = requirement->closes.micros - stage_.now().micros;
  const auto offer = requirement->bids.back().offer;
  const auto kind = draw.below(100);
  const auto then = later(stage_.now(), left / 2);
  if (kind < 4) {
    stage_.at(then, [this, requirement, index] {
      if (is_candidate(*requirement, city_.services[index])) submit(requirement, index, true);
    });
  } else if (kind < 6) {
    stage_.at(then, [this, requirement, offer] {
      Fields fields;
      stage_.tell("offer.withdrawn", fields.member("offer", offer));
      for (auto& each : requirement->bids) each.counts = each.counts && each.offer != offer;
    });
  } else if (kind < 8 && requirement->replaces.empty()) {
    // Too late: it is listed, and replaces nothing. Where a requirement may be widened it might yet be in time.
    stage_.at(later(requirement->closes, 10 * minute), [this, requirement, index] {
      if (!is_candidate(*requirement, city_.services[index])) return;
      submit(requirement, index, true);
    });
  }
}

void Tenders::submit(const Open& requirement, std::size_t index, bool can_meet) {
  const bool late = stage_.now() > requirement->closes;
  for (auto& each : requirement->bids) each.counts = each.counts && (late || each.service != index);
  requirement->bids.push_back(
      {.offer = stage_.new_id("offer"), .service = index, .can_meet = can_meet, .counts = !late});
  ++city_.services[index].standing.open_bids;
  Fields fields;
  fields.member("offer", requirement->bids.back().offer).member("requirement", requirement->id);
  stage_.tell("offer.submitted", fields.member("service", city_.services[index].id).member("can_meet", can_meet));
}

/// AL-27: who holds the discharge lot of the requirement's own area goes before all others.
bool Tenders::comes_first(const Requirement& requirement, const Service& service) const {
  const auto& discharge = city_.providers[service.provider].discharge;
  return requirement.discharge &&
         std::find(discharge.begin(), discharge.end(), requirement.wanted.area) != discharge.end();
}

/// The offers that count, the best first.
std::vector<const Bid*> Tenders::ranking(const Requirement& requirement) const {
  std::vector<const Bid*> ranked;
  for (const auto& bid : requirement.bids) {
    if (bid.counts && bid.can_meet && is_candidate(requirement, city_.services[bid.service])) ranked.push_back(&bid);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Bid* a, const Bid* b) {
    const auto& one = city_.services[a->service];
    const auto& other = city_.services[b->service];
    const bool first = comes_first(requirement, one);
    if (first != comes_first(requirement, other)) return first;
    return one.standing.beneath < other.standing.beneath;
  });
  return ranked;
}

/// AL-18: those that share the first place by its first criterion, the band.
std::vector<const Bid*> Tenders::tie(const Requirement& requirement, const std::vector<const Bid*>& ranking) const {
  const auto place = [&](const Bid* bid) {
    const auto& service = city_.services[bid->service];
    return std::pair(comes_first(requirement, service), service.standing.beneath);
  };
  std::vector<const Bid*> tie;
  std::copy_if(ranking.begin(), ranking.end(), std::back_inserter(tie),
               [&](const Bid* bid) { return place(bid) == place(ranking.front()); });
  return tie;
}

const Bid* Tenders::recommended(const Requirement& requirement, const std::vector<const Bid*>& ranking) const {
  const auto is_bronze = [this](const Bid* bid) {
    return city_.services[bid->service].standing.beneath == Band::bronze;
  };
  for (const auto* const bid : tie(requirement, ranking)) {
    if (bid->offer == requirement.choice) return bid;
  }
  // AL-31: bronze gives way to all that is better.
  const auto better = std::find_if_not(ranking.begin(), ranking.end(), is_bronze);
  if (better != ranking.end()) return *better;
  return ranking.empty() ? nullptr : ranking.front();
}

/// Under scheme 2018 the citizen chooses among equals, in half of the cases.
void Tenders::choose(Requirement& requirement) {
  const auto equals = tie(requirement, ranking(requirement));
  if (equals.size() < 2 || ranks_by_score(requirement.wanted.scheme) || !stage_.draw.percent(50)) return;
  requirement.choice = stage_.draw.pick(equals)->offer;
  Fields fields;
  stage_.tell("choice.made", fields.member("requirement", requirement.id).member("offer", requirement.choice));
}

void Tenders::decide(const Open& requirement) {
  if (ranking(*requirement).empty()) return widen_or_cancel(requirement);
  choose(*requirement);
  stage_.at(later(stage_.now(), stage_.draw.between(5, 240) * minute), [this, requirement] {
    const auto ranked = ranking(*requirement);
    const auto* const best = recommended(*requirement, ranked);
    if (best == nullptr) return widen_or_cancel(requirement);
    // Bands that have changed since the offers were sought may leave a tie that a score decides.
    const auto equals = std::count_if(ranked.begin(), ranked.end(), [&](const Bid* bid) {
      return city_.services[bid->service].standing.beneath == city_.services[best->service].standing.beneath;
    });
    award(requirement, *best, ranked, equals == 1 || !ranks_by_score(requirement->wanted.scheme));
  });
}

void Tenders::award(const Open& requirement, const Bid& best, const std::vector<const Bid*>& ranking, bool is_sure) {
  auto& draw = stage_.draw;
  const Bid* taken = &best;
  const auto* const other = ranking[static_cast<std::size_t>(draw.below(ranking.size()))];
  // AL-31: no departure makes up for bronze.
  const bool may_depart = city_.services[other->service].standing.beneath < Band::bronze;
  if (draw.percent(3) && may_depart) taken = other;
  close(*requirement);
  auto package = requirement->wanted;
  package.id = stage_.new_id("package");
  package.service = taken->service;
  package.premium = city_.services[taken->service].standing.beneath == Band::gold && package.scheme != "2025";
  Fields fields;
  fields.member("requirement", requirement->id).member("offer", taken->offer).member("package", package.id);
  if (taken != &best || !is_sure) {
    fields.member("departure", "care had to begin the same evening").member("departure_code", "emergency");
  }
  stage_.tell("award.made", fields);
  stage_.at(later(stage_.now(), draw.between(12, 120) * hour),
            [this, package = std::move(package)] { care_.start(package); });
}

void Tenders::close(const Requirement& requirement) {
  for (const auto& bid : requirement.bids) --city_.services[bid.service].standing.open_bids;
}

/// AL-32: what replaces a package goes to the areas around, ring by ring; all else is given up.
void Tenders::widen_or_cancel(const Open& requirement) {
  const auto ring = city_.next_to(requirement->areas);
  const bool widens = !requirement->replaces.empty() && requirement->wanted.category == Category::home_support;
  if (!widens || ring.empty()) {
    close(*requirement);
    Fields fields;
    fields.member("requirement", requirement->id).member("reason", "no_offers");
    stage_.tell("requirement.cancelled", fields);
    return;
  }
  requirement->areas.insert(requirement->areas.end(), ring.begin(), ring.end());
  requirement->closes = later(stage_.now(), 2 * day);
  Fields fields;
  fields.member("requirement", requirement->id).out().name("areas").begin_array();
  for (const auto area : ring) fields.out().string(std::to_string(area));
  fields.out().end_array();
  fields.member("closes", core::time::format(requirement->closes));
  stage_.tell("requirement.widened", fields);
  seek_offers(requirement);
}

}  // namespace careledger::tools::simulation
