#include "projections/services/service.hpp"

#include <algorithm>

namespace careledger::projections::services {
namespace {

using core::fail;
using core::Fault;
using ratings::Fact;
using ratings::FactKind;

std::string text_of(core::json::Value data, std::string_view name) {
  const auto value = data.find(name);
  return value && value->is_string() ? std::string(value->string()) : std::string();
}

/// The latest known registration is the one of the highest sequence, whatever its time.
Sequence registered_by(std::span<const Fact> facts) {
  Sequence latest = 0;
  for (const auto& fact : facts) {
    if (fact.kind == FactKind::registered) latest = std::max(latest, fact.sequence);
  }
  return latest;
}

Result<Details> read_details(const facts::Source& source, std::span<const Fact> facts, Sequence known_at) {
  Details details;
  details.registered_by = registered_by(facts);
  if (details.registered_by == 0) return details;
  const auto event = source.read_event(details.registered_by, known_at);
  if (!event) return fail(event.error());
  core::json::Parser parser;
  const auto data = *event ? parser.parse_trusted((*event)->data) : fail(Fault::corrupt, "a registration is not there");
  if (!data) return fail(Fault::corrupt, "a registration can't be read");
  details.name = text_of(*data, "name");
  details.provider = text_of(*data, "provider");
  details.category = text_of(*data, "category");
  details.area = text_of(*data, "area");
  return details;
}

Result<void> add_shared(const facts::Source& source, const std::string& entity, Sequence known_at,
                        facts::Loaded& shared) {
  auto loaded = source.load(entity, known_at);
  if (!loaded) return fail(std::move(loaded.error()));
  shared.facts.insert(shared.facts.end(), loaded->facts.begin(), loaded->facts.end());
  shared.amended.insert(shared.amended.end(), loaded->amended.begin(), loaded->amended.end());
  shared.has_amendments = shared.has_amendments || loaded->has_amendments;
  shared.changed = std::max(shared.changed, loaded->changed);
  return {};
}

/// A suspension's end names only the suspension: it is looked up by the id in the event that imposed it.
Result<void> add_lifts(const facts::Source& source, std::span<const Fact> facts, Sequence known_at,
                       facts::Loaded& shared) {
  std::vector<std::string> looked_up;
  for (const auto& fact : facts) {
    if (fact.kind != FactKind::suspended) continue;
    const auto event = source.read_event(fact.sequence, known_at);
    if (!event) return fail(event.error());
    if (!*event) continue;
    core::json::Parser parser;
    const auto data = parser.parse_trusted((*event)->data);
    if (!data) return fail(Fault::corrupt, "a suspension can't be read");
    std::string entity = "suspension:" + text_of(*data, "suspension");
    if (std::find(looked_up.begin(), looked_up.end(), entity) != looked_up.end()) continue;
    if (auto added = add_shared(source, entity, known_at, shared); !added) return added;
    looked_up.push_back(std::move(entity));
  }
  return {};
}

void settle(Service& service) {
  std::sort(service.shared.facts.begin(), service.shared.facts.end(), ratings::before);
  auto& amended = service.amended;
  amended = service.own.amended;
  amended.insert(amended.end(), service.shared.amended.begin(), service.shared.amended.end());
  amended.insert(amended.end(), service.policies->amended.begin(), service.policies->amended.end());
  std::sort(amended.begin(), amended.end());
  amended.erase(std::unique(amended.begin(), amended.end()), amended.end());
  service.history = ratings::fold(service.knowledge());
}

}  // namespace

Result<Policies> load_policies(const facts::Source& source, Sequence known_at) {
  auto loaded = source.load(std::string(facts::policy_entity), known_at);
  if (!loaded) return fail(std::move(loaded.error()));
  Policies policies;
  policies.amended = std::move(loaded->amended);
  policies.changed = loaded->changed;
  const ratings::Amendments amendments(policies.amended);
  for (const auto& fact : loaded->facts) {
    const auto event = source.read_event(fact.sequence, known_at);
    if (!event) return fail(event.error());
    core::json::Parser parser;
    const auto data = *event ? parser.parse_trusted((*event)->data) : fail(Fault::corrupt, "a policy is not there");
    const auto document = data ? data->find("policy") : std::nullopt;
    if (!document) return fail(Fault::corrupt, "an adopted policy can't be read");
    auto policy = policies::parse_policy(*document, "/policy");
    if (!policy)
      return fail(Fault::corrupt,
                  "the policy of event " + std::to_string(fact.sequence) + ": " + policy.error().detail);
    const auto because = amendments.of(fact.sequence);
    policies.in_force.push_back({.sequence = fact.sequence,
                                 .start = fact.time,
                                 .because = {because.begin(), because.end()},
                                 .policy = std::make_shared<const policies::Policy>(std::move(*policy))});
  }
  return policies;
}

ratings::Knowledge Service::knowledge() const {
  return {.facts = own.facts,
          .shared = shared.facts,
          .profile = ratings::profile_of(own.facts),
          .policies = policies->in_force,
          .amendments = ratings::Amendments(amended),
          .months = {}};
}

std::size_t Service::bytes() const {
  return sizeof(Service) + (own.facts.size() + shared.facts.size()) * sizeof(Fact) +
         history.segments.size() * sizeof(ratings::Segment) +
         history.suspensions.size() * sizeof(ratings::SuspensionSpan) +
         history.statement_days.size() * sizeof(ratings::StatementDay) + 256;
}

Result<std::shared_ptr<const Service>> load_service(const facts::Source& source, const std::string& id,
                                                    Sequence known_at, std::shared_ptr<const Policies> policies) {
  auto service = std::make_shared<Service>();
  service->id = id;
  service->known_at = known_at;
  auto own = source.load(std::string(facts::service_prefix) + id, known_at);
  if (!own) return fail(std::move(own.error()));
  if (own->first == 0) return fail(Fault::not_found, "no event known then names the service " + id);
  service->own = std::move(*own);
  auto details = read_details(source, service->own.facts, known_at);
  if (!details) return fail(std::move(details.error()));
  service->details = std::move(*details);

  auto& shared = service->shared;
  for (const auto& [kind, name] :
       {std::pair("provider:", service->details.provider), std::pair("category:", service->details.category)}) {
    if (name.empty()) continue;
    if (auto added = add_shared(source, kind + name, known_at, shared); !added) return fail(std::move(added.error()));
  }
  const std::vector<Fact> imposed_on_provider = shared.facts;
  for (const auto& facts : {std::span<const Fact>(service->own.facts), std::span<const Fact>(imposed_on_provider)}) {
    if (auto added = add_lifts(source, facts, known_at, shared); !added) return fail(std::move(added.error()));
  }
  service->policies = std::move(policies);
  settle(*service);
  return service;
}

std::shared_ptr<const Service> earlier(const Service& service, Sequence known_at,
                                       std::shared_ptr<const Policies> policies) {
  if (service.own.has_amendments || !service.shared.facts.empty() || service.shared.has_amendments) return nullptr;
  auto before = std::make_shared<Service>();
  before->own.facts.reserve(service.own.facts.size());
  for (const auto& fact : service.own.facts) {
    if (fact.sequence <= known_at) before->own.facts.push_back(fact);
  }
  if (registered_by(before->own.facts) != service.details.registered_by) return nullptr;
  before->id = service.id;
  before->known_at = known_at;
  before->details = service.details;
  before->own.first = service.own.first;
  before->policies = std::move(policies);
  settle(*before);
  return before;
}

}  // namespace careledger::projections::services
