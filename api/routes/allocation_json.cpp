#include "api/routes/allocation_json.hpp"

#include "api/routes/joining_json.hpp"
#include "core/time/instant.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::json::Writer;
using projections::allocations::Award;
using projections::allocations::Evaluation;
using projections::allocations::Ranked;
using projections::allocations::Requirement;
using projections::allocations::Sequence;
using projections::policies::Criterion;
namespace policies = projections::policies;

void write_sequences(Writer& out, const std::vector<Sequence>& because) {
  out.name("because").begin_array();
  for (const auto sequence : because) out.string(std::to_string(sequence));
  out.end_array();
}

void write_ranked(Writer& out, const Ranked& ranked, std::size_t rank) {
  out.begin_object()
      .member("offer", ranked.offer.offer)
      .member("service", ranked.offer.service)
      .member("rank", static_cast<std::int64_t>(rank));
  if (const auto score = ranked.score_text()) out.member("score", *score);
  out.member("band", projections::ratings::text(ranked.band));
  if (ranked.feedback) out.member("feedback", projections::feedback::points(ranked.feedback->rounded()));
  out.name("price_pence");
  ranked.offer.price_pence ? out.integer(*ranked.offer.price_pence) : out.null();
  out.member("received", core::time::format(ranked.offer.received));
  write_sequences(out, ranked.offer.because);
  out.end_object();
}

/// The rule by which offers are put in order.
std::string_view rule_of(const Evaluation& evaluation) {
  for (const Criterion criterion : evaluation.order) {
    if (criterion == Criterion::total) return "AL-12";
    if (criterion == Criterion::citizen_choice) return "AL-18";
    if (criterion == Criterion::score) return "AL-19";
    if (criterion == Criterion::same_area) return "AL-25";
    if (criterion == Criterion::cqc_rating) return "AL-26";
  }
  return "AL-0";
}

std::string_view rule_of_choice(const Evaluation& evaluation) {
  return evaluation.top_up_pence ? "AL-14" : "AL-18";
}

struct Step {
  std::string_view rule;
  std::string_view offer;  // empty: of them all
  bool held = true;
  std::string detail;
  std::vector<Sequence> because;
};

void write_step(Writer& out, const Step& step) {
  out.begin_object().member("rule", step.rule);
  if (!step.offer.empty()) out.member("offer", step.offer);
  out.member("held", step.held).member("detail", step.detail);
  write_sequences(out, step.because);
  out.end_object();
}

/// AL-12: what the total is made of.
std::string weighed(const Ranked& ranked, const Evaluation& evaluation) {
  const auto& allocation = evaluation.policy->allocation;
  std::string text = "total " + ranked.score_text().value_or("none") + " (quality " +
                     (ranked.quality.score ? ranked.quality.score->text() : "none");
  if (ranked.offer.outcomes_score) text += " and outcomes " + std::to_string(*ranked.offer.outcomes_score);
  return text + " for " + std::to_string(allocation.quality_percent) + "%, price for " +
         std::to_string(allocation.price_percent) + "%)";
}

std::string cqc_rating_of(const Ranked& ranked) {
  return ranked.cqc_rank ? std::string(projections::ratings::text(ranked.cqc_outcome)) : "none";
}

std::string measured(const Ranked& ranked, const Evaluation& evaluation) {
  std::string text;
  const auto add = [&text](std::string_view name, const std::string& value) {
    text.append(text.empty() ? "" : ", ").append(name).append(" ").append(value);
  };
  for (const Criterion criterion : evaluation.order) {
    if (criterion == Criterion::cqc_rating) add("CQC rating", cqc_rating_of(ranked));
    if (criterion == Criterion::band) add("band", std::string(projections::ratings::text(ranked.band)));
    if (criterion == Criterion::total) text.append(text.empty() ? "" : ", ").append(weighed(ranked, evaluation));
    if (criterion == Criterion::score) add("score", ranked.score_text().value_or("none"));
    if (criterion == Criterion::feedback)
      add("feedback", ranked.feedback ? projections::feedback::points(ranked.feedback->rounded()) : "none");
    if (criterion == Criterion::same_area) add("same area", ranked.same_area ? "yes" : "no");
    if (criterion == Criterion::lower_price) add("price", std::to_string(ranked.offer.price_pence.value_or(0)));
    if (criterion == Criterion::received) add("received", core::time::format(ranked.offer.received));
  }
  return text;
}

Step gave_way(const Ranked& ranked, const Ranked& better) {
  return {.rule = "AL-31",
          .offer = ranked.offer.offer,
          .held = false,
          .detail = "it is bronze, and offer " + better.offer.offer + " of a service that is " +
                    std::string(projections::ratings::text(better.band)) + " counts",
          .because = projections::allocations::grounds_of_giving_way(ranked, better)};
}

}  // namespace

void write_evaluation(Writer& out, const Evaluation& evaluation) {
  out.name("ranking").begin_array();
  for (std::size_t i = 0; i < evaluation.ranking.size(); ++i) write_ranked(out, evaluation.ranking[i], i + 1);
  out.end_array().name("excluded").begin_array();
  for (const auto& [offer, bar] : evaluation.excluded) {
    out.begin_object().member("offer", offer.offer).member("service", offer.service).member("rule", bar.rule);
    out.member("detail", bar.detail);
    write_sequences(out, bar.because);
    out.end_object();
  }
  out.end_array().name("tie").begin_array();
  for (const auto& offer : evaluation.tie) out.string(offer);
  out.end_array().member("recommended", evaluation.recommended);
  if (evaluation.top_up_pence) out.member("top_up_pence", *evaluation.top_up_pence);
}

void write_place(Writer& out, const Evaluation& evaluation, const Ranked& ranked, const std::optional<Award>& award) {
  const auto write = [&out](std::string_view rule, std::string_view why) {
    out.member("rule", rule).member("why", why);
  };
  // AL-31: who gives way comes behind those who do not.
  const auto standing = [&evaluation](const Ranked& each) {
    return std::pair(evaluation.gives_way_to(each) != nullptr, &each);
  };
  const Ranked* const winner = award ? evaluation.find(award->offer) : nullptr;
  const bool is_winner = winner == &ranked;
  if (winner != nullptr && (is_winner ? winner != evaluation.first() : standing(ranked) < standing(*winner))) {
    // AL-14, AL-18, AL-30: a better place was not what decided.
    const std::string_view whose = is_winner ? "this offer" : "another offer";
    if (evaluation.chosen && evaluation.recommended == award->offer) {
      return write(rule_of_choice(evaluation), std::string("the citizen chose ").append(whose));
    }
    if (evaluation.recommended != award->offer) {
      return write("AL-30", std::string("the award departs from the recommendation and takes ")
                                .append(whose)
                                .append(award->departure_code.empty() ? "" : ": ")
                                .append(award->departure_code));
    }
  }
  // Of other offers a bidder learns no more than that.
  if (evaluation.gives_way_to(ranked) != nullptr) return write("AL-31", "a better rated service's offer counts");
  if (ranked.precedence) return write(ranked.precedence->rule, "it comes before others: " + ranked.precedence->detail);
  const auto place = &ranked - evaluation.ranking.data();
  write(rule_of(evaluation), "place " + std::to_string(place + 1) + " of " + std::to_string(evaluation.ranking.size()) +
                                 ": " + measured(ranked, evaluation));
}

void write_steps(Writer& out, const Evaluation& evaluation) {
  out.name("steps").begin_array();
  for (const auto& [offer, bar] : evaluation.excluded) {
    write_step(out, {bar.rule, offer.offer, false, bar.detail, bar.because});
  }
  const auto rule = rule_of(evaluation);
  for (const auto& ranked : evaluation.ranking) {
    if (const auto& precedence = ranked.precedence) {
      write_step(out, {precedence->rule, ranked.offer.offer, true, "it comes before others: " + precedence->detail,
                       precedence->because});
    }
    write_step(out, {rule, ranked.offer.offer, true, measured(ranked, evaluation), grounds_of(ranked, evaluation)});
    if (const Ranked* const better = evaluation.gives_way_to(ranked)) {
      write_step(out, gave_way(ranked, *better));
    }
  }
  if (const auto& choice = evaluation.requirement.choice) {
    write_step(out, {rule_of_choice(evaluation), choice->offer, evaluation.chosen,
                     choice->offer.empty() ? "the citizen declined or could not choose"
                     : evaluation.chosen   ? "the citizen's choice is recommended"
                                           : "the citizen's choice is none that the scheme lets them make",
                     choice->because});
  }
  if (const auto& bar = evaluation.bar) write_step(out, {bar->rule, {}, false, bar->detail, bar->because});
  out.end_array().member("recommended", evaluation.recommended);
}

std::string_view status_of(const Requirement& requirement, core::time::Instant at) {
  const auto& [announced, open, closed, awarded, cancelled] = statuses;
  if (at < requirement.published) return announced;
  if (requirement.award) return awarded;
  if (requirement.cancelled) return cancelled;
  return at <= requirement.closes ? open : closed;
}

void write_requirement(Writer& out, const Requirement& requirement, core::time::Instant at, bool for_council) {
  out.member("requirement", requirement.requirement);
  for (const auto& [name, value] :
       {std::pair("scheme", &requirement.scheme), std::pair("category", &requirement.category),
        std::pair("area", &requirement.area), std::pair("unit", &requirement.unit),
        std::pair("units_per_week", &requirement.units_per_week), std::pair("tier", &requirement.tier),
        std::pair("age_group", &requirement.age_group), std::pair("need", &requirement.need),
        std::pair("summary", &requirement.summary), std::pair("replaces", &requirement.replaces)}) {
    write_text(out, name, *value);
  }
  if (for_council) out.member("citizen", requirement.citizen);
  out.name("carers");
  requirement.carers ? out.integer(*requirement.carers) : out.null();
  out.member("specialist", requirement.specialist).member("discharge", requirement.discharge).name("areas");
  out.begin_array();
  for (const auto& area : requirement.areas) out.string(area);
  out.end_array()
      .member("published", core::time::format(requirement.published))
      .member("closes", core::time::format(requirement.closes))
      .member("status", status_of(requirement, at))
      .name("cancelled");
  if (const auto& cancelled = requirement.cancelled) {
    out.begin_object().member("since", core::time::format(cancelled->since)).member("reason", cancelled->reason);
    write_sequences(out, cancelled->because);
    out.end_object();
  } else {
    out.null();
  }
  out.name("award");
  if (const auto& award = requirement.award) {
    out.begin_object().member("offer", award->offer).member("package", award->package);
    out.member("made", core::time::format(award->made));
    if (for_council && !award->departure.empty()) out.member("departure", award->departure);
    if (!award->departure_code.empty()) out.member("departure_code", award->departure_code);
    write_sequences(out, award->because);
    out.end_object();
  } else {
    out.null();
  }
  write_sequences(out, requirement.because);
}

}  // namespace careledger::api::routes
