#include "projections/allocations/package.hpp"

#include "core/time/calendar.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/packages.hpp"
#include "events/commissioning/requirements.hpp"
#include "projections/allocations/each_once.hpp"
#include "projections/known_services.hpp"
#include "projections/record/fields.hpp"
#include "projections/record/indexed.hpp"
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

Result<Span> span_of(const core::log::View& view, const std::string& id, Sequence known_at) {
  const std::string tag = "package:" + id;
  Span span{.known_at = known_at};
  const Moment whenever{.at = core::time::latest, .known_at = known_at};
  Package package;
  int makings = 0;
  auto told = record::tell(view, tag, made_by, whenever, [&](const Entry& entry, Value data) {
    ++makings;
    package = made({}, entry, data);
  });
  if (!told) return fail(std::move(told.error()));
  if (makings != 1) return span;  // of several the instant decides which counts
  Fold fold(package);
  told = record::tell(view, tag, followed_by, whenever,
                      [&fold](const Entry& entry, Value data) { fold.apply(entry, data); });
  if (!told) return fail(std::move(told.error()));
  span.from = package.awarded;
  if (package.ending) span.until = package.ending->until;
  return span;
}

core::log::TagCache::Types span_rests_on() {
  static const auto types = [] {
    std::vector<std::string_view> all(made_by.begin(), made_by.end());
    all.insert(all.end(), followed_by.begin(), followed_by.end());
    all.insert(all.end(), {record::corrected_type, record::retracted_type});
    return all;
  }();
  return types;
}

}  // namespace careledger::projections::allocations
