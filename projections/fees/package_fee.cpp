#include "projections/fees/package_fee.hpp"

#include "core/time/calendar.hpp"
#include "events/commissioning/awards.hpp"
#include "projections/joining/registration.hpp"
#include "projections/record/amendments.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace careledger::projections::fees {
namespace {

using allocations::Package;
using core::fail;
using core::Fault;

constexpr std::int64_t millionths = 1'000'000;

/// What a package's premium or reduction is reckoned with.
struct Awarded {
  Moment moment;
  std::shared_ptr<const services::Policies> policies;
  const policies::Policy* policy = nullptr;  // of its scheme; null where it has none
  Key key;
};

Result<Awarded> awarded_at(Readings& readings, const Package& package, const Moment& moment) {
  auto policies = readings.policies(moment.known_at);
  if (!policies) return fail(std::move(policies.error()));
  Awarded found{.moment = moment, .policies = std::move(*policies), .key = {.scheme = package.scheme}};
  if (!package.tier.empty()) found.key.tier = package.tier;
  const auto category = policies::category_named(package.category);
  if (!category) return found;
  found.key.category = *category;
  const auto* const policy =
      policies::latest_of_scheme(found.policies->in_force, package.scheme, *category, found.moment.at);
  if (policy != nullptr) found.policy = policy->policy.get();
  return found;
}

/// FE-2: when it was, and what was known, as the package was awarded: no later fact changes what rests on it.
Result<Awarded> awarded(Readings& readings, const Package& package) {
  const record::ViewedAmendments amendments(readings.view());
  const auto event = amendments.as_written(package.sequence);
  if (!event) return fail(event.error());
  return awarded_at(readings, package, {.at = event->time, .known_at = package.sequence});
}

bool is_legacy(const policies::PricingPolicy& pricing, Instant awarded) {
  return pricing.legacy_before && awarded < core::time::start_of_day(*pricing.legacy_before);
}

PackageFee own_price(const Package& package, RuleId rule) {
  PackageFee fee{.unit = package.unit, .rule = rule, .because = package.because};
  if (!package.price) return fee;
  fee.fee_pence = package.price->pence;
  fee.because.insert(fee.because.end(), package.price->because.begin(), package.price->because.end());
  return fee;
}

// AL-33: the host authority's rate, without premium or reduction; what was offered is none.
PackageFee host_rate(const Package& package) {
  PackageFee fee = own_price(package, "AL-33");
  if (package.price && package.price->source == allocations::PriceSource::offered) fee.fee_pence.reset();
  return fee;
}

/// The rule by which the package has a price of its own; nothing where its fee is fixed.
Result<std::optional<RuleId>> keeps_price_by(Readings& readings, const Package& package, const Awarded& then) {
  // FE-7: a placement keeps its price whatever its scheme, until it is varied.
  if (package.placed) return "FE-7";
  // FE-7: what was awarded before fees were fixed keeps its terms, and is not uplifted.
  if (then.policy == nullptr || !then.policy->pricing.fixed || is_legacy(then.policy->pricing, then.moment.at)) {
    return "FE-7";
  }
  if (!then.policy->allocation.out_of_city_pays_host_rate) return std::nullopt;
  const auto registration = joining::registration_of(readings, package.service, then.moment.known_at);
  if (!registration) return fail(registration.error());
  if (*registration && (*registration)->is_out_of_city()) return "AL-33";
  return std::nullopt;
}

/// By the service's quality at the award, as it was known by then.
Result<Adjustment> quality_of(Readings& readings, const Package& package, const Awarded& then) {
  if (then.policy == nullptr) return Adjustment{.because = {}};
  const auto service = readings.service(package.service, then.moment.known_at);
  if (!service && service.error().fault == Fault::not_found) return Adjustment{.because = {}};
  if (!service) return fail(service.error());
  return adjustment(then.policy->pricing, (*service)->history, then.moment.at);
}

/// A package's adjustment, and what it was worked out for.
struct AtAward {
  Sequence sequence = 0;
  std::string service, scheme, category;
  Adjustment adjustment;

  [[nodiscard]] bool is_of(const Package& package) const {
    return sequence == package.sequence && service == package.service && scheme == package.scheme &&
           category == package.category;
  }
};

/// What was known by the award stays what it was: it is worked out once and remembered.
Result<Adjustment> quality_at_award(Readings& readings, const Package& package, const Awarded& then) {
  constexpr core::log::Shelf adjustments{.name = "adjustment at award", .most_bytes = 32u << 20};
  constexpr std::array types{events::commissioning::AwardMade::type};
  const std::string tag = "package:" + package.package;
  auto* const cache = readings.view().cache();
  if (cache != nullptr) {
    const auto kept = std::static_pointer_cast<const AtAward>(cache->find(adjustments, tag, types));
    if (kept && kept->is_of(package)) return kept->adjustment;
  }
  const Sequence begun = cache == nullptr ? 0 : cache->begin();
  auto quality = quality_of(readings, package, then);
  if (!quality || cache == nullptr) return quality;
  const auto made = std::make_shared<const AtAward>(AtAward{.sequence = package.sequence,
                                                            .service = package.service,
                                                            .scheme = package.scheme,
                                                            .category = package.category,
                                                            .adjustment = *quality});
  cache->keep(adjustments, tag, types, begun, made, sizeof(AtAward) + quality->because.size() * sizeof(Sequence));
  return quality;
}

/// FE-5: it moves with its standard fee, and keeps the premium or reduction that it was awarded with.
Result<PackageFee> fixed_fee(Readings& readings, const Schedules& schedules, const Package& package,
                             const Awarded& then, Instant at) {
  const auto quality = quality_at_award(readings, package, then);
  if (!quality) return fail(quality.error());
  PackageFee found{
      .unit = package.unit, .adjustment_bp = quality->basis_points, .rule = quality->rule, .because = package.because};
  // The tier that it has been varied to last.
  const auto& variations = package.variations;
  const auto varied = std::find_if(variations.rbegin(), variations.rend(),
                                   [](const allocations::Variation& each) { return !each.tier.empty(); });
  if (varied != variations.rend())
    found.because.insert(found.because.end(), varied->because.begin(), varied->because.end());
  if (const Step* const step = schedules.at(then.key, at)) {
    const Fee fee = fee_of(*step, *quality);
    found.unit = events::text(fee.unit);
    found.standard_pence = fee.standard_pence;
    found.fee_pence = fee.fee_pence;
    found.because.insert(found.because.end(), fee.because.begin(), fee.because.end());
  }
  return found;
}

Result<PackageFee> unit_fee(Readings& readings, const Schedules& schedules, const Package& package, Instant at) {
  const auto then = awarded(readings, package);
  if (!then) return fail(then.error());
  const auto own = keeps_price_by(readings, package, *then);
  if (!own) return fail(own.error());
  if (!*own) return fixed_fee(readings, schedules, package, *then, at);
  return *own == "AL-33" ? host_rate(package) : own_price(package, **own);
}

}  // namespace

Result<PackageFee> package_fee(Readings& readings, const Schedules& schedules, const Package& package,
                               const Moment& moment) {
  auto fee = unit_fee(readings, schedules, package, moment.at);
  if (!fee) return fee;
  if (fee->fee_pence && fee->unit == package.unit && !package.units_per_week.empty()) {
    const std::int64_t units = events::Decimal{package.units_per_week}.millionths();
    fee->weekly_pence = core::money::times(*fee->fee_pence, {.numerator = units, .denominator = millionths});
  }
  std::sort(fee->because.begin(), fee->because.end());
  fee->because.erase(std::unique(fee->because.begin(), fee->because.end()), fee->because.end());
  return fee;
}

Result<std::optional<AdjustmentDrift>> adjustment_drift(Readings& readings, const Package& package, Sequence known_at) {
  const auto then = awarded(readings, package);
  if (!then) return fail(then.error());
  const auto own = keeps_price_by(readings, package, *then);
  if (!own) return fail(own.error());
  if (*own) return std::nullopt;
  auto quality = quality_at_award(readings, package, *then);
  if (!quality) return fail(std::move(quality.error()));
  // FE-2: had all that is known been known then, when the award was among it.
  const auto as_known = awarded_at(readings, package, {.at = package.awarded, .known_at = known_at});
  if (!as_known) return fail(as_known.error());
  auto known = quality_of(readings, package, *as_known);
  if (!known) return fail(std::move(known.error()));
  if (quality->basis_points == known->basis_points) return std::nullopt;
  return AdjustmentDrift{.package = package.package,
                         .awarded = std::move(*quality),
                         .known = std::move(*known),
                         .awarded_by = package.because};
}

}  // namespace careledger::projections::fees
