#include "projections/services/service.hpp"

#include <algorithm>
#include <limits>

namespace careledger::projections::services {
namespace {

using core::fail;
using core::Fault;
using ratings::Fact;
using ratings::FactKind;

/// The latest known registration is the one of the highest sequence, whatever its time.
Sequence registered_by(const ratings::KnownFacts& facts) {
  Sequence latest = 0;
  for (const auto& fact : facts) {
    if (fact.kind == FactKind::registered) latest = std::max(latest, fact.sequence);
  }
  return latest;
}

Result<Details> read_details(const facts::Source& source, const ratings::KnownFacts& facts, Sequence known_at) {
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

/// A review, and an event of no consequence, count for the service by naming it: its history begins with the first.
/// Those go that can't be the first to any knowledge, since one that was known before them is of an earlier time.
void drop_what_only_names(facts::Loaded& own) {
  auto first_known = std::numeric_limits<Sequence>::max();
  std::erase_if(own.facts, [&first_known](const Fact& fact) {
    const bool never_first = first_known < fact.sequence;
    first_known = std::min(first_known, fact.sequence);
    return facts::only_names(fact) && never_first;
  });
  own.facts.shrink_to_fit();
  own.lowest = ratings::LowestSequences(own.facts);
}

/// The field by which later events name what one of that kind began without naming the service; empty where there is
/// none.
std::string_view named_later_by(FactKind kind) {
  if (kind == FactKind::suspended) return "suspension";
  if (kind == FactKind::breach_raised) return "breach";
  return {};
}

/// Whether another reading of an amended event could change which facts of others concern the service.
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

/// Those that began what later events name.
std::vector<Fact> beginnings(const facts::Loaded& loaded, const facts::Known& known) {
  std::vector<Fact> found;
  for (const Fact& fact : known.with(loaded)) {
    if (!named_later_by(fact.kind).empty()) found.push_back(fact);
  }
  return found;
}

/// Whether the event, as it reads at that sequence, concerns the service by its own id or its provider's.
bool concerns_then(const facts::Loaded& own, Sequence root, Sequence from) {
  return std::any_of(own.amended.begin(), own.amended.end(), [&](const facts::AmendedEvent& event) {
    return event.root == root && event.read_by(from) != nullptr;
  });
}

/// What a fact of another service is to this one, by their common id; nothing where it is the same to both. SU-3: a
/// suspension that is imposed again under its id, elsewhere, replaces the first: it ends that. A breach likewise.
std::optional<FactKind> elsewhere(FactKind kind) {
  if (kind == FactKind::suspended) return FactKind::suspension_lifted;
  if (kind == FactKind::breach_raised) return FactKind::breach_raised_elsewhere;
  return std::nullopt;
}

/// What concerns the service itself it has from elsewhere.
void take_as_of_others(facts::Loaded& named_by_id, const facts::Loaded& own) {
  std::erase_if(named_by_id.facts, [&own](const Fact& fact) {
    return elsewhere(fact.kind) && std::find(own.facts.begin(), own.facts.end(), fact) != own.facts.end();
  });
  for (Fact& fact : named_by_id.facts) fact.kind = elsewhere(fact.kind).value_or(fact.kind);
  for (auto& event : named_by_id.amended) {
    for (auto& version : event.versions) {
      const auto kind = version.fact ? elsewhere(version.fact->kind) : std::nullopt;
      if (!kind) continue;
      if (concerns_then(own, event.root, version.from)) {
        version.fact.reset();
      } else {
        version.fact->kind = *kind;
      }
    }
  }
}

/// A suspension's end names only the suspension, a decision only the breach: they are looked up by the id in the event
/// that began it. `own` is what concerns the service by its own id or its provider's.
Result<void> add_sequels(const facts::Source& source, const std::vector<Fact>& beginnings, Sequence known_at,
                         const facts::Loaded& own, facts::Loaded& shared) {
  std::vector<std::string> looked_up;
  for (const auto& fact : beginnings) {
    const auto field = named_later_by(fact.kind);
    const auto event = source.read_event(fact.sequence, known_at);
    if (!event) return fail(event.error());
    if (!*event) continue;
    core::json::Parser parser;
    const auto data = parser.parse_trusted((*event)->data);
    if (!data) return fail(Fault::corrupt, "what began a suspension or a breach can't be read");
    std::string entity = std::string(field).append(":").append(data->text(field));
    if (std::find(looked_up.begin(), looked_up.end(), entity) != looked_up.end()) continue;
    auto sequels = source.load(entity, known_at);
    if (!sequels) return fail(std::move(sequels.error()));
    take_as_of_others(*sequels, own);
    facts::append(shared, *sequels);
    looked_up.push_back(std::move(entity));
  }
  return {};
}

/// What was decided about the breaches that the history derives. No rating follows from it.
Result<void> add_decisions(const facts::Source& source, Service& service) {
  facts::Loaded decisions;
  for (const auto& breach : service.history.breaches) {
    const auto entity = "breach:" + derived_breach_id(breach);
    if (auto added = add_shared(source, entity, service.known_at, decisions); !added) return added;
  }
  if (decisions.changed == 0) return {};
  facts::append(decisions, *service.shared);
  service.shared = std::make_shared<const facts::Loaded>(std::move(decisions));
  service.shared_known = facts::known_by(*service.shared, service.known_at);
  return {};
}

}  // namespace

Result<Policies> load_policies(const facts::Source& source, Sequence known_at) {
  const auto loaded = source.load(std::string(facts::policy_entity), known_at);
  if (!loaded) return fail(loaded.error());
  auto known = facts::known_by(*loaded, known_at);
  Policies policies;
  policies.amended = std::move(known.corrections);
  std::sort(policies.amended.begin(), policies.amended.end());
  policies.changed = loaded->changed;
  const ratings::Amendments amendments(policies.amended);
  for (const auto& fact : known.with(*loaded)) {
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

void take_knowledge(Service& service) {
  service.own_known = facts::known_by(*service.own, service.known_at);
  service.shared_known = facts::known_by(*service.shared, service.known_at);
  auto& amended = service.amended;
  amended = service.own_known.corrections;
  const auto& of_shared = service.shared_known.corrections;
  amended.insert(amended.end(), of_shared.begin(), of_shared.end());
  amended.insert(amended.end(), service.policies->amended.begin(), service.policies->amended.end());
  std::sort(amended.begin(), amended.end());
  amended.erase(std::unique(amended.begin(), amended.end()), amended.end());
}

Result<void> settle(Service& service, const MarketAt& market) {
  service.months.clear();
  if (service.is_adjusted()) {
    const auto known = market(service.known_at);
    if (!known) return fail(known.error());
    service.months = (*known)->adjustments(service.id, service.category(), service.policies->in_force);
  }
  service.history = ratings::fold(service.knowledge(), service.bookmarks);
  return {};
}

std::string derived_breach_id(const ratings::DerivedBreach& breach) {
  return "AS-3-" + std::to_string(*std::min_element(breach.because.begin(), breach.because.end()));
}

ratings::Knowledge Service::knowledge() const {
  return {.facts = facts(),
          .shared = shared_facts(),
          .profile = profile,
          .policies = policies->in_force,
          .amendments = ratings::Amendments(amended),
          .months = months};
}

std::size_t Service::bytes() const {
  const auto of = [](const facts::Loaded& loaded) {
    return loaded.facts.size() * sizeof(Fact) +
           loaded.amended.size() * (sizeof(facts::AmendedEvent) + 3 * sizeof(facts::Version));
  };
  return sizeof(Service) + of(*own) + of(*shared) + history.segments.size() * sizeof(ratings::Segment) +
         history.suspensions.size() * sizeof(ratings::SuspensionSpan) + bookmarks.size() * sizeof(ratings::Bookmark) +
         history.statement_days.size() * sizeof(ratings::StatementDay);
}

Result<std::shared_ptr<const Service>> load_service(const facts::Source& source, const std::string& id,
                                                    Sequence known_at, std::shared_ptr<const Policies> policies,
                                                    const MarketAt& market) {
  auto service = std::make_shared<Service>();
  service->id = id;
  service->known_at = known_at;
  auto own = source.load(std::string(facts::service_prefix) + id, known_at);
  if (!own) return fail(std::move(own.error()));
  if (own->first == 0) return fail(Fault::not_found, "no event known then names the service " + id);
  drop_what_only_names(*own);
  service->own = std::make_shared<const facts::Loaded>(std::move(*own));
  const auto known = facts::known_by(*service->own, known_at);
  auto details = read_details(source, known.with(*service->own), known_at);
  if (!details) return fail(std::move(details.error()));
  service->details = std::move(*details);

  facts::Loaded shared;
  for (const auto& [kind, name] :
       {std::pair("provider:", service->details.provider), std::pair("category:", service->details.category)}) {
    if (name.empty()) continue;
    if (auto added = add_shared(source, kind + name, known_at, shared); !added) return fail(std::move(added.error()));
  }
  facts::Loaded concerning = shared;
  facts::append(concerning, *service->own);
  for (const auto& each : {beginnings(*service->own, known), beginnings(shared, facts::known_by(shared, known_at))}) {
    if (auto added = add_sequels(source, each, known_at, concerning, shared); !added)
      return fail(std::move(added.error()));
  }
  service->shared = std::make_shared<const facts::Loaded>(std::move(shared));
  service->policies = std::move(policies);
  take_knowledge(*service);
  service->profile = ratings::profile_of(service->facts());
  if (auto settled = settle(*service, market); !settled) return fail(std::move(settled.error()));
  if (auto added = add_decisions(source, *service); !added) return fail(std::move(added.error()));
  service->changed = std::max({service->own->changed, service->shared->changed, service->policies->changed});
  service->is_shared_by_amended = decides_what_is_shared(*service->own) || decides_what_is_shared(*service->shared);
  return service;
}

std::shared_ptr<const Service> with_months(const Service& service, std::vector<ratings::FeedbackMonth> months) {
  auto other = std::make_shared<Service>(service);
  other->months = std::move(months);
  other->history = ratings::fold(other->knowledge(), other->bookmarks);
  return other;
}

Result<std::shared_ptr<const Service>> under(const Service& service, std::shared_ptr<const Policies> policies,
                                             Sequence known_at, const MarketAt& market) {
  auto other = std::make_shared<Service>(service);
  other->policies = std::move(policies);
  other->known_at = known_at;
  take_knowledge(*other);
  if (auto settled = settle(*other, market); !settled) return fail(std::move(settled.error()));
  return other;
}

}  // namespace careledger::projections::services
