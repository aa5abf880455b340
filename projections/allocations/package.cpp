#include "projections/allocations/package.hpp"

#include "core/time/calendar.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/packages.hpp"
#include "events/commissioning/requirements.hpp"
#include "projections/allocations/each_once.hpp"
#include "projections/known_services.hpp"
#include "projections/record/fields.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace careledger::projections::allocations {
namespace {

namespace commissioning = events::commissioning;
using core::fail;
using core::Fault;
using core::json::Value;
using record::because_of;
using record::Entry;
using record::number;

constexpr std::array made_by{commissioning::AwardMade::type, commissioning::PlacementMade::type};
constexpr std::array followed_by{commissioning::PackageStarted::type,    commissioning::PackageEnded::type,
                                 commissioning::PackageHandedBack::type, commissioning::PackageVaried::type,
                                 commissioning::TopUpAgreed::type,       commissioning::RequirementPublished::type};

Package made(const std::string& id, const Entry& entry, Value data) {
  Package package;
  package.package = id;
  package.placed = entry.event.type == commissioning::PlacementMade::type;
  package.requirement = data.text("requirement");
  package.offer = data.text("offer");
  package.service = data.text("service");
  package.citizen = data.text("citizen");
  package.scheme = data.text("scheme");
  package.category = data.text("category");
  package.unit = data.text("unit");
  package.units_per_week = data.text("units_per_week");
  package.awarded = entry.event.time;
  package.sequence = entry.sequence;
  package.because = because_of(entry);
  if (const auto pence = number(data, "price_pence")) {
    package.price = AgreedPrice{.pence = *pence,
                                .source = package.placed ? PriceSource::placed : PriceSource::host_rate,
                                .since = package.awarded,
                                .because = package.because};
  }
  return package;
}

/// What an award buys is what its requirement asked for and its offer promised.
Result<void> add_terms(const core::log::View& view, Package& package, Sequence known_at) {
  const Moment then{.at = package.awarded, .known_at = known_at};
  const auto requirement = published_requirement(view, package.requirement, then);
  if (!requirement) return fail(requirement.error());
  if (!*requirement) return {};  // retracted since
  const Requirement& asked = **requirement;
  package.citizen = asked.citizen;
  package.scheme = asked.scheme;
  package.category = asked.category;
  package.area = asked.area;
  package.unit = asked.unit;
  package.units_per_week = asked.units_per_week;
  package.tier = asked.tier;
  package.carers = asked.carers;
  // What is offered under its id after the award is no part of it.
  const auto offer = offer_for(view, asked, package.offer, then, package.sequence);
  if (!offer) return fail(offer.error());
  if (!*offer) return {};
  package.service = (*offer)->service;
  if (!package.price && (*offer)->price_pence) {
    package.price = AgreedPrice{.pence = *(*offer)->price_pence,
                                .source = PriceSource::offered,
                                .since = package.awarded,
                                .because = (*offer)->because};
  }
  return {};
}

class Fold {
 public:
  explicit Fold(Package& package) : package_(package) {}

  void apply(const Entry& entry, Value data) {
    const std::string_view type = entry.event.type;
    const bool before =
        entry.event.time != package_.awarded ? entry.event.time < package_.awarded : entry.sequence < package_.sequence;
    if (before) return;  // nothing begins, changes or ends what is not there yet
    if (type == commissioning::PackageStarted::type) {
      package_.started = entry.event.time;
    } else if (type == commissioning::PackageEnded::type) {
      end({.kind = Ending::Kind::ended,
           .by = std::string(data.text("by")),
           .since = entry.event.time,
           .until = entry.event.time,
           .because = because_of(entry)});
    } else if (type == commissioning::PackageHandedBack::type) {
      hand_back(entry, data);
    } else if (type == commissioning::PackageVaried::type) {
      vary(entry, data);
    } else if (type == commissioning::TopUpAgreed::type) {
      package_.top_ups.push_back({.amount_pence = number(data, "amount_pence").value_or(0),
                                  .payer = std::string(data.text("payer")),
                                  .reason = std::string(data.text("reason")),
                                  .since = entry.event.time,
                                  .because = because_of(entry)});
    } else {
      package_.replaced_by = data.text("requirement");
    }
  }

 private:
  void hand_back(const Entry& entry, Value data) {
    Ending ending{.kind = Ending::Kind::handed_back,
                  .by = {},
                  .forced = record::flag(data, "forced"),
                  .since = entry.event.time,
                  .until = entry.event.time,
                  .because = because_of(entry)};
    if (const auto last_day = core::time::parse_date(data.text("last_day"))) {
      ending.until = std::max(ending.until, core::time::end_of_day(*last_day));
    }
    end(std::move(ending));
  }

  /// What has ended does not end again; a package under notice may still end earlier.
  void end(Ending ending) {
    if (package_.ending && package_.ending->until <= ending.since) return;
    if (package_.ending && package_.ending->kind == Ending::Kind::handed_back) {
      package_.ending->until = std::min(package_.ending->until, ending.until);
      return;
    }
    package_.ending = std::move(ending);
  }

  void vary(const Entry& entry, Value data) {
    Variation varied{.since = entry.event.time,
                     .units_per_week = std::string(data.text("units_per_week")),
                     .tier = std::string(data.text("tier")),
                     .carers = number(data, "carers"),
                     .price_pence = number(data, "price_pence"),
                     .reason = std::string(data.text("reason")),
                     .because = because_of(entry)};
    if (!varied.units_per_week.empty()) package_.units_per_week = varied.units_per_week;
    if (!varied.tier.empty()) package_.tier = varied.tier;
    if (varied.carers) package_.carers = varied.carers;
    if (varied.price_pence) {
      package_.price = AgreedPrice{.pence = *varied.price_pence,
                                   .source = PriceSource::varied,
                                   .since = varied.since,
                                   .because = varied.because};
    }
    package_.variations.push_back(std::move(varied));
  }

  Package& package_;
};

Result<std::string> provider_of(Readings& readings, const std::string& service, Sequence known_at) {
  const auto found = readings.service(service, known_at);
  if (found) return (*found)->details.provider;
  if (found.error().fault == Fault::not_found) return std::string();
  return fail(found.error());
}

/// The ids of the packages that events of the type make, under the tag, once each; to be read by then.
Result<void> add_ids(const Readings& readings, const std::string& tag, std::string_view type, const Moment& moment,
                     EachOnce& found) {
  return record::tell(readings.view(), tag, std::array{type}, moment,
                      [&found](const Entry&, Value data) { found.add(data.text("package")); });
}

/// Reads each; those bought by then that `wanted` holds of.
template <class Wanted>
Result<std::vector<Package>> read_all(Readings& readings, const EachOnce& found, const Moment& moment, Wanted wanted) {
  std::vector<Package> packages;
  for (const auto& id : found.ids()) {
    auto package = package_of(readings, id, moment);
    if (!package) return fail(std::move(package.error()));
    if (*package && (*package)->awarded <= moment.at && wanted(**package)) packages.push_back(std::move(**package));
  }
  std::sort(packages.begin(), packages.end(), [](const Package& a, const Package& b) {
    return a.awarded != b.awarded ? a.awarded < b.awarded : a.sequence < b.sequence;
  });
  return packages;
}

}  // namespace

Result<std::optional<Package>> package_of(Readings& readings, const std::string& id, const Moment& moment) {
  const std::string tag = "package:" + id;
  std::optional<Package> package;
  const Moment whenever{.at = core::time::latest, .known_at = moment.known_at};
  auto told = record::tell(readings.view(), tag, made_by, whenever, [&](const Entry& entry, Value data) {
    if (!package || entry.event.time <= moment.at) package = made(id, entry, data);
  });
  if (!told) return fail(std::move(told.error()));
  if (!package) return package;
  if (!package->placed) {
    if (auto added = add_terms(readings.view(), *package, moment.known_at); !added)
      return fail(std::move(added.error()));
  }
  Fold fold(*package);
  told = record::tell(readings.view(), tag, followed_by, moment,
                      [&fold](const Entry& entry, Value data) { fold.apply(entry, data); });
  if (!told) return fail(std::move(told.error()));
  auto provider = provider_of(readings, package->service, moment.known_at);
  if (!provider) return fail(std::move(provider.error()));
  package->provider = std::move(*provider);
  return package;
}

Result<bool> is_package(const core::log::View& view, const std::string& id, Sequence known_at) {
  const auto made = record::dossier(view, "package:" + id, made_by, known_at);
  if (!made) return fail(made.error());
  return !(*made)->empty();
}

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
  return read_all(readings, found, moment, [&citizen](const Package& each) { return each.citizen == citizen; });
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
  return read_all(readings, found, moment, [&service](const Package& each) { return each.service == service; });
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
  EachOnce found;
  for (const auto type : made_by) {
    if (auto added = add_ids(readings, "", type, moment, found); !added) return fail(std::move(added.error()));
  }
  return read_all(readings, found, moment, [](const Package&) { return true; });
}

}  // namespace careledger::projections::allocations
