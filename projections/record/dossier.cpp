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

/// A dossier, and the last sequence that changed it.
struct Dossier {
  std::vector<Entry> entries;
  Sequence changed = 0;

  [[nodiscard]] std::size_t bytes() const {
    std::size_t bytes = sizeof(Dossier);
    for (const auto& entry : entries) bytes += sizeof(Entry) + entry.event.type.size() + entry.event.data.size();
    return bytes;
  }
};
constexpr std::string_view dossier_name = "dossier";
using DossierPointer = std::shared_ptr<const Dossier>;

Result<Dossier> read(const core::log::View& view, const std::string& tag, std::span<const std::string_view> types,
                     Sequence known_at) {
  auto indexed = find_indexed(view, tag, types, known_at);
  if (!indexed) return fail(std::move(indexed.error()));
  // What an amendment brings here is found under the amendment, which has the tags of before and after.
  const auto under = amended_by(view, indexed->amendments, known_at);
  if (!under) return fail(under.error());
  const auto& amended = *under;
  auto& found = indexed->events;
  found.insert(found.end(), amended.roots.begin(), amended.roots.end());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());

  const auto amendments = AmendmentsOf::find(view, found);
  if (!amendments) return fail(amendments.error());
  Dossier dossier{.entries = {}, .changed = std::max(amended.changed, found.empty() ? 0 : found.back())};
  auto& entries = dossier.entries;
  entries.reserve(found.size());
  for (const Sequence sequence : found) {
    auto read = effective(*amendments, sequence, known_at);
    if (!read) return fail(std::move(read.error()));
    if (!*read) continue;
    if (!types.empty() && std::find(types.begin(), types.end(), (*read)->type) == types.end()) continue;
    if (std::binary_search(amended.roots.begin(), amended.roots.end(), sequence)) {
      const auto about = is_about(**read, tag);
      if (!about) return fail(about.error());
      if (!*about) continue;
    }
    entries.push_back({.sequence = sequence, .event = std::move(**read)});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.event.time != b.event.time ? a.event.time < b.event.time : a.sequence < b.sequence;
  });
  return dossier;
}

/// As all that is committed has it. `resting_on`: the types, and those of amendments.
Result<DossierPointer> read_newest(const core::log::View& view, core::log::TagCache& cache, const std::string& tag,
                                   core::log::TagCache::Types resting_on, std::span<const std::string_view> types) {
  if (auto kept = std::static_pointer_cast<const Dossier>(cache.find(dossier_name, tag, resting_on))) return kept;
  const Sequence begun = cache.begin();
  auto newest = read(view, tag, types, view.size());
  if (!newest) return fail(std::move(newest.error()));
  auto dossier = std::make_shared<const Dossier>(std::move(*newest));
  cache.keep(dossier_name, tag, resting_on, begun, dossier, dossier->bytes());
  return dossier;
}

Entries entries_of(DossierPointer dossier) {
  const auto* const entries = &dossier->entries;
  return {std::move(dossier), entries};
}

}  // namespace

void Entry::append_to(std::vector<Sequence>& because) const {
  because.push_back(sequence);
  because.insert(because.end(), event.amended_by.begin(), event.amended_by.end());
}

Result<Entries> dossier(const core::log::View& view, const std::string& tag, std::span<const std::string_view> types,
                        Sequence known_at) {
  // Of all events of a type there are too many to keep, and always new ones.
  if (!tag.empty() && !types.empty()) {
    boost::container::small_vector<std::string_view, 8> resting_on(types.begin(), types.end());
    resting_on.insert(resting_on.end(), {corrected_type, retracted_type});
    const auto& beneath = view.beneath(tag, resting_on);
    if (auto* const cache = beneath.cache(); cache != nullptr) {
      auto newest = read_newest(beneath, *cache, tag, resting_on, types);
      if (!newest) return fail(std::move(newest.error()));
      if ((*newest)->changed <= known_at) return entries_of(std::move(*newest));
    }
  }
  auto known = read(view, tag, types, known_at);
  if (!known) return fail(std::move(known.error()));
  return entries_of(std::make_shared<const Dossier>(std::move(*known)));
}

}  // namespace careledger::projections::record
