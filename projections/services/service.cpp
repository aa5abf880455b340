#include "projections/services/service.hpp"

#include <algorithm>

namespace careledger::projections::services {
namespace {

using core::fail;
using core::Fault;
using ratings::Fact;
using ratings::FactKind;

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
  details.name = data->text("name");
  details.provider = data->text("provider");
  details.category = data->text("category");
  details.area = data->text("area");
  return details;
}

Result<void> add_shared(const facts::Source& source, const std::string& entity, Sequence known_at,
                        facts::Loaded& shared) {
  const auto loaded = source.load(entity, known_at);
  if (!loaded) return fail(loaded.error());
  facts::append(shared, *loaded);
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
    std::string entity = "suspension:" + std::string(data->text("suspension"));
    if (std::find(looked_up.begin(), looked_up.end(), entity) != looked_up.end()) continue;
    if (auto added = add_shared(source, entity, known_at, shared); !added) return added;
    looked_up.push_back(std::move(entity));
  }
  return {};
}

/// Whether another reading of an amended event could change which other facts concern the service.
bool decides_what_is_shared(const facts::Loaded& loaded) {
  for (const auto& event : loaded.amended) {
    for (const auto& version : event.versions) {
      if (!version.fact) continue;
      if (version.fact->kind == FactKind::registered || version.fact->kind == FactKind::suspended) return true;
    }
  }
  return false;
}

void settle(Service& service) {
  service.facts = facts::known_by(*service.own, service.known_at);
  service.shared_facts = facts::known_by(*service.shared, service.known_at);
  auto& amended = service.amended;
  amended = service.facts.amended;
  amended.insert(amended.end(), service.shared_facts.amended.begin(), service.shared_facts.amended.end());
  amended.insert(amended.end(), service.policies->amended.begin(), service.policies->amended.end());
  std::sort(amended.begin(), amended.end());
  amended.erase(std::unique(amended.begin(), amended.end()), amended.end());
  service.history = ratings::fold(service.knowledge());
}

}  // namespace

Result<Policies> load_policies(const facts::Source& source, Sequence known_at) {
  const auto loaded = source.load(std::string(facts::policy_entity), known_at);
  if (!loaded) return fail(loaded.error());
  auto known = facts::known_by(*loaded, known_at);
  Policies policies;
  policies.amended = std::move(known.amended);
  std::sort(policies.amended.begin(), policies.amended.end());
  policies.changed = loaded->changed;
  const ratings::Amendments amendments(policies.amended);
  for (const auto& fact : known.facts) {
    const auto event = source.read_event(fact.sequence, known_at);
    if (!event) return fail(event.error());
    core::json::Parser parser;
    const auto data = *event ? parser.parse_trusted((*event)->data) : fail(Fault::corrupt, "a policy is not there");
    const auto document = data ? data->find("policy") : std::nullopt;
    if (!document) return fail(Fault::corrupt, "an adopted policy can't be read");
    auto policy = policies::parse_policy(*document, "/policy");
    if (!policy) {
      return fail(Fault::corrupt,
                  "the policy of event " + std::to_string(fact.sequence) + ": " + policy.error().detail);
    }
    const auto because = amendments.of(fact.sequence);
    policies.in_force.push_back({.sequence = fact.sequence,
                                 .start = fact.time,
                                 .because = {because.begin(), because.end()},
                                 .policy = std::make_shared<const policies::Policy>(std::move(*policy))});
  }
  return policies;
}

ratings::Knowledge Service::knowledge() const {
  return {.facts = facts.facts,
          .shared = shared_facts.facts,
          .profile = ratings::profile_of(facts.facts),
          .policies = policies->in_force,
          .amendments = ratings::Amendments(amended),
          .months = {}};
}

Sequence Service::changed() const {
  return std::max({own->changed, shared->changed, policies->changed});
}

std::size_t Service::bytes() const {
  const auto of = [](const facts::Loaded& loaded) {
    return loaded.facts.size() * sizeof(Fact) +
           loaded.amended.size() * (sizeof(facts::AmendedEvent) + 3 * sizeof(facts::Version));
  };
  return sizeof(Service) + of(*own) + of(*shared) + (facts.facts.size() + shared_facts.facts.size()) * sizeof(Fact) +
         history.segments.size() * sizeof(ratings::Segment) +
         history.suspensions.size() * sizeof(ratings::SuspensionSpan) +
         history.statement_days.size() * sizeof(ratings::StatementDay);
}

Result<std::shared_ptr<const Service>> load_service(const facts::Source& source, const std::string& id,
                                                    Sequence known_at, std::shared_ptr<const Policies> policies) {
  auto service = std::make_shared<Service>();
  service->id = id;
  service->known_at = known_at;
  auto own = source.load(std::string(facts::service_prefix) + id, known_at);
  if (!own) return fail(std::move(own.error()));
  if (own->first == 0) return fail(Fault::not_found, "no event known then names the service " + id);
  service->own = std::make_shared<const facts::Loaded>(std::move(*own));
  const auto known = facts::known_by(*service->own, known_at);
  auto details = read_details(source, known.facts, known_at);
  if (!details) return fail(std::move(details.error()));
  service->details = std::move(*details);

  facts::Loaded shared;
  for (const auto& [kind, name] :
       {std::pair("provider:", service->details.provider), std::pair("category:", service->details.category)}) {
    if (name.empty()) continue;
    if (auto added = add_shared(source, kind + name, known_at, shared); !added) return fail(std::move(added.error()));
  }
  const auto imposed_on_provider = facts::known_by(shared, known_at);
  for (const auto& facts : {std::span<const Fact>(known.facts), std::span<const Fact>(imposed_on_provider.facts)}) {
    if (auto added = add_lifts(source, facts, known_at, shared); !added) return fail(std::move(added.error()));
  }
  service->shared = std::make_shared<const facts::Loaded>(std::move(shared));
  service->policies = std::move(policies);
  settle(*service);
  return service;
}

std::shared_ptr<const Service> earlier(const Service& service, Sequence known_at,
                                       std::shared_ptr<const Policies> policies) {
  if (decides_what_is_shared(*service.own) || decides_what_is_shared(*service.shared)) return nullptr;
  auto before = std::make_shared<Service>();
  before->id = service.id;
  before->known_at = known_at;
  before->own = service.own;
  before->shared = service.shared;
  before->details = service.details;
  before->policies = std::move(policies);
  settle(*before);
  if (registered_by(before->facts.facts) != service.details.registered_by) return nullptr;
  return before;
}

}  // namespace careledger::projections::services
