#include "projections/allocations/evaluation.hpp"

#include "projections/allocations/direct_payments.hpp"
#include "projections/allocations/eligibility.hpp"
#include "projections/allocations/packages.hpp"
#include "projections/allocations/rules_of.hpp"
#include "projections/joining/outcomes.hpp"

#include <algorithm>

namespace careledger::projections::allocations {
namespace {

using core::fail;
using policies::Criterion;
using ratings::Band;

class Evaluator {
 public:
  Evaluator(Readings& readings, Evaluation& evaluation, const Moment& moment)
      : readings_(readings),
        evaluation_(evaluation),
        allocation_(evaluation.policy->allocation),
        moment_(moment),
        eligibility_(readings, evaluation.requirement, *evaluation.policy, moment) {}

  Result<void> run() {
    // AL-26
    evaluation_.order = eligibility_.is_citywide() ? allocation_.specialist_order : allocation_.order;
    if (auto judged = judge(); !judged) return judged;
    for (auto& ranked : evaluation_.ranking) {
      if (auto measured = measure(ranked); !measured) return measured;
    }
    if (orders_by(Criterion::total)) weigh();
    sort_by(evaluation_.ranking, evaluation_.order);
    const auto first = evaluation_.ranking.empty() ? 0 : count_first(evaluation_.ranking, evaluation_.order);
    for (std::size_t i = 0; first > 1 && i < first; ++i) {
      evaluation_.tie.push_back(evaluation_.ranking[i].offer.offer);
    }
    auto bar = bar_to_award();
    if (!bar) return fail(std::move(bar.error()));
    evaluation_.bar = std::move(*bar);
    if (!evaluation_.bar) recommend();
    return {};
  }

 private:
  [[nodiscard]] bool orders_by(Criterion criterion) const {
    const auto& order = evaluation_.order;
    return std::find(order.begin(), order.end(), criterion) != order.end();
  }

  Result<void> judge() {
    for (const auto& offer : evaluation_.requirement.offers) {
      auto bar = eligibility_.bar_of(offer);
      if (!bar) return fail(std::move(bar.error()));
      // AL-12: an offer without a price does not count, where prices are compared.
      if (!*bar && (orders_by(Criterion::total) || orders_by(Criterion::lower_price)) && !offer.price_pence) {
        *bar = Bar{.rule = "AL-12", .detail = "it names no price", .because = offer.because};
      }
      if (*bar) {
        evaluation_.excluded.push_back({offer, std::move(**bar)});
      } else {
        evaluation_.ranking.push_back({.offer = offer});
      }
    }
    return {};
  }

  Result<void> measure(Ranked& ranked) {
    const auto contender = eligibility_.contender(ranked.offer.service);
    if (!contender) return fail(contender.error());
    const auto& [service, membership] = **contender;
    const auto& segment = service->history.at(moment_.at);
    ranked.band = segment.band;
    ranked.rated_by.assign(segment.because.begin(), segment.because.end());
    if (orders_by(Criterion::score)) ranked.score = segment.score;
    ranked.same_area = !evaluation_.requirement.area.empty() && service->details.area == evaluation_.requirement.area;
    if (orders_by(Criterion::feedback)) {
      auto feedback = feedback_rating(readings_, *service, moment_);
      if (!feedback) return fail(std::move(feedback.error()));
      ranked.feedback = *feedback;
    }
    if (orders_by(Criterion::cqc_rating)) {
      const auto* const rated = joining::latest_outcome(*service, moment_.at, evaluation_.policy->rating.most_recent_by,
                                                        ratings::Inspector::cqc);
      if (rated != nullptr) {
        ranked.cqc_rank = ratings::rank_of(ratings::Inspector::cqc, rated->outcome);
        ranked.cqc_outcome = rated->outcome;
        ranked.cqc_rated_by = rated->sequence;
      }
    }
    auto precedence = precedence_of(ranked, *service, membership);
    if (!precedence) return fail(std::move(precedence.error()));
    ranked.precedence = std::move(*precedence);
    return {};
  }

  Result<std::optional<Precedence>> precedence_of(const Ranked& ranked, const services::Service& service,
                                                  const joining::Membership& membership) {
    const auto& requirement = evaluation_.requirement;
    // AL-27
    if (requirement.discharge && allocation_.discharge_lot_first) {
      const auto lot = eligibility_.discharge_lot(service.details.provider);
      if (!lot) return fail(lot.error());
      if (*lot == nullptr) return std::nullopt;
      return Precedence{.rule = "AL-27",
                        .detail = "its provider holds the hospital discharge lot of area " + requirement.area,
                        .because = (*lot)->because};
    }
    // AL-13
    const auto* const block =
        allocation_.block_contracts_first ? membership.block_contract_for(requirement.category) : nullptr;
    if (block == nullptr) return std::nullopt;
    const auto packages = packages_of_service(readings_, ranked.offer.service, moment_);
    if (!packages) return fail(packages.error());
    const auto taken = std::count_if(packages->begin(), packages->end(), [&](const Package& each) {
      return each.category == requirement.category && each.in_force(moment_.at);
    });
    if (taken >= block->places) return std::nullopt;
    return Precedence{.rule = "AL-13",
                      .detail = "a block contract of " + std::to_string(block->places) + " places, of which " +
                                std::to_string(taken) + (taken == 1 ? " is" : " are") + " taken",
                      .because = block->because};
  }

  // AL-12
  void weigh() {
    auto& ranking = evaluation_.ranking;
    const auto lowest = std::min_element(ranking.begin(), ranking.end(), [](const Ranked& a, const Ranked& b) {
      return a.offer.price_pence < b.offer.price_pence;
    });
    if (lowest == ranking.end()) return;
    const std::int64_t lowest_pence = *lowest->offer.price_pence;
    for (auto& ranked : ranking) {
      const auto contender = eligibility_.contender(ranked.offer.service);
      CARELEDGER_ASSERT(contender && *contender != nullptr);  // it was measured
      ranked.quality = quality_of(*(*contender)->service, evaluation_.policy->rating, moment_.at);
      ranked.total_hundredths = total_hundredths({.quality = ranked.quality.score,
                                                  .outcomes_score = ranked.offer.outcomes_score,
                                                  .price_pence = *ranked.offer.price_pence,
                                                  .lowest_pence = lowest_pence},
                                                 allocation_);
    }
  }

  Result<std::optional<Bar>> bar_to_award() {
    const auto& requirement = evaluation_.requirement;
    // AL-30
    if (requirement.award) {
      return Bar{.rule = "AL-30", .detail = "the requirement is awarded", .because = requirement.award->because};
    }
    if (requirement.cancelled) {
      return Bar{.rule = "AL-30", .detail = "the requirement is cancelled", .because = requirement.cancelled->because};
    }
    // AL-34
    if (!allocation_.direct_payment_buys_alone) return std::nullopt;
    auto alone = buys_alone(readings_, requirement.citizen, requirement.category, moment_);
    if (!alone) return fail(std::move(alone.error()));
    if (alone->empty()) return std::nullopt;
    return Bar{
        .rule = "AL-34", .detail = "the citizen buys this care with a direct payment", .because = std::move(*alone)};
  }

  void recommend() {
    const auto& ranking = evaluation_.ranking;
    const Ranked* const first = evaluation_.first();
    if (first == nullptr) return;
    evaluation_.recommended = first->offer.offer;
    const auto category = policies::category_named(evaluation_.requirement.category);
    const bool chooses_freely = category && allocation_.citizen_may_choose.has(*category);
    const auto& choice = evaluation_.requirement.choice;
    const Ranked* const chosen = choice ? evaluation_.find(choice->offer) : nullptr;
    const auto& tie = evaluation_.tie;
    // AL-14: any offer that counts. AL-18: one of those that share the best band.
    const bool moves =
        chosen != nullptr && (chooses_freely || (orders_by(Criterion::citizen_choice) &&
                                                 std::find(tie.begin(), tie.end(), choice->offer) != tie.end()));
    if (moves) {
      evaluation_.recommended = chosen->offer.offer;
      evaluation_.chosen = true;
    }
    // AL-14: what the chosen one costs more than the first ranked.
    if (chooses_freely && allocation_.top_up_is_the_difference) {
      const auto dearer = evaluation_.find(*evaluation_.recommended)->offer.price_pence.value_or(0) -
                          ranking.front().offer.price_pence.value_or(0);
      evaluation_.top_up_pence = std::max<std::int64_t>(dearer, 0);
    }
  }

  Readings& readings_;
  Evaluation& evaluation_;
  const policies::AllocationPolicy& allocation_;
  Moment moment_;
  Eligibility eligibility_;
};

void add_each(std::vector<Sequence>& into, const std::vector<Sequence>& more) {
  for (const Sequence sequence : more) {
    if (std::find(into.begin(), into.end(), sequence) == into.end()) into.push_back(sequence);
  }
}

}  // namespace

std::vector<Sequence> grounds_of(const Ranked& ranked, const Evaluation& evaluation) {
  auto grounds = ranked.offer.because;
  for (const Criterion criterion : evaluation.order) {
    if (criterion == Criterion::total) {
      add_each(grounds, ranked.quality.because);
      add_each(grounds, ranked.offer.scored_by);
    }
    if (criterion == Criterion::band || criterion == Criterion::score) add_each(grounds, ranked.rated_by);
    if (criterion == Criterion::cqc_rating && ranked.cqc_rated_by != 0) add_each(grounds, {ranked.cqc_rated_by});
  }
  return grounds;
}

std::vector<Sequence> grounds_of_giving_way(const Ranked& ranked, const Ranked& better) {
  auto grounds = ranked.rated_by;
  add_each(grounds, better.offer.because);
  add_each(grounds, better.rated_by);
  return grounds;
}

const Ranked* Evaluation::find(std::string_view offer) const {
  const auto found =
      std::find_if(ranking.begin(), ranking.end(), [&](const Ranked& each) { return each.offer.offer == offer; });
  return found == ranking.end() ? nullptr : &*found;
}

const Excluded* Evaluation::find_excluded(std::string_view offer) const {
  const auto found =
      std::find_if(excluded.begin(), excluded.end(), [&](const Excluded& each) { return each.offer.offer == offer; });
  return found == excluded.end() ? nullptr : &*found;
}

const Ranked* Evaluation::gives_way_to(const Ranked& ranked) const {
  if (!policy->allocation.bronze_only_without_better || ranked.band != Band::bronze) return nullptr;
  const auto better = std::find_if(ranking.begin(), ranking.end(), [](const Ranked& each) {
    return each.band == Band::silver || each.band == Band::gold;
  });
  return better == ranking.end() ? nullptr : &*better;
}

const Ranked* Evaluation::first() const {
  const auto found = std::find_if(ranking.begin(), ranking.end(),
                                  [this](const Ranked& each) { return gives_way_to(each) == nullptr; });
  return found == ranking.end() ? nullptr : &*found;
}

Result<std::optional<Evaluation>> evaluate(Readings& readings, const std::string& id, const Moment& moment) {
  auto requirement = requirement_of(readings.view(), id, moment);
  if (!requirement) return fail(std::move(requirement.error()));
  if (!*requirement) return std::nullopt;
  auto policy = rules_of(readings, **requirement, moment.known_at);
  if (!policy) return fail(std::move(policy.error()));
  Evaluation evaluation{.requirement = std::move(**requirement), .policy = std::move(*policy)};
  if (auto run = Evaluator(readings, evaluation, moment).run(); !run) return fail(std::move(run.error()));
  return evaluation;
}

}  // namespace careledger::projections::allocations
