#include "projections/record/amendments.hpp"

#include "core/json/canonical.hpp"
#include "events/vocabulary.hpp"

#include <algorithm>
#include <charconv>

namespace careledger::projections::record {
namespace {

namespace json = core::json;
using core::fail;
using core::Fault;

constexpr std::string_view event_prefix = "event:";

std::string amended_prefix(Sequence target) {
  std::string key(event_prefix);
  core::log::append_key(key, target);
  return key;
}

Result<void> apply_correction(Effective& event, std::string_view correction) {
  json::Parser correction_parser;
  json::Parser target_parser;
  const auto parsed = correction_parser.parse_trusted(correction);
  const auto target = target_parser.parse_trusted(event.data);
  if (!parsed || !target) return fail(Fault::corrupt, "the data of a stored event is not JSON");
  if (const auto patch = parsed->find("data")) event.data = json::merge_patch(*target, *patch);
  if (const auto time = parsed->find("time"); time && time->is_string()) {
    const auto instant = core::time::parse_instant(time->string());
    if (!instant) return fail(Fault::corrupt, "a correction holds a time that is none");
    event.time = *instant;
  }
  return {};
}

}  // namespace

std::string amendment_key(Sequence target, Sequence amendment) {
  std::string key = amended_prefix(target);
  core::log::append_key(key, amendment);
  return key;
}

Result<std::vector<Sequence>> ViewedAmendments::naming(Sequence target) const {
  std::string upper = amended_prefix(target);
  core::log::append_key(upper, ~Sequence{0});
  const auto pairs = view_.collect(core::log::Family::facts, amended_prefix(target), upper);
  if (!pairs) return fail(pairs.error());
  std::vector<Sequence> sequences;
  for (const auto& [key, unused] : *pairs) {
    sequences.push_back(core::log::sequence_of(std::string_view(key).substr(key.size() - 8)));
  }
  return sequences;
}

Result<AmendmentsOf> AmendmentsOf::find(const core::log::View& view, std::span<const Sequence> targets) {
  AmendmentsOf amendments(view, targets);
  if (targets.empty()) return amendments;
  const auto end = amended_prefix(targets.back() + 1);
  auto target = targets.begin();
  auto visited = view.leap(core::log::Family::facts, amended_prefix(targets.front()), end,
                           [&](std::string_view key, std::string_view /*unused*/) {
                             const Sequence named = core::log::sequence_of(key.substr(event_prefix.size(), 8));
                             target = std::lower_bound(target, targets.end(), named);
                             if (target == targets.end()) return std::string(end);
                             if (*target != named) return amended_prefix(*target);
                             amendments.found_.emplace_back(named, core::log::sequence_of(key.substr(key.size() - 8)));
                             return std::string();
                           });
  if (!visited) return fail(std::move(visited.error()));
  return amendments;
}

Result<std::vector<Sequence>> AmendmentsOf::naming(Sequence target) const {
  if (!std::binary_search(targets_.begin(), targets_.end(), target)) return ViewedAmendments::naming(target);
  std::vector<Sequence> sequences;
  for (auto each = std::lower_bound(found_.begin(), found_.end(), std::pair(target, Sequence{0}));
       each != found_.end() && each->first == target; ++each) {
    sequences.push_back(each->second);
  }
  return sequences;
}

Result<Effective> ViewedAmendments::as_written(Sequence sequence) const {
  const auto leaf = view_.leaf(sequence);
  if (!leaf) return fail(leaf.error());
  // A leaf is canonical, and so is its part: most need no parsing.
  const auto tail = core::event::tail_of(*leaf);
  const auto part = core::event::data_of(*leaf);
  if (const auto time = tail ? core::time::parse_instant(tail->time) : fail(Fault::corrupt, ""); time && part) {
    return Effective{.type = std::string(tail->type), .time = *time, .data = std::string(*part)};
  }
  json::Parser parser;
  const auto stored = core::event::read_stored(*leaf, parser);
  if (!stored) return fail(stored.error());
  return Effective{.type = std::string(stored->type), .time = stored->time, .data = json::canonical(stored->data)};
}

Result<std::vector<std::string>> tags_of(std::string_view type, json::Value data) {
  const auto* const known = events::vocabulary().find(type);
  std::vector<core::PointedError> errors;
  auto content =
      known != nullptr ? known->read(data, core::event::Origin::stored, nullptr, "/data", errors) : std::nullopt;
  if (!content) return fail(Fault::corrupt, "an event of type " + std::string(type) + " can't be read");
  return std::move(content->tags);
}

Sequence sequence_of(std::string_view digits) {
  Sequence sequence = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
  return sequence;
}

Sequence target_of(std::string_view type, json::Value data) {
  return sequence_of(data.text(type == corrected_type ? "corrects" : "retracts"));
}

Result<std::optional<Effective>> effective(const Amendments& amendments, Sequence target, Sequence known_at) {
  if (target > known_at) return std::nullopt;
  auto event = amendments.as_written(target);
  if (!event) return fail(std::move(event.error()));
  const auto naming = amendments.naming(target);
  if (!naming) return fail(naming.error());
  for (const Sequence sequence : *naming) {
    if (sequence <= target) return fail(Fault::corrupt, "an amendment comes before what it amends");
    auto amendment = effective(amendments, sequence, known_at);
    if (!amendment) return amendment;
    if (!*amendment) continue;
    json::Parser parser;
    const auto data = parser.parse_trusted((*amendment)->data);
    // A corrected amendment may by now name another event.
    if (!data || target_of((*amendment)->type, *data) != target) continue;
    if ((*amendment)->type == retracted_type) return std::nullopt;
    if (auto applied = apply_correction(*event, (*amendment)->data); !applied) return fail(std::move(applied.error()));
    auto& by = event->amended_by;
    by.push_back(sequence);
    by.insert(by.end(), (*amendment)->amended_by.begin(), (*amendment)->amended_by.end());
  }
  std::sort(event->amended_by.begin(), event->amended_by.end());
  return std::optional(std::move(*event));
}

Result<Chain> chain_from(const Amendments& amendments, Sequence sequence, std::initializer_list<Sequence> known_at) {
  Chain chain;
  std::vector<Sequence> reached{sequence};
  const auto follow = [&](const Effective& amendment, Sequence at) -> Result<void> {
    json::Parser parser;
    const auto data = parser.parse_trusted(amendment.data);
    const Sequence target = data ? target_of(amendment.type, *data) : 0;
    if (target == 0 || target >= at) return fail(Fault::corrupt, "an amendment names no earlier event");
    chain.links.push_back({at, target});
    if (std::find(reached.begin(), reached.end(), target) == reached.end()) reached.push_back(target);
    return {};
  };
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const Sequence at = reached[i];
    const auto written = amendments.as_written(at);
    if (!written) return fail(written.error());
    if (!is_amendment(written->type)) {
      chain.roots.push_back(at);
      continue;
    }
    if (auto followed = follow(*written, at); !followed) return fail(std::move(followed.error()));
    for (const Sequence then : known_at) {
      const auto read = effective(amendments, at, then);
      if (!read) return fail(read.error());
      if (!*read) continue;
      if (auto followed = follow(**read, at); !followed) return fail(std::move(followed.error()));
    }
  }
  std::sort(chain.roots.begin(), chain.roots.end());
  return chain;
}

}  // namespace careledger::projections::record
