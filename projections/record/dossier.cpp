#include "projections/record/dossier.hpp"

#include "projections/record/indexed.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>

namespace careledger::projections::record {
namespace {

using core::fail;
using core::Fault;

/// Whether an amended event, as it reads, is about what the tag names.
Result<bool> is_about(const Effective& event, const std::string& tag) {
  core::json::Parser parser;
  const auto data = parser.parse_trusted(event.data);
  if (!data) return fail(Fault::corrupt, "an event of type " + event.type + " can't be read");
  const auto tags = tags_of(event.type, *data);
  if (!tags) return fail(tags.error());
  return std::find(tags->begin(), tags->end(), tag) != tags->end();
}

constexpr core::log::Shelf dossiers{.name = "dossier", .most_bytes = 64u << 20};

using Types = std::span<const std::string_view>;
/// The types, and those of amendments: what a dossier rests on.
using RestingOn = boost::container::small_vector<std::string_view, 8>;

RestingOn resting_on(Types types) {
  RestingOn all(types.begin(), types.end());
  all.insert(all.end(), {corrected_type, retracted_type});
  return all;
}

std::size_t bytes_of(const Dossier& dossier) {
  std::size_t bytes = sizeof(Dossier);
  for (const auto& entry : dossier.entries) bytes += sizeof(Entry) + entry.event.type.size() + entry.event.data.size();
  return bytes;
}

/// Events as they read by some sequence, each read once.
struct Events {
  std::vector<Sequence> sequences;  // ascending
  std::vector<std::optional<Effective>> read;

  [[nodiscard]] const std::optional<Effective>& at(Sequence sequence) const {
    const auto place = std::lower_bound(sequences.begin(), sequences.end(), sequence);
    return read[static_cast<std::size_t>(place - sequences.begin())];
  }
};

Result<Events> read_events(const core::log::View& view, std::vector<Sequence> sequences, Sequence known_at) {
  std::sort(sequences.begin(), sequences.end());
  sequences.erase(std::unique(sequences.begin(), sequences.end()), sequences.end());
  Events events{.sequences = std::move(sequences), .read = {}};
  const auto amendments = AmendmentsOf::find(view, events.sequences);
  if (!amendments) return fail(amendments.error());
  events.read.reserve(events.sequences.size());
  for (const Sequence sequence : events.sequences) {
    auto read = effective(*amendments, sequence, known_at);
    if (!read) return fail(std::move(read.error()));
    events.read.push_back(std::move(*read));
  }
  return events;
}

/// What the index has under one tag.
struct Found {
  std::vector<Sequence> events;  // ascending
  Amended amended;
};

Result<Found> found_by(const core::log::View& view, Indexed indexed, Sequence known_at) {
  // What an amendment brings here is found under the amendment, which has the tags of before and after.
  auto amended = amended_by(view, indexed.amendments, known_at);
  if (!amended) return fail(std::move(amended.error()));
  Found found{.events = std::move(indexed.events), .amended = std::move(*amended)};
  auto& events = found.events;
  events.insert(events.end(), found.amended.roots.begin(), found.amended.roots.end());
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  return found;
}

Result<Dossier> dossier_of(const std::string& tag, Types types, const Found& found, const Events& events) {
  const auto& roots = found.amended.roots;
  Dossier dossier{.entries = {},
                  .changed = std::max(found.amended.changed, found.events.empty() ? 0 : found.events.back())};
  dossier.entries.reserve(found.events.size());
  for (const Sequence sequence : found.events) {
    const auto& read = events.at(sequence);
    if (!read) continue;
    if (!types.empty() && std::find(types.begin(), types.end(), read->type) == types.end()) continue;
    if (std::binary_search(roots.begin(), roots.end(), sequence)) {
      const auto about = is_about(*read, tag);
      if (!about) return fail(about.error());
      if (!*about) continue;
    }
    dossier.entries.push_back({.sequence = sequence, .event = *read});
  }
  std::sort(dossier.entries.begin(), dossier.entries.end(), [](const Entry& a, const Entry& b) {
    return a.event.time != b.event.time ? a.event.time < b.event.time : a.sequence < b.sequence;
  });
  return dossier;
}

Result<std::vector<Dossier>> read_each(const core::log::View& view, std::span<const std::string> tags, Types types,
                                       std::vector<Indexed> indexed, Sequence known_at) {
  std::vector<Found> found;
  std::vector<Sequence> sequences;
  for (auto& each : indexed) {
    auto of_tag = found_by(view, std::move(each), known_at);
    if (!of_tag) return fail(std::move(of_tag.error()));
    sequences.insert(sequences.end(), of_tag->events.begin(), of_tag->events.end());
    found.push_back(std::move(*of_tag));
  }
  const auto events = read_events(view, std::move(sequences), known_at);
  if (!events) return fail(events.error());
  std::vector<Dossier> all;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    auto dossier = dossier_of(tags[i], types, found[i], *events);
    if (!dossier) return fail(std::move(dossier.error()));
    all.push_back(std::move(*dossier));
  }
  return all;
}

Result<DossierPointer> read(const core::log::View& view, const std::string& tag, Types types, Sequence known_at) {
  auto indexed = find_indexed(view, tag, types, known_at);
  if (!indexed) return fail(std::move(indexed.error()));
  std::vector<Indexed> all;
  all.push_back(std::move(*indexed));
  auto made = read_each(view, std::span(&tag, 1), types, std::move(all), known_at);
  if (!made) return fail(std::move(made.error()));
  return std::make_shared<const Dossier>(std::move(made->front()));
}

Entries entries_of(DossierPointer dossier) {
  const auto* const entries = &dossier->entries;
  return {std::move(dossier), entries};
}

/// Where a dossier is kept, by all that is committed.
struct Place {
  const core::log::View& view;
  core::log::TagCache& cache;
  RestingOn resting;
};

std::optional<Place> place_of(const core::log::View& view, const std::string& tag, Types types) {
  // Of all events of a type there are too many to keep, and always new ones.
  if (tag.empty() || types.empty()) return std::nullopt;
  auto resting = resting_on(types);
  const auto& beneath = view.beneath(tag, resting);
  auto* const cache = beneath.cache();
  if (cache == nullptr) return std::nullopt;
  return Place{.view = beneath, .cache = *cache, .resting = std::move(resting)};
}

Result<DossierPointer> read_newest(const Place& place, const std::string& tag, Types types) {
  if (auto kept = std::static_pointer_cast<const Dossier>(place.cache.find(dossiers, tag, place.resting))) return kept;
  const Sequence begun = place.cache.begin();
  auto newest = read(place.view, tag, types, place.view.size());
  if (newest) place.cache.keep(dossiers, tag, place.resting, begun, *newest, bytes_of(**newest));
  return newest;
}

}  // namespace

void Entry::append_to(std::vector<Sequence>& because) const {
  because.push_back(sequence);
  because.insert(because.end(), event.amended_by.begin(), event.amended_by.end());
}

Result<DossierPointer> newest_dossier(const core::log::View& view, const std::string& tag, Types types) {
  const auto place = place_of(view, tag, types);
  return place ? read_newest(*place, tag, types) : read(view, tag, types, view.size());
}

Result<Entries> dossier(const core::log::View& view, const std::string& tag, Types types, Sequence known_at) {
  if (const auto place = place_of(view, tag, types)) {
    auto newest = read_newest(*place, tag, types);
    if (!newest) return fail(std::move(newest.error()));
    if ((*newest)->changed <= known_at) return entries_of(std::move(*newest));
  }
  auto known = read(view, tag, types, known_at);
  if (!known) return fail(std::move(known.error()));
  return entries_of(std::move(*known));
}

Result<void> read_ahead(const core::log::View& view, std::span<const std::string> tags, Types types) {
  auto* const cache = view.cache();
  if (cache == nullptr) return {};
  const auto resting = resting_on(types);
  const Sequence begun = cache->begin();
  std::vector<std::string> missing;
  for (const auto& tag : tags) {
    if (!cache->find(dossiers, tag, resting)) missing.push_back(tag);
  }
  auto indexed = find_indexed(view, missing, types, view.size());
  if (!indexed) return fail(std::move(indexed.error()));
  auto read = read_each(view, missing, types, std::move(*indexed), view.size());
  if (!read) return fail(std::move(read.error()));
  for (std::size_t i = 0; i < missing.size(); ++i) {
    auto dossier = std::make_shared<const Dossier>(std::move((*read)[i]));
    cache->keep(dossiers, missing[i], resting, begun, dossier, bytes_of(*dossier));
  }
  return {};
}

}  // namespace careledger::projections::record
