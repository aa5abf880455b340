#include "projections/record/dossier.hpp"

#include "projections/record/indexed.hpp"

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

}  // namespace

void Entry::append_to(std::vector<Sequence>& because) const {
  because.push_back(sequence);
  because.insert(because.end(), event.amended_by.begin(), event.amended_by.end());
}

Result<std::vector<Entry>> dossier(const core::log::View& view, const std::string& tag,
                                   std::span<const std::string_view> types, Sequence known_at) {
  const ViewedAmendments amendments(view);
  std::vector<Sequence> found;
  if (types.empty()) {
    const auto is_not_amendment = [](std::string_view type) { return !is_amendment(type); };
    auto added = add_all_indexed(view, tag, known_at, is_not_amendment, found);
    if (!added) return fail(std::move(added.error()));
  }
  for (const auto type : types) {
    if (auto added = add_indexed(view, tag, type, known_at, found); !added) return fail(std::move(added.error()));
  }
  // What an amendment brings here is found under the amendment, which has the tags of before and after.
  std::vector<Sequence> amended;
  if (!tag.empty()) {
    auto roots = amended_under(view, tag, known_at);
    if (!roots) return fail(std::move(roots.error()));
    amended = std::move(*roots);
    found.insert(found.end(), amended.begin(), amended.end());
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());

  std::vector<Entry> entries;
  entries.reserve(found.size());
  for (const Sequence sequence : found) {
    auto read = effective(amendments, sequence, known_at);
    if (!read) return fail(std::move(read.error()));
    if (!*read) continue;
    if (!types.empty() && std::find(types.begin(), types.end(), (*read)->type) == types.end()) continue;
    if (std::binary_search(amended.begin(), amended.end(), sequence)) {
      const auto about = is_about(**read, tag);
      if (!about) return fail(about.error());
      if (!*about) continue;
    }
    entries.push_back({.sequence = sequence, .event = std::move(**read)});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.event.time != b.event.time ? a.event.time < b.event.time : a.sequence < b.sequence;
  });
  return entries;
}

}  // namespace careledger::projections::record
