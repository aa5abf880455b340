#include "api/routes/ratings.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/feedback_json.hpp"
#include "api/routes/page.hpp"
#include "api/routes/rating_json.hpp"
#include "api/routes/service_rows.hpp"
#include "core/json/writer.hpp"
#include "projections/explanations/why.hpp"
#include "projections/suspensions/reasons.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using projections::services::Service;
namespace json = core::json;
namespace ratings = projections::ratings;

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

/// The parts of the score, the change told in plain English, and what would change it next.
void write_story(json::Writer& writer, const projections::explanations::Why& told) {
  if (told.score) {
    writer.name("score")
        .begin_object()
        .member("base", told.score->base)
        .member("adjustment", told.score->adjustment)
        .name("feedback")
        .begin_object();
    write_figures(writer, told.score->figures);
    writer.end_object().end_object();
  }
  writer.name("story").begin_array();
  for (const auto& sentence : told.story) writer.string(sentence);
  writer.end_array().name("next").begin_array();
  for (const auto& [rule, at, detail] : told.prospects) {
    writer.begin_object().member("rule", rule).name("at");
    at ? writer.string(core::time::format(*at)) : writer.null();
    writer.member("detail", detail).end_object();
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

}  // namespace

core::Result<http::Response> get_rating(const Context& context) {
  const auto asked = read_asked_rating(context);
  if (!asked) return fail(asked.error());
  const auto [segment, next] = asked->service->history.around(asked->moment.at);
  std::string body;
  body.reserve(640);
  json::Writer writer(body);
  writer.begin_object();
  write_segment(writer, *asked->service, *segment, next, context.app.now());
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
            .freshness = asked->moment.freshness,
            .row_times = time_members(asked->moment)};
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
  const auto told =
      projections::explanations::why(context.app.book(), *asked->service, asked->moment.at, asked->moment.known_at);
  if (!told) return fail(told.error());
  const auto& explanation = told->explanation;
  const auto now = context.app.now();
  std::string body;
  std::vector<std::size_t> timed;
  json::Writer writer(body);
  writer.begin_object();
  const auto segment = [&](std::string_view name, const ratings::Segment& shown, const ratings::Segment* next) {
    writer.name(name).begin_object();
    write_segment(writer, *asked->service, shown, next, now);
    timed.push_back(body.size());
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
  write_story(writer, *told);
  return finish(context, std::move(body), asked->moment, timed);
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
  auto listing = read_listing(context, {"category", "area", "band", "scheme"});
  if (!listing) return fail(std::move(listing.error()));
  listing->rows_are_timed = true;
  const Filter filter{.category = listing->query.get("category"),
                      .area = listing->query.get("area"),
                      .band = listing->query.get("band"),
                      .scheme = listing->query.get("scheme")};
  const auto now = context.app.now();
  return respond_with_services(context, *listing, "ratings", Told::rating,
                               [&](const Service& service, const Moment& moment) -> core::Result<std::string> {
                                 const auto [segment, next] = service.history.around(moment.at);
                                 std::string row;
                                 if (!filter.admits(service, *segment)) return row;
                                 json::Writer writer(row);
                                 writer.begin_object();
                                 write_segment(writer, service, *segment, next, now);
                                 writer.end_object();
                                 return row;
                               });
}

core::Result<http::Response> list_suspensions(const Context& context) {
  const auto listing = read_listing(context, {"category", "area"});
  if (!listing) return fail(listing.error());
  const Filter filter{
      .category = listing->query.get("category"), .area = listing->query.get("area"), .band = {}, .scheme = {}};
  return respond_with_services(context, *listing, "suspensions", Told::all,
                               [&](const Service& service, const Moment& moment) -> core::Result<std::string> {
                                 const auto reasons = projections::suspensions::reasons(service.history, moment.at);
                                 std::string row;
                                 if (reasons.empty() || !filter.admits(service, service.history.at(moment.at)))
                                   return row;
                                 json::Writer writer(row);
                                 writer.begin_object().member("service", service.id);
                                 write_suspension(writer, reasons);
                                 writer.end_object();
                                 return row;
                               });
}

}  // namespace careledger::api::routes
