#include "projections/allocations/tags.hpp"

#include "core/log/index.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/requirements.hpp"
#include "projections/facts/facts.hpp"

#include <algorithm>

namespace careledger::projections::allocations {
namespace {

using core::fail;
using core::Result;
using core::event::Sequence;
using events::commissioning::AwardMade;
using events::commissioning::PlacementMade;
using events::commissioning::RequirementPublished;

constexpr std::string_view package_prefix = "package:";

/// What makes a package names all of it itself; a requirement that replaces one is about another.
bool stands_alone(std::string_view type) {
  return type == AwardMade::type || type == PlacementMade::type || type == RequirementPublished::type;
}

/// Whether the event, or all that it amends in the end, stands alone.
Result<bool> is_alone(const core::event::Stored& event, const core::log::View& view) {
  if (!record::is_amendment(event.type)) return stands_alone(event.type);
  const record::ViewedAmendments amendments(view);
  const auto chain =
      record::chain_from(amendments, record::target_of(event.type, event.data), {event.sequence - 1, event.sequence});
  if (!chain) return fail(chain.error());
  for (const Sequence root : chain->roots) {
    const auto written = amendments.as_written(root);
    if (!written) return fail(written.error());
    if (!stands_alone(written->type)) return false;
  }
  return true;
}

/// The last event that makes the package, as it was written; nothing where none does.
Result<std::optional<record::Effective>> maker_of(const core::log::View& view, const std::string& tag) {
  Sequence last = 0;
  for (const auto type : {AwardMade::type, PlacementMade::type}) {
    const auto key = view.last_key(core::log::Family::tags, core::log::tag_key(tag, type, 0),
                                   core::log::tag_key(tag, type, view.size() + 1));
    if (!key) return fail(key.error());
    if (*key) last = std::max(last, core::log::sequence_of(std::string_view(**key).substr((*key)->size() - 8)));
  }
  if (last == 0) return std::nullopt;
  auto written = record::ViewedAmendments(view).as_written(last);
  if (!written) return fail(std::move(written.error()));
  return std::move(*written);
}

}  // namespace

Result<void> add_award_tags(const core::event::Stored& event, const core::log::View& view,
                            std::vector<std::string>& tags) {
  const auto names_package = [](const std::string& tag) { return tag.starts_with(package_prefix); };
  const auto found = std::find_if(tags.begin(), tags.end(), names_package);
  if (found == tags.end()) return {};
  const auto alone = is_alone(event, view);
  if (!alone) return fail(alone.error());
  if (*alone) return {};
  const auto maker = maker_of(view, std::string(*found));
  if (!maker) return fail(maker.error());
  if (!*maker) return {};
  const auto subjects = facts::subjects_of(**maker);
  if (!subjects) return fail(subjects.error());
  for (const auto& tag : subjects->tags) {
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  }
  return {};
}

}  // namespace careledger::projections::allocations
