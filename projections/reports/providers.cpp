#include "projections/reports/providers.hpp"

#include "events/market/joining.hpp"
#include "projections/joining/membership.hpp"
#include "projections/joining/registration.hpp"
#include "projections/known_services.hpp"
#include "projections/record/fields.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::reports {
namespace {

using core::fail;
using core::time::Instant;
using joining::Enrolment;
using services::Service;

void append(std::vector<Sequence>& into, const auto& more) {
  into.insert(into.end(), more.begin(), more.end());
}

/// The enrolments that count: all of a service that lies in the area, else those that name it.
std::vector<const Enrolment*> counting(const joining::Membership& membership, const Service& service,
                                       const Selection& selection) {
  std::vector<const Enrolment*> found;
  for (const auto& enrolment : membership.enrolments) {
    const auto& area = selection.area;
    if (!area || *area == service.details.area || enrolment.names(*area)) found.push_back(&enrolment);
  }
  return found;
}

Result<void> add_service(Readings& readings, const Question& question, Instant instant, const Service& service,
                         Framework& framework) {
  const auto membership = joining::membership(readings, service.id, {.at = instant, .known_at = question.known_at});
  if (!membership) return fail(membership.error());
  for (const auto& ended : membership->ended_enrolments)
    append(framework.departed[service.details.provider], ended.because);
  const auto enrolments = counting(*membership, service, question.selection);
  if (enrolments.empty()) return {};
  Presence& presence = framework.present[service.details.provider];
  for (const auto* enrolment : enrolments) append(presence.enrolled_by, enrolment->because);
  presence.good = presence.good && is_good(service, instant);
  append(presence.rated_by, service.history.at(instant).because);
  if (membership->is_dormant()) return {};
  const auto registration = joining::registration_of(readings, service.id, question.known_at);
  if (!registration) return fail(registration.error());
  if (!*registration || (*registration)->is_out_of_city()) return {};
  presence.registered = true;
  append(presence.registered_by, (*registration)->because);
  append(presence.registered_by, membership->registration.because);
  return {};
}

/// Visits the services of the part of the market that somebody provides.
Result<void> for_each_meant(Readings& readings, const Question& question,
                            const std::function<Result<void>(const Service&)>& visit) {
  return for_each_known(readings, {}, question.known_at, [&](const auto& service) -> Result<void> {
    const auto& details = service->details;
    if (details.provider.empty() || !question.selection.has_category(details.category)) return {};
    return visit(*service);
  });
}

}  // namespace

bool is_good(const Service& service, Instant instant) {
  using enum ratings::Band;
  const auto band = service.history.at(instant).band;
  return band == good || band == silver || band == gold;
}

Result<Framework> framework_at(Readings& readings, const Question& question, Instant instant) {
  Framework framework;
  auto visited = for_each_meant(readings, question, [&](const Service& service) {
    return add_service(readings, question, instant, service, framework);
  });
  if (!visited) return fail(std::move(visited.error()));
  return framework;
}

Result<std::map<std::string, Entry>> first_entries(Readings& readings, const Question& question) {
  std::map<std::string, Entry> entries;
  const Moment moment{.at = question.period.last(), .known_at = question.known_at};
  auto visited = for_each_meant(readings, question, [&](const Service& service) {
    const auto& area = question.selection.area;
    const auto listen = [&](const record::Entry& accepted, core::json::Value data) {
      const auto named = data.find("areas");
      const auto names = [&] {
        if (!named) return false;
        const auto areas = named->elements();
        for (const auto each : areas) {
          if (each.string() == *area) return true;
        }
        return false;
      };
      if (area && *area != service.details.area && !names()) return;
      const auto [entry, is_first] = entries.try_emplace(service.details.provider);
      if (!is_first && entry->second.since <= accepted.event.time) return;
      entry->second = {.since = accepted.event.time, .because = record::because_of(accepted)};
    };
    return record::tell(readings.view(), "service:" + service.id, std::array{events::market::EnrolmentAccepted::type},
                        moment, listen);
  });
  if (!visited) return fail(std::move(visited.error()));
  return entries;
}

}  // namespace careledger::projections::reports
