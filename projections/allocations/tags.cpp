#include "projections/allocations/tags.hpp"

#include "core/log/index.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/requirements.hpp"
#include "projections/facts/facts.hpp"

#include <algorithm>
#include <array>
#include <memory>

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

using Tags = std::vector<std::string>;

constexpr std::array<std::string_view, 2> making{AwardMade::type, PlacementMade::type};
constexpr core::log::Shelf tags_of_makings{.name = "tags of making", .most_bytes = 16u << 20};

/// Of the last event that makes the package, as it was written; none where none does.
Result<Tags> read_tags_of_making(const core::log::View& view, const std::string& tag) {
  Sequence last = 0;
  for (const auto type : making) {
    const auto key = view.last_key(core::log::Family::tags, core::log::tag_key(tag, type, 0),
                                   core::log::tag_key(tag, type, view.size() + 1));
    if (!key) return fail(key.error());
    if (*key) last = std::max(last, core::log::sequence_of(std::string_view(**key).substr((*key)->size() - 8)));
  }
  if (last == 0) return Tags();
  const auto written = record::ViewedAmendments(view).as_written(last);
  if (!written) return fail(written.error());
  auto subjects = facts::subjects_of(*written);
  if (!subjects) return fail(std::move(subjects.error()));
  return std::move(subjects->tags);
}

/// The same, kept for the many events that come after.
Result<std::shared_ptr<const Tags>> tags_of_making(const core::log::View& view, const std::string& tag) {
  const auto& beneath = view.beneath(tag, making);
  auto* const cache = beneath.cache();
  if (cache != nullptr) {
    if (auto kept = std::static_pointer_cast<const Tags>(cache->find(tags_of_makings, tag, making))) return kept;
  }
  const Sequence begun = cache != nullptr ? cache->begin() : 0;
  auto read = read_tags_of_making(beneath, tag);
  if (!read) return fail(std::move(read.error()));
  auto tags = std::make_shared<const Tags>(std::move(*read));
  if (cache != nullptr)
    cache->keep(tags_of_makings, tag, making, begun, tags, sizeof(Tags) + tags->size() * sizeof(Tags));
  return tags;
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
  const auto of_making = tags_of_making(view, std::string(*found));
  if (!of_making) return fail(of_making.error());
  for (const auto& tag : **of_making) {
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  }
  return {};
}

}  // namespace careledger::projections::allocations
