#include "projections/record/indexed.hpp"

#include "core/log/index.hpp"
#include "events/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::record {

using core::fail;
using core::log::Family;

namespace {

Sequence sequence_at_end_of(std::string_view key) {
  return core::log::sequence_of(key.substr(key.size() - 8));
}

/// What some keys begin with, and of which tag they are.
struct Prefix {
  std::string text;
  std::size_t tag = 0;  // its place
  bool of_amendments = false;
};

/// Of each of the types, and of amendments for a tag that is one. Ascending.
std::vector<Prefix> prefixes_of(std::span<const std::string> tags, std::span<const std::string_view> types) {
  std::vector<Prefix> prefixes;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const auto add = [&](std::string_view type) {
      prefixes.push_back({.text = core::log::tag_prefix(tags[i], type), .tag = i, .of_amendments = is_amendment(type)});
    };
    for (const auto type : types) add(type);
    if (tags[i].empty()) continue;
    for (const auto type : {corrected_type, retracted_type}) add(type);
  }
  std::sort(prefixes.begin(), prefixes.end(), [](const Prefix& a, const Prefix& b) { return a.text < b.text; });
  return prefixes;
}

Result<Indexed> find_all_indexed(const core::log::View& view, const std::string& tag, Sequence known_at) {
  Indexed found;
  auto visited =
      view.visit(Family::tags, tag + '\0', tag + '\1', [&](std::string_view key, std::string_view /*unused*/) {
        const Sequence sequence = sequence_at_end_of(key);
        if (sequence > known_at) return;
        const auto type = key.substr(tag.size() + 1, key.size() - tag.size() - 10);
        if (!is_amendment(type)) {
          found.events.push_back(sequence);
        } else if (!tag.empty()) {
          found.amendments.push_back(sequence);
        }
      });
  if (!visited) return fail(std::move(visited.error()));
  return found;
}

}  // namespace

Result<std::vector<Indexed>> find_indexed(const core::log::View& view, std::span<const std::string> tags,
                                          std::span<const std::string_view> types, Sequence known_at) {
  std::vector<Indexed> found(tags.size());
  if (tags.empty()) return found;
  const auto prefixes = prefixes_of(tags, types);
  auto end = prefixes.back().text;
  end.back() = '\1';  // behind all that begin with it, as they go on with a NUL there
  auto prefix = prefixes.begin();
  const auto& begin = prefix->text;
  auto visited = view.leap(Family::tags, begin, end, [&](std::string_view key, std::string_view /*unused*/) {
    while (!key.starts_with(prefix->text)) {
      if (prefix->text > key) return prefix->text;
      if (++prefix == prefixes.end()) return end;
    }
    const Sequence sequence = sequence_at_end_of(key);
    if (sequence > known_at) return ++prefix == prefixes.end() ? end : prefix->text;
    auto& of_tag = found[prefix->tag];
    (prefix->of_amendments ? of_tag.amendments : of_tag.events).push_back(sequence);
    return std::string();
  });
  if (!visited) return fail(std::move(visited.error()));
  return found;
}

Result<Indexed> find_indexed(const core::log::View& view, const std::string& tag,
                             std::span<const std::string_view> types, Sequence known_at) {
  if (types.empty()) return find_all_indexed(view, tag, known_at);
  auto found = find_indexed(view, std::span(&tag, 1), types, known_at);
  if (!found) return fail(std::move(found.error()));
  return std::move(found->front());
}

Result<void> for_each_id(const core::log::View& view, std::string_view kind, std::string_view from,
                         const VisitId& visit) {
  const auto begin = std::string(kind).append(":");
  auto end = begin;
  ++end.back();
  Result<void> result;
  auto visited =
      view.leap(Family::tags, begin + std::string(from), end, [&](std::string_view key, std::string_view /*unused*/) {
        const auto id = key.substr(begin.size(), key.find('\0') - begin.size());
        const auto goes_on = visit(std::string(id));
        if (!goes_on) result = fail(goes_on.error());
        return goes_on && *goes_on ? std::string(key.substr(0, begin.size() + id.size())) + '\1' : end;
      });
  return visited ? result : visited;
}

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
  const auto found = find_indexed(view, tag, std::array{corrected_type, retracted_type}, known_at);
  if (!found) return fail(found.error());
  return amended_by(view, found->amendments, known_at);
}

Result<Amended> amended_by(const core::log::View& view, const std::vector<Sequence>& amending, Sequence known_at) {
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
