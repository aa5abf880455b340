#include "projections/investigations/what_if.hpp"

#include "projections/known_services.hpp"
#include "projections/suspensions/reasons.hpp"

#include <algorithm>
#include <iterator>

namespace careledger::projections::investigations {
namespace {

using ratings::History;
using services::Service;

using ServicePointer = std::shared_ptr<const Service>;

/// The instants from `from` on at which either history begins something new.
std::vector<Instant> changes(const History& actual, const History& otherwise, Instant from) {
  std::vector<Instant> instants{from};
  for (const auto* const history : {&actual, &otherwise}) {
    for (const auto& segment : history->segments) instants.push_back(*segment.since);
    for (const auto& span : history->suspensions) {
      instants.push_back(span.since);
      if (span.until) instants.push_back(*span.until);
    }
  }
  std::erase_if(instants, [from](Instant instant) { return instant < from; });
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
  return instants;
}

/// Joins the stretches between instants for which `kind_of` gives the same: nothing where there is no difference.
template <class KindOf, class Found>
void stretches(const std::vector<Instant>& instants, KindOf kind_of, Found found) {
  for (std::size_t i = 0; i < instants.size();) {
    const auto kind = kind_of(instants[i]);
    std::size_t next = i + 1;
    while (next < instants.size() && kind_of(instants[next]) == kind) ++next;
    const auto until = next < instants.size() ? std::optional(instants[next]) : std::nullopt;
    if (kind) found(*kind, instants[i], until);
    i = next;
  }
}

void compare(const ServicePointer& actual, const ServicePointer& otherwise, Instant from, Differences& differences) {
  const auto instants = changes(actual->history, otherwise->history, from);
  using Pair = std::pair<const ratings::Segment*, const ratings::Segment*>;
  stretches(
      instants,
      [&](Instant at) -> std::optional<Pair> {
        const auto& is = actual->history.at(at);
        const auto& would_be = otherwise->history.at(at);
        if (is.band == would_be.band && is.score == would_be.score) return std::nullopt;
        return Pair{&is, &would_be};
      },
      [&](const Pair&, Instant since, std::optional<Instant> until) {
        differences.ratings.push_back({actual, otherwise, since, until});
      });
  stretches(
      instants,
      [&](Instant at) -> std::optional<bool> {
        const bool is = suspensions::is_suspended(actual->history, at);
        if (is == suspensions::is_suspended(otherwise->history, at)) return std::nullopt;
        return is;
      },
      [&](bool suspended, Instant since, std::optional<Instant> until) {
        differences.suspensions.push_back({actual, otherwise, since, until, suspended});
      });
}

}  // namespace

core::Result<Differences> what_if(Readings& readings, const Hypothesis& hypothesis) {
  const auto known = readings.policies(hypothesis.known_at);
  if (!known) return core::fail(known.error());
  auto supposed = std::make_shared<services::Policies>(**known);
  supposed->in_force.push_back(
      {.sequence = hypothesis.known_at + 1, .start = hypothesis.from, .because = {}, .policy = hypothesis.policy});
  const services::MarketAt market = [&readings](core::event::Sequence then) { return readings.market(then); };

  Differences differences;
  auto visited =
      for_each_known(readings, {}, hypothesis.known_at, [&](const ServicePointer& actual) -> core::Result<void> {
        const auto category = actual->category();
        if (!category || !hypothesis.policy->categories.has(*category)) return {};
        ++differences.services;
        const auto otherwise = services::under(*actual, supposed, hypothesis.known_at, market);
        if (!otherwise) return core::fail(otherwise.error());
        compare(actual, *otherwise, hypothesis.from, differences);
        return {};
      });
  if (!visited) return core::fail(std::move(visited.error()));
  return differences;
}

}  // namespace careledger::projections::investigations
