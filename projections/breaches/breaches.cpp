#include "projections/breaches/breaches.hpp"

#include "projections/record/fields.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::breaches {
namespace {

using core::fail;
using core::Fault;
using ratings::DerivedBreach;

constexpr std::string_view raised_type = "careledger.breach.raised";
constexpr std::string_view evidence_type = "careledger.breach.evidence-added";
constexpr std::string_view decided_type = "careledger.breach.decided";

std::string_view kind_of(DerivedBreach::Kind kind) {
  return kind == DerivedBreach::Kind::statement_missing ? "statement_missing" : "statement_falsified";
}

// AS-3
std::vector<Breach> derived(const services::Service& service, core::time::Instant at) {
  std::vector<Breach> breaches;
  for (const auto& breach : service.history.breaches) {
    if (breach.since > at) continue;
    auto because = breach.because;
    because.tidy();
    breaches.push_back({.id = services::derived_breach_id(breach),
                        .derived = true,
                        .rule = "AS-3",
                        .service = service.id,
                        .provider = {},
                        .kind = std::string(kind_of(breach.kind)),
                        .since = breach.since,
                        .begun_by = breach.kind == DerivedBreach::Kind::statement_missing ? 0 : *because.begin(),
                        .because = {because.begin(), because.end()}});
  }
  return breaches;
}

/// What persons raised.
Result<std::vector<Breach>> recorded(const core::log::View& view, const Moment& moment) {
  constexpr std::array types{raised_type};
  std::vector<Breach> breaches;
  auto told = record::tell(view, "", types, moment, [&breaches](const record::Entry& entry, core::json::Value data) {
    Breach breach{.id = std::string(data.text("breach")),
                  .derived = false,
                  .rule = {},
                  .service = std::string(data.text("service")),
                  .provider = std::string(data.text("provider")),
                  .kind = std::string(data.text("kind")),
                  .since = entry.event.time,
                  .begun_by = entry.sequence,
                  .because = record::because_of(entry)};
    // A second event that makes the same thing again replaces the first.
    std::erase_if(breaches, [&breach](const Breach& each) { return each.id == breach.id; });
    breaches.push_back(std::move(breach));
  });
  if (!told) return fail(std::move(told.error()));
  return breaches;
}

/// Whether the recorded breach is one of those that are asked for; of a service nobody knows there are no details.
Result<bool> is_asked(Readings& readings, const Breach& breach, const Whose& whose, Sequence known_at) {
  if (whose.service && *whose.service != breach.service) return false;
  services::Details details;
  details.provider = breach.provider;
  if (!breach.service.empty()) {
    const auto service = readings.service(breach.service, known_at);
    if (!service && service.error().fault != Fault::not_found) return fail(service.error());
    if (service) details = (*service)->details;
  }
  return whose.admits(details);
}

}  // namespace

Result<std::vector<Breach>> of_market(Readings& readings, const Whose& whose, core::time::Instant at,
                                      Sequence known_at) {
  auto raised = recorded(readings.view(), {.at = at, .known_at = known_at});
  if (!raised) return raised;
  std::vector<Breach> breaches;
  for (auto& breach : *raised) {
    const auto asked = is_asked(readings, breach, whose, known_at);
    if (!asked) return fail(asked.error());
    if (*asked) breaches.push_back(std::move(breach));
  }
  auto visited = for_each_known(readings, whose, known_at, [&](const auto& service) -> Result<void> {
    for (auto& breach : derived(*service, at)) breaches.push_back(std::move(breach));
    return {};
  });
  if (!visited) return fail(std::move(visited.error()));
  std::stable_sort(breaches.begin(), breaches.end(),
                   [](const Breach& a, const Breach& b) { return a.since < b.since; });
  return breaches;
}

Result<Investigation> investigation(Readings& readings, const std::string& id, core::time::Instant at,
                                    Sequence known_at) {
  auto all = of_market(readings, {}, at, known_at);
  if (!all) return fail(std::move(all.error()));
  const auto found = std::find_if(all->begin(), all->end(), [&id](const Breach& each) { return each.id == id; });
  if (found == all->end()) return fail(Fault::not_found, "no breach " + id + " is known then");
  Investigation investigation{.breach = std::move(*found), .evidence = {}, .decisions = {}};
  constexpr std::array types{evidence_type, decided_type};
  auto told = record::tell(readings.view(), "breach:" + id, types, {.at = at, .known_at = known_at},
                           [&investigation](const record::Entry& entry, core::json::Value data) {
                             if (entry.event.time < investigation.breach.since) return;  // before there was a breach
                             if (entry.event.type == decided_type) {
                               // In the order of one instant: what decides comes after what it decides of.
                               const bool same_instant = entry.event.time == investigation.breach.since;
                               if (same_instant && entry.sequence < investigation.breach.begun_by) return;
                               investigation.decisions.push_back({.time = entry.event.time,
                                                                  .upheld = record::flag(data, "upheld"),
                                                                  .remedy = std::string(data.text("remedy")),
                                                                  .because = record::because_of(entry)});
                               return;
                             }
                             auto& evidence = investigation.evidence;
                             for (const auto event : data.find("events")->elements()) {
                               const Sequence sequence = record::sequence_of(event.string());
                               if (std::find(evidence.begin(), evidence.end(), sequence) == evidence.end())
                                 evidence.push_back(sequence);
                             }
                           });
  if (!told) return fail(std::move(told.error()));
  return investigation;
}

}  // namespace careledger::projections::breaches
