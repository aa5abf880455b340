#include "projections/services/earlier.hpp"

#include <algorithm>

namespace careledger::projections::services {
namespace {

using core::fail;
using ratings::FactKind;

/// Whether another reading of an amended event could change which other facts concern the service.
bool decides_what_is_shared(const facts::Loaded& loaded) {
  for (const auto& event : loaded.amended) {
    for (const auto& version : event.versions) {
      if (!version.fact) continue;
      const auto kind = version.fact->kind;
      if (kind == FactKind::registered || !named_later_by(kind).empty()) return true;
    }
  }
  return false;
}

/// Whether decisions about what one derives may be missing from the other.
bool derives_other_breaches(const Service& one, const Service& other) {
  const auto& known = other.history.breaches;
  return std::any_of(one.history.breaches.begin(), one.history.breaches.end(), [&known](const auto& breach) {
    return std::none_of(known.begin(), known.end(),
                        [&breach](const auto& each) { return derived_breach_id(each) == derived_breach_id(breach); });
  });
}

/// Whether the same is told to the service of itself and of others, but for what was not known.
bool is_told_alike(const Service& service, Sequence known_at) {
  return service.details.registered_by <= known_at && !decides_what_is_shared(*service.own) &&
         !decides_what_is_shared(*service.shared);
}

std::shared_ptr<Service> known_by(const Service& service, Sequence known_at, std::shared_ptr<const Policies> policies) {
  auto before = std::make_shared<Service>();
  before->id = service.id;
  before->known_at = known_at;
  before->own = service.own;
  before->shared = service.shared;
  before->details = service.details;
  before->profile = service.profile;
  before->policies = std::move(policies);
  take_knowledge(*before);
  return before;
}

/// Whether an event that was amended since then had a part in what was before `until`, as it read at any time.
bool is_amended_since(const facts::Loaded& loaded, core::time::Instant until, Sequence known_at) {
  return std::ranges::any_of(loaded.amended, [&](const facts::AmendedEvent& event) {
    return event.versions.back().from > known_at && std::ranges::any_of(event.versions, [until](const auto& version) {
             return version.fact && version.fact->time <= until;
           });
  });
}

/// Whether the segment at that instant, and its end, follow from what was known by then alone.
Result<bool> is_settled(const Service& service, core::time::Instant at, Sequence known_at, const MarketAt& market) {
  const auto* const next = service.history.next(at);
  if (next == nullptr || next->settled > known_at || service.policies->changed > known_at) return false;
  if (is_amended_since(*service.own, *next->since, known_at)) return false;
  if (is_amended_since(*service.shared, *next->since, known_at)) return false;
  if (!service.is_adjusted()) return true;
  const auto newest = market(feedback::Market::newest);
  if (!newest) return fail(newest.error());
  return (*newest)->is_settled(*service.category(), service.policies->in_force, *next->since, known_at);
}

// Ratings mostly change within a year.
constexpr int months_ahead = 12;

}  // namespace

Result<std::shared_ptr<const Service>> earlier(const Service& service, Sequence known_at,
                                               std::shared_ptr<const Policies> policies, const MarketAt& market) {
  if (!is_told_alike(service, known_at)) return nullptr;
  auto before = known_by(service, known_at, std::move(policies));
  if (auto settled = settle(*before, market); !settled) return fail(std::move(settled.error()));
  if (derives_other_breaches(*before, service)) return nullptr;
  return before;
}

Result<std::shared_ptr<const Service>> rated_earlier(const std::shared_ptr<const Service>& service,
                                                     core::time::Instant at, Sequence known_at,
                                                     std::shared_ptr<const Policies> policies, const MarketAt& market) {
  if (!is_told_alike(*service, known_at)) return nullptr;
  const auto settled = is_settled(*service, at, known_at, market);
  if (!settled) return fail(settled.error());
  if (*settled) return service;
  auto before = known_by(*service, known_at, std::move(policies));
  if (!before->is_adjusted()) {
    before->history = ratings::fold_around(before->knowledge(), at);
    return before;
  }
  const auto known = market(known_at);
  if (!known) return fail(known.error());
  for (const auto until :
       {feedback::Month{feedback::month_of(at).index + months_ahead}, feedback::Market::every_month}) {
    before->months = (*known)->adjustments(before->id, before->category(), before->policies->in_force, until);
    before->history = ratings::fold_around(before->knowledge(), at);
    const auto* const next = before->history.next(at);
    if (next != nullptr && feedback::month_of(*next->since) < until) break;
  }
  return before;
}

}  // namespace careledger::projections::services
