#include "tools/simulation/trouble.hpp"

#include <array>
#include <string_view>

namespace careledger::tools::simulation {
namespace {

constexpr std::size_t remembered = 4'096;
constexpr std::array<std::string_view, 7> cqc_outcomes{"outstanding",          "good",       "good",     "good",
                                                       "requires_improvement", "inadequate", "not_rated"};
constexpr std::array<std::string_view, 6> council_outcomes{"gold",   "silver", "silver",
                                                           "silver", "bronze", "inadequate"};
constexpr std::array<std::string_view, 6> kinds{"full", "full", "full", "focussed", "focussed", "validation"};
constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "immediate"};

}  // namespace

bool Trouble::tell_one() {
  if (!amendable_.empty() && stage_.draw.below(40) == 0) {
    amend();
    return true;
  }
  return tell_fact();
}

bool Trouble::tell_fact() {
  if (city_.with_trouble.empty()) return false;
  const auto& service = city_.services[stage_.draw.pick(city_.with_trouble)].id;
  const auto kind = stage_.draw.below(100);
  if (kind < 35) {
    inspect(service);
  } else if (kind < 50) {
    state(service);
  } else if (kind < 60) {
    alert(service);
  } else if (kind < 65) {
    approve_plan(service);
  } else {
    review(service);
  }
  return true;
}

/// Mostly now; one in ten is told up to a year late, one in fifty happens at the very instant of the one told before.
Instant Trouble::draw_time(const std::string& service) {
  const auto kind = stage_.draw.below(50);
  auto& last = last_.try_emplace(service, stage_.now()).first->second;
  if (kind == 0) return last;
  last = stage_.now();
  if (kind <= 5) last.micros -= stage_.draw.between(0, 364) * day;
  return last;
}

void Trouble::inspect(const std::string& service) {
  auto& draw = stage_.draw;
  const auto time = draw_time(service);
  const bool by_cqc = draw.percent(50);
  Fields fields;
  fields.member("service", service).member("inspector", by_cqc ? "cqc" : "council").member("kind", draw.pick(kinds));
  fields.member("outcome", by_cqc ? draw.pick(cqc_outcomes) : draw.pick(council_outcomes));
  if (draw.percent(50)) fields.member("visited", day_text(later(time, -draw.between(0, 89) * day)));
  if (amendable_.size() == remembered) amendable_.erase(amendable_.begin(), amendable_.begin() + remembered / 2);
  amendable_.push_back({stage_.tell("inspection.published", time, fields.done()), !by_cqc});
}

void Trouble::state(const std::string& service) {
  Fields fields;
  fields.member("statement", stage_.new_id("statement")).member("service", service);
  if (stage_.draw.percent(33)) fields.member("declared", council_outcomes[1 + stage_.draw.below(4)]);
  if (stage_.draw.percent(50)) {
    fields.out().name("improvements").begin_array().begin_object().member("domain", "staffing");
    fields.out().member("evidence", "rota and training records").end_object().end_array();
  }
  stage_.tell("assurance-statement.submitted", draw_time(service), fields.done());
}

void Trouble::alert(const std::string& service) {
  Fields fields;
  fields.member("alert", stage_.new_id("alert")).member("service", service).member("kind", "quality");
  fields.member("severity", stage_.draw.pick(severities));
  stage_.tell("alert.raised", draw_time(service), fields.done());
}

void Trouble::approve_plan(const std::string& service) {
  const auto time = draw_time(service);
  Fields fields;
  fields.member("plan", "plan-of-" + service).member("service", service);
  stage_.tell("improvement-plan.approved", time, fields.member("due", day_text(later(time, 60 * day))).done());
}

void Trouble::review(const std::string& service) {
  const auto set = stage_.draw.between(1, 9);
  Fields fields;
  fields.member("service", service).member("citizen", "citizen-" + std::to_string(stage_.draw.bits()));
  fields.member("outcomes_set", set).member("outcomes_delivered", stage_.draw.between(0, set));
  fields.member("recommends", stage_.draw.percent(75));
  stage_.tell("feedback.reviewed", draw_time(service), fields.done());
}

void Trouble::amend() {
  auto& draw = stage_.draw;
  const auto which = draw.below(amendable_.size());
  const auto past = amendable_[which];
  amendable_.erase(amendable_.begin() + static_cast<std::ptrdiff_t>(which));
  Fields fields;
  if (draw.percent(20)) {
    fields.member("retracts", std::to_string(past.sequence)).member("reason", "entered twice");
    stage_.tell("event.retracted", fields);
    return;
  }
  fields.member("corrects", std::to_string(past.sequence)).member("reason", "the report was read wrongly");
  if (past.by_council) {
    fields.out().name("data").begin_object().member("outcome", draw.pick(council_outcomes)).end_object();
  } else {
    fields.member("time", core::time::format(later(stage_.now(), -draw.between(0, 29) * day)));
  }
  stage_.tell("event.corrected", fields);
}

}  // namespace careledger::tools::simulation
