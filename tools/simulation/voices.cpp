#include "tools/simulation/voices.hpp"

#include <array>

namespace careledger::tools::simulation {

bool Voices::review_one() {
  const auto* const package = care_.draw_any();
  if (package == nullptr) return false;
  const auto set = stage_.draw.between(1, 8);
  const auto missed = stage_.draw.percent(70) ? 0 : stage_.draw.between(0, set);
  Fields fields;
  fields.member("service", city_.services[package->service].id).member("citizen", package->citizen);
  fields.member("outcomes_set", set).member("outcomes_delivered", set - missed);
  stage_.tell("feedback.reviewed", fields.member("recommends", stage_.draw.percent(80)));
  return true;
}

bool Voices::complain_or_alert() {
  const auto* const package = care_.draw_any();
  if (package == nullptr) return false;
  const auto& service = city_.services[package->service].id;
  stage_.draw.percent(60) ? complain(service, package->citizen) : alert(service, package->citizen);
  return true;
}

void Voices::complain(const std::string& service, const std::string& citizen) {
  const auto id = stage_.new_id("complaint");
  Fields fields;
  stage_.tell("complaint.received",
              fields.member("complaint", id).member("service", service).member("citizen", citizen));
  stage_.at(later(stage_.now(), stage_.draw.between(5, 60) * day), [this, id, service] {
    const bool upheld = stage_.draw.percent(35);
    Fields resolved;
    resolved.member("complaint", id).member("service", service).member("upheld", upheld);
    if (upheld) resolved.member("remedy", "an apology, and a new rota");
    stage_.tell("complaint.resolved", resolved);
  });
}

void Voices::alert(const std::string& service, const std::string& citizen) {
  static constexpr std::array<std::string_view, 3> kinds{"safeguarding", "quality", "serious_incident"};
  static constexpr std::array<std::string_view, 6> severities{"low", "low", "medium", "medium", "high", "immediate"};
  const auto id = stage_.new_id("alert");
  Fields fields;
  fields.member("alert", id).member("service", service).member("citizen", citizen);
  fields.member("kind", stage_.draw.pick(kinds)).member("severity", stage_.draw.pick(severities));
  stage_.tell("alert.raised", fields);
  stage_.at(later(stage_.now(), stage_.draw.between(3, 40) * day), [this, id, service] {
    Fields closed;
    closed.member("alert", id).member("service", service);
    stage_.tell("alert.closed", closed.member("substantiated", stage_.draw.percent(30)));
  });
}

}  // namespace careledger::tools::simulation
