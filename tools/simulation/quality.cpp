#include "tools/simulation/quality.hpp"

#include <array>
#include <string_view>

namespace careledger::tools::simulation {
namespace {

// In the order of the bands, as the council's policies take the CQC's words.
constexpr std::array<std::string_view, 4> cqc_words{"outstanding", "good", "requires_improvement", "inadequate"};

/// Of a hundred inspections so many find gold, silver, bronze, inadequate; after a bad one mostly a better one.
Band draw_band(Draw& draw, Band before) {
  const bool was_bad = before >= Band::bronze;
  const std::array<unsigned, 4> weights = was_bad ? std::array{4U, 56U, 34U, 6U} : std::array{22U, 60U, 14U, 4U};
  auto point = static_cast<unsigned>(draw.below(100));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (point < weights[i]) return static_cast<Band>(i);
    point -= weights[i];
  }
  return Band::silver;
}

bool states(Category category) {
  return category != Category::day_opportunities;  // scheme 2025 asks for no statements
}

}  // namespace

void Quality::open() {
  for (std::size_t i = 0; i < city_.services.size(); ++i) {
    if (!city_.services[i].takes_part) continue;
    const bool of_days = city_.services[i].category == Category::day_opportunities;
    const auto first = of_days ? start_of(2025, 8, 4) : start_of(2018, 4, 4);
    stage_.at(later(first, stage_.draw.between(0, 40 * day)), [this, i] {
      inspect(i, stage_.draw.percent(40));
      plan_statement(i);
    });
  }
}

/// A full inspection, published on the day of its visit.
void Quality::inspect(std::size_t index, bool by_cqc) {
  auto& service = city_.services[index];
  auto& standing = service.standing;
  const bool first = service.schemes.empty();
  // The CQC rates no day opportunities.
  by_cqc = by_cqc && service.category != Category::day_opportunities;
  const auto band = first ? draw_band(stage_.draw, Band::silver) : draw_band(stage_.draw, standing.beneath);
  Fields fields;
  fields.member("service", service.id).member("inspector", by_cqc ? "cqc" : "council").member("kind", "full");
  fields.member("outcome", by_cqc ? cqc_words[static_cast<std::size_t>(band)] : events::text(band));
  stage_.tell("inspection.published", fields);
  standing.beneath = band;
  standing.may_enter = band != Band::inadequate;
  if (by_cqc) standing.cqc_hold = band == Band::inadequate;
  joining_.enter(index);
  if (band >= Band::bronze && !standing.plan_under_way) improve(index);
  plan_inspection(index);
}

void Quality::plan_inspection(std::size_t index) {
  const auto& standing = city_.services[index].standing;
  // The CQC alone lifts what it has found, and comes back sooner.
  const auto days = standing.beneath == Band::inadequate || standing.cqc_hold ? stage_.draw.between(120, 200)
                                                                              : stage_.draw.between(300, 420);
  stage_.at(later(stage_.now(), days * day + stage_.draw.between(0, 8 * hour)),
            [this, index] { inspect(index, city_.services[index].standing.cqc_hold || stage_.draw.percent(40)); });
}

void Quality::plan_statement(std::size_t index) {
  if (!states(city_.services[index].category)) return;
  // Due after six months, twelve where it is gold: five is always in time. One in a hundred is late by weeks.
  const auto in_time = later(stage_.now(), stage_.draw.between(130, 160) * day);
  if (!stage_.draw.percent(1)) {
    stage_.at(in_time, [this, index] { state(index); });
    return;
  }
  stage_.at(in_time, [this, index] {
    auto& standing = city_.services[index].standing;
    // From when on its silence counts against it depends on its band then: nobody should be choosing it meanwhile.
    if (standing.open_bids > 0) return state(index);
    standing.silent = true;
    stage_.at(later(stage_.now(), stage_.draw.between(60, 120) * day), [this, index] { state(index); });
  });
}

void Quality::state(std::size_t index) {
  auto& service = city_.services[index];
  auto& standing = service.standing;
  if (!service.schemes.empty()) {
    Fields fields;
    fields.member("statement", stage_.new_id("statement")).member("service", service.id);
    // It lowers at once; what is inadequate already stays so.
    const bool lowers = standing.beneath < Band::bronze && !standing.silent && stage_.draw.percent(3);
    if (lowers) standing.beneath = static_cast<Band>(static_cast<int>(standing.beneath) + 1);
    if (lowers) fields.member("declared", events::text(standing.beneath));
    if (!lowers && stage_.draw.percent(40)) {
      fields.out().name("improvements").begin_array().begin_object().member("domain", "staffing");
      fields.out().member("evidence", "rota and training records").end_object().end_array();
    }
    stage_.tell("assurance-statement.submitted", fields);
  }
  standing.silent = false;
  plan_statement(index);
}

/// A bronze or inadequate service owes a plan: it is required, submitted, approved, and its end is confirmed by a
/// visit.
void Quality::improve(std::size_t index) {
  auto& service = city_.services[index];
  service.standing.plan_under_way = true;
  const auto plan = stage_.new_id("plan");
  Fields fields;
  fields.member("plan", plan).member("service", service.id);
  stage_.tell("improvement-plan.required", fields.member("due", day_text(later(stage_.now(), 28 * day))));
  stage_.at(later(stage_.now(), stage_.draw.between(7, 25) * day), [this, index, plan] {
    const auto& id = city_.services[index].id;
    const auto due = day_text(later(stage_.now(), 90 * day));
    Fields submitted;
    submitted.member("plan", plan).member("service", id).out().name("actions").begin_array().begin_object();
    submitted.out().member("action", "train and supervise staff").member("due", due).end_object().end_array();
    stage_.tell("improvement-plan.submitted", submitted);
    Fields approved;
    stage_.tell("improvement-plan.approved", approved.member("plan", plan).member("service", id).member("due", due));
    stage_.at(later(stage_.now(), stage_.draw.between(40, 80) * day), [this, index, plan] { complete(index, plan); });
  });
}

void Quality::complete(std::size_t index, const std::string& plan) {
  Fields fields;
  fields.member("plan", plan).member("service", city_.services[index].id);
  stage_.tell("improvement-plan.completion-requested", fields);
  stage_.at(later(stage_.now(), stage_.draw.between(5, 20) * day), [this, index, plan] {
    auto& service = city_.services[index];
    Fields found;
    found.member("plan", plan).member("service", service.id).member("satisfactory", true);
    stage_.tell("improvement-plan.completed", found);
    service.standing.plan_under_way = false;
    if (service.standing.beneath == Band::inadequate) service.standing.beneath = Band::bronze;
  });
}

}  // namespace careledger::tools::simulation
