#include "projections/policies/framework_reader.hpp"

#include "events/codec.hpp"
#include "events/limits.hpp"

#include <algorithm>

namespace careledger::projections::policies {
namespace {

using core::json::Kind;
using core::json::Value;
using ratings::Outcome;

class FrameworkReader {
 public:
  FrameworkReader(Parameters framework, FrameworkPolicy& policy) : framework_(std::move(framework)), policy_(policy) {}

  std::optional<BrokenInvariant> read() {
    evidence();
    if (framework_.has("barred_by_cqc_inadequate")) {
      policy_.barred_by_cqc_inadequate = framework_.flag("barred_by_cqc_inadequate");
    }
    if (framework_.has("least_ratings")) least_ratings();
    if (framework_.has("closed_categories")) closed_categories();
    if (framework_.has("lots")) lots();
    framework_.for_people("age_groups", core::json::Kind::array);
    if (framework_.has("invited_by")) {
      const auto by = framework_.words("invited_by");
      policy_.asks_area_of_enrolment = std::find(by.begin(), by.end(), "area") != by.end();
    }
    // EC-4: what is entered with a lot needs lots to enter with.
    if (!policy_.closed.empty() && !policy_.lots) broken("EC-4", "a closed category needs a table of lots");
    return broken_;
  }

 private:
  void broken(RuleId rule, std::string detail) {
    if (!broken_) broken_ = BrokenInvariant{rule, std::move(detail)};
  }

  // EC-1: an application can declare no other names, and no more of them.
  void evidence() {
    const auto items = framework_.words("evidence");
    if (items.size() > events::limits::checklist)
      framework_.error("evidence/value",
                       "is a list of at most " + std::to_string(events::limits::checklist) + " items");
    for (const std::string_view item : items) {
      if (!events::codec::is_id(item))
        framework_.error("evidence/value", "'" + std::string{item} + "' is no name that an application can declare");
      policy_.evidence.emplace_back(item);
    }
  }

  // EC-2: each inspector's least rating, in its own words.
  void least_ratings() {
    const auto table = framework_.value("least_ratings", Kind::object);
    if (!table) return;
    auto& least = policy_.least_outcomes.emplace();
    for (std::size_t i = 0; i < ratings::inspector_names.size(); ++i) {
      const std::string_view name = framework_.word_in(*table, "least_ratings", ratings::inspector_names[i]);
      const auto outcome = ratings::named<Outcome>(ratings::outcome_names, name).value_or(Outcome::not_rated);
      if (ratings::rank_of(static_cast<ratings::Inspector>(i), outcome) == ratings::outcomes_of[i].size()) {
        broken("EC-2", "the least rating of " + std::string{ratings::inspector_names[i]} + " is one of its own words");
      }
      least[i] = outcome;
    }
  }

  void closed_categories() {
    for (const std::string_view name : framework_.words("closed_categories")) {
      const auto category = category_named(name);
      if (category) policy_.closed.add(*category);
      if (!category) broken("EC-4", "'" + std::string{name} + "' is no category");
    }
  }

  BySize by_size(Value object, std::string_view name, RuleId rule, int least) {
    BySize numbers;
    for (std::size_t i = 0; i < size_names.size(); ++i) {
      numbers.numbers[i] = framework_.integer_in(object, name, size_names[i]);
      if (numbers.numbers[i] < least) {
        broken(rule, std::string{name} + " of " + std::string{size_names[i]} + " is " + std::to_string(least) +
                         " at the least");
      }
    }
    return numbers;
  }

  void lots() {
    LotPolicy& lots = policy_.lots.emplace();
    if (const auto sizes = framework_.value("sizes", Kind::object)) {
      lots.large_over_weekly_hours = framework_.integer_in(*sizes, "sizes", "large_over_weekly_hours");
      lots.medium_from_weekly_hours = framework_.integer_in(*sizes, "sizes", "medium_from_weekly_hours");
      if (lots.medium_from_weekly_hours <= 0 || lots.medium_from_weekly_hours > lots.large_over_weekly_hours) {
        broken("LO-1", "medium begins above no hours and not above large");
      }
    }
    if (const auto areas = framework_.value("areas_a_provider", Kind::object)) {
      lots.areas_a_provider = by_size(*areas, "areas_a_provider", "LO-2", 1);
    }
    if (const auto table = framework_.value("lots", Kind::array)) {
      for (const Value row : table->elements()) area(row, lots);
    }
    if (const auto stated = framework_.value("stated_least_providers", Kind::object)) {
      lots.stated_least_providers = by_size(*stated, "stated_least_providers", "LO-3", 0);
      lots.stated_least_in_all = framework_.integer_in(*stated, "stated_least_providers", "total");
    }
  }

  // LO-2: each area once, with its places by size.
  void area(Value row, LotPolicy& lots) {
    const std::string_view id = row.text("area");
    if (id.empty()) return framework_.error("lots/value", "each row names its area");
    if (lots.find(id) != nullptr) broken("LO-2", "area " + std::string{id} + " stands twice in the table of lots");
    lots.areas.push_back(
        {.area = std::string{id}, .name = std::string{row.text("name")}, .places = by_size(row, "lots", "LO-2", 0)});
  }

  Parameters framework_;
  FrameworkPolicy& policy_;
  std::optional<BrokenInvariant> broken_;
};

}  // namespace

std::optional<BrokenInvariant> read_framework(Parameters framework, FrameworkPolicy& policy) {
  return FrameworkReader{std::move(framework), policy}.read();
}

}  // namespace careledger::projections::policies
