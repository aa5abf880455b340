#include "api/routes/quality.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/feedback_json.hpp"
#include "projections/triggers/triggers.hpp"

namespace careledger::api::routes {
using core::fail;
namespace json = core::json;

core::Result<http::Response> get_feedback(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto market = context.app.book().market(asked->moment.known_at);
  if (!market) return fail(market.error());
  const auto& service = *asked->service;
  const auto figures = (*market)->figures(service.id, service.category(), service.policies->in_force, asked->moment.at);
  std::string body;
  json::Writer out(body);
  out.begin_object().member("service", service.id);
  write_figures(out, figures);
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> get_assurance(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto* const day = asked->service->history.statement_day(asked->moment.at);
  const bool owed = day != nullptr && day->interval_months != 0;
  std::string body;
  json::Writer out(body);
  out.begin_object().member("service", asked->service->id).name("next_due");
  owed && day->next_due ? out.string(core::time::format(*day->next_due)) : out.null();
  out.name("interval_months");
  owed ? out.integer(day->interval_months) : out.null();
  out.member("overdue", owed && day->overdue).name("last");
  owed && day->last ? out.string(core::time::format(*day->last)) : out.null();
  write_because(out, day != nullptr ? day->because : projections::ratings::Sequences{});
  return finish(context, std::move(body), asked->moment);
}

core::Result<http::Response> get_triggers(const Context& context) {
  const auto asked = read_asked(context);
  if (!asked) return fail(asked.error());
  const auto market = context.app.book().market(asked->moment.known_at);
  if (!market) return fail(market.error());
  std::string body;
  json::Writer out(body);
  out.begin_object().member("service", asked->service->id).name("triggers").begin_array();
  for (const auto& trigger : projections::triggers::holding(*asked->service, **market, asked->moment.at)) {
    out.begin_object().member("trigger", std::string(1, trigger.letter));
    write_because(out, trigger.because);
    if (trigger.decided) out.member("decided", std::to_string(*trigger.decided));
    out.end_object();
  }
  out.end_array();
  return finish(context, std::move(body), asked->moment);
}

}  // namespace careledger::api::routes
