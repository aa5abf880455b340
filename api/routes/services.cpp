#include "api/routes/services.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/joining_json.hpp"
#include "api/routes/rating_json.hpp"
#include "api/routes/service_rows.hpp"
#include "projections/joining/registration.hpp"
#include "projections/suspensions/reasons.hpp"

#include <algorithm>
#include <cctype>

namespace careledger::api::routes {
namespace {

using core::fail;
using projections::services::Service;
namespace joining = projections::joining;
namespace json = core::json;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// All that a row tells of a service.
struct Found {
  const Service& service;
  joining::ServiceRegistration registration;
  joining::Membership membership;
  bool suspended = false;

  /// SU-2 and more: it is open, registered, and nothing keeps it from offering.
  [[nodiscard]] bool is_free() const { return !membership.closed && !membership.is_dormant() && !suspended; }
};

struct Wanted {
  std::optional<std::string_view> category, area, need;
  std::optional<bool> free;
  std::string words;  // in lower case

  /// What can be told without asking what it has joined.
  [[nodiscard]] bool may_admit(const Service& service) const {
    const auto& details = service.details;
    if (category && *category != details.category) return false;
    const auto has = [this](const std::string& text) { return lower_case(text).find(words) != std::string::npos; };
    return has(service.id) || has(details.name) || has(details.provider);
  }

  [[nodiscard]] bool admits(const Found& found) const {
    const auto& enrolments = found.membership.enrolments;
    const bool in_area =
        !area || *area == found.registration.area ||
        std::any_of(enrolments.begin(), enrolments.end(), [this](const auto& each) { return each.names(*area); });
    const bool for_need = !need || found.registration.declares(*need) || found.membership.approved_for(*need);
    return in_area && for_need && (!free || *free == found.is_free());
  }
};

Wanted read_wanted(const http::Query& query) {
  Wanted wanted{.category = query.get("category"),
                .area = query.get("area"),
                .need = query.get("need"),
                .free = {},
                .words = lower_case(query.get("q").value_or(""))};
  if (const auto free = query.get("free")) wanted.free = *free == "true";
  return wanted;
}

core::Result<Found> find(projections::Readings& readings, const Service& service, const projections::Moment& moment) {
  auto registration = joining::registration_of(readings, service.id, moment.known_at);
  if (!registration) return fail(std::move(registration.error()));
  auto membership = joining::membership(readings, service.id, moment);
  if (!membership) return fail(std::move(membership.error()));
  return Found{.service = service,
               .registration = std::move(*registration).value_or(joining::ServiceRegistration{}),
               .membership = std::move(*membership),
               .suspended = projections::suspensions::is_suspended(service.history, moment.at)};
}

void write_details(json::Writer& writer, const Found& found) {
  const auto& registration = found.registration;
  writer.member("service", found.service.id);
  write_text(writer, "name", registration.name);
  write_text(writer, "provider", registration.provider);
  write_text(writer, "category", registration.category);
  write_text(writer, "area", registration.area);
  write_text(writer, "location", registration.location);
  write_text(writer, "host_authority", registration.host_authority);
  write_text(writer, "cqc_location", registration.cqc_location);
  write_text(writer, "postcode", registration.postcode);
  write_number(writer, "places", registration.places);
  write_words(writer, "needs", registration.needs);
}

}  // namespace

core::Result<http::Response> get_service(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto found = find(context.app.book(), *asked->service, asked->moment.question());
  if (!found) return fail(found.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_details(writer, *found);
  const auto registered_by = asked->service->details.registered_by;
  write_text(writer, "registered_by", registered_by == 0 ? "" : std::to_string(registered_by));
  writer.member("suspended", found->suspended).member("free", found->is_free());
  write_membership(writer, found->membership);
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> list_services(const Context& context) {
  const auto listing = read_listing(context, {"category", "area", "need", "free", "q"});
  if (!listing) return fail(listing.error());
  const auto wanted = read_wanted(listing->query);
  const auto row = [&](const Service& service, const Moment& moment) -> core::Result<std::string> {
    std::string text;
    if (!wanted.may_admit(service)) return text;
    const auto found = find(context.app.book(), service, moment.question());
    if (!found) return fail(found.error());
    if (!wanted.admits(*found)) return text;
    const auto& segment = service.history.at(moment.at);
    json::Writer writer(text);
    writer.begin_object();
    write_details(writer, *found);
    writer.name("schemes").begin_array();
    for (const auto& enrolment : found->membership.enrolments) writer.string(enrolment.scheme);
    writer.end_array()
        .member("band", projections::ratings::text(segment.band))
        .member("suspended", found->suspended)
        .member("free", found->is_free())
        .end_object();
    return text;
  };
  return respond_with_services(context, *listing, "services", Told::all, row);
}

}  // namespace careledger::api::routes
