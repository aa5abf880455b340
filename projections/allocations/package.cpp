#include "projections/allocations/package.hpp"

#include "core/time/calendar.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/packages.hpp"
#include "projections/allocations/purchase.hpp"
#include "projections/record/fields.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>

namespace careledger::projections::allocations {
namespace {

namespace commissioning = events::commissioning;
using core::fail;
using core::Fault;
using core::json::Value;
using record::because_of;
using record::Entry;
using record::number;

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
  const auto purchase = purchase_of(readings.view(), id, moment.known_at);
  if (!purchase) return fail(purchase.error());
  std::optional<Package> package;
  for (const auto& making : (*purchase)->made) {
    if (!package || making.awarded <= moment.at) package = making;
  }
  if (!package) return package;
  Fold fold(*package);
  auto told = record::tell((*purchase)->followed, moment.at,
                           [&fold](const Entry& entry, Value data) { fold.apply(entry, data); });
  if (!told) return fail(std::move(told.error()));
  auto provider = provider_of(readings, package->service, moment.known_at);
  if (!provider) return fail(std::move(provider.error()));
  package->provider = std::move(*provider);
  return package;
}

}  // namespace careledger::projections::allocations
