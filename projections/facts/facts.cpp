#include "projections/facts/facts.hpp"

#include <algorithm>

namespace careledger::projections::facts {
namespace {

using core::fail;
using core::Fault;
using core::log::Family;

constexpr std::string_view amended_prefix = "amended:";

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
    std::string key = opened(entity);
    append_time(key, fact.time);
    core::log::append_key(key, fact.sequence);
    batch.put(Family::facts, key, ratings::encode(fact));
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
  if (key.starts_with(amended_prefix)) key.remove_prefix(amended_prefix.size());
  return key.substr(0, key.find('\0'));
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
  const auto note = [&loaded](Sequence sequence) {
    loaded.first = loaded.first == 0 ? sequence : std::min(loaded.first, sequence);
    loaded.changed = std::max(loaded.changed, sequence);
  };
  // Rows of amendments come by root, then amendment: each is a place from which the root reads otherwise.
  for (const auto& [key, unused] : *amendments) {
    const Sequence amendment = last_sequence(key);
    if (amendment > known_at) continue;
    note(amendment);
    const Sequence root = last_sequence(std::string_view(key).substr(0, key.size() - 8));
    if (loaded.amended.empty() || loaded.amended.back().root != root) {
      auto written = version_at(*this, entity, root, root);
      if (!written) return fail(std::move(written.error()));
      loaded.amended.push_back({.root = root, .versions = {std::move(*written)}});
    }
    auto version = version_at(*this, entity, root, amendment);
    if (!version) return fail(std::move(version.error()));
    loaded.amended.back().versions.push_back(std::move(*version));
  }
  const auto is_amended = [&loaded](Sequence sequence) {
    const auto at = std::lower_bound(loaded.amended.begin(), loaded.amended.end(), sequence,
                                     [](const AmendedEvent& event, Sequence root) { return event.root < root; });
    return at != loaded.amended.end() && at->root == sequence;
  };
  bool readable = true;
  auto visited =
      view_.visit(Family::facts, opened(entity), closed(entity), [&](std::string_view key, std::string_view value) {
        if (last_sequence(key) > known_at) return;
        const auto fact = ratings::decode(value);
        readable = readable && fact;
        if (!fact) return;
        note(fact->sequence);
        if (!is_amended(fact->sequence)) loaded.facts.push_back(*fact);
      });
  if (!visited) return fail(std::move(visited.error()));
  if (!readable) return fail(Fault::corrupt, "a fact of " + entity + " can't be read");
  return loaded;
}

Result<std::vector<std::string>> entities_with(const core::log::Log& log, std::string_view prefix) {
  std::vector<std::string> entities;
  std::string upper(prefix);
  upper.back() = static_cast<char>(upper.back() + 1);
  const auto cursor = log.range(Family::facts, prefix, upper);
  while (cursor->valid()) {
    entities.emplace_back(entity_of_key(cursor->key()));
    cursor->seek(entities.back() + '\1');
  }
  if (auto status = cursor->status(); !status) return fail(std::move(status.error()));
  return entities;
}

}  // namespace careledger::projections::facts
