#include "api/routes/append.hpp"

#include "api/auth/voice.hpp"
#include "api/http/problem.hpp"
#include "api/routes/drafting.hpp"
#include "core/crypto/encoding.hpp"
#include "core/event/limits.hpp"
#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"
#include "events/tag.hpp"
#include "projections/policies/rule_json.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace careledger::api::routes {
namespace {

namespace json = core::json;
namespace limits = core::event;
using core::fail;
using core::Fault;

enum class Shape { one, batch, conditional };

/// By the media type without its parameters; its case says nothing (RFC 9110 §8.3.1).
core::Result<Shape> shape_of(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find_first_of("; \t")));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (type == "application/cloudevents+json" || type == "application/json") return Shape::one;
  if (type == "application/cloudevents-batch+json") return Shape::batch;
  if (type == "application/vnd.careledger.append+json") return Shape::conditional;
  return fail({.fault = Fault::unsupported_media_type, .detail = "Content-Type names no media type of events"});
}

class EventAppend final : public http::Append {
 public:
  using http::Append::Append;

  http::Response response() const override {
    if (!outcome) return http::problem(outcome.error(), projections::policies::write_rule);
    std::string body;
    json::Writer writer(body);
    writer.begin_object().name("appended").begin_array();
    bool all_duplicates = true;
    for (std::size_t i = 0; i < outcome->items.size(); ++i) {
      const auto& item = outcome->items[i];
      writer.begin_object()
          .member("id", drafts[i].id)
          .member("source", drafts[i].source)
          .sequence("sequence", item.sequence)
          .member("recordedtime", core::time::format_recorded(item.recorded))
          .member("leaf", core::crypto::base64(core::crypto::bytes(item.leaf)))
          .member("receipt", "/v1/events/" + std::to_string(item.sequence) + "/receipt");
      if (item.duplicate) writer.member("duplicate", true);
      writer.end_object();
      all_duplicates = all_duplicates && item.duplicate;
    }
    writer.end_array().member("size", static_cast<std::int64_t>(outcome->size)).end_object();
    return {.status = all_duplicates ? 200 : 201, .body = std::move(body), .headers = "Cache-Control: no-store\r\n"};
  }
};

tl::unexpected<core::Error> wrong(std::string pointer, std::string detail) {
  return fail({.fault = Fault::invalid_event,
               .detail = "the condition is not valid",
               .errors = {{std::move(pointer), std::move(detail)}}});
}

/// What a list of a condition may hold.
struct Named {
  std::string_view list;
  std::size_t most;
  std::string_view otherwise;  // what is said of a member that is none
};

template <class Is>
core::Result<std::vector<std::string>> names(json::Value condition, const Named& named, const Is& is) {
  const std::string pointer = "/condition/" + std::string(named.list);
  std::vector<std::string> texts;
  const auto value = condition.find(named.list);
  if (!value) return texts;
  if (!value->is_array()) return wrong(pointer, "must be an array of strings");
  if (value->size() > named.most) return wrong(pointer, "holds more than " + std::to_string(named.most) + " members");
  for (const auto element : value->elements()) {
    const auto at = pointer + "/" + std::to_string(texts.size());
    if (!element.is_string()) return wrong(at, "must be a string");
    if (!is(element.string())) return wrong(at, std::string(named.otherwise));
    texts.emplace_back(element.string());
  }
  return texts;
}

core::Result<core::log::Selection> read_condition(const core::event::Vocabulary& vocabulary, json::Value condition) {
  if (!condition.is_object()) return wrong("/condition", "must be an object");
  for (const auto [name, value] : condition.members()) {
    if (name != "tags" && name != "types" && name != "after") {
      return wrong("/condition/" + json::pointer_token(name), "is no member of a condition");
    }
  }
  core::log::Selection selection;
  auto tags = names(condition, {"tags", limits::max_condition_tags, "is no tag that events have"}, events::is_tag);
  if (!tags) return fail(std::move(tags.error()));
  auto types = names(condition, {"types", limits::max_condition_types, "is no type of event that this ledger knows"},
                     [&vocabulary](std::string_view type) { return vocabulary.find(type) != nullptr; });
  if (!types) return fail(std::move(types.error()));
  if (types->empty()) return wrong("/condition/types", "must name at least one type");
  const auto after = condition.find("after");
  if (!after) return wrong("/condition/after", "is missing");
  if (after->kind() == json::Kind::integer && after->integer() >= 0) {
    selection.after = static_cast<core::event::Sequence>(after->integer());
  } else {
    const auto text = after->is_string() ? after->string() : std::string_view();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), selection.after);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
      return wrong("/condition/after", "must be a sequence");
    }
  }
  selection.tags = std::move(*tags);
  selection.types = std::move(*types);
  return selection;
}

core::Result<std::vector<Listed>> events_of(json::Value body, Shape shape) {
  if (shape == Shape::one) return std::vector<Listed>{{body, ""}};
  std::string base;
  if (shape == Shape::conditional) {
    if (!body.is_object()) return invalid_request("", "must be an object with events and condition");
    for (const auto [name, value] : body.members()) {
      if (name != "events" && name != "condition")
        return invalid_request("/" + json::pointer_token(name), "is no member of an append");
    }
    const auto events = body.find("events");
    if (!events) return invalid_request("/events", "is missing");
    if (!body.find("condition")) return invalid_request("/condition", "is missing");
    body = *events;
    base = "/events";
  }
  if (!body.is_array()) return invalid_request(base, "must be an array of events");
  if (auto fits = fits_a_request(body.size()); !fits) return fail(std::move(fits.error()));
  return listed(body, base);
}

/// What is not of the shape of an event is none of a type that anybody may say: it is left to the drafts.
core::Result<void> may_say_all(Application& app, const std::vector<Listed>& events, const auth::Principal& sender) {
  if (!sender.is_provider()) return {};
  auth::Voice voice(app.book(), sender, app.now());
  for (const auto& [event, base] : events) {
    if (!event.is_object()) continue;
    const auto type = event.text("type");
    const auto data = event.find("data");
    if (app.ledger().vocabulary().find(type) == nullptr || !data || !data->is_object()) continue;
    if (auto may = voice.may_say(type, *data); !may) return may;
  }
  return {};
}

}  // namespace

core::Result<std::unique_ptr<http::Append>> read_append(Application& app, const http::Request& request,
                                                        const core::Result<auth::Principal>& sender,
                                                        core::log::Lane& lane) {
  thread_local json::Parser parser;
  const auto body = parser.parse(request.body);
  if (!body) return fail(body.error());
  const auto shape = shape_of(request.content_type);
  if (!shape) return fail(shape.error());
  const auto events = events_of(*body, *shape);
  if (!events && events.error().fault == Fault::too_large) return fail(events.error());
  if (!sender) return fail(sender.error());
  if (auto may = events ? may_say_all(app, *events, *sender) : core::Result<void>(); !may) return fail(may.error());
  if (!events) return fail(events.error());

  auto append = std::make_unique<EventAppend>(lane);
  if (*shape == Shape::conditional) {
    auto condition = read_condition(app.ledger().vocabulary(), *body->find("condition"));
    if (!condition) return fail(std::move(condition.error()));
    append->condition = std::move(*condition);
  }
  limit_sight(app, *sender, *append);
  const core::event::Sender as{.authid = sender->name, .may_import = sender->may_import};
  if (auto drafted = Drafting(app, as).add(*events, *append); !drafted) return fail(std::move(drafted.error()));
  const auto free_at = app.ledger().free_at(append->drafts);
  if (!free_at) return fail(free_at.error());
  append->free_at = *free_at;
  return append;
}

}  // namespace careledger::api::routes
