#include "projections/facts/facts.hpp"

#include "events/vocabulary.hpp"

#include <algorithm>
#include <limits>

namespace careledger::projections::facts {
namespace {

using core::fail;
using core::Fault;
using core::log::Family;

constexpr std::string_view amended_prefix = "amended:";
constexpr Sequence beyond_all = std::numeric_limits<Sequence>::max();

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

Result<core::log::Pairs> rows_of(const core::log::View& view, const std::string& entity) {
  std::string upper(entity);
  upper += '\1';
  return view.collect(Family::facts, opened(entity), upper);
}

/// Whether the event, as it reads, still tells something of the entity.
Result<bool> concerns(const record::Effective& event, core::json::Value data, const std::string& entity) {
  const auto* const type = events::vocabulary().find(event.type);
  std::vector<core::PointedError> errors;
  const auto content =
      type == nullptr ? std::nullopt : type->read(data, core::event::Origin::stored, nullptr, "/data", errors);
  if (!content) return fail(Fault::corrupt, "an event of type " + event.type + " can't be read as it is corrected");
  const auto entities = entities_of(event.type, content->tags, data);
  return std::find(entities.begin(), entities.end(), entity) != entities.end();
}

}  // namespace

std::vector<std::string> entities_of(std::string_view type, std::span<const std::string> tags, core::json::Value data) {
  std::vector<std::string> entities;
  for (const auto& tag : tags) {
    if (tag.starts_with(service_prefix)) entities.push_back(tag);
  }
  const auto member = [&data](std::string_view name) {
    const auto value = data.find(name);
    return value && value->is_string() ? std::string(value->string()) : std::string();
  };
  if (type == "careledger.policy.adopted") {
    entities.emplace_back(policy_entity);
  } else if (type == "careledger.suspension.imposed") {
    if (const auto provider = member("provider"); !provider.empty()) entities.push_back("provider:" + provider);
  } else if (type == "careledger.suspension.lifted") {
    entities.push_back("suspension:" + member("suspension"));
  } else if (type == "careledger.assurance-statement.extended") {
    if (const auto category = member("category"); !category.empty()) entities.push_back("category:" + category);
  }
  return entities;
}

void put(core::log::DerivedBatch& batch, std::span<const std::string> entities, const Fact& fact) {
  for (const auto& entity : entities) {
    std::string key = opened(entity);
    append_time(key, fact.time);
    core::log::append_key(key, fact.sequence);
    batch.put(Family::facts, std::move(key), ratings::encode(fact));
  }
}

void put_amendment(core::log::DerivedBatch& batch, std::span<const std::string> entities, Sequence root,
                   Sequence amendment) {
  for (const auto& entity : entities) {
    std::string key = opened(std::string(amended_prefix) + entity);
    core::log::append_key(key, root);
    core::log::append_key(key, amendment);
    batch.put(Family::facts, std::move(key));
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

Result<void> amend(const Source& source, const std::string& entity, Sequence root, Sequence known_at, Loaded& loaded) {
  std::erase_if(loaded.facts, [root](const Fact& fact) { return fact.sequence == root; });
  const auto event = source.read_event(root, known_at);
  if (!event) return fail(event.error());
  if (!*event) return {};
  core::json::Parser parser;
  const auto data = parser.parse_trusted((*event)->data);
  if (!data) return fail(Fault::corrupt, "a corrected event is not JSON");
  const auto still = concerns(**event, *data, entity);
  if (!still) return fail(still.error());
  if (!*still) return {};
  loaded.facts.push_back(fact_of((*event)->type, root, (*event)->time, *data));
  for (const Sequence correction : (*event)->amended_by) loaded.amended.push_back({root, correction});
  return {};
}

void sort(Loaded& loaded) {
  std::sort(loaded.facts.begin(), loaded.facts.end(), ratings::before);
  std::sort(loaded.amended.begin(), loaded.amended.end());
}

Result<Loaded> ViewedFacts::load(const std::string& entity, Sequence known_at) const {
  Loaded loaded;
  const auto rows = rows_of(view_, entity);
  if (!rows) return fail(rows.error());
  const auto note = [&loaded](Sequence sequence) {
    loaded.first = loaded.first == 0 ? sequence : std::min(loaded.first, sequence);
    loaded.changed = std::max(loaded.changed, sequence);
  };
  loaded.facts.reserve(rows->size());
  for (const auto& [key, value] : *rows) {
    if (last_sequence(key) > known_at) continue;
    const auto fact = ratings::decode(value);
    if (!fact) return fail(Fault::corrupt, "a fact of " + entity + " can't be read");
    note(fact->sequence);
    loaded.facts.push_back(*fact);
  }
  const auto amendments = rows_of(view_, std::string(amended_prefix) + entity);
  if (!amendments) return fail(amendments.error());
  Sequence last_root = 0;
  for (const auto& [key, unused] : *amendments) {
    const Sequence amendment = last_sequence(key);
    if (amendment > known_at) continue;
    note(amendment);
    loaded.has_amendments = true;
    const Sequence root = last_sequence(std::string_view(key).substr(0, key.size() - 8));
    if (root == last_root) continue;
    last_root = root;
    if (auto amended = amend(*this, entity, root, known_at, loaded); !amended) return fail(std::move(amended.error()));
  }
  if (loaded.has_amendments) sort(loaded);
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
