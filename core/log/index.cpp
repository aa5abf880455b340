#include "core/log/index.hpp"

#include "core/event/stored.hpp"

#include <algorithm>
#include <limits>

namespace careledger::core::log {
namespace {

constexpr Sequence each_nth_time = 64;
constexpr Sequence beyond_all = std::numeric_limits<Sequence>::max();
constexpr std::size_t sequence_bytes = 8;
constexpr std::string_view part_end{"\0", 1};

std::string time_key(time::Instant recorded) {
  return key_of(static_cast<std::uint64_t>(recorded.micros) ^ (1ull << 63));  // keeps the order of signed numbers
}

Sequence last_eight(std::string_view key) {
  return sequence_of(key.substr(key.size() - sequence_bytes));
}

/// The types that have entries under a tag, each found by one seek.
std::vector<std::string> types_under(const Log& log, std::string_view tag) {
  std::vector<std::string> types;
  std::string lower(tag);
  lower += '\0';
  std::string upper(tag);
  upper += '\1';
  const auto cursor = log.range(Family::tags, lower, upper);
  while (cursor->valid()) {
    const auto rest = cursor->key().substr(tag.size() + 1);
    types.emplace_back(rest.substr(0, rest.find('\0')));
    cursor->seek(std::string(tag) + '\0' + types.back() + '\1');
  }
  return types;
}

/// The sequences under one tag (or one type alone), of all the types wanted, in ascending order.
class Stream {
 public:
  Stream(const Log& log, std::string_view tag, const std::vector<std::string>& types, Sequence after, Sequence head) {
    for (const auto& type : types.empty() ? types_under(log, tag) : types) {
      auto prefix = tag_prefix(tag, type);
      auto cursor = log.range(Family::tags, prefix + key_of(after + 1), prefix + key_of(head + 1));
      lanes_.push_back({std::move(prefix), std::move(cursor)});
    }
  }

  /// The first sequence at or behind `from`; beyond_all where there is none.
  Sequence seek(Sequence from) {
    Sequence first = beyond_all;
    for (auto& [prefix, cursor] : lanes_) {
      if (cursor->valid() && last_eight(cursor->key()) < from) cursor->next();
      if (cursor->valid() && last_eight(cursor->key()) < from) cursor->seek(prefix + key_of(from));
      if (cursor->valid()) first = std::min(first, last_eight(cursor->key()));
    }
    return first;
  }

  Result<void> status() const {
    for (const auto& lane : lanes_) {
      if (auto status = lane.cursor->status(); !status) return status;
    }
    return {};
  }

 private:
  struct Lane {
    std::string prefix;
    std::unique_ptr<Cursor> cursor;
  };
  std::vector<Lane> lanes_;
};

}  // namespace

std::string id_key(std::string_view source, std::string_view id) {
  std::string key(source);
  key += '\0';
  key += id;
  return key;
}

std::string own_id_key(std::string_view source, std::string_view id, std::string_view authid) {
  std::string key = id_key(source, id);
  key += '\0';
  key += authid;
  return key;
}

std::string tag_prefix(std::string_view tag, std::string_view type) {
  std::string key(tag);
  key += '\0';
  key += type;
  key += '\0';
  return key;
}

std::string_view tag_prefix_of(std::string_view key) {
  return key.substr(0, key.size() - sizeof(Sequence));
}

std::string tag_key(std::string_view tag, std::string_view type, Sequence sequence) {
  std::string key = tag_prefix(tag, type);
  append_key(key, sequence);
  return key;
}

void index_event(DerivedBatch& batch, Sequence sequence, std::string_view identity, std::string_view type,
                 std::span<const std::string> tags, time::Instant recorded) {
  const auto key = key_of(sequence);
  batch.put(Family::ids, identity, key);
  batch.put_joined(Family::tags, {part_end, type, part_end, key});
  for (const auto& tag : tags) batch.put_joined(Family::tags, {tag, part_end, type, part_end, key});
  if (sequence % each_nth_time == 1) batch.put(Family::times, time_key(recorded), key);
}

Result<std::vector<Sequence>> find_identity(const Log& log, std::string_view source, std::string_view id) {
  std::vector<Sequence> found;
  const auto key = id_key(source, id);
  const auto first = log.get(Family::ids, key);
  if (!first) return fail(first.error());
  if (!*first) return found;
  const auto cursor = log.range(Family::ids, key, key + '\1');
  for (; cursor->valid(); cursor->next()) found.push_back(sequence_of(cursor->value()));
  if (auto status = cursor->status(); !status) return fail(std::move(status.error()));
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::vector<Sequence>> select(const Log& log, const Selection& wanted, Sequence head, std::size_t limit) {
  std::vector<Sequence> found;
  if (wanted.tags.empty() && wanted.types.empty()) {
    for (Sequence at = wanted.after + 1; at <= head && found.size() < limit; ++at) found.push_back(at);
    return found;
  }
  std::vector<Stream> streams;
  for (const auto& tag : wanted.tags) streams.emplace_back(log, tag, wanted.types, wanted.after, head);
  if (streams.empty()) streams.emplace_back(log, "", wanted.types, wanted.after, head);

  Sequence at = wanted.after + 1;
  while (found.size() < limit) {
    // Leapfrog: each stream skips to what another has, until all of them agree.
    Sequence agreed = at;
    for (std::size_t same = 0, i = 0; same < streams.size(); i = (i + 1) % streams.size()) {
      const Sequence next = streams[i].seek(agreed);
      same = next == agreed ? same + 1 : 1;
      agreed = next;
      if (agreed == beyond_all) break;
    }
    if (agreed == beyond_all) break;
    found.push_back(agreed);
    at = agreed + 1;
  }
  for (const auto& stream : streams) {
    if (auto status = stream.status(); !status) return fail(std::move(status.error()));
  }
  return found;
}

Result<bool> any(const View& view, const Selection& wanted, const Sees& sees) {
  for (const auto& type : wanted.types) {
    if (wanted.tags.size() <= 1 && !sees) {
      const auto prefix = tag_prefix(wanted.tags.empty() ? std::string_view() : wanted.tags.front(), type);
      const auto last = view.last_key(Family::tags, prefix + key_of(wanted.after + 1), prefix + key_of(beyond_all));
      if (!last) return fail(last.error());
      if (*last) return true;
      continue;
    }
    // Several tags: walk the entries of the first behind `after`, and ask for the same sequence under the others.
    const auto prefix = tag_prefix(wanted.tags.empty() ? std::string_view() : wanted.tags.front(), type);
    const auto entries = view.collect(Family::tags, prefix + key_of(wanted.after + 1), prefix + key_of(beyond_all));
    if (!entries) return fail(entries.error());
    for (const auto& [key, unused] : *entries) {
      bool all = true;
      for (std::size_t i = 1; i < wanted.tags.size() && all; ++i) {
        const auto entry = view.get(Family::tags, tag_key(wanted.tags[i], type, last_eight(key)));
        if (!entry) return fail(entry.error());
        all = entry->has_value();
      }
      if (!all) continue;
      if (!sees) return true;
      const auto seen = sees(view, last_eight(key));
      if (!seen) return fail(seen.error());
      if (*seen) return true;
    }
  }
  return false;
}

Result<Sequence> known_by(const Log& log, time::Instant instant, Sequence head) {
  const auto last = log.last_key(Family::times, time_key(time::earliest), time_key({instant.micros + 1}));
  if (!last) return fail(last.error());
  if (!*last) return Sequence{0};
  const auto value = log.get(Family::times, **last);
  if (!value) return fail(value.error());
  if (!*value) return fail(Fault::corrupt, "the index of recorded times changed while it was read");
  // The answer lies among the 64 events from there on; recorded times never go back.
  Sequence low = sequence_of(**value);
  Sequence high = std::min(low + each_nth_time - 1, head);
  json::Parser parser;
  while (low < high) {
    const Sequence middle = low + (high - low + 1) / 2;
    const auto leaf = log.read(middle);
    if (!leaf) return fail(leaf.error());
    const auto stored = event::read_stored(*leaf, parser);
    if (!stored) return fail(stored.error());
    if (stored->recorded <= instant) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return std::min(low, head);
}

}  // namespace careledger::core::log
