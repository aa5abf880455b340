#include "api/routes/policies.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/page.hpp"
#include "core/json/canonical.hpp"
#include "projections/policies/cited.hpp"
#include "projections/policies/rule_json.hpp"
#include "projections/policies/rules.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;
namespace policies = projections::policies;

/// What each adopted policy sets the rule's parameters to.
core::Result<void> write_parameters(json::Writer& out, std::string_view rule,
                                    const projections::services::Policies& adopted) {
  out.name("parameters").begin_array();
  for (const auto& each : adopted.in_force) {
    json::Parser parser;
    const auto document = parser.parse_trusted(each.policy->document);
    if (!document) return fail(Fault::corrupt, "an adopted policy can't be read");
    policies::for_each_cited(*document, rule, [&](const std::string& path, json::Value parameter) {
      out.begin_object()
          .member("parameter", path)
          .member("scheme", each.policy->scheme)
          .member("start", core::time::format(each.start));
      write_because(out, each.because);
      for (const auto [name, value] : parameter.members()) {
        if (name != "rules") out.name(name).raw(json::canonical(value));
      }
      out.end_object();
    });
  }
  out.end_array();
  return {};
}

core::Result<std::string> described(std::string_view rule, const projections::services::Policies& adopted) {
  std::string text;
  policies::write_rule(text, rule);
  text.back() = ',';  // goes on where the rule ends
  json::Writer out(text);
  if (auto written = write_parameters(out, rule, adopted); !written) return fail(std::move(written.error()));
  text += '}';
  return text;
}

struct Known {
  Moment moment;
  std::shared_ptr<const projections::services::Policies> policies;
};

core::Result<Known> read_known(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  auto adopted = context.app.book().policies(moment->known_at);
  if (!adopted) return fail(std::move(adopted.error()));
  return Known{.moment = *moment, .policies = std::move(*adopted)};
}

}  // namespace

core::Result<http::Response> list_policies(const Context& context) {
  const auto known = read_known(context);
  if (!known) return fail(known.error());
  Rows list{.name = "policies",
            .rows = {},
            .next = {},
            .members = times_of(known->moment),
            .freshness = known->moment.freshness};
  for (const auto& adopted : known->policies->in_force) {
    std::string row;
    json::Writer writer(row);
    writer.begin_object().member("scheme", adopted.policy->scheme).member("start", core::time::format(adopted.start));
    write_because(writer, adopted.because);
    writer.name("policy").raw(adopted.policy->document).end_object();
    list.rows.push_back(std::move(row));
  }
  return respond_with_rows(context, list);
}

core::Result<http::Response> list_rules(const Context& context) {
  const auto known = read_known(context);
  if (!known) return fail(known.error());
  Rows list{.name = "rules",
            .rows = {},
            .next = {},
            .members = times_of(known->moment),
            .freshness = known->moment.freshness};
  for (const auto& rule : policies::rule_book().rules()) {
    auto row = described(rule.id, *known->policies);
    if (!row) return fail(std::move(row.error()));
    list.rows.push_back(std::move(*row));
  }
  return respond_with_rows(context, list);
}

core::Result<http::Response> get_rule(const Context& context) {
  const auto known = read_known(context);
  if (!known) return fail(known.error());
  const auto& id = context.captured[0];
  if (policies::rule_book().find(id) == nullptr) return fail(Fault::not_found, "there is no rule " + id);
  auto body = described(id, *known->policies);
  if (!body) return fail(std::move(body.error()));
  body->pop_back();
  return finish(context, std::move(*body), known->moment);
}

}  // namespace careledger::api::routes
