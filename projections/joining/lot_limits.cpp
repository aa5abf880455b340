#include "projections/joining/lot_limits.hpp"

#include "projections/joining/provider.hpp"

#include <algorithm>
#include <tuple>

namespace careledger::projections::joining {
namespace {

using policies::Bar;
using policies::LotPolicy;
using policies::Size;

// LO-1: no hours, a provider new to the city, is small.
Size size_by(std::optional<std::int64_t> weekly_hours, const LotPolicy& policy) {
  const std::int64_t hours = weekly_hours.value_or(0);
  if (hours > policy.large_over_weekly_hours) return Size::large;
  return hours >= policy.medium_from_weekly_hours ? Size::medium : Size::small;
}

std::string in_words(Size size, int count) {
  return std::to_string(count) + " " + std::string(text(size));
}

}  // namespace

const LotPolicy* lots_of(std::span<const policies::PolicyInForce> policies, std::string_view scheme,
                         core::time::Instant at) {
  const policies::PolicyInForce* found = nullptr;
  for (const auto& each : policies) {
    const auto& framework = each.policy->framework;
    if (each.policy->scheme != scheme || !framework.lots) continue;
    if (!each.policy->categories.has_any_of(framework.closed)) continue;
    const auto begins = std::tie(each.start, each.sequence);
    const bool begun = each.start <= at;
    const bool better =
        found == nullptr || (begun ? found->start > at || begins > std::tie(found->start, found->sequence)
                                   : begins < std::tie(found->start, found->sequence));
    if (better) found = &each;
  }
  return found ? &*found->policy->framework.lots : nullptr;
}

Result<Size> size_of(const Readings& readings, const std::string& provider, const LotPolicy& policy,
                     const Moment& moment) {
  const auto found = provider_at(readings, provider, moment);
  if (!found) return core::fail(found.error());
  return size_by(found->weekly_hours, policy);
}

Result<std::optional<Bar>> barred_from_lot(const Readings& readings, const Lot& wanted, const LotPolicy& policy,
                                           Sequence known_at) {
  const Moment moment{.at = wanted.since, .known_at = known_at};
  const auto* const area = policy.find(wanted.area);
  CARELEDGER_ASSERT(area != nullptr);
  auto lots = lots_of_scheme(readings, wanted.scheme, moment);
  if (!lots) return core::fail(std::move(lots.error()));

  std::vector<Sequence> own;
  int held = 0;
  for (const Lot& lot : *lots) {
    if (lot.provider != wanted.provider) continue;
    // LO-2: a second lot in an area
    if (lot.area == wanted.area) {
      return Bar{.rule = "LO-2",
                 .detail = wanted.provider + " holds the lot of area " + wanted.area + " already",
                 .because = lot.because};
    }
    ++held;
    own.insert(own.end(), lot.because.begin(), lot.because.end());
  }
  const auto provider = provider_at(readings, wanted.provider, moment);
  if (!provider) return core::fail(provider.error());
  const Size size = size_by(provider->weekly_hours, policy);
  // LO-2: areas a provider, by its size
  if (const int most = policy.areas_a_provider[size]; held >= most) {
    own.insert(own.end(), provider->hours_by.begin(), provider->hours_by.end());
    return Bar{.rule = "LO-2",
               .detail = wanted.provider + " is " + std::string(text(size)) + ": it holds " + std::to_string(held) +
                         " of at most " + std::to_string(most) + " areas",
               .because = std::move(own)};
  }
  // LO-2: places in the area, each lot by the size of its own day
  std::vector<Sequence> taken = provider->hours_by;
  int taking = 0;
  for (const Lot& lot : *lots) {
    if (lot.area != wanted.area) continue;
    const auto sized = size_of(readings, lot.provider, policy, {.at = lot.since, .known_at = known_at});
    if (!sized) return core::fail(sized.error());
    if (*sized != size) continue;
    ++taking;
    taken.insert(taken.end(), lot.because.begin(), lot.because.end());
  }
  if (const int places = area->places[size]; taking >= places) {
    return Bar{.rule = "LO-2",
               .detail = "area " + wanted.area + " has " + in_words(size, places) + " places, and " +
                         std::to_string(taking) + " are taken",
               .because = std::move(taken)};
  }
  return std::nullopt;
}

}  // namespace careledger::projections::joining
