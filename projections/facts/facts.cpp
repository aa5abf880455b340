#include "projections/facts/facts.hpp"

#include "core/log/index.hpp"

#include <algorithm>
#include <limits>

namespace careledger::projections::facts {
namespace {

using core::fail;
using core::Fault;
using core::log::Family;

constexpr std::string_view amended_prefix = "amended:";
constexpr std::string_view naming_prefix = "naming:";

std::string opened(std::string_view entity) {
  std::string key(entity);
  key += '\0';
  return key;
}

void append_time(std::string& key, core::time::Instant time) {
  core::log::append_key(key, static_cast<std::uint64_t>(time.micros) ^ (1ull << 63));
}

Sequence last_sequence(std::string_view key) {
  return core::log::sequence_of(key.substr(key.size() - 8));
}

/// The key after all of the entity.
std::string closed(std::string_view entity) {
  std::string key(entity);
  key += '\1';
  return key;
}

/// No later than the lowest sequence of what was never amended of those events that name the service.
Result<Sequence> first_naming(const core::log::View& view, const std::string& tag, const Loaded& loaded) {
  auto first = std::numeric_limits<Sequence>::max();
  auto leapt = view.leap(Family::tags, opened(tag), closed(tag), [&](std::string_view key, std::string_view) {
    const auto sequence = last_sequence(key);
    if (loaded.is_amended(sequence)) return std::string();
    first = std::min(first, sequence);
    return std::string(core::log::tag_prefix_of(key).substr(0, key.size() - sizeof(Sequence) - 1)).append("\1");
  });
  if (!leapt) return fail(std::move(leapt.error()));
  return first;
}

}  // namespace

std::vector<std::string> entities_of(std::string_view type, std::span<const std::string> tags, core::json::Value data) {
  std::vector<std::string> entities;
  for (const auto& tag : tags) {
    if (tag.starts_with(service_prefix)) entities.push_back(tag);
  }
  const auto add = [&](std::string_view kind, std::string_view field) {
    if (const auto id = data.text(field); !id.empty()) entities.push_back(std::string(kind).append(id));
  };
  if (type == "careledger.policy.adopted") {
    entities.emplace_back(policy_entity);
  } else if (type == "careledger.service.registered") {
    entities.emplace_back(registrations_entity);
  } else if (type == "careledger.feedback.reviewed") {
    entities.emplace_back(reviews_entity);
  } else if (type == "careledger.suspension.imposed") {
    add("provider:", "provider");
    add("suspension:", "suspension");
  } else if (type == "careledger.breach.raised") {
    add("provider:", "provider");
    add("breach:", "breach");
  } else if (type == "careledger.credit-alert.received") {
    add("provider:", "provider");
  } else if (type == "careledger.suspension.lifted") {
    add("suspension:", "suspension");
  } else if (type == "careledger.breach.decided") {
    add("breach:", "breach");
  } else if (type == "careledger.assurance-statement.extended") {
    add("category:", "category");
  }
  return entities;
}

Result<Subjects> subjects_of(const record::Effective& event) {
  core::json::Parser parser;
  const auto data = parser.parse_trusted(event.data);
  if (!data) return fail(Fault::corrupt, "an event of type " + event.type + " can't be read");
  auto tags = record::tags_of(event.type, *data);
  if (!tags) return fail(std::move(tags.error()));
  auto entities = entities_of(event.type, *tags, *data);
  return Subjects{.tags = std::move(*tags), .entities = std::move(entities)};
}

void put(core::log::DerivedBatch& batch, std::span<const std::string> entities, const Fact& fact) {
  for (const auto& entity : entities) {
    const bool names = only_names(fact) && entity.starts_with(service_prefix);
    std::string key = opened(names ? std::string(naming_prefix).append(entity) : entity);
    append_time(key, fact.time);
    core::log::append_key(key, fact.sequence);
    batch.put(Family::facts, key, names ? std::string() : ratings::encode(fact));
  }
}

void put_amendment(core::log::DerivedBatch& batch, std::span<const std::string> entities, Sequence root,
                   Sequence amendment) {
  for (const auto& entity : entities) {
    std::string key = opened(std::string(amended_prefix) + entity);
    core::log::append_key(key, root);
    core::log::append_key(key, amendment);
    batch.put(Family::facts, key);
  }
}

std::string_view entity_of_key(std::string_view key) {
  for (const auto prefix : {amended_prefix, naming_prefix}) {
    if (key.starts_with(prefix)) key.remove_prefix(prefix.size());
  }
  return key.substr(0, key.find('\0'));
}

bool is_naming_key(std::string_view key) {
  return key.starts_with(naming_prefix);
}

core::time::Instant time_of_naming(std::string_view key) {
  const auto time = core::log::sequence_of(key.substr(key.find('\0') + 1, sizeof(std::uint64_t)));
  return {.micros = static_cast<std::int64_t>(time ^ (1ull << 63))};
}

Fact fact_of(std::string_view type, Sequence sequence, core::time::Instant time, core::json::Value data) {
  if (auto fact = ratings::fact_from(type, sequence, time, data)) return *fact;
  Fact named;
  named.time = time;
  named.sequence = sequence;
  named.kind = ratings::FactKind::named;
  return named;
}

Result<Version> version_at(const Source& source, const std::string& entity, Sequence root, Sequence from) {
  Version version{.from = from, .fact = {}, .amended_by = {}};
  auto event = source.read_event(root, from);
  if (!event) return fail(std::move(event.error()));
  if (!*event) return version;
  core::json::Parser parser;
  const auto data = parser.parse_trusted((*event)->data);
  if (!data) return fail(Fault::corrupt, "a corrected event is not JSON");
  const auto tags = record::tags_of((*event)->type, *data);
  if (!tags) return fail(tags.error());
  const auto entities = entities_of((*event)->type, *tags, *data);
  if (std::find(entities.begin(), entities.end(), entity) != entities.end())
    version.fact = fact_of((*event)->type, root, (*event)->time, *data);
  version.amended_by = std::move((*event)->amended_by);
  return version;
}

Known known_by(const Loaded& loaded, Sequence known_at) {
  Known known{.amended = {}, .corrections = {}, .known_at = known_at};
  for (const auto& event : loaded.amended) {
    const Version* const read = event.read_by(known_at);
    if (read == nullptr) continue;
    known.amended.push_back(*read->fact);
    for (const Sequence correction : read->amended_by) known.corrections.push_back({event.root, correction});
  }
  std::sort(known.amended.begin(), known.amended.end(), ratings::before);
  return known;
}

void append(Loaded& into, const Loaded& from) {
  const auto size = static_cast<std::ptrdiff_t>(into.facts.size());
  into.facts.insert(into.facts.end(), from.facts.begin(), from.facts.end());
  std::inplace_merge(into.facts.begin(), into.facts.begin() + size, into.facts.end(), ratings::before);
  into.amended.insert(into.amended.end(), from.amended.begin(), from.amended.end());
  std::sort(into.amended.begin(), into.amended.end(), [](const auto& a, const auto& b) { return a.root < b.root; });
  into.changed = std::max(into.changed, from.changed);
}

Result<Loaded> ViewedFacts::load(const std::string& entity, Sequence known_at) const {
  Loaded loaded;
  const auto amended = std::string(amended_prefix) + entity;
  const auto amendments = view_.collect(Family::facts, opened(amended), closed(amended));
  if (!amendments) return fail(amendments.error());
  // Rows of amendments come by root, then amendment: each is a place from which the root reads otherwise.
  for (const auto& [key, unused] : *amendments) {
    const Sequence amendment = last_sequence(key);
    if (amendment > known_at) continue;
    loaded.note(amendment);
    const Sequence root = last_sequence(std::string_view(key).substr(0, key.size() - 8));
    if (loaded.amended.empty() || loaded.amended.back().root != root) {
      auto written = version_at(*this, entity, root, root);
      if (!written) return fail(std::move(written.error()));
      if (written->fact) loaded.note(root);
      loaded.amended.push_back({.root = root, .versions = {std::move(*written)}});
    }
    auto version = version_at(*this, entity, root, amendment);
    if (!version) return fail(std::move(version.error()));
    loaded.amended.back().versions.push_back(std::move(*version));
  }
  bool readable = true;
  auto visited =
      view_.visit(Family::facts, opened(entity), closed(entity), [&](std::string_view key, std::string_view value) {
        if (last_sequence(key) > known_at) return;
        const auto fact = ratings::decode(value);
        readable = readable && fact;
        if (!fact) return;
        loaded.note(fact->sequence);
        if (!loaded.is_amended(fact->sequence)) loaded.facts.push_back(*fact);
      });
  if (!visited) return fail(std::move(visited.error()));
  if (!readable) return fail(Fault::corrupt, "a fact of " + entity + " can't be read");
  if (!entity.starts_with(service_prefix)) return loaded;
  if (auto added = add_naming(entity, known_at, loaded); !added) return fail(std::move(added.error()));
  return loaded;
}

Result<void> ViewedFacts::add_naming(const std::string& entity, Sequence known_at, Loaded& loaded) const {
  const auto lower = opened(std::string(naming_prefix) + entity);
  auto upper = closed(std::string(naming_prefix) + entity);
  const auto first = first_naming(view_, entity, loaded);
  if (!first) return fail(first.error());
  // Behind the very first nothing can be the first to any knowledge.
  const auto same = std::ranges::find(loaded.facts, *first, &Fact::sequence);
  if (same != loaded.facts.end()) {
    upper = lower;
    append_time(upper, same->time);
  }
  std::vector<Fact> naming;
  auto leapt = view_.leap(Family::facts, lower, upper, [&](std::string_view key, std::string_view) {
    const auto sequence = last_sequence(key);
    const bool is_later = !naming.empty() && sequence > naming.back().sequence;
    if (sequence > known_at || is_later || loaded.is_amended(sequence)) return std::string();
    naming.push_back({.time = time_of_naming(key), .sequence = sequence});
    return sequence == *first ? upper : std::string();
  });
  if (!leapt) return leapt;
  for (const Fact& fact : naming) loaded.note(fact.sequence);
  const auto told = static_cast<std::ptrdiff_t>(loaded.facts.size());
  loaded.facts.insert(loaded.facts.end(), naming.begin(), naming.end());
  std::inplace_merge(loaded.facts.begin(), loaded.facts.begin() + told, loaded.facts.end(), ratings::before);
  return {};
}

Result<std::vector<std::string>> all_services(const core::log::Log& log) {
  std::vector<std::string> ids;
  for (const auto prefix : {std::string_view{}, amended_prefix, naming_prefix}) {
    const auto lower = std::string(prefix).append(service_prefix);
    auto upper = lower;
    upper.back() = static_cast<char>(upper.back() + 1);
    const auto cursor = log.range(Family::facts, lower, upper);
    while (cursor->valid()) {
      const auto key = cursor->key();
      ids.emplace_back(entity_of_key(key).substr(service_prefix.size()));
      cursor->seek(closed(key.substr(0, key.find('\0'))));
    }
    if (auto status = cursor->status(); !status) return fail(std::move(status.error()));
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace careledger::projections::facts
