#include "api/openapi/parameter.hpp"
#include "api/routes/allocation_json.hpp"
#include "api/routes/page.hpp"
#include "core/error/result.hpp"
#include "events/care.hpp"
#include "projections/due/item.hpp"
#include "projections/payments/invoices.hpp"
#include "projections/ratings/band.hpp"

#include <algorithm>
#include <array>

namespace careledger::api::openapi {
namespace {

using core::json::Writer;
using Words = std::span<const std::string_view>;

constexpr Words categories = events::words_of<events::Category>;
constexpr Words needs = events::words_of<events::NeedGroup>;
constexpr Words bands = projections::ratings::band_names;

/// Those of an invoice, and what is paid without one.
constexpr auto payment_states = [] {
  const auto& invoiced = projections::payments::invoice_state_names;
  std::array<std::string_view, std::tuple_size_v<std::remove_cvref_t<decltype(invoiced)>> + 1> states;
  std::copy(invoiced.begin(), invoiced.end(), states.begin());
  states.back() = "scheduled";
  return states;
}();

constexpr std::array listed{
    // of every question
    Parameter{"at", "at", "Which instant is asked about: an instant, or a date for its start in London. Now if absent.",
              Kind::instant},
    Parameter{"known_at", "known_at",
              "With the knowledge of when: an instant, a date, or a sequence, 0 for none. Now if absent.",
              Kind::knowledge},
    Parameter{"limit", "limit", "How many rows a page has at most.", Kind::limit},
    Parameter{
        "next", "next",
        "The member `next` of the page before. It pins filters and times: give it alone, or with limit. Of payments "
        "and visits, give it with the same filters and times."},
    // filters
    Parameter{"service", "service", "The id of a service.", Kind::id},
    Parameter{"provider", "provider", "The id of a provider.", Kind::id},
    Parameter{"citizen", "citizen", "The id of a citizen.", Kind::id},
    Parameter{"requirement", "requirement", "The id of a requirement.", Kind::id},
    Parameter{"offer", "offer", "The id of an offer.", Kind::id},
    Parameter{"package", "package", "The id of a package.", Kind::id},
    Parameter{"area", "area", "The id of an area.", Kind::id},
    Parameter{"scheme", "scheme", "The name of a scheme, as 2018.", Kind::id},
    Parameter{"category", "category", "The category of a service.", Kind::words, categories},
    Parameter{"categories", "category", "The categories of services that count.", Kind::words, categories, false, true},
    Parameter{"band", "band", "The band of a rating.", Kind::words, bands},
    Parameter{"need", "need", "A need group that the service declares, or is approved for.", Kind::words, needs},
    Parameter{"free", "free", "Whether it may offer: open, registered and not suspended.", Kind::boolean},
    Parameter{"suspended", "suspended", "Whether the services are suspended.", Kind::boolean},
    Parameter{"q", "q", "Words within the service's id or name, or its provider's id."},
    Parameter{"status", "status", "How a requirement stands.", Kind::words, routes::statuses},
    Parameter{"due_kind", "kind", "What is owed.", Kind::words, projections::due::kind_names},
    Parameter{"owner", "owner", "Who owes it.", Kind::words, projections::due::owner_names},
    Parameter{"period", "period", "A payment period, as 2018-P01; the one in which `at` lies if absent."},
    Parameter{"state", "state", "How an invoice or a scheduled payment stands.", Kind::words, payment_states},
    Parameter{"tier", "tier", "The tier of a fee; standard if absent.", Kind::id},
    Parameter{"the_scheme", "scheme", "The name of the scheme that is asked about, as 2018.", Kind::id, {}, true},
    Parameter{"the_category", "category", "The category that is asked about.", Kind::words, categories, true},
    Parameter{"prefix", "prefix", "The registered prefix of contracting processes: ocds- and six letters or digits."},
    Parameter{"buyer", "buyer", "The council's name."},
    // of events
    Parameter{"tag",
              "tag",
              "A tag that events have, as service:1-117227134. Given again: all of them.",
              Kind::text,
              {},
              false,
              true},
    Parameter{"type", "type", "A type of event. Given again: any of them.", Kind::event_type, {}, false, true},
    Parameter{"kind",
              "kind",
              "A family (market, quality, …) or a type of event. Given again: any of them.",
              Kind::text,
              {},
              false,
              true},
    Parameter{"after", "after", "Only events with a higher sequence.", Kind::number},
    Parameter{"log_known_at", "known_at", "Only events that were recorded by then: an instant, a date or a sequence.",
              Kind::knowledge},
    Parameter{"event_from", "from", "Only events whose time is this or later.", Kind::instant},
    Parameter{"event_to", "to", "Only events whose time is before this.", Kind::instant},
    Parameter{"source", "source", "Whose event: with id, the one event of that identity."},
    Parameter{"id", "id", "Its id at its source."},
    // of reports
    Parameter{"span_from", "from", "The first instant of the period; a year before its end if absent.", Kind::instant},
    Parameter{"span_to", "to", "The end of the period, not in it; `at` if absent.", Kind::instant},
    Parameter{"visit_from", "from", "Only visits that were to begin then or later.", Kind::instant},
    Parameter{"visit_to", "to", "Only visits that were to begin before this.", Kind::instant},
    // of paths alone
    Parameter{"breach", "breach", "The id of a breach; of a derived one its rule and first event, as AS-3-17.",
              Kind::id},
    Parameter{"measure", "measure", "The id of a measure, as the report names it.", Kind::id},
    Parameter{"sequence", "sequence", "The place of an event in the log, from 1.", Kind::number},
    Parameter{"rule", "rule", "The id of a rule, as QR-1.", Kind::id},
    Parameter{"event_type", "event_type", "A type of event without its careledger."},
    Parameter{"version", "version", "The version of its schema.", Kind::number},
    Parameter{"slug", "slug", "The last part of a problem's type."},
    Parameter{"level", "level", "The level of the tile, 0 for hashes of leaves.", Kind::number},
    Parameter{
        "index", "index",
        "The index of the tile as C2SP tlog-tiles writes it: groups of three digits, all but the last with an x, and "
        "for a partial tile .p/ and its width. Its slashes are not escaped."},
};

void write_words(Writer& out, Words words) {
  out.name("enum").begin_array();
  for (const auto word : words) out.string(word);
  out.end_array();
}

void write_value(Writer& out, const Parameter& parameter) {
  out.begin_object();
  switch (parameter.kind) {
    case Kind::id:
    case Kind::text:
      out.member("type", "string");
      break;
    case Kind::words:
      out.member("type", "string");
      write_words(out, parameter.words);
      break;
    case Kind::boolean:
      out.member("type", "boolean");
      break;
    case Kind::number:
      out.member("type", "integer").member("minimum", 0);
      break;
    case Kind::limit:
      out.member("type", "integer")
          .member("minimum", 1)
          .member("maximum", static_cast<std::int64_t>(routes::max_limit))
          .member("default", static_cast<std::int64_t>(routes::default_limit));
      break;
    case Kind::instant:
      out.member("$ref", "#/components/schemas/InstantOrDate");
      break;
    case Kind::knowledge:
      out.member("$ref", "#/components/schemas/Knowledge");
      break;
    case Kind::event_type:
      out.member("$ref", "#/components/schemas/EventType");
      break;
  }
  out.end_object();
}

}  // namespace

std::span<const Parameter> parameters() {
  return listed;
}

const Parameter& parameter(std::string_view key) {
  const auto* const found =
      std::find_if(listed.begin(), listed.end(), [key](const Parameter& each) { return each.key == key; });
  CARELEDGER_ASSERT(found != listed.end());
  return *found;
}

void write_parameter(Writer& out, const Parameter& parameter, std::string_view in) {
  out.begin_object().member("name", parameter.name).member("in", in).member("description", parameter.meaning);
  if (parameter.required || in == "path") out.member("required", true);
  out.name("schema");
  if (parameter.repeats) {
    out.begin_object().member("type", "array").name("items");
    write_value(out, parameter);
    out.end_object().member("style", "form").member("explode", true);
  } else {
    write_value(out, parameter);
  }
  out.end_object();
}

}  // namespace careledger::api::openapi
