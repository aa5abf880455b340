#include "core/json/value.hpp"
#include "projections/ratings/fact.hpp"
#include "projections/ratings/key.hpp"

#include <algorithm>
#include <iterator>

namespace careledger::projections::ratings {
namespace {

using core::json::Kind;
using core::json::Value;

bool flag(Value data, std::string_view name) {
  const auto found = data.find(name);
  return found && found->kind() == Kind::boolean && found->boolean();
}

bool non_empty(Value data, std::string_view name) {
  const auto found = data.find(name);
  return found && found->is_array() && found->size() != 0;
}

void read_day(Value data, std::string_view name, Fact& fact) {
  const std::string_view text = data.text(name);
  if (text.empty()) return;
  const auto day = core::time::parse_date(text);
  if (!day) return;
  fact.day = *day;
  fact.has_day = true;
}

void read_key(Value data, std::string_view name, Fact& fact) {
  fact.key = key_of(data.text(name));
}

std::uint32_t count(Value data, std::string_view name) {
  const auto found = data.find(name);
  const bool counts = found && found->kind() == Kind::integer && found->integer() > 0;
  return counts ? static_cast<std::uint32_t>(found->integer()) : 0;
}

void registered(Value data, Fact& fact) {
  read_key(data, "service", fact);
  fact.category = policies::category_named(data.text("category")).value_or(policies::Category::home_support);
  fact.out_of_city = data.text("location") == "out_of_city";
}

void registration_changed(Value data, Fact& fact) {
  fact.registration = named<Registration>(registration_names, data.text("status")).value_or(Registration::registered);
}

void inspection(Value data, Fact& fact) {
  fact.inspector = named<Inspector>(inspector_names, data.text("inspector")).value_or(Inspector::cqc);
  fact.inspection = named<InspectionKind>(inspection_kind_names, data.text("kind")).value_or(InspectionKind::full);
  fact.outcome = named<Outcome>(outcome_names, data.text("outcome")).value_or(Outcome::not_rated);
  read_day(data, "visited", fact);
  // QR-1: where no visit is named, it was on the London day of the event.
  if (!fact.has_day) fact.day = core::time::london_day(fact.time);
  const auto domains = data.find("domains");
  if (!domains || !domains->is_object()) return;
  for (const core::json::Member member : domains->members()) {
    const auto band = member.value.is_string() ? rated_band_named(member.value.string()) : std::nullopt;
    for (std::size_t i = 0; band && i < domain_names.size(); ++i) {
      if (domain_names[i] == member.name) fact.domains.set(i, *band);
    }
  }
}

void component_scored(Value data, Fact& fact) {
  fact.component = named<Component>(component_names, data.text("component")).value_or(Component::questionnaire);
  const auto score = data.find("score");
  if (score && score->kind() == Kind::integer && score->integer() >= 0 && score->integer() <= 100) {
    fact.score = static_cast<std::uint8_t>(score->integer());
  }
}

void statement(Value data, Fact& fact) {
  read_key(data, "statement", fact);
  fact.declared = rated_band_named(data.text("declared")).value_or(Band::unrated);
  fact.shortfalls = non_empty(data, "shortfalls");
  fact.improvements = non_empty(data, "improvements");
}

void extended(Value data, Fact& fact) {
  read_day(data, "due", fact);
  const auto category = policies::category_named(data.text("category"));
  if (category) fact.category = *category;
  fact.of_category = category.has_value();
}

void falsified(Value data, Fact& fact) {
  read_key(data, "statement", fact);
}

void plan(Value data, Fact& fact) {
  read_key(data, "plan", fact);
  read_day(data, "due", fact);
  fact.satisfactory = flag(data, "satisfactory");
}

void enrolment(Value data, Fact& fact) {
  read_key(data, "scheme", fact);
}

void suspension(Value data, Fact& fact) {
  read_key(data, "suspension", fact);
  fact.of_provider = data.find("provider").has_value();
}

void reviewed(Value data, Fact& fact) {
  read_key(data, "service", fact);
  fact.part = count(data, "outcomes_delivered");
  fact.whole = count(data, "outcomes_set");
  const auto recommends = data.find("recommends");
  if (!recommends || recommends->kind() != Kind::boolean) return;
  fact.recommends = recommends->boolean() ? Recommends::yes : Recommends::no;
}

void surveyed(Value data, Fact& fact) {
  fact.part = count(data, "positive");
  fact.whole = count(data, "responses");
}

void complaint(Value data, Fact& fact) {
  read_key(data, "complaint", fact);
  fact.satisfactory = flag(data, "upheld");
}

void alert(Value data, Fact& fact) {
  read_key(data, "alert", fact);
  fact.level = named<Level>(level_names, data.text("severity")).value_or(Level::low);
}

void credit_alert(Value data, Fact& fact) {
  fact.level = named<Level>(level_names, data.text("level")).value_or(Level::low);
}

void breach(Value data, Fact& fact) {
  read_key(data, "breach", fact);
  fact.satisfactory = flag(data, "upheld");
  fact.of_provider = data.find("provider").has_value();
}

void focussed(Value data, Fact& fact) {
  const auto triggers = data.find("triggers");
  if (!triggers || !triggers->is_array()) return;
  for (const Value letter : triggers->elements()) {
    const std::string_view text = letter.is_string() ? letter.string() : std::string_view{};
    if (text.size() == 1 && text[0] >= 'a' && text[0] <= 'z') fact.key |= 1ULL << static_cast<unsigned>(text[0] - 'a');
  }
}

void evidence(Value data, Fact& fact) {
  read_key(data, "item", fact);
  read_day(data, "expires", fact);
}

void nothing_more(Value, Fact&) {}

struct Reading {
  std::string_view type;  // without `careledger.`
  FactKind kind;
  void (*read)(Value, Fact&);
  bool rates = true;  // a rating follows from it
};

constexpr std::string_view prefix = "careledger.";

constexpr Reading readings[] = {
    {"inspection.published", FactKind::inspection, inspection},
    {"assurance-statement.submitted", FactKind::statement, statement},
    {"assurance-statement.extended", FactKind::statement_extended, extended},
    {"assurance-statement.falsified", FactKind::statement_falsified, falsified},
    {"quality-component.scored", FactKind::component_scored, component_scored},
    {"improvement-plan.required", FactKind::plan_required, plan},
    {"improvement-plan.submitted", FactKind::plan_submitted, plan},
    {"improvement-plan.approved", FactKind::plan_approved, plan},
    {"improvement-plan.rejected", FactKind::plan_rejected, plan},
    {"improvement-plan.completion-requested", FactKind::plan_completion_requested, plan},
    {"improvement-plan.completed", FactKind::plan_completed, plan},
    {"multi-agency-review.held", FactKind::review_held, nothing_more},
    {"service.registered", FactKind::registered, registered},
    {"service.registration-changed", FactKind::registration_changed, registration_changed},
    {"service.closed", FactKind::closed, nothing_more},
    {"enrolment.accepted", FactKind::enrolled, enrolment},
    {"enrolment.ended", FactKind::enrolment_ended, enrolment},
    {"suspension.imposed", FactKind::suspended, suspension},
    {"suspension.lifted", FactKind::suspension_lifted, suspension},
    {"feedback.reviewed", FactKind::reviewed, reviewed},
    {"feedback.surveyed", FactKind::surveyed, surveyed, false},
    {"complaint.received", FactKind::complaint_received, complaint, false},
    {"complaint.resolved", FactKind::complaint_resolved, complaint, false},
    {"alert.raised", FactKind::alert_raised, alert, false},
    {"alert.closed", FactKind::alert_closed, alert, false},
    {"notice.served", FactKind::notice_served, nothing_more, false},
    {"credit-alert.received", FactKind::credit_alert, credit_alert, false},
    {"breach.raised", FactKind::breach_raised, breach, false},
    {"breach.decided", FactKind::breach_decided, breach, false},
    {"focussed-inspection.ordered", FactKind::focussed_ordered, focussed, false},
    {"focussed-inspection.declined", FactKind::focussed_declined, focussed, false},
    {"validation.requested", FactKind::validation_requested, nothing_more, false},
    {"evidence.recorded", FactKind::evidence_recorded, evidence, false},
};

}  // namespace

bool tells_of_rating(std::string_view type) {
  if (!type.starts_with(prefix)) return false;
  type.remove_prefix(prefix.size());
  return std::any_of(std::begin(readings), std::end(readings),
                     [type](const Reading& reading) { return reading.rates && reading.type == type; });
}

std::optional<Fact> fact_from(std::string_view type, core::event::Sequence sequence, core::time::Instant time,
                              Value data) {
  if (!type.starts_with(prefix)) return std::nullopt;
  type.remove_prefix(prefix.size());
  Fact fact{.time = time, .sequence = sequence};
  for (const Reading& reading : readings) {
    if (reading.type.size() != type.size() || reading.type != type) continue;
    fact.kind = reading.kind;
    reading.read(data, fact);
    return fact;
  }
  if (!data.find("service")) return std::nullopt;
  return fact;
}

}  // namespace careledger::projections::ratings
