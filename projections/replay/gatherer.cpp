#include "projections/replay/gatherer.hpp"

#include "events/vocabulary.hpp"

namespace careledger::projections::replay {
namespace {

using core::fail;
using core::Fault;
using ratings::FactKind;

bool has_service(const core::event::EventType& type) {
  core::json::Parser parser;
  const auto schema = parser.parse(type.schema());
  const auto properties = schema ? schema->find("properties") : std::nullopt;
  return properties && properties->find("service");
}

}  // namespace

Gatherer::Gatherer() {
  for (const auto* const type : events::vocabulary().all()) {
    const auto name = type->name();
    auto handling = Handling::skip;
    if (has_service(*type))
      handling = ratings::tells_of_rating(name) ? Handling::names_service : Handling::only_names_service;
    if (record::is_amendment(name)) handling = Handling::amendment;
    if (name == "careledger.policy.adopted" || name == "careledger.suspension.lifted") handling = Handling::shared;
    handlings_.emplace(name, handling);
  }
}

Gatherer::Handling Gatherer::handling_of(std::string_view type) const {
  const auto found = handlings_.find(type);
  return found == handlings_.end() ? Handling::skip : found->second;
}

Gatherer::Service& Gatherer::service_named(std::string_view id) {
  auto found = numbers_.find(id);
  if (found == numbers_.end()) {
    found = numbers_.emplace(std::string(id), services.size()).first;
    services.emplace_back().id = id;
  }
  return services[found->second];
}

Result<void> Gatherer::take(Sequence sequence, std::string_view leaf) {
  const auto tail = core::event::tail_of(leaf);
  if (!tail) return fail(Fault::corrupt, "event " + std::to_string(sequence) + " is none");
  const auto handling = handling_of(tail->type);
  if (handling == Handling::skip) return {};
  const auto time = core::time::parse_instant(tail->time);
  if (!time) return fail(Fault::corrupt, "event " + std::to_string(sequence) + " has no time");
  constexpr std::string_view service_subject = "service/";
  if (handling == Handling::only_names_service && tail->subject.starts_with(service_subject)) {
    service_named(tail->subject.substr(service_subject.size())).named.emplace_back(*time, sequence);
    return {};
  }
  const auto text = core::event::data_of(leaf);
  const auto data = text ? parser_.parse_padded(*text) : fail(Fault::corrupt, "it has no data");
  if (!data) return fail(Fault::corrupt, "event " + std::to_string(sequence) + ": " + data.error().detail);
  if (handling == Handling::amendment) {
    amendments.push_back({sequence, record::target_of(tail->type, *data)});
    return {};
  }
  const auto fact = facts::fact_of(tail->type, sequence, *time, *data);
  const auto id = data->text("service");
  if (handling != Handling::shared && !id.empty()) {
    auto& service = service_named(id);
    if (fact.kind != FactKind::named) {
      service.facts.push_back(fact);
    } else {
      service.named.emplace_back(fact.time, sequence);
    }
    if (fact.kind != FactKind::suspended) return {};
  }
  for (auto& entity : facts::entities_of(tail->type, {}, *data)) shared[std::move(entity)].push_back(fact);
  return {};
}

}  // namespace careledger::projections::replay
