#include "tests/projections/ratings/story_facts.hpp"

#include "core/error/result.hpp"
#include "projections/ratings/key.hpp"
#include "tests/projections/ratings/story.hpp"

#include <algorithm>
#include <sstream>
#include <string>

namespace careledger::tests {
namespace {

using namespace projections::ratings;
using projections::policies::category_named;

struct Word {
  std::string_view text;
  FactKind kind;
};

constexpr Word words[] = {
    {"named", FactKind::named},
    {"registered", FactKind::registered},
    {"closed", FactKind::closed},
    {"component", FactKind::component_scored},
    {"statement", FactKind::statement},
    {"extended", FactKind::statement_extended},
    {"falsified", FactKind::statement_falsified},
    {"required", FactKind::plan_required},
    {"submitted", FactKind::plan_submitted},
    {"approved", FactKind::plan_approved},
    {"rejected", FactKind::plan_rejected},
    {"asked", FactKind::plan_completion_requested},
    {"completed", FactKind::plan_completed},
    {"failed", FactKind::plan_completed},
    {"enrolled", FactKind::enrolled},
    {"ended", FactKind::enrolment_ended},
    {"suspended", FactKind::suspended},
    {"lifted", FactKind::suspension_lifted},
};

core::time::Date date(std::string_view text) {
  const auto date = core::time::parse_date(text);
  CARELEDGER_ASSERT(date.has_value());
  return *date;
}

void set_day(Fact& fact, std::string_view text) {
  fact.day = date(text);
  fact.has_day = true;
}

Band band(std::string_view text) {
  const auto band = rated_band_named(text);
  CARELEDGER_ASSERT(band.has_value());
  return *band;
}

// gggsb: a letter a domain
DomainRatings domains(std::string_view letters) {
  DomainRatings ratings;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    constexpr std::string_view order = "ibsg";
    const auto found = order.find(letters[i]);
    if (found != std::string_view::npos) ratings.set(i, static_cast<Band>(found));
  }
  return ratings;
}

void read_detail(Fact& fact, const std::string& detail) {
  const auto equals = detail.find('=');
  const std::string name = detail.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : detail.substr(equals + 1);
  if (name == "visited" || name == "due") {
    set_day(fact, value);
  } else if (name == "domains") {
    fact.domains = domains(value);
  } else if (name == "declared") {
    fact.declared = band(value);
  } else if (name == "shortfalls") {
    fact.shortfalls = true;
  } else if (name == "improvements") {
    fact.improvements = true;
  } else if (name == "out_of_city") {
    fact.out_of_city = true;
  } else if (name == "of_provider") {
    fact.of_provider = true;
  } else if (name == "category") {
    fact.of_category = true;
    fact.category = category_named(value).value();
  } else {
    core::broken_invariant(detail.c_str(), __FILE__, __LINE__);
  }
}

void read_subject(Fact& fact, std::istringstream& line) {
  std::string subject;
  if (fact.kind == FactKind::closed || fact.kind == FactKind::named) return;
  line >> subject;
  if (fact.kind == FactKind::registered) {
    fact.category = category_named(subject).value();
  } else if (fact.kind == FactKind::statement_extended) {
    set_day(fact, subject);
  } else if (fact.kind == FactKind::component_scored) {
    int score = 0;
    line >> score;
    fact.component = named<Component>(component_names, subject).value();
    fact.score = static_cast<std::uint8_t>(score);
  } else {
    fact.key = key_of(subject);
  }
}

bool read_inspection(Fact& fact, const std::string& word, std::istringstream& line) {
  const auto kind = named<InspectionKind>(inspection_kind_names, word);
  if (!kind) return false;
  std::string inspector;
  std::string outcome;
  line >> inspector >> outcome;
  fact.kind = FactKind::inspection;
  fact.inspection = *kind;
  fact.inspector = named<Inspector>(inspector_names, inspector).value();
  fact.outcome = named<Outcome>(outcome_names, outcome).value();
  fact.day = core::time::london_day(fact.time);
  return true;
}

}  // namespace

Fact read_fact(std::string_view text, core::event::Sequence sequence) {
  std::istringstream line{std::string{text}};
  std::string first;
  line >> first;
  if (first[0] == '#') {
    sequence = std::stoull(first.substr(1));
    line >> first;
  }
  std::string word;
  line >> word;
  if (word.find(':') != std::string::npos) {
    first += " " + word;
    line >> word;
  }
  Fact fact;
  fact.time = instant(first);
  fact.sequence = sequence;
  if (!read_inspection(fact, word, line)) {
    const auto found = std::find_if(std::begin(words), std::end(words), [&](const Word& w) { return w.text == word; });
    CARELEDGER_ASSERT(found != std::end(words));
    fact.kind = found->kind;
    fact.satisfactory = word == "completed";
    read_subject(fact, line);
  }
  for (std::string detail; line >> detail;) read_detail(fact, detail);
  return fact;
}

std::vector<Fact> read_facts(std::string_view text) {
  std::vector<Fact> facts;
  std::istringstream lines{std::string{text}};
  core::event::Sequence sequence = 100;
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(' ') == std::string::npos) continue;
    facts.push_back(read_fact(line, ++sequence));
  }
  std::sort(facts.begin(), facts.end(), before);
  return facts;
}

}  // namespace careledger::tests
