#include "projections/policies/rating_reader.hpp"

#include "projections/policies/trigger_reader.hpp"

#include <algorithm>

namespace careledger::projections::policies {
namespace {

using core::json::Kind;
using core::json::Value;
using ratings::Band;
using ratings::Inspector;
using ratings::Outcome;

class RatingReader {
 public:
  RatingReader(Parameters rating, RatingPolicy& policy) : rating_(std::move(rating)), policy_(policy) {}

  std::optional<BrokenInvariant> read() {
    const std::string_view method = rating_.word("method");
    if (method == "bands") {
      policy_.method = Method::bands;
      bands();
    } else if (method == "score") {
      policy_.method = Method::score;
      quality_score();
    } else {
      broken("QR-1", "a policy rates by 'bands' or by 'score'");
    }
    feedback();
    if (rating_.has("triggers")) read_triggers(rating_.part("triggers"), policy_.triggers);
    if (policy_.scores) score_table();
    return broken_;
  }

 private:
  void broken(RuleId rule, std::string detail) {
    if (!broken_) broken_ = BrokenInvariant{rule, std::move(detail)};
  }

  Band band(std::string_view name, RuleId rule) {
    const auto found = ratings::rated_band_named(name);
    if (!found) broken(rule, "'" + std::string{name} + "' is none of the bands gold, silver, bronze, inadequate");
    return found.value_or(Band::inadequate);
  }

  void bands() {
    const auto names = rating_.words("bands");
    const std::array<std::string_view, 4> known{"gold", "silver", "bronze", "inadequate"};
    if (!std::equal(names.begin(), names.end(), known.begin(), known.end())) {
      broken("QR-1", "the bands are gold, silver, bronze, inadequate, in this order");
    }
    outcomes();
    inspections();
    statements();
    plan();
    suspension();
    policy_.scores = rating_.has("scores") ? std::optional<ScoreTable>{std::in_place} : std::nullopt;
  }

  // QR-1, QR-1a: every word of every inspector has one meaning.
  void outcomes() {
    for (auto& row : policy_.outcomes) row.fill(Band::unrated);
    std::vector<std::string_view> silent = rating_.words("outcomes_that_rate_nothing");
    for (const std::string_view name : silent) {
      if (!ratings::named<Outcome>(ratings::outcome_names, name)) {
        broken("QR-1a", "'" + std::string{name} + "' is no outcome of an inspection");
      }
    }
    const auto table = rating_.value("outcomes", Kind::object);
    if (!table) return;
    for (std::size_t i = 0; i < ratings::inspector_names.size(); ++i) {
      const std::string_view inspector = ratings::inspector_names[i];
      const auto mapping = table->find(inspector);
      if (!mapping || !mapping->is_object()) {
        broken("QR-1", "the table says nothing of the outcomes of " + std::string{inspector});
        continue;
      }
      (void)rating_.member(*table, "outcomes", inspector, Kind::object);
      for (const Outcome outcome : ratings::outcomes_of[i]) one_outcome(i, outcome, *mapping, silent);
      for (const auto& [word, unused] : mapping->members()) {
        const auto outcome = ratings::named<Outcome>(ratings::outcome_names, word).value_or(Outcome::not_rated);
        if (ratings::rank_of(static_cast<Inspector>(i), outcome) == ratings::outcomes_of[i].size())
          broken("QR-1", "'" + std::string{word} + "' is no outcome of an inspection by " + std::string{inspector});
      }
    }
  }

  void one_outcome(std::size_t inspector, Outcome outcome, Value mapping, const std::vector<std::string_view>& silent) {
    const std::string_view name = ratings::text(outcome);
    if (std::find(silent.begin(), silent.end(), name) != silent.end()) return;
    const auto mapped = mapping.find(name);
    if (!mapped || !mapped->is_string()) {
      broken("QR-1",
             "the table has no band for " + std::string{ratings::inspector_names[inspector]} + " " + std::string{name});
      return;
    }
    policy_.outcomes[inspector][static_cast<std::size_t>(outcome)] = band(mapped->string(), "QR-1");
  }

  void inspections() {
    const std::string_view by = rating_.word("most_recent_by");
    if (by != "visited" && by != "published") broken("QR-1", "most recent goes by 'visited' or by 'published'");
    policy_.most_recent_by = by == "published" ? MostRecentBy::published : MostRecentBy::visited;
    policy_.assessor_counts_for = band(rating_.word("assessor_counts_for"), "QR-1");
    const auto alone = ratings::named<Inspector>(ratings::inspector_names, rating_.word("out_of_city_inspector"));
    if (!alone) broken("QR-1", "the inspector that counts outside the city is no inspector");
    policy_.out_of_city_inspector = alone.value_or(Inspector::cqc);
    policy_.validation_ceiling = band(rating_.word("validation_ceiling"), "QR-5");
    if (const auto shortfall = rating_.value("shortfall", Kind::object)) {
      policy_.shortfall_lowers_by = rating_.integer_in(*shortfall, "shortfall", "lowers_by");
      policy_.shortfall_lowest = band(rating_.word_in(*shortfall, "shortfall", "lowest"), "QR-2");
      if (policy_.shortfall_lowers_by < 0) broken("QR-2", "a declared shortfall can't raise a band");
    }
    Parameters yearly = rating_.part("inspections");
    policy_.inspection_interval_months = yearly.integer("interval_months");
    yearly.only("counted_from", "visited");
    if (policy_.inspection_interval_months <= 0) broken("AN-1", "the months between inspections are at least one");
  }

  // AS-1, AS-2; a scheme without this part asks for no statements.
  void statements() {
    if (!rating_.has("statements")) return;
    Parameters part = rating_.part("statements");
    const StatementPolicy read{.interval_months = part.integer("interval_months"),
                               .gold_interval_months = part.integer("gold_interval_months"),
                               .months_after_gold = part.integer("months_after_gold")};
    if (read.interval_months <= 0 || read.gold_interval_months <= 0) {
      broken("AS-1", "the months between statements are at least one");
    }
    if (read.months_after_gold <= 0) broken("AS-2", "the months after gold are at least one");
    policy_.statements = read;
  }

  void plan() {
    Parameters part = rating_.part("plan");
    for (const std::string_view name : part.words("owed_by")) band(name, "IP-1");
    policy_.request_stops_plan = part.flag("request_stops_clock");
    policy_.plan_completed_band = band(part.word("completed_band"), "QR-9");
    policy_.plan_lifts_falsified = part.flag("lifts_falsified");
    policy_.review_from_failure = part.flag("review_from_failure");
  }

  // SU-1
  void suspension() {
    Parameters part = rating_.part("suspension");
    const auto names = part.words("bands");
    for (const std::string_view name : names) {
      if (name != "inadequate") broken("SU-1", "no band but inadequate suspends");
    }
    policy_.suspends_inadequate = !names.empty();
  }

  // QS-1, QS-2
  void quality_score() {
    if (const auto weights = rating_.value("components", Kind::object)) {
      for (std::size_t i = 0; i < ratings::component_names.size(); ++i) {
        policy_.component_weights[i] = rating_.integer_in(*weights, "components", ratings::component_names[i]);
        if (policy_.component_weights[i] < 0) broken("QS-1", "a component's weight is not less than nothing");
      }
      const auto& read = policy_.component_weights;
      if (std::all_of(read.begin(), read.end(), [](int weight) { return weight == 0; })) {
        broken("QS-1", "some component weighs something");
      }
    }
    if (const auto thresholds = rating_.value("thresholds", Kind::object)) {
      policy_.good_from = rating_.integer_in(*thresholds, "thresholds", "good");
      policy_.satisfactory_from = rating_.integer_in(*thresholds, "thresholds", "satisfactory");
      if (policy_.satisfactory_from < 0 || policy_.good_from <= policy_.satisfactory_from || policy_.good_from > 100) {
        broken("QS-2", "good begins above satisfactory, both within 0 to 100");
      }
    }
  }

  // CF-1 to CF-4
  void feedback() {
    Parameters part = rating_.part("feedback");
    part.only("combination", "mean");
    part.only("by", "service");
    part.only("market_average", "unweighted_mean");
    FeedbackPolicy& read = policy_.feedback;
    read.window_months = part.integer("window_months");
    read.least_reviews = part.integer("least_reviews");
    if (read.window_months <= 0) broken("CF-1", "the months of reviews are at least one");
    if (read.least_reviews < 0) broken("CF-3", "the least number of reviews is not less than nothing");
    if (part.has("steps")) steps(part);
    if (!part.has("adjusts")) return;
    for (const std::string_view name : part.words("adjusts")) {
      const auto category = category_named(name);
      if (category) read.adjusts.add(*category);
      if (!category) broken("CF-4", "'" + std::string{name} + "' is no category");
    }
  }

  void steps(Parameters& part) {
    const auto list = part.value("steps", Kind::array);
    if (!list) return;
    FeedbackPolicy::Step last{.above_basis_points = -1, .adjustment = 0};
    for (const Value step : list->elements()) {
      const FeedbackPolicy::Step read{.above_basis_points = part.integer_in(step, "steps", "above_basis_points"),
                                      .adjustment = part.integer_in(step, "steps", "adjustment")};
      if (read.above_basis_points <= last.above_basis_points || read.adjustment <= last.adjustment) {
        broken("CF-3", "a step of feedback lies further off, and moves the score by more, than the one before");
      }
      policy_.feedback.steps.push_back(read);
      last = read;
    }
  }

  // QR-11
  void score_table() {
    Parameters part = rating_.part("scores");
    const auto rows = part.value("table", Kind::array);
    if (!rows) return;
    for (const Value row : rows->elements()) score_row(row);
    if (const auto defaults = part.value("defaults", Kind::object)) {
      for (std::size_t i = 0; i < ratings::rated_band_count; ++i) {
        const auto rated = static_cast<Band>(i);
        policy_.scores->set_default(rated, part.integer_in(*defaults, "defaults", ratings::text(rated)));
      }
    }
    const auto& adjusting = policy_.feedback.steps;
    const int largest = std::max(2, adjusting.empty() ? 0 : adjusting.back().adjustment);
    const auto why = broken_score_table(*policy_.scores, largest);
    if (why) broken("QR-11", std::string{*why});
  }

  // [gold, silver, bronze, inadequate, band, base]
  void score_row(Value row) {
    std::array<int, 6> numbers{};
    Band overall = Band::unrated;
    bool shaped = row.is_array() && row.size() == numbers.size();
    if (shaped) {
      std::size_t i = 0;
      for (const Value cell : row.elements()) {
        if (cell.is_string() && i == 4) overall = ratings::rated_band_named(cell.string()).value_or(Band::unrated);
        const bool number = cell.kind() == Kind::integer && cell.integer() >= 0 && cell.integer() <= 100;
        shaped = shaped && (i == 4 ? overall != Band::unrated : number);
        numbers[i++] = number ? static_cast<int>(cell.integer()) : 0;
      }
    }
    if (!shaped || numbers[0] + numbers[1] + numbers[2] + numbers[3] != 5) {
      broken("QR-11",
             "a row of the score table is how many of five domains are gold, silver, bronze and inadequate, "
             "a band, and a base of 0 to 100");
      return;
    }
    const Combination combination{
        .gold = numbers[0], .silver = numbers[1], .bronze = numbers[2], .inadequate = numbers[3]};
    if (policy_.scores->row(combination).band != Band::unrated) {
      broken("QR-11", "the score table has a combination of domain ratings twice");
    }
    policy_.scores->set(combination, {overall, static_cast<std::int16_t>(numbers[5])});
  }

  Parameters rating_;
  RatingPolicy& policy_;
  std::optional<BrokenInvariant> broken_;
};

}  // namespace

std::optional<BrokenInvariant> read_rating(Parameters rating, RatingPolicy& policy) {
  return RatingReader{std::move(rating), policy}.read();
}

}  // namespace careledger::projections::policies
