#include "api/routes/drafting.hpp"

#include "api/auth/sight.hpp"
#include "core/event/limits.hpp"

#include <algorithm>
#include <iterator>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;

/// Seals for the citizen whom an event is about, also where it names only a requirement, a package or another event.
class CitizenSealer final : public core::event::Sealer {
 public:
  CitizenSealer(std::unique_ptr<core::event::Sealer> sealer, const projections::record::Citizens& citizens)
      : sealer_(std::move(sealer)), citizens_(citizens) {}

  core::Result<std::string> seal(std::string_view citizen, std::string_view retention, std::string_view pointer,
                                 std::string_view clear) override {
    return sealer_->seal(citizen, retention, pointer, clear);
  }
  core::Result<std::string> citizen_behind(std::string_view thing) override { return citizens_.behind(thing); }
  core::Result<std::string> type_behind(std::string_view thing) override { return citizens_.type_behind(thing); }

 private:
  std::unique_ptr<core::event::Sealer> sealer_;
  const projections::record::Citizens& citizens_;
};

using Tells = core::Result<bool> (auth::Sight::*)(const core::log::View& view, std::string_view leaf);

core::log::Sees limited(Application& app, const auth::Principal& sender, Tells tells) {
  return [&app, sender, tells](const core::log::View& view, core::event::Sequence sequence) -> core::Result<bool> {
    const auto leaf = view.leaf(sequence);
    if (!leaf) return fail(leaf.error());
    auth::Sight sight(app.book(), sender, app.now());
    return (sight.*tells)(view, *leaf);
  };
}

}  // namespace

tl::unexpected<core::Error> invalid_request(std::string pointer, std::string detail) {
  return fail({.fault = Fault::invalid_event,
               .detail = "the request is not valid",
               .errors = {{std::move(pointer), std::move(detail)}}});
}

core::Result<std::vector<Listed>> listed(core::json::Value array, const std::string& base) {
  std::vector<Listed> events;
  for (const auto event : array.elements()) events.push_back({event, base + "/" + std::to_string(events.size())});
  if (events.empty()) return invalid_request(base, "must hold at least one event");
  return events;
}

core::Result<void> fits_a_request(std::size_t events) {
  if (events <= core::event::max_events_a_request) return {};
  return fail(Fault::too_large,
              "a request holds at most " + std::to_string(core::event::max_events_a_request) + " events");
}

void limit_sight(Application& app, const auth::Principal& sender, core::log::Submission& submission) {
  submission.knows = limited(app, sender, &auth::Sight::knows);
  if (!submission.condition) return;
  const auto& types = submission.condition->types;
  if (std::any_of(types.begin(), types.end(), auth::Sight::may_hide)) {
    submission.sees = limited(app, sender, &auth::Sight::sees);
  }
}

Drafting::Drafting(Application& app, const core::event::Sender& sender, core::event::SealerFactory sealers)
    : app_(app), sender_(sender), sealers_(std::move(sealers)), citizens_(app.book().view()) {}

core::Result<void> Drafting::add(std::span<const Listed> events, core::log::Submission& to) {
  const auto sealers = [this](std::string_view source, std::string_view id) {
    return std::make_unique<CitizenSealer>(sealers_(source, id), citizens_);
  };
  std::vector<core::PointedError> errors;
  for (const auto& [event, base] : events) {
    auto draft = core::event::make_draft(event, sender_, app_.ledger().vocabulary(), sealers, base);
    if (draft) {
      citizens_.note(draft->type->name(), *event.find("data"));
      to.drafts.push_back(std::move(*draft));
      to.bases.push_back(base);
    } else if (draft.error().fault == Fault::invalid_event) {
      auto& found = draft.error().errors;
      errors.insert(errors.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    } else {
      return fail(std::move(draft.error()));
    }
  }
  if (errors.empty()) return {};
  return fail({.fault = Fault::invalid_event, .detail = "the event is not valid", .errors = std::move(errors)});
}

}  // namespace careledger::api::routes
