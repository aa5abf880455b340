#include "projections/record/indexed.hpp"

#include "core/log/index.hpp"
#include "events/vocabulary.hpp"

#include <algorithm>

namespace careledger::projections::record {

using core::fail;
using core::log::Family;

Result<void> add_indexed(const core::log::View& view, const std::string& tag, std::string_view type, Sequence known_at,
                         std::vector<Sequence>& found) {
  const auto pairs =
      view.collect(Family::tags, core::log::tag_key(tag, type, 0), core::log::tag_key(tag, type, known_at + 1));
  if (!pairs) return fail(pairs.error());
  for (const auto& [key, unused] : *pairs) {
    found.push_back(core::log::sequence_of(std::string_view(key).substr(key.size() - 8)));
  }
  return {};
}

Result<void> add_all_indexed(const core::log::View& view, const std::string& tag, Sequence known_at,
                             const std::function<bool(std::string_view type)>& wanted, std::vector<Sequence>& found) {
  const auto pairs = view.collect(Family::tags, tag + '\0', tag + '\1');
  if (!pairs) return fail(pairs.error());
  for (const auto& [key, unused] : *pairs) {
    const std::string_view rest = std::string_view(key).substr(tag.size() + 1);
    const Sequence sequence = core::log::sequence_of(rest.substr(rest.size() - 8));
    if (sequence <= known_at && wanted(rest.substr(0, rest.size() - 9))) found.push_back(sequence);
  }
  return {};
}

Result<Amended> amended_under(const core::log::View& view, const std::string& tag, Sequence known_at) {
  std::vector<Sequence> amending;
  for (const auto type : {corrected_type, retracted_type}) {
    if (auto added = add_indexed(view, tag, type, known_at, amending); !added) return fail(std::move(added.error()));
  }
  const ViewedAmendments amendments(view);
  Amended amended;
  auto& roots = amended.roots;
  for (const Sequence amendment : amending) {
    amended.changed = std::max(amended.changed, amendment);
    const auto chain = chain_from(amendments, amendment, {known_at});
    if (!chain) return fail(chain.error());
    roots.insert(roots.end(), chain->roots.begin(), chain->roots.end());
  }
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  return amended;
}

Result<bool> is_named(const core::log::View& view, const std::string& tag, Sequence known_at) {
  // A seek a type, so that a tag of many events costs no more than one of few.
  for (const auto* const type : events::vocabulary().all()) {
    const auto last = view.last_key(Family::tags, core::log::tag_key(tag, type->name(), 0),
                                    core::log::tag_key(tag, type->name(), known_at + 1));
    if (!last) return fail(last.error());
    if (*last) return true;
  }
  return false;
}

}  // namespace careledger::projections::record
