#include "projections/record/admission.hpp"

#include "core/json/canonical.hpp"
#include "events/vocabulary.hpp"
#include "projections/policies/policy.hpp"
#include "projections/record/amendments.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace careledger::projections::record {
namespace {

using core::fail;
using core::Fault;
using core::PointedError;
namespace json = core::json;

constexpr std::array unamendable{
    std::string_view("careledger.citizen.erased"), std::string_view("careledger.words.erased"),
    std::string_view("careledger.hold.placed"), std::string_view("careledger.hold.released")};

/// The amendments of a view, and the candidate as if it were in.
class WithCandidate final : public ViewedAmendments {
 public:
  WithCandidate(const core::log::View& view, const core::event::Stored& candidate)
      : ViewedAmendments(view), candidate_(candidate) {}

  /// The candidate makes that amendment name the target.
  void add(Sequence target, Sequence amendment) { added_.emplace_back(target, amendment); }

  Result<std::vector<Sequence>> naming(Sequence target) const override {
    auto sequences = ViewedAmendments::naming(target);
    if (!sequences) return sequences;
    for (const auto& [named, amendment] : added_) {
      const auto at = std::lower_bound(sequences->begin(), sequences->end(), amendment);
      if (named == target && (at == sequences->end() || *at != amendment)) sequences->insert(at, amendment);
    }
    return sequences;
  }

  Result<Effective> as_written(Sequence sequence) const override {
    if (sequence != candidate_.sequence) return ViewedAmendments::as_written(sequence);
    return Effective{
        .type = std::string(candidate_.type), .time = candidate_.time, .data = json::canonical(candidate_.data)};
  }

 private:
  const core::event::Stored& candidate_;
  std::vector<std::pair<Sequence, Sequence>> added_;
};

core::Result<void> invalid(std::string pointer, std::string detail) {
  return fail({.fault = Fault::invalid_event,
               .detail = "the event is not valid",
               .errors = {{std::move(pointer), std::move(detail)}}});
}

core::Result<void> check_policy(json::Value data, const std::string& base) {
  const auto document = data.find("policy");
  if (!document) return {};
  auto policy = policies::parse_policy(*document, base + "/policy");
  if (!policy) return fail(std::move(policy.error()));
  return {};
}

/// Whether the event, as it would read, satisfies its type.
core::Result<void> check_reading(const Effective& event, Sequence sequence, const std::string& pointer) {
  json::Parser parser;
  const auto data = parser.parse_trusted(event.data);
  const auto* const type = events::vocabulary().find(event.type);
  if (!data || type == nullptr) return fail(Fault::corrupt, "event " + std::to_string(sequence) + " can't be read");
  std::vector<PointedError> errors;
  [[maybe_unused]] const auto content = type->read(*data, core::event::Origin::stored, nullptr, pointer, errors);
  if (!errors.empty()) {
    return fail({.fault = Fault::invalid_event,
                 .detail = "event " + std::to_string(sequence) + " would no longer be valid",
                 .errors = std::move(errors)});
  }
  if (is_amendment(event.type)) {
    const Sequence target = target_of(event.type, *data);
    if (target == 0 || target >= sequence) return invalid(pointer, "an amendment names an earlier event");
  }
  return check_policy(*data, pointer);
}

std::string citizen_of(const Effective& event) {
  json::Parser parser;
  const auto data = parser.parse_trusted(event.data);
  return data ? std::string(data->text("citizen")) : std::string();
}

}  // namespace

core::Result<void> admit_amendment(const core::event::Stored& candidate, const core::log::View& before,
                                   const core::log::Sees& known_to_sender, const std::string& base) {
  const bool correction = candidate.type == corrected_type;
  const std::string named = base + (correction ? "/data/corrects" : "/data/retracts");
  const Sequence target = target_of(candidate.type, candidate.data);
  const auto not_there = [&named] { return invalid(named, "names no event that is in the ledger"); };
  if (target == 0 || target >= candidate.sequence) return not_there();
  const ViewedAmendments now(before);
  WithCandidate after(before, candidate);
  after.add(target, candidate.sequence);
  const std::string pointer = correction ? base + "/data/data" : named;

  // From the event that is named to all that amendments on the way name, before and after, each as it would then read.
  std::vector<Sequence> reached{target};
  const auto follow = [&](const Effective& amendment, Sequence at) -> core::Result<void> {
    json::Parser parser;
    const auto data = parser.parse_trusted(amendment.data);
    const Sequence next = data ? target_of(amendment.type, *data) : 0;
    if (next == 0 || next >= at) return invalid(pointer, "an amendment names an earlier event");
    after.add(next, at);  // perhaps another than it has named so far
    if (std::find(reached.begin(), reached.end(), next) == reached.end()) reached.push_back(next);
    return {};
  };
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const Sequence at = reached[i];
    const auto known = known_to_sender ? known_to_sender(before, at) : true;
    if (!known) return fail(known.error());
    if (!*known) return not_there();
    const auto written = now.as_written(at);
    if (!written) return fail(written.error());
    if (std::find(unamendable.begin(), unamendable.end(), written->type) != unamendable.end()) {
      return invalid(named, "an event of type " + written->type + " can't be amended");
    }
    const auto was = effective(now, at, candidate.sequence - 1);
    if (!was) return fail(was.error());
    const auto read = effective(after, at, candidate.sequence);
    if (!read) return fail(read.error());
    if (*read) {
      if (auto valid = check_reading(**read, at, pointer); !valid) return valid;
      if (citizen_of(*written) != citizen_of(**read))
        return invalid(pointer + "/citizen", "a correction may not change the citizen");
    }
    if (!is_amendment(written->type)) continue;
    for (const auto* const reading : {&*was, &*read}) {
      if (!*reading) continue;
      if (auto followed = follow(**reading, at); !followed) return followed;
    }
    if (!*was && !*read) {
      if (auto followed = follow(*written, at); !followed) return followed;
    }
  }
  return {};
}

}  // namespace careledger::projections::record
