#include "tools/cqc/registration.hpp"

#include "core/json/writer.hpp"
#include "tools/cqc/words.hpp"

#include <optional>
#include <string>

namespace careledger::tools::cqc {

namespace {

using core::json::Writer;
using core::time::Date;

std::vector<std::string_view> names(const Place& location, std::string_view list) {
  std::vector<std::string_view> names;
  for (const auto& entry : location.objects(list)) names.push_back(entry.required_text("name"));
  return names;
}

/// The record of a location says no more of its provider than the id, so the id is its name until someone knows better.
std::string provider_data(std::string_view provider) {
  std::string data;
  Writer(data)
      .begin_object()
      .member("cqc_provider", provider)
      .member("name", "CQC provider " + std::string(provider))
      .member("provider", provider)
      .end_object();
  return data;
}

std::string service_data(const Place& location, std::string_view provider, std::string_view id) {
  std::string data;
  Writer writer(data);
  writer.begin_object();
  writer.member("category", category(names(location, "gacServiceTypes")));
  writer.member("cqc_location", id);
  writer.member("name", location.required_text("name"));
  if (const auto groups = needs(names(location, "specialisms")); !groups.empty()) {
    writer.name("needs").begin_array();
    for (const auto group : groups) writer.string(group);
    writer.end_array();
  }
  const auto beds = location.integer("numberOfBeds").value_or(0);
  if (beds < 0) location.fault("numberOfBeds", "is below nothing");
  if (beds > 0) writer.member("places", beds);
  if (const auto postcode = location.text("postalCode")) writer.member("postcode", *postcode);
  writer.member("provider", provider);
  writer.member("service", id);
  writer.end_object();
  return data;
}

Planned status_change(std::string_view service, std::string_view status, Date day, std::string id) {
  std::string data;
  Writer(data).begin_object().member("service", service).member("status", status).end_object();
  return {.id = std::string(service) + "/" + std::move(id),
          .type = "careledger.service.registration-changed",
          .time = core::time::start_of_day(day),
          .data = std::move(data)};
}

std::optional<Date> cancelled_on(const Place& location) {
  const auto status = location.required_text("registrationStatus");
  if (status == "Deregistered") return location.required_day("deregistrationDate");
  if (status != "Registered" && !status.empty()) {
    location.fault("registrationStatus", "is neither 'Registered' nor 'Deregistered'");
  }
  return std::nullopt;
}

void plan_dormancy(const Place& location, std::string_view id, std::optional<Date> cancelled,
                   std::vector<Planned>& events) {
  const bool dormant = location.text("dormancy") == "Y";
  const auto from = dormant ? location.required_day("dormancyStartDate") : location.day("dormancyStartDate");
  const auto to = location.day("dormancyEndDate");
  if (from && (dormant || to)) {
    events.push_back(status_change(id, "dormant", *from, "dormant/" + core::time::format(*from)));
  }
  // An end is also put on record, years later, for locations that had long been deregistered: those stay cancelled.
  const bool still_there = !cancelled || (to && *to < *cancelled);
  const bool begins_after = dormant && from && to && *from >= *to;
  if (to && still_there && (!dormant || begins_after)) {
    events.push_back(status_change(id, "registered", *to, "registered/" + core::time::format(*to)));
  }
}

}  // namespace

void plan_registration(const Place& location, std::string_view id, std::vector<Planned>& events) {
  const auto provider = location.required_text("providerId");
  const auto time = core::time::start_of_day(location.required_day("registrationDate"));
  events.push_back({.id = std::string(provider) + "/provider",
                    .type = "careledger.provider.registered",
                    .time = time,
                    .data = provider_data(provider),
                    .first_stands = true});
  events.push_back({.id = std::string(id) + "/service",
                    .type = "careledger.service.registered",
                    .time = time,
                    .data = service_data(location, provider, id)});
  const auto cancelled = cancelled_on(location);
  plan_dormancy(location, id, cancelled, events);
  if (cancelled) events.push_back(status_change(id, "cancelled", *cancelled, "cancelled"));
}

}  // namespace careledger::tools::cqc
