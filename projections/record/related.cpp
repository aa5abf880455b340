#include "projections/record/related.hpp"

#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/requirements.hpp"
#include "events/market/joining.hpp"
#include "events/money/payments.hpp"
#include "events/quality/concerns.hpp"
#include "events/quality/statements.hpp"
#include "events/quality/suspensions.hpp"
#include "projections/record/indexed.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace careledger::projections::record {
namespace {

using core::fail;
using core::Fault;

/// An event of that type under a tag of that kind makes, or brings here, what has a tag of the other kind.
struct Step {
  std::string_view from;
  std::string_view type;
  std::string_view to;
};

// A requirement is the citizen's: what others offered for it belongs to no provider's record.
constexpr std::array steps{
    Step{"citizen:", events::commissioning::RequirementPublished::type, "requirement:"},
    Step{"requirement:", events::commissioning::OfferSubmitted::type, "offer:"},
    Step{"service:", events::commissioning::OfferSubmitted::type, "offer:"},
    Step{"offer:", events::commissioning::AwardMade::type, "package:"},
    Step{"service:", events::commissioning::PlacementMade::type, "package:"},
    Step{"citizen:", events::commissioning::PlacementMade::type, "package:"},
    Step{"package:", events::money::InvoiceReceived::type, "invoice:"},
    Step{"service:", events::quality::SuspensionImposed::type, "suspension:"},
    Step{"provider:", events::quality::SuspensionImposed::type, "suspension:"},
    Step{"service:", events::quality::BreachRaised::type, "breach:"},
    Step{"provider:", events::quality::BreachRaised::type, "breach:"},
    Step{"provider:", events::market::ContractSigned::type, "contract:"},
};

// AS-3: a derived breach is named by the first event that it rests on.
constexpr std::array breached{events::market::EnrolmentAccepted::type,
                              events::quality::AssuranceStatementSubmitted::type,
                              events::quality::AssuranceStatementFalsified::type};
constexpr std::string_view derived_breach = "breach:AS-3-";

Result<std::vector<std::string>> tags_as_written(const Effective& event) {
  core::json::Parser parser;
  const auto data = parser.parse_trusted(event.data);
  if (!data) return fail(Fault::corrupt, "an event of type " + event.type + " can't be read");
  return tags_of(event.type, *data);
}

/// Follows tags from one to the next.
class Trail {
 public:
  Trail(const core::log::View& view, std::span<const std::string> tags, Sequence known_at, const Sees& sees)
      : view_(view), amendments_(view), known_at_(known_at), sees_(sees) {
    for (const auto& tag : tags) add(tag);
  }

  Result<void> follow() {
    for (std::size_t i = 0; i < tags_.size(); ++i) {
      const std::string tag = tags_[i];  // the list grows
      const auto amended = amended_under(view_, tag, known_at_);
      if (!amended) return fail(amended.error());
      for (const auto& step : steps) {
        if (!tag.starts_with(step.from)) continue;
        const auto made = written_under(tag, step.type, amended->roots);
        if (!made) return fail(made.error());
        for (const auto& [unused, named] : *made) {
          for (const auto& other : named) {
            if (other.starts_with(step.to)) add(other);
          }
        }
      }
      if (!tag.starts_with("service:")) continue;
      for (const auto type : breached) {
        const auto rested_on = written_under(tag, type, amended->roots);
        if (!rested_on) return fail(rested_on.error());
        for (const auto& [sequence, unused] : *rested_on) add(std::string(derived_breach) + std::to_string(sequence));
      }
    }
    return {};
  }

  /// Representations about what the tags lead to, and what was decided of them.
  Result<std::vector<Sequence>> representations() const {
    std::vector<Sequence> found;
    std::set<std::string> ids;
    const auto take = [&](std::string_view type, auto belongs) -> Result<void> {
      std::vector<Sequence> all;
      if (auto added = add_indexed(view_, "", type, known_at_, all); !added) return added;
      for (const Sequence sequence : all) {
        const auto event = amendments_.as_written(sequence);
        if (!event) return fail(event.error());
        core::json::Parser parser;
        const auto data = parser.parse_trusted(event->data);
        if (!data) return fail(Fault::corrupt, "event " + std::to_string(sequence) + " can't be read");
        const Result<bool> belonging = belongs(*data);
        if (!belonging) return fail(belonging.error());
        if (!*belonging) continue;
        ids.emplace(data->text("representation"));
        found.push_back(sequence);
      }
      return {};
    };
    const auto about_one = [&](core::json::Value data) -> Result<bool> {
      const Sequence about = sequence_of(data.text("about"));
      if (about == 0 || about > known_at_) return false;
      auto seen = sees_(about);
      if (!seen || !*seen) return seen;
      const auto event = amendments_.as_written(about);
      if (!event) return fail(event.error());
      const auto named = tags_as_written(*event);
      if (!named) return fail(named.error());
      return std::ranges::any_of(*named, [this](const std::string& tag) { return seen_.contains(tag); });
    };
    const auto of_one = [&](core::json::Value data) -> Result<bool> {
      return ids.contains(std::string(data.text("representation")));
    };
    if (auto taken = take(events::quality::RepresentationReceived::type, about_one); !taken)
      return fail(std::move(taken.error()));
    if (auto taken = take(events::quality::RepresentationDecided::type, of_one); !taken)
      return fail(std::move(taken.error()));
    return found;
  }

  [[nodiscard]] const std::vector<std::string>& tags() const { return tags_; }

 private:
  using Written = std::vector<std::pair<Sequence, std::vector<std::string>>>;

  void add(const std::string& tag) {
    if (seen_.insert(tag).second) tags_.push_back(tag);
  }

  /// The events of a type under a tag, amended ones of `roots` too, each with its tags as it was written.
  Result<Written> written_under(const std::string& tag, std::string_view type,
                                const std::vector<Sequence>& roots) const {
    std::vector<Sequence> sequences;
    if (auto added = add_indexed(view_, tag, type, known_at_, sequences); !added) return fail(std::move(added.error()));
    sequences.insert(sequences.end(), roots.begin(), roots.end());
    Written written;
    for (const Sequence sequence : sequences) {
      const auto event = amendments_.as_written(sequence);
      if (!event) return fail(event.error());
      if (event->type != type) continue;
      const auto seen = sees_(sequence);
      if (!seen) return fail(seen.error());
      if (!*seen) continue;
      auto named = tags_as_written(*event);
      if (!named) return fail(std::move(named.error()));
      written.emplace_back(sequence, std::move(*named));
    }
    return written;
  }

  const core::log::View& view_;
  ViewedAmendments amendments_;
  Sequence known_at_;
  const Sees& sees_;
  std::vector<std::string> tags_;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace

Result<Related> related_to(const core::log::View& view, std::span<const std::string> tags, Sequence known_at,
                           const Sees& sees) {
  Trail trail(view, tags, known_at, sees);
  if (auto followed = trail.follow(); !followed) return fail(std::move(followed.error()));
  auto untagged = trail.representations();
  if (!untagged) return fail(std::move(untagged.error()));
  return Related{.tags = trail.tags(), .untagged = std::move(*untagged)};
}

}  // namespace careledger::projections::record
