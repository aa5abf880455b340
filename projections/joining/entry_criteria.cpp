#include "projections/joining/entry_criteria.hpp"

#include "events/market/joining.hpp"
#include "projections/joining/lots.hpp"
#include "projections/joining/outcomes.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::joining {
namespace {

using core::Result;
using core::event::Sequence;
using core::json::Value;
using policies::Bar;
using ratings::HoldKind;

constexpr std::array application_types{events::market::EnrolmentApplied::type};

// EC-1: the hold bars whatever scheme it shows under.
std::optional<Bar> by_hold(const services::Service& service, core::time::Instant at) {
  const auto& holds = service.history.holds;
  const auto hold = std::find_if(holds.begin(), holds.end(), [at](const ratings::HoldSpan& span) {
    return span.kind == HoldKind::cqc && span.since <= at && (!span.until || at < *span.until);
  });
  if (hold == holds.end()) return std::nullopt;
  return Bar{.rule = "EC-1",
             .detail = "the CQC has rated " + service.id + " inadequate, and has not lifted that since",
             .because = {hold->because.begin(), hold->because.end()}};
}

// EC-2: the most recent rated outcome decides, by the words of its own inspector.
std::optional<Bar> by_rating(const services::Service& service, const policies::Policy& policy, core::time::Instant at) {
  const auto& least = policy.framework.least_outcomes;
  if (!least) return std::nullopt;
  const auto* const latest = latest_outcome(service, at, policy.rating.most_recent_by);
  if (latest == nullptr) {
    return Bar{.rule = "EC-2", .detail = "no inspector has rated " + service.id, .because = {}};
  }
  const auto asked = (*least)[static_cast<std::size_t>(latest->inspector)];
  if (ratings::rank_of(latest->inspector, latest->outcome) <= ratings::rank_of(latest->inspector, asked)) {
    return std::nullopt;
  }
  const auto because = ratings::Amendments(service.amended).of(latest->sequence);
  return Bar{.rule = "EC-2",
             .detail = "the latest rating of " + service.id + " is " + std::string(text(latest->inspector)) + " " +
                       std::string(text(latest->outcome)) + "; " + std::string(text(asked)) +
                       " is asked for at the least",
             .because = {because.begin(), because.end()}};
}

struct Application {
  bool made = false;
  std::vector<std::string> lacking;  // of the evidence that is asked for
  std::vector<Sequence> because;
};

Result<Application> latest_application(const Readings& readings, const std::string& service,
                                       const policies::Policy& policy, const Moment& moment) {
  Application latest;
  auto told = record::tell(readings.view(), "service:" + service, application_types, moment,
                           [&](const record::Entry& entry, Value data) {
                             if (data.text("scheme") != policy.scheme) return;
                             latest = {.made = true, .lacking = {}, .because = {}};
                             entry.append_to(latest.because);
                             const auto evidence = data.find("evidence");
                             for (const auto& item : policy.framework.evidence) {
                               const auto declared = evidence ? evidence->find(item) : std::nullopt;
                               if (!declared || !declared->boolean()) latest.lacking.push_back(item);
                             }
                           });
  if (!told) return core::fail(std::move(told.error()));
  return latest;
}

// EC-3: all that the scheme asks for is declared, whatever earlier applications said.
Result<std::optional<Bar>> by_evidence(const Readings& readings, const std::string& service,
                                       const policies::Policy& policy, const Moment& moment) {
  auto latest = latest_application(readings, service, policy, moment);
  if (!latest) return core::fail(std::move(latest.error()));
  if (!latest->made) {
    return Bar{.rule = "EC-3", .detail = service + " has not applied to scheme " + policy.scheme, .because = {}};
  }
  if (latest->lacking.empty()) return std::nullopt;
  std::string detail = "the latest application of " + service + " does not declare";
  for (const auto& item : latest->lacking) detail += " " + item;
  return Bar{.rule = "EC-3", .detail = std::move(detail), .because = std::move(latest->because)};
}

// EC-4: a closed category is entered by lots alone.
Result<std::optional<Bar>> by_lots(const Readings& readings, const Entrant& entrant, const policies::Policy& policy,
                                   const Moment& moment) {
  const auto& details = entrant.service.details;
  const auto category = policies::category_named(details.category);
  if (!category || !policy.framework.closed.has(*category)) return std::nullopt;
  if (entrant.areas.empty()) {
    return Bar{.rule = "EC-4",
               .detail = details.category + " under scheme " + policy.scheme + " is closed: name the areas",
               .because = {}};
  }
  const auto lots = lots_of_provider(readings, details.provider, moment);
  if (!lots) return core::fail(lots.error());
  for (const auto& area : entrant.areas) {
    if (find_lot(*lots, policy.scheme, area) != nullptr) continue;
    return Bar{.rule = "EC-4",
               .detail = details.provider + " holds no lot of scheme " + policy.scheme + " in area " + area,
               .because = {}};
  }
  return std::nullopt;
}

}  // namespace

Result<std::optional<Bar>> barred_from_entry(const Readings& readings, const Entrant& entrant,
                                             const policies::Policy& policy, const Moment& moment) {
  if (policy.framework.barred_by_cqc_inadequate) {
    if (auto refusal = by_hold(entrant.service, moment.at)) return refusal;
  }
  if (auto refusal = by_rating(entrant.service, policy, moment.at)) return refusal;
  auto refusal = by_evidence(readings, entrant.service.id, policy, moment);
  if (!refusal || *refusal) return refusal;
  return by_lots(readings, entrant, policy, moment);
}

}  // namespace careledger::projections::joining
