#include "projections/admission/commissioning.hpp"
#include "projections/admission/references.hpp"
#include "projections/allocations/evaluation.hpp"
#include "projections/allocations/package.hpp"
#include "projections/allocations/rules_of.hpp"
#include "projections/joining/registration.hpp"
#include "projections/record/fields.hpp"

#include <algorithm>

namespace careledger::projections::admission {
namespace {

using allocations::Evaluation;
using core::fail;
using core::Fault;

/// An award that wants in, with the offers as they stood then.
struct Wanted {
  const Candidate& candidate;
  const Evaluation& evaluation;
  std::string offer;
  bool departs = false;  // it says why

  [[nodiscard]] bool is_the_choice() const {
    const auto& choice = evaluation.requirement.choice;
    return choice && choice->offer == offer;
  }
};

/// The sequence that the officer saw: the same offer must be recommended by all that is known.
Result<void> saw_the_same(const Wanted& wanted, const std::string& requirement) {
  const auto text = wanted.candidate.event.data.text("evaluated_at");
  if (text.empty()) return {};
  const Sequence seen = record::sequence_of(text);
  if (seen > wanted.candidate.known_at()) {
    return invalid(wanted.candidate, "/data/evaluated_at", "lies beyond the last event");
  }
  const auto then = allocations::evaluate(wanted.candidate.before, requirement,
                                          {.at = wanted.candidate.event.time, .known_at = seen});
  if (!then) return fail(then.error());
  const auto before = *then ? (*then)->recommended : std::nullopt;
  if (before == wanted.evaluation.recommended) return {};
  return fail(Fault::condition_failed, "another offer is recommended than at event " + std::string(text));
}

/// The publication, and the widening that moved the closing.
std::vector<Sequence> grounds_of_closing(const allocations::Requirement& requirement) {
  auto because = requirement.because;
  because.insert(because.end(), requirement.closes_by.begin(), requirement.closes_by.end());
  return because;
}

/// AL-0: the offer counts.
Result<const allocations::Ranked*> counting(const Wanted& wanted) {
  if (const auto* const ranked = wanted.evaluation.find(wanted.offer)) return ranked;
  const auto* const excluded = wanted.evaluation.find_excluded(wanted.offer);
  if (excluded == nullptr) return refuse("AL-0", "the offer had not been made by then");
  return refuse("AL-0", "the offer does not count: " + excluded->bar.detail, excluded->bar.because);
}

/// AL-30: after closing, once, and as recommended or saying why not; AL-34 bars all awards.
Result<void> follows(const Wanted& wanted) {
  const auto& requirement = wanted.evaluation.requirement;
  if (wanted.candidate.event.time <= requirement.closes) {
    return refuse("AL-30", "an award is made after closing", grounds_of_closing(requirement));
  }
  const auto whenever =
      allocations::requirement_of(wanted.candidate.before.view(), requirement.requirement,
                                  {.at = core::time::latest, .known_at = wanted.candidate.known_at()});
  if (!whenever) return fail(whenever.error());
  if ((*whenever)->award) return refuse("AL-30", "the requirement is awarded", (*whenever)->award->because);
  if (const auto& bar = wanted.evaluation.bar) return refuse(*bar);
  if (wanted.evaluation.recommended == wanted.offer || wanted.departs) return {};
  std::vector<Sequence> because = requirement.because;
  const auto add = [&because](const std::vector<Sequence>& more) {
    because.insert(because.end(), more.begin(), more.end());
  };
  if (const auto& recommended = wanted.evaluation.recommended) {
    const auto& better = *wanted.evaluation.find(*recommended);
    if (wanted.evaluation.chosen) {
      add(better.offer.because);
      add(requirement.choice->because);
    } else {
      add(grounds_of(better, wanted.evaluation));
      add(grounds_of(*wanted.evaluation.find(wanted.offer), wanted.evaluation));
    }
  }
  return refuse("AL-30", "another offer is recommended, and no departure says why this one is taken",
                std::move(because));
}

/// AL-33: out of the city it is the host authority's rate that is paid.
Result<void> names_host_rate(const Wanted& wanted, const std::string& service) {
  if (!wanted.evaluation.policy->allocation.out_of_city_pays_host_rate) return {};
  if (record::number(wanted.candidate.event.data, "price_pence")) return {};
  const auto registration = joining::registration_of(wanted.candidate.before, service, wanted.candidate.known_at());
  if (!registration) return fail(registration.error());
  if (!*registration || !(*registration)->is_out_of_city()) return {};
  return refuse("AL-33", "a placement out of the city names the host authority's rate as its price",
                (*registration)->because);
}

/// AL-14: by how much the offer taken was dearer than the first ranked, where the scheme makes that the most of a
/// top-up.
Result<std::optional<std::int64_t>> most_of_top_up(Readings& before, const allocations::Package& package) {
  if (package.placed) return std::nullopt;
  const auto evaluation =
      allocations::evaluate(before, package.requirement, {.at = package.awarded, .known_at = package.sequence - 1});
  if (!evaluation) return fail(evaluation.error());
  if (!*evaluation) return std::nullopt;
  const auto& allocation = (*evaluation)->policy->allocation;
  const auto category = policies::category_named(package.category);
  if (!allocation.top_up_is_the_difference || !category || !allocation.citizen_may_choose.has(*category)) {
    return std::nullopt;
  }
  const auto* const taken = (*evaluation)->find(package.offer);
  if (taken == nullptr) return std::nullopt;
  return std::max<std::int64_t>(
      0, taken->offer.price_pence.value_or(0) - (*evaluation)->ranking.front().offer.price_pence.value_or(0));
}

}  // namespace

Result<void> admit_award(const Candidate& candidate) {
  if (auto there = refers_to_requirement(candidate); !there) return there;
  const auto& data = candidate.event.data;
  const std::string id(data.text("requirement"));
  const auto evaluation =
      allocations::evaluate(candidate.before, id, {.at = candidate.event.time, .known_at = candidate.known_at()});
  if (!evaluation) return fail(evaluation.error());
  // AL-30: after closing by the clock, whatever its time, and by what is stored: what comes with it closes nothing.
  // Before all that tells of offers, which are sealed until then.
  const auto& stored = candidate.before.stored();
  const auto closes = allocations::closing_of(stored, id, stored.size());
  if (!closes) return fail(closes.error());
  const auto& asked = (*evaluation)->requirement;
  if (candidate.event.recorded <= std::max(asked.closes, closes->value_or(asked.closes))) {
    return refuse("AL-30", "an award is made after closing", grounds_of_closing(asked));
  }
  if (auto there = refers_to_offer(candidate); !there) return there;
  const Wanted wanted{.candidate = candidate,
                      .evaluation = **evaluation,
                      .offer = std::string(data.text("offer")),
                      .departs = !data.text("departure").empty()};
  if (auto offered = is_offer_for(candidate, id); !offered) return offered;
  if (auto same = saw_the_same(wanted, id); !same) return same;
  const auto ranked = counting(wanted);
  if (!ranked) return fail(ranked.error());
  if (auto followed = follows(wanted); !followed) return followed;
  // AL-31
  const auto* const better = wanted.evaluation.gives_way_to(**ranked);
  if (better != nullptr && !(wanted.is_the_choice() && wanted.departs)) {
    return refuse("AL-31", "a better rated service's offer counts, and the citizen did not choose the bronze one",
                  grounds_of_giving_way(**ranked, *better));
  }
  return names_host_rate(wanted, (*ranked)->offer.service);
}

Result<void> admit_top_up(const Candidate& candidate) {
  if (auto there = refers_to_package(candidate); !there) return there;
  const auto& data = candidate.event.data;
  const auto package = allocations::package_of(candidate.before, std::string(data.text("package")),
                                               {.at = candidate.event.time, .known_at = candidate.known_at()});
  if (!package) return fail(package.error());
  // AL-14
  if (!record::flag(data, "affordable_option_offered")) {
    return refuse("AL-14", "a top-up is agreed once an affordable option was offered", (*package)->because);
  }
  const auto most = most_of_top_up(candidate.before, **package);
  if (!most) return fail(most.error());
  if (*most && record::number(data, "amount_pence") > **most) {
    return refuse("AL-14", "a top-up is at most what the offer costs more than the first ranked", (*package)->because);
  }
  return {};
}

}  // namespace careledger::projections::admission
