#include "tools/cqc/inspections.hpp"

#include "core/json/writer.hpp"
#include "tools/cqc/local_time.hpp"
#include "tools/cqc/words.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace careledger::tools::cqc {

namespace {

using core::json::Writer;
using core::time::Date;
using core::time::Instant;

struct Report {
  std::optional<Date> first_visit;
  std::optional<std::string_view> uri;
};
using Reports = std::map<std::string_view, Report>;  // by link

Reports reports_of(const Place& location) {
  Reports reports;
  for (const auto& entry : location.objects("reports")) {
    auto& report = reports[entry.required_text("linkId")];
    const auto visit = entry.day("firstVisitDate");
    if (visit && (!report.first_visit || *visit < *report.first_visit)) report.first_visit = visit;
    if (!report.uri) report.uri = entry.text("reportUri");
  }
  return reports;
}

Planned inspection(std::string_view service, std::string_view key, Instant time, std::string_view outcome,
                   const Report& report) {
  std::string data;
  Writer writer(data);
  writer.begin_object();
  writer.member("inspector", "cqc").member("kind", "full").member("outcome", outcome);
  if (report.uri) writer.member("report", *report.uri);
  writer.member("service", service);
  if (report.first_visit) writer.member("visited", core::time::format(*report.first_visit));
  writer.end_object();
  return {.id = std::string(service) + "/" + std::string(key),
          .type = "careledger.inspection.published",
          .time = time,
          .data = std::move(data)};
}

/// One rating of the earlier kind; `entry` holds `overall`, its day and link stand in the one or in the other.
void plan_rating(const Place& entry, std::string_view service, const Reports& reports, std::vector<Planned>& events) {
  const auto overall = entry.object("overall");
  if (!overall) return;
  const auto found = outcome(overall->text("rating").value_or(""));
  const auto& dated = overall->text("reportDate") ? *overall : entry;
  // Of a location that was closed before the CQC began to rate nothing was ever published.
  if (found == not_rated && !dated.text("reportDate")) return;
  const auto day = dated.required_day("reportDate");
  const auto own_link = overall->text("reportLinkId");
  const auto link = own_link ? own_link : entry.text("reportLinkId");
  const auto report = link ? reports.find(*link) : reports.end();
  events.push_back(inspection(service, link ? std::string(*link) : core::time::format(day),
                              core::time::start_of_day(day), found,
                              report == reports.end() ? Report{} : report->second));
}

/// One published assessment. It rates each kind of service that the location gives: where nothing states the whole, the
/// location is what the worst of them is.
void plan_assessment(const Place& assessment, std::string_view service, std::vector<Planned>& events) {
  const auto ratings = assessment.object("ratings");
  if (!ratings) return;
  auto rated = ratings->objects("overall");
  if (rated.empty()) rated = ratings->objects("asgRatings");
  if (rated.empty()) return;
  auto found = not_rated;
  for (const auto& rating : rated) found = worse_of(found, outcome(rating.text("rating").value_or("")));
  const auto published = assessment.required_text("assessmentPlanPublishedDateTime");
  if (published.empty()) return;
  const auto time = local_time(published);
  if (!time) {
    assessment.fault("assessmentPlanPublishedDateTime", time.error().detail);
    return;
  }
  std::optional<std::string_view> plan;
  for (const auto& rating : ratings->objects("asgRatings")) {
    if (!plan) plan = rating.text("assessmentPlanId");
  }
  events.push_back(inspection(service, plan ? std::string(*plan) : core::time::format(core::time::london_day(*time)),
                              *time, found, Report{}));
}

}  // namespace

void plan_inspections(const Place& location, std::string_view service, std::vector<Planned>& events) {
  const auto reports = reports_of(location);
  std::vector<Planned> found;
  for (const auto& entry : location.objects("historicRatings")) plan_rating(entry, service, reports, found);
  if (const auto current = location.object("currentRatings")) plan_rating(*current, service, reports, found);
  for (const auto& assessment : location.objects("assessment")) plan_assessment(assessment, service, found);

  // The current rating may stand among the historic ones too: the later statement of one report is the one to keep.
  for (auto& event : found) {
    const auto same = std::ranges::find(events, event.id, &Planned::id);
    if (same == events.end()) {
      events.push_back(std::move(event));
    } else {
      *same = std::move(event);
    }
  }
}

}  // namespace careledger::tools::cqc
