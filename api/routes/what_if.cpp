#include "api/routes/what_if.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/rating_json.hpp"
#include "projections/investigations/what_if.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;
namespace investigations = projections::investigations;

core::Result<std::string> read_text(json::Value value, std::string_view name) {
  if (value.is_string()) return std::string(value.string());
  return fail(Fault::bad_request, std::string(name) + " is a string");
}

core::Result<investigations::Hypothesis> read_hypothesis(const Context& context) {
  json::Parser parser;
  const auto body = parser.parse(context.request.body);
  if (!body) return fail(body.error());
  if (!body->is_object()) return fail(Fault::bad_request, "a question is an object with policy, from and known_at");
  std::string times;
  std::optional<core::time::Instant> from;
  std::optional<json::Value> policy;
  for (const auto [name, value] : body->members()) {
    if (name == "policy") {
      policy = value;
      continue;
    }
    if (name != "from" && name != "known_at") {
      return fail(Fault::bad_request,
                  "'" + std::string(name) + "' can't be asked with: only policy, from and known_at can so far");
    }
    const auto text = read_text(value, name);
    if (!text) return fail(text.error());
    if (name == "known_at") {
      times = "known_at=" + *text;
      continue;
    }
    const auto instant = read_instant(name, *text);
    if (!instant) return fail(instant.error());
    from = *instant;
  }
  if (!policy) return fail(Fault::bad_request, "policy is missing: the document of a policy");
  const auto query = http::Query::parse(times, {"known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  auto read = projections::policies::parse_policy(*policy, "/policy");
  if (!read) return fail(std::move(read.error()));
  return investigations::Hypothesis{.policy = std::make_shared<const projections::policies::Policy>(std::move(*read)),
                                    .from = from.value_or(context.app.now()),
                                    .known_at = moment->known_at};
}

void write_stretch(json::Writer& out, const std::string& service, core::time::Instant since,
                   const std::optional<core::time::Instant>& until) {
  out.begin_object().member("service", service).member("since", core::time::format(since)).name("until");
  until ? out.string(core::time::format(*until)) : out.null();
}

void write_rating(json::Writer& out, std::string_view name, const projections::services::Service& service,
                  const projections::Moment& moment, core::time::Instant now) {
  out.name(name).begin_object();
  write_segment(out, service, service.history.at(moment.at), service.history.next(moment.at), now);
  out.member("at", core::time::format(moment.at)).sequence("known_at", moment.known_at).end_object();
}

}  // namespace

core::Result<http::Response> ask_what_if(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  const auto hypothesis = read_hypothesis(context);
  if (!hypothesis) return fail(hypothesis.error());
  const auto differences = investigations::what_if(context.app.book(), *hypothesis);
  if (!differences) return fail(differences.error());
  const auto now = context.app.now();
  http::Response response;
  json::Writer out(response.body);
  out.begin_object()
      .member("scheme", hypothesis->policy->scheme)
      .member("from", core::time::format(hypothesis->from))
      .member("known_at", std::to_string(hypothesis->known_at))
      .member("services", static_cast<std::int64_t>(differences->services));
  out.name("covers").begin_array().string("ratings").string("suspensions").end_array();
  out.name("ratings").begin_array();
  for (const auto& difference : differences->ratings) {
    write_stretch(out, difference.actual->id, difference.since, difference.until);
    const projections::Moment moment{.at = difference.since, .known_at = hypothesis->known_at};
    write_rating(out, "actual", *difference.actual, moment, now);
    write_rating(out, "what_if", *difference.otherwise, moment, now);
    out.end_object();
  }
  out.end_array().name("suspensions").begin_array();
  for (const auto& difference : differences->suspensions) {
    write_stretch(out, difference.actual->id, difference.since, difference.until);
    out.member("actual", difference.suspended).member("what_if", !difference.suspended).end_object();
  }
  out.end_array().end_object();
  return response;
}

}  // namespace careledger::api::routes
