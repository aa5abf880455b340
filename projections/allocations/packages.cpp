#include "projections/allocations/packages.hpp"

#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/packages.hpp"
#include "events/commissioning/requirements.hpp"
#include "projections/allocations/each_once.hpp"
#include "projections/allocations/purchase.hpp"
#include "projections/known_services.hpp"
#include "projections/record/indexed.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace careledger::projections::allocations {
namespace {

namespace commissioning = events::commissioning;
using core::fail;
using core::json::Value;
using record::Entry;

/// The ids of the packages that events of the type make, under the tag, once each; to be read by then.
Result<void> add_ids(const Readings& readings, const std::string& tag, std::string_view type, const Moment& moment,
                     EachOnce& found) {
  return record::tell(readings.view(), tag, std::array{type}, moment,
                      [&found](const Entry&, Value data) { found.add(data.text("package")); });
}

/// Of all that the index knows, whether they were known of then or not.
Result<std::vector<std::string>> all_ids(const Readings& readings) {
  std::vector<std::string> ids;
  auto visited = record::for_each_id(readings.view(), "package", "", [&ids](const std::string& id) {
    ids.push_back(id);
    return Result<bool>(true);
  });
  if (!visited) return fail(std::move(visited.error()));
  return ids;
}

/// Reads each; those bought by then that `wanted` holds of.
template <class Wanted>
Result<std::vector<Package>> read_all(Readings& readings, std::span<const std::string> ids, const Moment& moment,
                                      Wanted wanted) {
  constexpr std::size_t at_once = 1'000;
  std::vector<Package> packages;
  while (!ids.empty()) {
    const auto next = ids.first(std::min(at_once, ids.size()));
    ids = ids.subspan(next.size());
    if (auto read = read_purchases_ahead(readings.view(), next); !read) return fail(std::move(read.error()));
    for (const auto& id : next) {
      auto package = package_of(readings, id, moment);
      if (!package) return fail(std::move(package.error()));
      if (*package && (*package)->awarded <= moment.at && wanted(**package)) packages.push_back(std::move(**package));
    }
  }
  std::sort(packages.begin(), packages.end(), [](const Package& a, const Package& b) {
    return a.awarded != b.awarded ? a.awarded < b.awarded : a.sequence < b.sequence;
  });
  return packages;
}

}  // namespace

Result<std::vector<Package>> packages_of_citizen(Readings& readings, const std::string& citizen, const Moment& moment) {
  EachOnce found;
  std::vector<std::string> requirements;
  const std::string tag = "citizen:" + citizen;
  if (auto added = add_ids(readings, tag, commissioning::PlacementMade::type, moment, found); !added) {
    return fail(std::move(added.error()));
  }
  const Moment whenever{.at = core::time::latest, .known_at = moment.known_at};
  auto told = record::tell(readings.view(), tag, std::array{commissioning::RequirementPublished::type}, whenever,
                           [&](const Entry&, Value data) { requirements.emplace_back(data.text("requirement")); });
  if (!told) return fail(std::move(told.error()));
  for (const auto& requirement : requirements) {
    auto added = add_ids(readings, "requirement:" + requirement, commissioning::AwardMade::type, moment, found);
    if (!added) return fail(std::move(added.error()));
  }
  return read_all(readings, found.ids(), moment, [&citizen](const Package& each) { return each.citizen == citizen; });
}

Result<std::vector<Package>> packages_of_service(Readings& readings, const std::string& service, const Moment& moment) {
  EachOnce found;
  std::vector<std::string> offers;
  const std::string tag = "service:" + service;
  if (auto added = add_ids(readings, tag, commissioning::PlacementMade::type, moment, found); !added) {
    return fail(std::move(added.error()));
  }
  const Moment whenever{.at = core::time::latest, .known_at = moment.known_at};
  auto told = record::tell(readings.view(), tag, std::array{commissioning::OfferSubmitted::type}, whenever,
                           [&](const Entry&, Value data) { offers.emplace_back(data.text("offer")); });
  if (!told) return fail(std::move(told.error()));
  for (const auto& offer : offers) {
    auto added = add_ids(readings, "offer:" + offer, commissioning::AwardMade::type, moment, found);
    if (!added) return fail(std::move(added.error()));
  }
  return read_all(readings, found.ids(), moment, [&service](const Package& each) { return each.service == service; });
}

Result<std::vector<Package>> packages_of_provider(Readings& readings, const std::string& provider,
                                                  const Moment& moment) {
  std::vector<Package> packages;
  const Whose whose{.provider = provider};
  auto visited = for_each_known(readings, whose, moment.known_at, [&](const auto& service) -> Result<void> {
    auto bought = packages_of_service(readings, service->id, moment);
    if (!bought) return fail(std::move(bought.error()));
    std::move(bought->begin(), bought->end(), std::back_inserter(packages));
    return {};
  });
  if (!visited) return fail(std::move(visited.error()));
  return packages;
}

Result<std::vector<Package>> all_packages(Readings& readings, const Moment& moment) {
  const auto ids = all_ids(readings);
  if (!ids) return fail(ids.error());
  return read_all(readings, *ids, moment, [](const Package&) { return true; });
}

Result<std::vector<Package>> packages_in_force(Readings& readings, const Moment& moment) {
  const auto ids = all_ids(readings);
  if (!ids) return fail(ids.error());
  return read_all(readings, *ids, moment, [&moment](const Package& each) { return each.in_force(moment.at); });
}

}  // namespace careledger::projections::allocations
