#include "projections/policies/trigger_reader.hpp"

#include "projections/ratings/fact.hpp"

#include <algorithm>
#include <initializer_list>

namespace careledger::projections::policies {
namespace {

struct Count {
  std::string_view member;
  int& into;
};

void read(Parameters& triggers, std::string_view letter, std::initializer_list<Count> counts) {
  const auto value = triggers.value(letter, core::json::Kind::object);
  if (!value) return;
  for (const auto& [member, into] : counts) {
    into = triggers.integer_in(*value, letter, member);
    if (into < 1) triggers.error(std::string(letter) + "/value/" + std::string(member), "is at least one");
  }
}

}  // namespace

void read_triggers(Parameters triggers, TriggerPolicy& policy) {
  read(triggers, "a",
       {{"immediate", policy.immediate_alerts}, {"high", policy.high_alerts}, {"days", policy.severe_alerts_days}});
  read(triggers, "b", {{"alerts", policy.alerts}, {"months", policy.alerts_months}});
  read(triggers, "c", {{"upheld_breaches", policy.upheld_breaches}, {"months", policy.upheld_breaches_months}});
  read(triggers, "d", {{"alerts_and_upheld_complaints", policy.concerns}, {"months", policy.concerns_months}});
  read(triggers, "e", {{"notices", policy.notices}, {"months", policy.notices_months}});
  read(triggers, "f", {{"complaints", policy.complaints}, {"months", policy.complaints_months}});
  read(triggers, "g", {{"positive_below_percent", policy.positive_below_percent}, {"months", policy.survey_months}});
  read(triggers, "h", {{"months", policy.credit_months}});
  read(triggers, "i", {{"outcomes_below_percent", policy.outcomes_below_percent}, {"months", policy.outcomes_months}});
  const auto credit = triggers.value("h", core::json::Kind::object);
  const auto& levels = ratings::level_names;
  const auto named = credit ? triggers.word_in(*credit, "h", "level") : std::string_view{};
  const auto level = std::find(levels.begin(), levels.end(), named);
  if (level == levels.end()) {
    triggers.error("h/value/level", "is one of low, medium, high");
  } else {
    policy.credit_level = static_cast<int>(level - levels.begin());
  }
}

}  // namespace careledger::projections::policies
