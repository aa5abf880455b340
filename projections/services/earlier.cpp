#include "projections/services/earlier.hpp"

#include <algorithm>

namespace careledger::projections::services {
namespace {

using core::fail;

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
  return service.details.registered_by <= known_at && !service.is_shared_by_amended;
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

/// Before which instant no event that was amended later had a part, as it read at any time.
core::time::Instant unamended_until(const facts::Loaded& loaded, Sequence known_at) {
  core::time::Instant until = core::time::latest;
  for (const facts::AmendedEvent& event : loaded.amended) {
    if (event.versions.back().from <= known_at) continue;
    for (const auto& version : event.versions) {
      if (version.fact) until = std::min(until, version.fact->time);
    }
  }
  return until;
}

/// Before which instant the service's history rests, but for facts that were not known, on what was known by then.
Result<core::time::Instant> settled_until(const Service& service, Sequence known_at, const MarketAt& market) {
  if (service.policies->changed > known_at) return core::time::earliest;
  auto until = std::min(unamended_until(*service.own, known_at), unamended_until(*service.shared, known_at));
  if (!service.is_adjusted()) return until;
  const auto newest = market(feedback::Market::newest);
  if (!newest) return fail(newest.error());
  return std::min(until, (*newest)->settled_until(*service.category(), service.policies->in_force, known_at));
}

/// The last bookmark up to that instant by which nothing had happened that was not known.
std::optional<ratings::Beginning> beginning_of(const Service& service, core::time::Instant at,
                                               core::time::Instant settled_until, Sequence known_at) {
  const auto& all = service.bookmarks;
  const auto behind = std::ranges::partition_point(all, [&](const ratings::Bookmark& bookmark) {
    const auto& state = bookmark.state;
    return state.now <= at && state.now < settled_until && state.settled <= known_at;
  });
  if (behind == all.begin()) return std::nullopt;
  const auto& last = *std::prev(behind);
  return ratings::Beginning{.bookmark = last, .segment = service.history.segments[last.segments - 1]};
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
  const auto until = settled_until(*service, known_at, market);
  if (!until) return fail(until.error());
  const auto* const next = service->history.next(at);
  if (next != nullptr && next->settled <= known_at && *next->since < *until) return service;
  const auto beginning = beginning_of(*service, at, *until, known_at);
  const auto* const from = beginning ? &*beginning : nullptr;
  auto before = known_by(*service, known_at, std::move(policies));
  if (!before->is_adjusted()) {
    before->history = ratings::fold_around(before->knowledge(), at, from);
    return before;
  }
  const auto known = market(known_at);
  if (!known) return fail(known.error());
  feedback::MonthsFrom months_from;
  if (from != nullptr) months_from = {.at = from->bookmark.state.now, .in_force = from->bookmark.state.adjustment};
  for (const auto last :
       {feedback::Month{feedback::month_of(at).index + months_ahead}, feedback::Market::every_month}) {
    before->months =
        (*known)->adjustments(before->id, before->category(), before->policies->in_force, last, months_from);
    before->history = ratings::fold_around(before->knowledge(), at, from);
    const auto* const after = before->history.next(at);
    if (after != nullptr && feedback::month_of(*after->since) < last) break;
  }
  return before;
}

}  // namespace careledger::projections::services
