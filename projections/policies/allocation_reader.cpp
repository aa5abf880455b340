#include "projections/policies/allocation_reader.hpp"

#include <algorithm>

namespace careledger::projections::policies {
namespace {

using core::json::Kind;
using core::json::Value;

bool has(const std::vector<std::string>& areas, const std::string& area) {
  return std::find(areas.begin(), areas.end(), area) != areas.end();
}

class AllocationReader {
 public:
  AllocationReader(Parameters allocation, AllocationPolicy& policy)
      : allocation_(std::move(allocation)), policy_(policy) {}

  std::optional<BrokenInvariant> read() {
    policy_.order = order("order");
    if (allocation_.has("same_area_first")) same_area(allocation_.flag("same_area_first"));
    if (policy_.order.empty()) allocation_.error("order/value", "names at least one criterion");
    if (allocation_.has("specialist_order")) policy_.specialist_order = order("specialist_order");
    if (policy_.orders_by(Criterion::total)) total();
    if (allocation_.has("block_place_taken_by")) allocation_.only("block_place_taken_by", "package");
    if (allocation_.has("citizen_may_choose")) choices();
    if (allocation_.has("adjacent_areas")) adjacent_areas();
    for (const auto& [name, flag] : {std::pair("barred_after_own_ending", &policy_.barred_after_own_ending),
                                     std::pair("dormant_may_not_offer", &policy_.dormant_may_not_offer),
                                     std::pair("block_contracts_first", &policy_.block_contracts_first),
                                     std::pair("top_up_is_the_difference", &policy_.top_up_is_the_difference),
                                     std::pair("discharge_lot_first", &policy_.discharge_lot_first),
                                     std::pair("bronze_only_without_better", &policy_.bronze_only_without_better),
                                     std::pair("out_of_city_pays_host_rate", &policy_.out_of_city_pays_host_rate),
                                     std::pair("direct_payment_buys_alone", &policy_.direct_payment_buys_alone)}) {
      if (allocation_.has(name)) *flag = allocation_.flag(name);
    }
    return broken_;
  }

 private:
  std::vector<Criterion> order(std::string_view name) {
    std::vector<Criterion> criteria;
    for (const std::string_view word : allocation_.words(name)) {
      const auto found = std::find(criterion_names.begin(), criterion_names.end(), word);
      if (found == criterion_names.end()) {
        allocation_.error(std::string(name) + "/value", "'" + std::string(word) + "' is no criterion");
        continue;
      }
      criteria.push_back(static_cast<Criterion>(found - criterion_names.begin()));
    }
    return criteria;
  }

  // AL-25: whether those of the requirement's own area come before all others.
  void same_area(bool first) {
    std::erase(policy_.order, Criterion::same_area);
    if (first) policy_.order.insert(policy_.order.begin(), Criterion::same_area);
  }

  // AL-12
  void total() {
    allocation_.only("quality_points", "mean_with_outcomes_score");
    allocation_.only("price_points", "lowest_over_price");
    const auto weights = allocation_.value("weights_percent", Kind::object);
    if (!weights) return;
    policy_.quality_percent = allocation_.integer_in(*weights, "weights_percent", "quality");
    policy_.price_percent = allocation_.integer_in(*weights, "weights_percent", "price");
    if (policy_.quality_percent < 0 || policy_.price_percent < 0 ||
        policy_.quality_percent + policy_.price_percent != 100) {
      broken_ = BrokenInvariant{"AL-12", "the weights of quality and price add up to 100 percent"};
    }
  }

  // AL-14
  void choices() {
    for (const std::string_view name : allocation_.words("citizen_may_choose")) {
      const auto category = category_named(name);
      if (category) policy_.citizen_may_choose.add(*category);
      if (!category) allocation_.error("citizen_may_choose/value", "'" + std::string(name) + "' is no category");
    }
  }

  // AL-32
  void adjacent_areas() {
    const auto pairs = allocation_.value("adjacent_areas", Kind::array);
    if (!pairs) return;
    for (const Value pair : pairs->elements()) {
      std::vector<std::string> areas;
      if (pair.is_array()) {
        for (const Value area : pair.elements()) areas.emplace_back(area.is_string() ? area.string() : "");
      }
      if (areas.size() != 2 || areas[0].empty() || areas[1].empty()) {
        allocation_.error("adjacent_areas/value", "is a list of pairs of areas");
        return;
      }
      policy_.adjacent_areas.emplace_back(std::move(areas[0]), std::move(areas[1]));
    }
  }

  Parameters allocation_;
  AllocationPolicy& policy_;
  std::optional<BrokenInvariant> broken_;
};

}  // namespace

std::vector<std::string> AllocationPolicy::next_to(const std::vector<std::string>& areas) const {
  std::vector<std::string> next;
  const auto add = [&](const std::string& from, const std::string& to) {
    if (has(areas, from) && !has(areas, to) && !has(next, to)) next.push_back(to);
  };
  for (const auto& [one, other] : adjacent_areas) {
    add(one, other);
    add(other, one);
  }
  return next;
}

bool AllocationPolicy::orders_by(Criterion criterion) const {
  return std::find(order.begin(), order.end(), criterion) != order.end();
}

std::optional<BrokenInvariant> read_allocation(Parameters allocation, AllocationPolicy& policy) {
  return AllocationReader{std::move(allocation), policy}.read();
}

}  // namespace careledger::projections::policies
