#include "api/http/problem.hpp"

#include "core/json/writer.hpp"

#include <algorithm>
#include <array>

namespace careledger::api::http {
namespace {

using core::Fault;

using Kind = ProblemKind;

constexpr std::array kinds{
    Kind{"bad-request", 400, "Bad request",
         "The request itself is wrong: an unknown or malformed parameter, a malformed path or header."},
    Kind{"not-json", 400, "Not JSON",
         "The body is not strict JSON: UTF-8, each member name once in its object, no lone surrogates, nothing behind "
         "the document, and no deeper than GET /v1/limits allows."},
    Kind{"unauthorized", 401, "Unauthorized",
         "The request carries no token that this ledger knows. Send it as: Authorization: Bearer <token>."},
    Kind{"forbidden", 403, "Forbidden", "The token's role may not do this."},
    Kind{"not-found", 404, "Not found", "There is nothing at this path: no known event names it."},
    Kind{"method-not-allowed", 405, "Method not allowed",
         "The path exists, but not for this method; the header Allow lists those that it takes."},
    Kind{"not-acceptable", 406, "Not acceptable", "None of the media types in Accept can be given here."},
    Kind{
        "id-reused", 409, "Identity reused",
        "An event with this source and id is in the ledger, with other content. An event never changes: to correct it, "
        "append careledger.event.corrected; to append another, give it another id. Of several events, errors points at "
        "the one."},
    Kind{"refused", 409, "Refused by a rule",
         "The rules do not admit the event. The members rule and because say which rule, and the events it rests on. "
         "Of several "
         "events, errors points at the one."},
    Kind{"sealed", 409, "Sealed",
         "Offers for this requirement are still taken. Until it has closed nobody learns of them but their own "
         "providers, "
         "and nothing is told that follows from them."},
    Kind{
        "condition-failed", 412, "Condition failed",
        "An event with all the tags and one of the types of the condition lies behind its position. Read what has been "
        "appended since, decide anew, and send the append with the new position."},
    Kind{"too-large", 413, "Too large", "The request or an event in it exceeds a limit; GET /v1/limits lists them."},
    Kind{
        "unsupported-media-type", 415, "Unsupported media type",
        "Events are sent as application/cloudevents+json or application/json (one), application/cloudevents-batch+json "
        "(an array) or application/vnd.careledger.append+json (with a condition)."},
    Kind{"invalid-event", 422, "Invalid event",
         "The event is JSON, but not an event that this ledger admits. Each member of errors points at one place."},
    Kind{"overloaded", 503, "Overloaded", "More is waiting than the ledger holds in its queue. Try again soon."},
    Kind{
        "read-only", 503, "Read only",
        "A write to stable storage has failed. Nothing more is written until the ledger is started again; reading goes "
        "on. GET /health/ready says why."},
    Kind{"storage", 500, "Storage failure", "The ledger could not read what it keeps. The server's log says more."},
};

const Kind& kind_of(std::string_view slug) {
  const auto* const found =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.slug == slug; });
  CARELEDGER_ASSERT(found != kinds.end());
  return *found;
}

std::string_view slug_of(Fault fault) {
  switch (fault) {
    case Fault::bad_request:
      return "bad-request";
    case Fault::not_json:
      return "not-json";
    case Fault::unsupported_media_type:
      return "unsupported-media-type";
    case Fault::not_acceptable:
      return "not-acceptable";
    case Fault::too_large:
      return "too-large";
    case Fault::unauthorized:
      return "unauthorized";
    case Fault::forbidden:
      return "forbidden";
    case Fault::not_found:
      return "not-found";
    case Fault::invalid_event:
      return "invalid-event";
    case Fault::id_reused:
      return "id-reused";
    case Fault::condition_failed:
      return "condition-failed";
    case Fault::refused:
      return "refused";
    case Fault::sealed:
      return "sealed";
    case Fault::overloaded:
      return "overloaded";
    case Fault::read_only:
      return "read-only";
    case Fault::corrupt:
    case Fault::storage:
      return "storage";
  }
  return "storage";
}

void open(core::json::Writer& json, const Kind& kind, std::string_view detail) {
  json.begin_object()
      .member("type", "/problems/" + std::string(kind.slug))
      .member("title", kind.title)
      .member("status", kind.status)
      .member("detail", detail);
}

Response with(const Kind& kind, std::string body) {
  Response response{
      .status = kind.status, .content_type = "application/problem+json", .body = std::move(body), .headers = {}};
  if (kind.status == 503) response.header("Retry-After", "1");
  if (kind.status == 401) response.header("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

Response problem(const core::Error& error, RuleWriter write_rule) {
  const Kind& kind = kind_of(slug_of(error.fault));
  std::string body;
  core::json::Writer json(body);
  open(json, kind, error.detail);
  if (!error.errors.empty()) {
    json.name("errors").begin_array();
    for (const auto& [pointer, detail] : error.errors) {
      json.begin_object().member("pointer", pointer).member("detail", detail).end_object();
    }
    json.end_array();
  }
  if (error.fault == Fault::refused) {
    std::string rule;
    if (write_rule != nullptr) write_rule(rule, error.refusal.rule);
    json.name("rule");
    rule.empty() ? json.string(error.refusal.rule) : json.raw(rule);
    json.name("because").begin_array();
    for (const auto sequence : error.refusal.because) json.string(std::to_string(sequence));
    json.end_array();
  }
  json.end_object();
  return with(kind, std::move(body));
}

Response problem(int status, std::string_view slug, std::string_view detail) {
  const Kind& kind = kind_of(slug);
  CARELEDGER_ASSERT(kind.status == status);
  std::string body;
  core::json::Writer json(body);
  open(json, kind, detail);
  json.end_object();
  return with(kind, std::move(body));
}

std::span<const ProblemKind> problem_kinds() {
  return kinds;
}

std::string_view problem_page(std::string_view slug) {
  const auto* const found =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.slug == slug; });
  return found == kinds.end() ? std::string_view() : found->page;
}

}  // namespace careledger::api::http
