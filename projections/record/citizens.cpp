#include "projections/record/citizens.hpp"

#include "core/event/stored.hpp"
#include "core/log/index.hpp"
#include "projections/record/amendments.hpp"

namespace careledger::projections::record {
namespace {

using core::fail;
using core::Fault;
using core::Result;
using core::event::Sequence;

constexpr std::string_view citizen_prefix = "citizen:";
constexpr std::string_view event_prefix = "event:";

/// What makes a thing, and the member of its data that leads on to the citizen.
struct Maker {
  std::string_view kind;
  std::string_view type;
  std::string_view leads_by;
};
constexpr Maker makers[] = {
    {"requirement", "careledger.requirement.published", "citizen"},
    {"package", "careledger.award.made", "requirement"},
    {"package", "careledger.placement.made", "citizen"},
    {"offer", "careledger.offer.submitted", "requirement"},
};

std::string thing_of(std::string_view kind, std::string_view id) {
  return std::string(kind).append(":").append(id);
}

/// What the data of some event leads on to; empty where it is about nobody.
std::string behind_event(core::json::Value data) {
  for (const std::string_view kind : {"citizen", "requirement", "package", "offer"}) {
    if (const auto id = data.text(kind); !id.empty()) return thing_of(kind, id);
  }
  const auto corrected = data.text("corrects");
  return corrected.empty() ? std::string() : thing_of("event", corrected);
}

/// The last event of the type under the tag; 0 where there is none.
Result<Sequence> last_of(const core::log::View& view, const std::string& tag, std::string_view type) {
  const auto key = view.last_key(core::log::Family::tags, core::log::tag_key(tag, type, 0),
                                 core::log::tag_key(tag, type, view.size() + 1));
  if (!key) return fail(key.error());
  return *key ? core::log::sequence_of(std::string_view(**key).substr((*key)->size() - 8)) : 0;
}

Result<std::string> leads_to(const core::log::View& view, Sequence sequence, const Maker* maker) {
  const auto leaf = view.leaf(sequence);
  if (!leaf) return fail(leaf.error());
  core::json::Parser parser;
  const auto event = core::event::read_stored(*leaf, parser);
  if (!event) return fail(event.error());
  return maker == nullptr ? behind_event(event->data) : thing_of(maker->leads_by, event->data.text(maker->leads_by));
}

}  // namespace

void Citizens::note(std::string_view type, core::json::Value data) {
  for (const auto& maker : makers) {
    if (maker.type != type) continue;
    noted_.insert_or_assign(thing_of(maker.kind, data.text(maker.kind)),
                            thing_of(maker.leads_by, data.text(maker.leads_by)));
  }
}

Result<std::string> Citizens::committed(std::string_view thing) const {
  if (thing.starts_with(event_prefix)) {
    const Sequence sequence = sequence_of(thing.substr(event_prefix.size()));
    // What is not there admission refuses.
    return sequence == 0 || sequence > view_.size() ? std::string() : leads_to(view_, sequence, nullptr);
  }
  const auto kind = thing.substr(0, thing.find(':'));
  for (const auto& maker : makers) {
    if (maker.kind != kind) continue;
    const auto sequence = last_of(view_, std::string(thing), maker.type);
    if (!sequence) return fail(sequence.error());
    if (*sequence != 0) return leads_to(view_, *sequence, &maker);
  }
  return fail(Fault::not_found, "names no " + std::string(kind) + " that is known");
}

Result<std::string> Citizens::behind(std::string_view thing) const {
  std::string at(thing);
  // Each step leads to an earlier event, or from a package to its requirement: the way is short and has an end.
  while (!at.empty() && !at.starts_with(citizen_prefix)) {
    if (const auto found = noted_.find(at); found != noted_.end()) {
      at = found->second;
      continue;
    }
    auto next = committed(at);
    if (!next) return next;
    at = std::move(*next);
  }
  return at.empty() ? at : at.substr(citizen_prefix.size());
}

Result<std::string> Citizens::type_behind(std::string_view event) const {
  const Sequence sequence = event.starts_with(event_prefix) ? sequence_of(event.substr(event_prefix.size())) : 0;
  if (sequence == 0 || sequence > view_.size()) return std::string();
  const ViewedAmendments amendments(view_);
  const auto chain = chain_from(amendments, sequence, {view_.size()});
  if (!chain) return fail(chain.error());
  std::string type;
  for (const Sequence root : chain->roots) {
    auto written = amendments.as_written(root);
    if (!written) return fail(written.error());
    if (!type.empty() && written->type != type) return std::string();
    type = std::move(written->type);
  }
  return type;
}

}  // namespace careledger::projections::record
