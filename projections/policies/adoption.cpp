#include "projections/policies/adoption.hpp"

#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"
#include "core/time/calendar.hpp"
#include "events/policies/bundled.hpp"

namespace careledger::projections::policies {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;

/// The bundled document of the scheme, its categories replaced.
core::Result<std::string> document_for(std::string_view scheme, json::Value categories) {
  json::Parser document_parser;
  json::Parser patch_parser;
  const auto document = document_parser.parse(events::policies::bundled(std::string(scheme) + ".json"));
  if (!document) return fail(Fault::corrupt, "there is no bundled policy " + std::string(scheme));
  const auto patch = patch_parser.parse("{\"categories\":" + json::canonical(categories) + "}");
  return json::merge_patch(*document, *patch);
}

core::Result<void> write_event(json::Writer& out, json::Value row) {
  const auto scheme = row.find("scheme");
  const auto categories = row.find("categories");
  const auto day = row.find("day");
  if (!scheme || !categories || !day) return fail(Fault::corrupt, "a row of the bundled adoptions lacks a member");
  const auto date = core::time::parse_date(day->string());
  if (!date) return fail(date.error());
  const auto document = document_for(scheme->string(), *categories);
  if (!document) return fail(document.error());
  const std::string_view first = (*categories->elements().begin()).string();
  const std::string id = std::string(scheme->string()) + "/" + std::string(day->string()) + "/" + std::string(first);
  out.begin_object()
      .member("specversion", "1.0")
      .member("id", id)
      .member("source", "/policies/bundled")
      .member("type", "careledger.policy.adopted")
      .member("time", core::time::format(core::time::start_of_day(*date)))
      .name("data")
      .begin_object()
      .name("policy")
      .raw(*document)
      .end_object()
      .end_object();
  return {};
}

}  // namespace

core::Result<std::string> bundled_adoption_events() {
  json::Parser parser;
  const auto table = parser.parse(events::policies::bundled("adoption.json"));
  const auto rows = table ? table->find("adopted") : std::nullopt;
  if (!rows) return fail(Fault::corrupt, "the bundled table of adoptions can't be read");
  std::string batch;
  json::Writer out(batch);
  out.begin_array();
  for (const json::Value row : rows->elements()) {
    if (auto written = write_event(out, row); !written) return fail(std::move(written.error()));
  }
  out.end_array();
  return batch;
}

}  // namespace careledger::projections::policies
