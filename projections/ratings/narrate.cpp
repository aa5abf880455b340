#include "projections/ratings/narrate.hpp"

namespace careledger::projections::ratings::narrate {
namespace {

std::string words(Band band) {
  return std::string{text(band)};
}

// "the council's full inspection of 2018-06-15 (event 17)"
std::string name(const Fact& inspection) {
  constexpr std::array<std::string_view, inspector_names.size()> whose{"the CQC's", "the council's", "the NHS's",
                                                                       "the independent assessor's"};
  return std::string{whose[static_cast<std::size_t>(inspection.inspector)]} + " " +
         std::string{text(inspection.inspection)} + " inspection, visited on " + core::time::format(inspection.day) +
         " (event " + std::to_string(inspection.sequence) + ")";
}

std::string beginning(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') {
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  }
  return sentence;
}

}  // namespace

std::string rates_nothing(const Fact& inspection) {
  return beginning(name(inspection)) + " rates nothing (" + std::string{text(inspection.outcome)} +
         "): it changes and lifts nothing.";
}

std::string cqc_inadequate(const Fact& inspection) {
  return beginning(name(inspection)) + " found the service inadequate: it shows inadequate until the CQC lifts that.";
}

std::string cqc_lift(const Fact& inspection, const Fact& latest_inadequate, bool lifts) {
  if (lifts) return beginning(name(inspection)) + " is better and more recent: the CQC's inadequate rating is lifted.";
  if (inspection.inspector != Inspector::cqc) {
    return "Only the CQC can lift its own inadequate rating, and this is " + name(inspection) + ".";
  }
  return beginning(name(inspection)) + " is not more recent than " + name(latest_inadequate) + ": nothing is lifted.";
}

std::string does_not_count(const Fact& inspection) {
  if (inspection.inspector == Inspector::iqa) {
    return beginning(name(inspection)) + " does not count: an assessor's counts for a service that shows gold.";
  }
  return beginning(name(inspection)) + " does not count: outside the city only the CQC's do, once there is one.";
}

std::string full(const Fact& inspection, const Fact* last, bool replaces) {
  if (!last) return beginning(name(inspection)) + " is the first to rate the service in full.";
  if (replaces) {
    return beginning(name(inspection)) + " replaces " + name(*last) + ", and the year's adjustments fall away.";
  }
  return beginning(name(inspection)) + " is less recent than " + name(*last) + " and does not replace it.";
}

std::string no_band_yet(const Fact& inspection) {
  return beginning(name(inspection)) + " gives no band: no full inspection has rated the service.";
}

std::string smaller(const Fact& inspection, Band outcome, Band beneath) {
  const std::string found = beginning(name(inspection)) + " found " + words(outcome);
  if (outcome < beneath) return found + ", below " + words(beneath) + ": the band is lowered to it.";
  return found + ", which is not below " + words(beneath) + ".";
}

std::string validation(Band outcome, Band beneath, bool claimed) {
  if (outcome <= beneath) return "What the validation found is no more than the band already is.";
  if (claimed) return "An improvement was claimed since the last full inspection, and the validation confirms it.";
  return "No improvement was claimed since the last full inspection: the validation raises nothing.";
}

std::string ceiling(Band outcome, Band raised) {
  return "Between full inspections " + words(outcome) + " raises no further than " + words(raised) + ".";
}

std::string claim() {
  return "The statement claims an improvement: that raises nothing until a validation confirms it.";
}

std::string statement(const Fact& statement, Band beneath, Band declared) {
  if (declared < beneath && !is_rated(statement.declared)) {
    return "The statement names shortfalls and declares no band: " + words(beneath) + " is lowered to " +
           words(declared) + ".";
  }
  if (declared < beneath) {
    return "The statement declares less than " + words(beneath) + ": the band is lowered to " + words(declared) + ".";
  }
  if (is_rated(statement.declared)) {
    return "The statement declares " + words(statement.declared) + ", which is not below " + words(beneath) + ".";
  }
  return "The statement declares nothing that lowers " + words(beneath) + ".";
}

std::string received() {
  return "The missing statement was received: its hold is lifted, and the breach stays.";
}

std::string missed(core::time::Date due) {
  return "No statement was received by the end of " + core::time::format(due) + ".";
}

std::string next_due(core::time::Date due) {
  return "The next statement is due on " + core::time::format(due) + ".";
}

std::string extended(core::time::Date due) {
  return "The running due day was moved to " + core::time::format(due) + ".";
}

std::string falsified() {
  return "A statement was found falsified: the service shows inadequate, and that is a breach.";
}

std::string approved(std::optional<core::time::Date> due) {
  if (!due) return "An improvement plan was approved without a due day: it does not lapse.";
  return "An improvement plan was approved, to be done by " + core::time::format(*due) + ".";
}

std::string asked(bool stops) {
  return stops ? "The visit was asked for in time: the plan's clock stops."
               : "The visit was asked for while no clock ran: nothing is stopped.";
}

std::string lapsed(core::time::Date due) {
  return "The plan was not done by the end of " + core::time::format(due) + ": it has lapsed.";
}

std::string completed(bool raises, Band beneath) {
  if (raises) return "The improvement plan was completed satisfactorily.";
  return "The improvement plan was completed satisfactorily, which changes nothing beneath: " + words(beneath) + ".";
}

std::string failed() {
  return "The improvement plan was not completed satisfactorily.";
}

std::string review() {
  return "The service stays inadequate, and a multi-agency review is due.";
}

std::string falsified_lift(bool lifts) {
  return lifts ? "The plan was required after the latest finding of falsification: its hold is lifted."
               : "The plan was not required after the latest finding of falsification: the hold stays.";
}

std::string transition(std::string_view scheme, Band band) {
  return "Scheme " + std::string{scheme} + " starts and rates the same facts: " + words(band) + ".";
}

std::string person(const Fact& suspension) {
  if (suspension.kind != FactKind::suspended) return "An officer lifted a suspension.";
  return suspension.of_provider ? "An officer suspended the provider with all its services."
                                : "An officer suspended the service.";
}

std::string hold(const Hold& hold, bool shows) {
  const std::string since = "This hold has stood since " + core::time::format(hold.since);
  return since + (shows ? " and shows." : " and does not show yet.");
}

std::string shown(Band shown, Band beneath) {
  if (shown == beneath || !is_rated(beneath)) return "The service shows " + words(shown) + ".";
  return "The service shows " + words(shown) + "; beneath the holds it is " + words(beneath) + ".";
}

std::string base(const Score& score, int adjustment, bool by_domains, Band band) {
  const std::string from = by_domains ? "the combination of the five domains" : "the default of " + words(band);
  const std::string base = std::to_string(score.numerator - adjustment);
  if (adjustment == 0) return "The base of the score is " + base + ", by " + from + ".";
  return "The base of the score is " + base + ", by " + from + "; customer feedback moves it by " +
         std::to_string(adjustment) + " to " + score.text() + ".";
}

}  // namespace careledger::projections::ratings::narrate
