#include "tools/cqc/plan.hpp"

#include "tools/cqc/inspections.hpp"
#include "tools/cqc/place.hpp"
#include "tools/cqc/registration.hpp"

#include <algorithm>
#include <utility>

namespace careledger::tools::cqc {

namespace {

core::Error refusal(std::string_view id, std::vector<core::PointedError> errors) {
  auto detail = (id.empty() ? "a location without an id" : "location " + std::string(id)) + ":";
  for (const auto& error : errors) detail += " " + error.pointer + " " + error.detail + ";";
  detail.pop_back();
  return {.fault = core::Fault::bad_request, .detail = std::move(detail), .errors = std::move(errors)};
}

}  // namespace

core::Result<std::vector<Planned>> plan(core::json::Value record) {
  if (!record.is_object()) return core::fail(core::Fault::bad_request, "a record of the CQC is an object");
  std::vector<core::PointedError> errors;
  const Place location(record, "", errors);
  std::vector<Planned> events;
  const auto directorate = location.text("inspectionDirectorate").value_or("Adult social care");
  if (directorate != "Adult social care") return events;

  const auto id = location.required_text("locationId");
  plan_registration(location, id, events);
  plan_inspections(location, id, events);
  if (!errors.empty()) return core::fail(refusal(id, std::move(errors)));
  std::stable_sort(events.begin() + 2, events.end(),
                   [](const Planned& a, const Planned& b) { return a.time < b.time; });
  return events;
}

}  // namespace careledger::tools::cqc
