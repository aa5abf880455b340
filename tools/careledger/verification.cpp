#include "tools/careledger/verification.hpp"

#include "api/auth/sight.hpp"
#include "core/crypto/encoding.hpp"
#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"
#include "core/merkle/hash.hpp"
#include "core/merkle/tile.hpp"
#include "events/commissioning/awards.hpp"
#include "events/commissioning/requirements.hpp"
#include "events/vocabulary.hpp"
#include "projections/record/amendments.hpp"
#include "projections/replay/replay.hpp"

#include <algorithm>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;
using core::Result;
using core::event::Sequence;
using events::commissioning::AwardMade;
using events::commissioning::PlacementMade;
using events::commissioning::RequirementPublished;
namespace json = core::json;
namespace merkle = core::merkle;

constexpr std::uint64_t each_nth_report = 4'096;

std::string event_named(Sequence sequence) {
  return "event " + std::to_string(sequence);
}

/// A service's segments as its history answers them, but for texts that follow from the rule's id.
std::string segments_of(const projections::services::Service& service) {
  std::string text;
  json::Writer out(text);
  out.begin_array();
  const auto& segments = service.history.segments;
  for (const auto& segment : segments) {
    out.begin_object().name("because").begin_array();
    for (const auto sequence : segment.because) out.string(std::to_string(sequence));
    out.end_array()
        .member("band", projections::ratings::text(segment.band))
        .member("rule", segment.rule)
        .name("scheme");
    segment.scheme.empty() ? out.null() : out.string(segment.scheme);
    out.name("score");
    segment.score ? out.string(segment.score->text()) : out.null();
    out.name("since");
    segment.since ? out.string(core::time::format(*segment.since)) : out.null();
    out.end_object();
  }
  out.end_array();
  return text;
}

std::string segments_of(json::Value answer) {
  std::string text;
  json::Writer out(text);
  out.begin_array();
  const auto segments = answer.find("segments");
  if (segments && segments->is_array()) {
    for (const auto segment : segments->elements()) {
      const auto member = [&](std::string_view name) {
        const auto value = segment.find(name);
        out.name(name);
        value ? out.raw(json::canonical(*value)) : out.null();
      };
      out.begin_object();
      member("because");
      member("band");
      const auto rule = segment.find("rule");
      const auto id = rule ? rule->find("id") : std::nullopt;
      out.name("rule");
      id ? out.raw(json::canonical(*id)) : out.null();
      member("scheme");
      member("score");
      member("since");
      out.end_object();
    }
  }
  out.end_array();
  return text;
}

}  // namespace

Result<std::string> Verification::fetch(const std::string& target) {
  auto answer = client_.get(target, "*/*");
  if (!answer) return fail(std::move(answer.error()));
  if (answer->status != 200) {
    return fail(Fault::corrupt, target + " answers " + std::to_string(answer->status) + " " + answer->body);
  }
  return std::move(answer->body);
}

Result<void> Verification::run() {
  for (const auto step :
       {&Verification::check_checkpoint, &Verification::check_leaves, &Verification::check_upper_tiles,
        &Verification::check_identities, &Verification::check_tags, &Verification::check_histories}) {
    if (auto good = (this->*step)(); !good) return good;
  }
  return {};
}

Result<void> Verification::check_checkpoint() {
  if (verifier_key_.empty()) {
    auto key = fetch("/log/key");
    if (!key) return fail(std::move(key.error()));
    verifier_key_ = key->substr(0, key->find('\n'));
  }
  const auto note = fetch("/log/checkpoint");
  if (!note) return fail(note.error());
  auto checkpoint = merkle::open_checkpoint(*note, verifier_key_);
  if (!checkpoint) return fail(Fault::corrupt, "the checkpoint: " + checkpoint.error().detail);
  checkpoint_ = std::move(*checkpoint);
  return {};
}

Result<void> Verification::check_leaves() {
  leaves_.reserve(checkpoint_.size);
  upper_.assign(1, {});
  for (std::uint64_t index = 0; merkle::width_at({.level = 0, .index = index}, checkpoint_.size) > 0; ++index) {
    if (auto good = check_bundle(index, merkle::width_at({.level = 0, .index = index}, checkpoint_.size)); !good)
      return good;
    if (leaves_.size() % each_nth_report == 0) progress_("leaves", leaves_.size(), checkpoint_.size);
  }
  progress_("leaves", leaves_.size(), checkpoint_.size);
  if (frontier_.root() != checkpoint_.root)
    return fail(Fault::corrupt, "the root over the leaves is not the one that was signed");
  return {};
}

Result<void> Verification::check_bundle(std::uint64_t index, unsigned width) {
  const auto entries_path = merkle::to_text({.tile = {.level = 0, .index = index}, .width = width, .entries = true});
  const auto tile_path = merkle::to_text({.tile = {.level = 0, .index = index}, .width = width});
  const auto bundle = fetch("/log/" + entries_path);
  if (!bundle) return fail(bundle.error());
  const auto tile = fetch("/log/" + tile_path);
  if (!tile) return fail(tile.error());
  const auto entries = merkle::decode_entries(*bundle);
  if (!entries || entries->size() != width)
    return fail(Fault::corrupt, entries_path + " has not " + std::to_string(width) + " entries");
  std::string hashes;
  for (const auto leaf : *entries) {
    const auto hash = merkle::leaf_hash(leaf);
    frontier_.append(hash);
    hashes += core::crypto::bytes(hash);
    if (auto good = check_leaf(frontier_.size(), leaf); !good) return good;
    leaves_.emplace_back(leaf);
  }
  if (hashes != *tile) return fail(Fault::corrupt, tile_path + " does not hold the hashes of its entries");
  if (width == merkle::tile_width) upper_[0] += core::crypto::bytes(merkle::perfect_root(hashes));
  return {};
}

Result<void> Verification::check_leaf(Sequence sequence, std::string_view leaf) {
  const auto strict = parser_.parse(leaf);
  if (!strict || json::canonical(*strict) != leaf)
    return fail(Fault::corrupt, event_named(sequence) + " is not in canonical form");
  const auto event = core::event::read_stored(leaf, parser_);
  if (!event) return fail(Fault::corrupt, event_named(sequence) + ": " + event.error().detail);
  if (event->sequence != sequence)
    return fail(Fault::corrupt, event_named(sequence) + " says that it is " + event_named(event->sequence));
  if (event->recorded <= recorded_)
    return fail(Fault::corrupt, event_named(sequence) + " was recorded before the one ahead of it");
  recorded_ = event->recorded;
  const auto* const type = events::vocabulary().find(event->type);
  if (type == nullptr)
    return fail(Fault::corrupt, event_named(sequence) + " is of a type that this program does not know");
  std::vector<core::PointedError> errors;
  const auto content = type->read(event->data, core::event::Origin::stored, nullptr, "/data", errors);
  if (!content)
    return fail(Fault::corrupt, event_named(sequence) + ": " + errors.front().pointer + " " + errors.front().detail);
  const auto sealed = is_sealed(sequence, event->type);
  if (!sealed) return fail(sealed.error());
  if (*sealed) {
    sealed_.insert(sequence);
    return {};
  }
  // An amendment also has the tags of what it amends, which the index alone knows: it is left out on both sides.
  if (projections::record::is_amendment(event->type)) return {};
  for (const auto& tag : indexed_under(event->type, content->tags)) {
    auto& [count, sum] = tags_[tag];
    ++count;
    sum += sequence;
  }
  return {};
}

std::vector<std::string> Verification::indexed_under(std::string_view type, std::vector<std::string> tags) {
  const auto names_package = [](const std::string& tag) { return tag.starts_with("package:"); };
  const auto package = std::ranges::find_if(tags, names_package);
  if (package == tags.end() || type == RequirementPublished::type) return tags;
  if (type == AwardMade::type || type == PlacementMade::type) {
    making_[*package] = tags;
    return tags;
  }
  if (const auto making = making_.find(*package); making != making_.end()) {
    for (const auto& tag : making->second) {
      if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(tag);
    }
  }
  return tags;
}

Result<bool> Verification::is_sealed(Sequence sequence, std::string_view type) {
  if (!api::auth::Sight::may_hide(type)) return false;
  const auto answer = client_.get("/v1/events/" + std::to_string(sequence), "*/*");
  if (!answer) return fail(answer.error());
  return answer->status == 404;
}

Result<void> Verification::check_upper_tiles() {
  for (unsigned level = 1; !upper_[level - 1].empty(); ++level) {
    const std::string hashes = std::move(upper_[level - 1]);
    upper_.emplace_back();
    for (std::uint64_t index = 0;; ++index) {
      const unsigned width = merkle::width_at({.level = level, .index = index}, checkpoint_.size);
      if (width == 0) break;
      const auto path = merkle::to_text({.tile = {.level = level, .index = index}, .width = width});
      const auto tile = fetch("/log/" + path);
      if (!tile) return fail(tile.error());
      const auto wanted = hashes.substr(index * merkle::tile_bytes, width * merkle::hash_bytes);
      if (*tile != wanted) return fail(Fault::corrupt, path + " does not hold the roots of the tiles below it");
      if (width == merkle::tile_width) upper_[level] += core::crypto::bytes(merkle::perfect_root(wanted));
    }
  }
  return {};
}

Result<void> Verification::check_identities() {
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    if (sealed_.contains(i + 1)) continue;
    const auto event = core::event::read_stored(leaves_[i], parser_);
    if (!event) return fail(event.error());
    const auto found = fetch("/v1/events?source=" + encoded(event->source) + "&id=" + encoded(event->id));
    if (!found) return fail(found.error());
    // Others may have sent another event under it while they could not know of the first.
    if (found->find(leaves_[i]) == std::string::npos) {
      return fail(Fault::corrupt, "the identity of " + event_named(i + 1) + " leads to another event, or to none");
    }
    if (i % each_nth_report == 0) progress_("identities", i, leaves_.size());
  }
  progress_("identities", leaves_.size(), leaves_.size());
  return {};
}

Result<void> Verification::check_tags() {
  std::uint64_t done = 0;
  for (const auto& [tag, wanted] : tags_) {
    TagSum found;
    std::string target = "/v1/events?limit=1000&tag=" + encoded(tag);
    while (!target.empty()) {
      const auto page = fetch(target);
      if (!page) return fail(page.error());
      const auto value = parser_.parse_trusted(*page);
      const auto events = value ? value->find("events") : std::nullopt;
      if (!events) return fail(Fault::corrupt, target + " can't be read");
      for (const auto event : events->elements()) {
        const auto sequence = std::strtoull(std::string(event.find("sequence")->string()).c_str(), nullptr, 10);
        if (sequence > checkpoint_.size || projections::record::is_amendment(event.find("type")->string())) continue;
        ++found.count;
        found.sum += sequence;
      }
      const auto next = value->find("next");
      target = next ? "/v1/events?limit=1000&next=" + encoded(next->string()) : std::string();
    }
    if (found != wanted) {
      return fail(Fault::corrupt, "the index of the tag " + tag + " has " + std::to_string(found.count) +
                                      " events where there are " + std::to_string(wanted.count) + ", or others");
    }
    if (++done % each_nth_report == 0) progress_("tags", done, tags_.size());
  }
  progress_("tags", tags_.size(), tags_.size());
  return {};
}

Result<void> Verification::check_histories() {
  const auto log = core::log::make_memory_log();
  const core::log::Head head{.size = leaves_.size(), .root = checkpoint_.root, .recorded = recorded_};
  const auto appended = log->append(leaves_, head, {});
  if (!appended) return fail(appended.error());
  leaves_ = {};
  const auto market = projections::replay::replay(*log, 2, nullptr);
  if (!market) return fail(market.error());
  services_ = market->services.size();
  std::uint64_t done = 0;
  for (const auto& service : market->services) {
    const auto answer =
        fetch("/v1/services/" + encoded(service->id) + "/rating/history?known_at=" + std::to_string(checkpoint_.size));
    if (!answer) return fail(answer.error());
    const auto value = parser_.parse_trusted(*answer);
    if (!value || segments_of(*value) != segments_of(*service)) {
      return fail(Fault::corrupt, "the history of the service " + service->id + " is not what its events come to");
    }
    if (++done % each_nth_report == 0) progress_("histories", done, services_);
  }
  progress_("histories", services_, services_);
  return {};
}

}  // namespace careledger::tools
