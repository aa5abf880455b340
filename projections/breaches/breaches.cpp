#include "projections/breaches/breaches.hpp"

#include "projections/record/dossier.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace careledger::projections::breaches {
namespace {

using core::fail;
using core::Fault;
using ratings::DerivedBreach;

constexpr std::string_view raised_type = "careledger.breach.raised";
constexpr std::string_view evidence_type = "careledger.breach.evidence-added";
constexpr std::string_view decided_type = "careledger.breach.decided";

bool passes(const std::optional<std::string_view>& wanted, std::string_view is) {
  return !wanted || *wanted == is;
}

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
                        .because = {because.begin(), because.end()}});
  }
  return breaches;
}

/// What persons raised.
Result<std::vector<Breach>> recorded(const core::log::View& view, core::time::Instant at, Sequence known_at) {
  constexpr std::array types{raised_type};
  const auto entries = record::dossier(view, "", types, known_at);
  if (!entries) return fail(entries.error());
  std::vector<Breach> breaches;
  for (const auto& entry : *entries) {
    if (entry.event.time > at) break;
    core::json::Parser parser;
    const auto data = parser.parse_trusted(entry.event.data);
    if (!data) return fail(Fault::corrupt, "a breach can't be read");
    Breach breach{.id = std::string(data->text("breach")),
                  .derived = false,
                  .rule = {},
                  .service = std::string(data->text("service")),
                  .provider = std::string(data->text("provider")),
                  .kind = std::string(data->text("kind")),
                  .since = entry.event.time,
                  .because = {}};
    entry.append_to(breach.because);
    // A second event that makes the same thing again replaces the first.
    std::erase_if(breaches, [&breach](const Breach& each) { return each.id == breach.id; });
    breaches.push_back(std::move(breach));
  }
  return breaches;
}

Result<std::shared_ptr<const services::Service>> known_service(Readings& readings, const std::string& id,
                                                               Sequence known_at) {
  auto service = readings.service(id, known_at);
  if (!service && service.error().fault == Fault::not_found) return nullptr;
  return service;
}

}  // namespace

Result<std::vector<Breach>> of_market(Readings& readings, const Filter& filter, core::time::Instant at,
                                      Sequence known_at) {
  auto raised = recorded(readings.view(), at, known_at);
  if (!raised) return raised;
  std::vector<Breach> breaches;
  for (auto& breach : *raised) {
    if (!passes(filter.service, breach.service)) continue;
    std::string provider = breach.provider;
    std::string area;
    if (!breach.service.empty()) {
      const auto service = known_service(readings, breach.service, known_at);
      if (!service) return fail(service.error());
      if (*service) provider = (*service)->details.provider;
      if (*service) area = (*service)->details.area;
    }
    if (passes(filter.provider, provider) && passes(filter.area, area)) breaches.push_back(std::move(breach));
  }
  for (const auto& id : readings.service_ids()) {
    if (!passes(filter.service, id)) continue;
    const auto service = known_service(readings, id, known_at);
    if (!service) return fail(service.error());
    if (!*service || !passes(filter.provider, (*service)->details.provider) ||
        !passes(filter.area, (*service)->details.area)) {
      continue;
    }
    for (auto& breach : derived(**service, at)) breaches.push_back(std::move(breach));
  }
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
  const auto entries = record::dossier(readings.view(), "breach:" + id, types, known_at);
  if (!entries) return fail(entries.error());
  for (const auto& entry : *entries) {
    if (entry.event.time > at) break;
    if (entry.event.time < investigation.breach.since) continue;  // before there was a breach
    core::json::Parser parser;
    const auto data = parser.parse_trusted(entry.event.data);
    if (!data) return fail(Fault::corrupt, "what was found out about a breach can't be read");
    if (entry.event.type == decided_type) {
      const auto upheld = data->find("upheld");
      Decision decision{.time = entry.event.time,
                        .upheld = upheld && upheld->kind() == core::json::Kind::boolean && upheld->boolean(),
                        .remedy = std::string(data->text("remedy")),
                        .because = {}};
      entry.append_to(decision.because);
      investigation.decisions.push_back(std::move(decision));
      continue;
    }
    const auto events = data->find("events");
    if (!events || !events->is_array()) continue;
    for (const auto event : events->elements()) {
      const Sequence sequence = event.is_string() ? std::strtoull(std::string(event.string()).c_str(), nullptr, 10) : 0;
      auto& evidence = investigation.evidence;
      if (std::find(evidence.begin(), evidence.end(), sequence) == evidence.end()) evidence.push_back(sequence);
    }
  }
  return investigation;
}

}  // namespace careledger::projections::breaches
