#include "tests/projections/ratings/story.hpp"

#include "core/json/canonical.hpp"
#include "core/json/value.hpp"
#include "events/policies/bundled.hpp"
#include "projections/policies/adoption.hpp"
#include "projections/suspensions/reasons.hpp"
#include "tests/projections/ratings/story_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace careledger::tests {
namespace {

using namespace projections;
using core::event::Sequence;
using core::time::Instant;
using ratings::Sequences;

std::string listed(const Sequences& sequences) {
  std::string text;
  for (const Sequence sequence : sequences) text += (text.empty() ? "" : ",") + std::to_string(sequence);
  return text;
}

void join(std::string& text, const std::string& more) {
  text += (text.empty() ? "" : "; ") + more;
}

policies::PolicyInForce in_force(const std::string& document, Sequence sequence, Instant start) {
  core::json::Parser parser;
  const auto value = parser.parse(document);
  REQUIRE(value.has_value());
  auto policy = policies::parse_policy(*value, "");
  REQUIRE_MESSAGE(policy.has_value(), policy.error().detail);
  return {.sequence = sequence,
          .start = start,
          .because = {sequence},
          .policy = std::make_shared<const policies::Policy>(std::move(*policy))};
}

std::vector<policies::PolicyInForce> adopt() {
  const auto batch = policies::bundled_adoption_events();
  REQUIRE(batch.has_value());
  core::json::Parser parser;
  const auto events = parser.parse(*batch);
  REQUIRE(events.has_value());
  std::vector<policies::PolicyInForce> adopted;
  for (const core::json::Value event : events->elements()) {
    const std::string document = core::json::canonical(*event.find("data")->find("policy"));
    adopted.push_back(in_force(document, adopted.size() + 1, instant(event.find("time")->string())));
  }
  return adopted;
}

}  // namespace

Instant instant(std::string_view text) {
  if (text.find_first_of(" T") == std::string_view::npos) {
    const auto day = core::time::parse_date(text);
    REQUIRE_MESSAGE(day.has_value(), text);
    return core::time::start_of_day(*day);
  }
  std::string whole{text};
  whole[10] = 'T';
  if (whole.size() == 16) whole += ":00";
  if (whole.back() != 'Z') whole += "Z";
  const auto parsed = core::time::parse_instant(whole);
  REQUIRE_MESSAGE(parsed.has_value(), whole);
  return *parsed;
}

const std::vector<policies::PolicyInForce>& bundled_policies() {
  static const std::vector<policies::PolicyInForce> adopted = adopt();
  return adopted;
}

policies::PolicyInForce amended_policy(std::string_view scheme, std::string_view from, std::string_view to,
                                       Sequence sequence, std::string_view start) {
  std::string document{events::policies::bundled(std::string{scheme} + ".json")};
  const auto place = document.find(from);
  REQUIRE_MESSAGE(place != std::string::npos, from);
  document.replace(place, from.size(), to);
  return in_force(document, sequence, instant(start));
}

Story::Story(std::string_view category, std::string_view text)
    : text_(text), facts_(read_facts(text)), policies_(bundled_policies()) {
  if (category.empty()) return;
  facts_.push_back(read_fact("2012-01-02 10:00 registered " + std::string{category}, 10));
  std::sort(facts_.begin(), facts_.end(), ratings::before);
}

Story& Story::with(policies::PolicyInForce policy) {
  policies_.push_back(std::move(policy));
  return *this;
}

Story& Story::with_policies(std::vector<policies::PolicyInForce> policies) {
  policies_ = std::move(policies);
  return *this;
}

Story& Story::corrected(Sequence event, Sequence correction) {
  amendments_.push_back({event, correction});
  std::sort(amendments_.begin(), amendments_.end());
  return *this;
}

Story& Story::months(std::vector<ratings::FeedbackMonth> months) {
  months_ = std::move(months);
  return *this;
}

Story& Story::shared(std::string_view text) {
  shared_ = read_facts(text);
  for (ratings::Fact& fact : shared_) fact.sequence += 100;
  return *this;
}

Story& Story::until(std::string_view horizon) {
  horizon_ = instant(horizon);
  return *this;
}

ratings::Knowledge Story::known() const {
  return {.facts = ratings::KnownFacts(facts_),
          .shared = ratings::KnownFacts(shared_),
          .profile = ratings::profile_of(ratings::KnownFacts(facts_)),
          .policies = policies_,
          .amendments = ratings::Amendments{amendments_},
          .months = months_,
          .horizon = horizon_};
}

std::string Story::rating(std::string_view at) const {
  const ratings::History history = this->history();
  const ratings::Segment& segment = history.at(instant(at));
  std::string text{segment.scheme.empty() ? "-" : segment.scheme};
  text += " " + std::string{ratings::text(segment.band)};
  if (segment.score) text += " " + segment.score->text();
  return text + " " + std::string{segment.rule} + " " + listed(segment.because);
}

std::string Story::bands() const {
  std::string text;
  const ratings::History history = this->history();
  for (const ratings::Segment& segment : history.segments) {
    join(text, std::string{ratings::text(segment.band)} + " " + core::time::format(*segment.since));
  }
  return text;
}

std::string Story::since(std::string_view at) const {
  const ratings::History history = this->history();
  const auto since = history.at(instant(at)).since;
  return since ? core::time::format(*since) : "-";
}

std::string Story::suspension(std::string_view at) const {
  std::string text;
  const ratings::History history = this->history();
  for (const suspensions::Reason& reason : suspensions::reasons(history, instant(at))) {
    join(text, std::string{reason.rule} + " " + core::time::format(reason.since) + " " + listed(reason.because));
  }
  CHECK(suspensions::is_suspended(history, instant(at)) != text.empty());
  return text.empty() ? "free" : text;
}

std::string Story::assurance(std::string_view at) const {
  const ratings::History history = this->history();
  const ratings::StatementDay* day = history.statement_day(instant(at));
  if (!day || !day->next_due) return "-";
  return core::time::format(*day->next_due) + " " + std::to_string(day->interval_months) +
         (day->overdue ? " overdue" : "");
}

std::string Story::inspection(std::string_view at) const {
  const ratings::History history = this->history();
  const ratings::InspectionDay* day = history.inspection_day(instant(at));
  return day && day->due ? core::time::format(*day->due) + " " + listed(day->because) : "-";
}

std::string Story::breaches() const {
  std::string text;
  const ratings::History history = this->history();
  for (const ratings::DerivedBreach& breach : history.breaches) {
    const bool missing = breach.kind == ratings::DerivedBreach::Kind::statement_missing;
    join(text, std::string{missing ? "missing " : "falsified "} + core::time::format(breach.since) + " " +
                   listed(breach.because));
  }
  return text;
}

std::string Story::lapses() const {
  std::string text;
  const ratings::History history = this->history();
  for (const ratings::PlanLapse& lapse : history.lapses) {
    join(text, core::time::format(lapse.since) + ".." + (lapse.until ? core::time::format(*lapse.until) : "") + " " +
                   listed(lapse.because));
  }
  return text;
}

std::string Story::reviews() const {
  std::string text;
  const ratings::History history = this->history();
  for (const ratings::ReviewDue& review : history.reviews) {
    join(text, core::time::format(review.since) + " " + listed(review.because));
  }
  return text;
}

void Story::check(std::initializer_list<Row> rows) const {
  CAPTURE(text_);
  for (const Row& row : rows) {
    CAPTURE(row.at);
    CHECK(rating(row.at) == row.answer);
  }
}

void Story::check_assurance(std::initializer_list<Row> rows) const {
  CAPTURE(text_);
  for (const Row& row : rows) {
    CAPTURE(row.at);
    CHECK(assurance(row.at) == row.answer);
  }
}

void Story::check_inspections(std::initializer_list<Row> rows) const {
  CAPTURE(text_);
  for (const Row& row : rows) {
    CAPTURE(row.at);
    CHECK(inspection(row.at) == row.answer);
  }
}

void Story::check_suspension(std::initializer_list<Row> rows) const {
  CAPTURE(text_);
  for (const Row& row : rows) {
    CAPTURE(row.at);
    CHECK(suspension(row.at) == row.answer);
  }
}

}  // namespace careledger::tests
