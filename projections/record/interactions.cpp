#include "projections/record/interactions.hpp"

#include "projections/record/indexed.hpp"

#include <algorithm>
#include <functional>

namespace careledger::projections::record {
namespace {

using core::fail;
using core::Fault;

/// Adds the event if it belongs to the part.
Result<void> add_event(const core::log::View& view, Sequence sequence, const Part& part, const Moment& moment,
                       std::vector<Interaction>& found) {
  const auto leaf = view.leaf(sequence);
  if (!leaf) return fail(leaf.error());
  const auto tail = core::event::tail_of(*leaf);
  const auto time = tail ? core::time::parse_instant(tail->time) : fail(Fault::corrupt, "");
  if (!time) return fail(Fault::corrupt, "event " + std::to_string(sequence) + " does not end as events do");
  if (*time > moment.at || (part.from && *time < *part.from) || (part.to && *time >= *part.to)) return {};
  if (!part.types.empty() && !part.types.contains(tail->type)) return {};
  found.push_back({.time = *time, .sequence = sequence});
  return {};
}

}  // namespace

Result<std::vector<Interaction>> interactions(const core::log::View& view, std::span<const std::string> tags,
                                              const Part& part, const Moment& moment, const Sees& sees) {
  auto related = related_to(view, tags, moment.known_at, sees);
  if (!related) return fail(std::move(related.error()));
  std::vector<Sequence> sequences = std::move(related->untagged);
  const auto wanted = [&part](std::string_view type) { return part.types.empty() || part.types.contains(type); };
  for (const auto& tag : related->tags) {
    if (auto added = add_all_indexed(view, tag, moment.known_at, wanted, sequences); !added)
      return fail(std::move(added.error()));
    const auto amended = amended_under(view, tag, moment.known_at);
    if (!amended) return fail(amended.error());
    sequences.insert(sequences.end(), amended->roots.begin(), amended->roots.end());
  }
  std::sort(sequences.begin(), sequences.end());
  sequences.erase(std::unique(sequences.begin(), sequences.end()), sequences.end());
  std::vector<Interaction> found;
  for (const Sequence sequence : sequences) {
    if (auto added = add_event(view, sequence, part, moment, found); !added) return fail(std::move(added.error()));
  }
  std::sort(found.begin(), found.end(), std::greater<>{});
  return found;
}

}  // namespace careledger::projections::record
