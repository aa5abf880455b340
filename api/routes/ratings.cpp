#include "api/routes/ratings.hpp"

#include "api/routes/moment.hpp"
#include "api/routes/page.hpp"
#include "api/routes/rating_json.hpp"
#include "core/json/writer.hpp"
#include "projections/policies/rule_json.hpp"
#include "projections/policies/rules.hpp"
#include "projections/ratings/explain.hpp"
#include "projections/suspensions/reasons.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using projections::services::Service;
namespace json = core::json;
namespace ratings = projections::ratings;

struct Asked {
  Moment moment;
  std::shared_ptr<const Service> service;
};

/// The service that the path names, as known then.
core::Result<Asked> read_asked(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  auto service = context.app.book().service(context.captured[0], moment->known_at);
  if (!service) return fail(std::move(service.error()));
  return Asked{.moment = *moment, .service = std::move(*service)};
}

/// Ends an answer that is open: its tag is over all so far, then come the two times it was asked with.
http::Response finish(const Context& context, std::string body, const Moment& moment) {
  const auto tag = http::entity_tag(body);
  json::Writer writer(body);
  body += ",\"at\":\"";
  body += core::time::format(moment.at);
  body += "\",\"known_at\":\"";
  body += std::to_string(moment.known_at);
  body += "\"}";
  http::Response response{.body = std::move(body), .headers = {}};
  http::make_conditional(response, context.request, tag, moment.freshness);
  return response;
}

std::vector<std::pair<std::string, std::string>> times_of(const Moment& moment) {
  return {{"at", "\"" + core::time::format(moment.at) + "\""},
          {"known_at", "\"" + std::to_string(moment.known_at) + "\""}};
}

/// What a list of services may be narrowed to.
struct Filter {
  std::optional<std::string_view> category, area, band, scheme;

  [[nodiscard]] bool admits(const Service& service, const ratings::Segment& segment) const {
    return (!category || *category == service.details.category) && (!area || *area == service.details.area) &&
           (!band || *band == ratings::text(segment.band)) && (!scheme || *scheme == segment.scheme);
  }
};

void write_suspension(json::Writer& writer, const std::vector<projections::suspensions::Reason>& reasons) {
  writer.member("suspended", !reasons.empty()).name("reasons").begin_array();
  for (const auto& reason : reasons) {
    writer.begin_object().member("rule", reason.rule).member("since", core::time::format(reason.since));
    write_because(writer, reason.because);
    writer.end_object();
  }
  writer.end_array();
}

core::Result<void> write_events(const Context& context, json::Writer& writer, const ratings::Sequences& because) {
  writer.name("because").begin_array();
  for (const auto sequence : because) {
    const auto leaf = context.app.ledger().leaf(sequence);
    if (!leaf) return fail(leaf.error());
    writer.raw(*leaf);
  }
  writer.end_array();
  return {};
}

/// One row for each service known then, in the order of their ids; `next` is the last id of the page before.
template <class Row>
core::Result<http::Response> list_services(const Context& context, const http::Query& query, std::string_view name,
                                           Row row) {
  const auto moment = read_moment(context, query);
  if (!moment) return fail(moment.error());
  Rows list{.name = name, .rows = {}, .next = {}, .members = times_of(*moment), .freshness = moment->freshness};
  std::size_t limit = default_limit;
  if (const auto text = query.get("limit")) {
    const auto number = read_limit(*text);
    if (!number) return fail(number.error());
    limit = *number;
  }
  const auto ids = context.app.book().service_ids();
  auto id = ids.begin();
  if (const auto after = query.get("next")) id = std::upper_bound(ids.begin(), ids.end(), *after);
  std::string last;
  for (; id != ids.end(); ++id) {
    auto service = context.app.book().service(*id, moment->known_at);
    if (!service && service.error().fault == Fault::not_found) continue;  // not known then
    if (!service) return fail(std::move(service.error()));
    std::string text = row(**service, *moment);
    if (text.empty()) continue;
    if (list.rows.size() == limit) {
      list.next = last;
      break;
    }
    list.rows.push_back(std::move(text));
    last = *id;
  }
  return respond_with_rows(context, list);
}

}  // namespace

core::Result<http::Response> get_service(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto& details = asked->service->details;
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("service", asked->service->id);
  for (const auto& [name, value] : {std::pair("name", &details.name), std::pair("provider", &details.provider),
                                    std::pair("category", &details.category), std::pair("area", &details.area)}) {
    writer.name(name);
    value->empty() ? writer.null() : writer.string(*value);
  }
  writer.name("registered_by");
  details.registered_by == 0 ? writer.null() : writer.string(std::to_string(details.registered_by));
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> get_rating(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto& history = asked->service->history;
  std::string body;
  body.reserve(640);
  json::Writer writer(body);
  writer.begin_object();
  write_segment(writer, *asked->service, history.at(asked->moment.at), history.next(asked->moment.at),
                context.app.now());
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> get_history(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto now = context.app.now();
  Rows list{.name = "segments",
            .rows = {},
            .next = {},
            .members = times_of(asked->moment),
            .freshness = asked->moment.freshness};
  list.members.insert(list.members.begin(), {"service", "\"" + asked->service->id + "\""});
  const auto& segments = asked->service->history.segments;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    std::string row;
    json::Writer writer(row);
    writer.begin_object();
    write_segment(writer, *asked->service, segments[i], i + 1 < segments.size() ? &segments[i + 1] : nullptr, now);
    writer.end_object();
    list.rows.push_back(std::move(row));
  }
  return respond_with_rows(context, list);
}

core::Result<http::Response> get_why(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto explanation = ratings::explain(asked->service->knowledge(), asked->moment.at);
  const auto now = context.app.now();
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  const auto segment = [&](std::string_view name, const ratings::Segment& shown, const ratings::Segment* next) {
    writer.name(name).begin_object();
    write_segment(writer, *asked->service, shown, next, now);
    writer.end_object();
  };
  segment("before", explanation.before, &explanation.after);
  segment("after", explanation.after, asked->service->history.next(asked->moment.at));
  write_rule(writer, explanation.after.rule);
  if (auto written = write_events(context, writer, explanation.after.because); !written)
    return fail(std::move(written.error()));
  writer.name("considered").begin_array();
  for (const auto& [rule, held, detail] : explanation.considered) {
    writer.begin_object().member("rule", rule).member("held", held).member("detail", detail).end_object();
  }
  writer.end_array();
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> get_suspension(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("service", asked->service->id);
  write_suspension(writer, projections::suspensions::reasons(asked->service->history, asked->moment.at));
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> list_ratings(const Context& context) {
  const auto query = http::Query::parse(context.request.query,
                                        {"at", "known_at", "limit", "next", "category", "area", "band", "scheme"});
  if (!query) return fail(query.error());
  const Filter filter{.category = query->get("category"),
                      .area = query->get("area"),
                      .band = query->get("band"),
                      .scheme = query->get("scheme")};
  const auto now = context.app.now();
  return list_services(context, *query, "ratings", [&](const Service& service, const Moment& moment) {
    const auto& segment = service.history.at(moment.at);
    std::string row;
    if (!filter.admits(service, segment)) return row;
    json::Writer writer(row);
    writer.begin_object();
    write_segment(writer, service, segment, service.history.next(moment.at), now);
    writer.end_object();
    return row;
  });
}

core::Result<http::Response> list_suspensions(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at", "limit", "next", "category", "area"});
  if (!query) return fail(query.error());
  const Filter filter{.category = query->get("category"), .area = query->get("area"), .band = {}, .scheme = {}};
  return list_services(context, *query, "suspensions", [&](const Service& service, const Moment& moment) {
    const auto reasons = projections::suspensions::reasons(service.history, moment.at);
    std::string row;
    if (reasons.empty() || !filter.admits(service, service.history.at(moment.at))) return row;
    json::Writer writer(row);
    writer.begin_object().member("service", service.id);
    write_suspension(writer, reasons);
    writer.end_object();
    return row;
  });
}

core::Result<http::Response> list_policies(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  const auto policies = context.app.book().policies(moment->known_at);
  if (!policies) return fail(policies.error());
  Rows list{.name = "policies", .rows = {}, .next = {}, .members = times_of(*moment), .freshness = moment->freshness};
  for (const auto& adopted : (*policies)->in_force) {
    std::string row;
    json::Writer writer(row);
    writer.begin_object()
        .member("scheme", adopted.policy->scheme)
        .member("start", core::time::format(adopted.start))
        .name("because")
        .begin_array();
    for (const auto sequence : adopted.because) writer.string(std::to_string(sequence));
    writer.end_array().name("policy").raw(adopted.policy->document).end_object();
    list.rows.push_back(std::move(row));
  }
  return respond_with_rows(context, list);
}

core::Result<http::Response> list_rules(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  Rows list{.name = "rules", .rows = {}, .next = {}};
  for (const auto& rule : projections::policies::rule_book().rules()) {
    std::string row;
    projections::policies::write_rule(row, rule.id);
    list.rows.push_back(std::move(row));
  }
  return respond_with_rows(context, list);
}

core::Result<http::Response> get_rule(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  if (projections::policies::rule_book().find(context.captured[0]) == nullptr) {
    return fail(Fault::not_found, "there is no rule " + context.captured[0]);
  }
  http::Response response;
  projections::policies::write_rule(response.body, context.captured[0]);
  http::make_conditional(response, context.request, http::entity_tag(response.body), http::Freshness::changing);
  return response;
}

}  // namespace careledger::api::routes
