#include "projections/explanations/why.hpp"

#include "core/event/stored.hpp"
#include "projections/explanations/spoken.hpp"
#include "projections/policies/rules.hpp"
#include "projections/suspensions/reasons.hpp"

#include <algorithm>

namespace careledger::projections::explanations {
namespace {

using core::time::Instant;
using ratings::Band;
using ratings::HoldKind;
using ratings::Segment;
using services::Service;

std::string words(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  return spaced;
}

std::string shown(const Segment& segment) {
  std::string text(ratings::text(segment.band));
  if (segment.score) text += " with a score of " + segment.score->text();
  return text;
}

std::string cited(policies::RuleId id) {
  const auto* const rule = policies::rule_book().find(id);
  std::string text(id);
  if (rule != nullptr && !rule->document.empty()) text += " (" + rule->document + ", " + rule->section + ")";
  return text;
}

/// "Event 17, an inspection published, is of 1 March 2019; 'feeds' recorded it on 4 March 2019."
core::Result<std::string> told(const core::log::View& view, core::event::Sequence sequence) {
  const auto leaf = view.leaf(sequence);
  if (!leaf) return core::fail(leaf.error());
  core::json::Parser parser;
  const auto event = core::event::read_stored(*leaf, parser);
  core::json::Parser whole_parser;
  const auto whole = whole_parser.parse_trusted(*leaf);
  if (!event || !whole) return core::fail(core::Fault::corrupt, "event " + std::to_string(sequence) + " can't be read");
  constexpr std::string_view prefix = "careledger.";
  auto type = event->type;
  if (type.starts_with(prefix)) type.remove_prefix(prefix.size());
  std::string kind(type);
  std::replace(kind.begin(), kind.end(), '.', ' ');
  return "Event " + std::to_string(sequence) + " (" + words(kind) + ") is of " + spoken(event->time) + "; " +
         std::string(whole->text("authid")) + " recorded it on " + spoken(event->recorded) + ".";
}

std::optional<ScoreParts> parts_of(const Service& service, const feedback::Market& market, const Segment& segment,
                                   Instant at) {
  const auto category = service.category();
  const auto* const governing = category ? policies::governing(service.policies->in_force, *category, at) : nullptr;
  if (governing == nullptr || !segment.score || !governing->policy->rating.scores) return std::nullopt;
  ScoreParts parts;
  parts.figures = market.figures(service.id, category, service.policies->in_force, at);
  parts.adjustment = parts.figures.adjustment;
  parts.base = static_cast<int>(segment.score->numerator) - parts.adjustment;
  return parts;
}

void tell_score(const ScoreParts& parts, std::vector<std::string>& story) {
  story.push_back("The score is the base of " + std::to_string(parts.base) + " (QR-11) and " +
                  std::to_string(parts.adjustment) + " for customer feedback (QR-10, CF-3).");
  const auto& figures = parts.figures;
  if (!figures.rating) {
    story.push_back("No reviews of the year before " + feedback::text(figures.month) + " give a feedback rating.");
    return;
  }
  std::string text = "Feedback for " + feedback::text(figures.month) + ": " + std::to_string(figures.tally.reviews) +
                     " reviews, rating " + feedback::points(figures.rating->rounded());
  if (figures.market_average) text += " against a market average of " + feedback::points(*figures.market_average);
  story.push_back(text + (figures.insufficient ? ", too few to count." : "."));
}

/// What the policy in force settles of the rules below; those of a policy that settles nothing where none is.
const policies::RatingPolicy& settled(const Service& service, Instant at) {
  static const policies::RatingPolicy unsettled;
  const auto category = service.category();
  const auto* const governing = category ? policies::governing(service.policies->in_force, *category, at) : nullptr;
  return governing == nullptr ? unsettled : governing->policy->rating;
}

void add_holds(const Service& service, const policies::RatingPolicy& policy, Instant at,
               std::vector<Prospect>& prospects) {
  const auto& history = service.history;
  if (history.held(HoldKind::cqc, at)) {
    prospects.push_back(
        {"QR-6", {}, "Only a more recent inspection by the CQC with a better outcome lifts its inadequate rating."});
  }
  if (history.held(HoldKind::missing, at)) {
    prospects.push_back({"QR-7", {}, "Receipt of the missing statement lifts its hold; the breach stays."});
  }
  if (history.held(HoldKind::falsified, at)) {
    prospects.push_back({"QR-8",
                         {},
                         policy.plan_lifts_falsified
                             ? "A plan required after the finding and completed satisfactorily lifts the hold, and "
                               "makes the band beneath " +
                                   words(ratings::text(policy.plan_completed_band)) + " (QR-9)."
                             : "The policy names nothing that lifts the hold of a falsified statement."});
  }
}

void add_days(const Service& service, Instant at, std::vector<Prospect>& prospects) {
  const auto* const statement = service.history.statement_day(at);
  if (statement != nullptr && statement->next_due && !statement->overdue) {
    const auto late = core::time::end_of_day(*statement->next_due);
    prospects.push_back({"QR-7", late,
                         "The statement is due on " + spoken(*statement->next_due) +
                             ": without it the service is held inadequate from the next day."});
  }
  const auto* const inspection = service.history.inspection_day(at);
  if (inspection != nullptr && inspection->due) {
    prospects.push_back(
        {"QR-1", core::time::start_of_day(*inspection->due),
         "A full inspection is due on " + spoken(*inspection->due) + " (AN-1) and sets the band anew."});
  }
  if (service.is_adjusted() && service.history.at(at).score) {
    const auto next = feedback::start_of(feedback::Month{feedback::month_of(at).index + 1});
    prospects.push_back(
        {"QR-10", next, "Feedback is reckoned anew on " + spoken(next) + "; it moves the score, never the band."});
  }
}

/// Of a band that inspections, statements and plans give.
void add_raises(Band shown, const policies::RatingPolicy& policy, std::vector<Prospect>& prospects) {
  // Beneath a hold the band may be any.
  if (shown < policy.validation_ceiling) {
    const auto most = policy.validation_ceiling == Band::gold
                          ? std::string()
                          : ", to " + words(ratings::text(policy.validation_ceiling)) + " at the most (QR-5)";
    prospects.push_back(
        {"QR-4",
         {},
         "A validation raises it where an improvement was claimed since the last full inspection" + most + "."});
  }
  if (shown == Band::inadequate) {
    prospects.push_back(
        {"QR-9",
         {},
         "Where the band beneath is inadequate, an improvement plan completed satisfactorily makes it " +
             words(ratings::text(policy.plan_completed_band)) +
             "; it lifts neither the CQC's inadequate rating nor the hold of a missing statement."});
  }
}

void add_band(const Segment& segment, const policies::RatingPolicy& policy, std::vector<Prospect>& prospects) {
  if (segment.scheme.empty()) {
    prospects.push_back(
        {"QR-12", {}, "No policy governs the category: the next that starts rates the service from the same facts."});
  } else if (policy.method == policies::Method::score) {
    prospects.push_back({"QS-2", {}, "The next scores of the components give the band anew."});
  } else if (segment.band == Band::unrated) {
    prospects.push_back({"QR-0", {}, "The first full inspection rates the service."});
  } else {
    add_raises(segment.band, policy, prospects);
  }
}

std::vector<Prospect> prospects_of(const Service& service, const Segment& segment, Instant at) {
  std::vector<Prospect> prospects;
  if (const auto* const next = service.history.next(at)) {
    prospects.push_back(
        {next->rule, next->since, "As things stand it becomes " + shown(*next) + " on " + spoken(*next->since) + "."});
  }
  const auto& policy = settled(service, at);
  add_holds(service, policy, at, prospects);
  add_days(service, at, prospects);
  add_band(segment, policy, prospects);
  return prospects;
}

}  // namespace

core::Result<Why> why(Readings& readings, const Service& service, Instant at, core::event::Sequence known_at) {
  Why why{.explanation = ratings::explain(service.knowledge(), service.history, at),
          .score = {},
          .story = {},
          .prospects = {}};
  const Segment& after = why.explanation.after;
  if (!after.since) {
    why.story.push_back("No event that is known then names the service by " + spoken(at) + ": it is unrated.");
    return why;
  }
  const auto market = readings.market(known_at);
  if (!market) return core::fail(market.error());
  why.score = parts_of(service, **market, after, *after.since);

  auto& story = why.story;
  const Segment& before = why.explanation.before;
  if (before.since) {
    story.push_back("Since " + spoken(*before.since) + " the service had shown " + shown(before) + " by " +
                    cited(before.rule) + ".");
  }
  story.push_back("On " + spoken(*after.since) + " it came to show " + shown(after) + " by " + cited(after.rule) + ".");
  for (const auto sequence : after.because) {
    auto sentence = told(readings.view(), sequence);
    if (!sentence) return core::fail(std::move(sentence.error()));
    story.push_back(std::move(*sentence));
  }
  if (const auto* const rule = policies::rule_book().find(after.rule)) story.push_back(rule->id + ": " + rule->text);
  for (const auto& considered : why.explanation.considered) {
    story.push_back(std::string(considered.rule) + (considered.held ? " held: " : " did not hold: ") +
                    considered.detail);
  }
  if (why.score) tell_score(*why.score, story);
  const auto reasons = suspensions::reasons(service.history, at);
  if (!reasons.empty()) {
    std::string text = "It may not offer: suspended";
    for (const auto& reason : reasons) {
      text += (&reason == &reasons.front() ? " by " : ", by ") + std::string(reason.rule) + " since " +
              spoken(reason.since);
    }
    story.push_back(text + ".");
  }
  why.prospects = prospects_of(service, after, at);
  return why;
}

}  // namespace careledger::projections::explanations
