#include "api/openapi/event_schemas.hpp"

#include "api/openapi/shapes.hpp"
#include "core/event/limits.hpp"
#include "projections/policies/category.hpp"
#include "projections/ratings/band.hpp"

#include <cctype>
#include <span>
#include <string>

namespace careledger::api::openapi {
namespace {

using core::event::EventType;
using core::json::Writer;

constexpr std::string_view prefix = "careledger.";

std::string_view short_name_of(const EventType& type) {
  return type.name().substr(prefix.size());
}

/// `InspectionPublished` of `careledger.inspection.published`.
std::string component_of(const EventType& type) {
  std::string name;
  bool begins = true;
  for (const char c : short_name_of(type)) {
    if (c == '.' || c == '-') {
      begins = true;
      continue;
    }
    name += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    begins = false;
  }
  return name;
}

void write_words(Writer& out, std::string_view name, std::span<const std::string_view> words) {
  out.name(name).begin_object().member("type", "string").name("enum").begin_array();
  for (const auto word : words) out.string(word);
  out.end_array().end_object();
}

Writer& begin_text(Writer& out, std::string_view name) {
  return out.name(name).begin_object().member("type", "string");
}

void write_attribute(Writer& out, std::string_view name, std::string_view meaning) {
  begin_text(out, name)
      .member("description", meaning)
      .member("minLength", 1)
      .member("maxLength", static_cast<std::int64_t>(core::event::max_attribute_bytes))
      .end_object();
}

/// What a client gives of an event but its type and data.
void write_sent_attributes(Writer& out) {
  out.name("specversion").begin_object().member("const", "1.0").end_object();
  write_attribute(out, "id", "unique at its source");
  write_attribute(out, "source", "who says it: a URI reference");
  begin_text(out, "time").member("format", "date-time");
  out.member("description", "when it happened or takes effect; the time of recording if absent").end_object();
  out.name("datacontenttype").begin_object().member("const", "application/json").end_object();
  write_attribute(out, "correlationid", "kept as it is sent");
  write_attribute(out, "causationid", "kept as it is sent");
  begin_text(out, "traceparent").member("description", "W3C Trace Context").end_object();
}

void write_required(Writer& out, std::initializer_list<std::string_view> names) {
  out.name("required").begin_array();
  for (const auto name : names) out.string(name);
  out.end_array();
}

void write_stored(Writer& out) {
  out.name("StoredEvent").begin_object().member("type", "object");
  out.member("description", "An event as it is stored and hashed. Personal fields of its data are {\"jwe\":…}.");
  out.name("properties").begin_object();
  write_sent_attributes(out);
  out.name("type");
  write_reference(out, "EventType");
  out.name("data").begin_object().member("type", "object").end_object();
  begin_text(out, "subject").member("description", "what it is about, as service/1-117227134").end_object();
  begin_text(out, "dataschema").member("description", "the JSON Schema of its data").end_object();
  out.name("sequence");
  write_reference(out, "Sequence");
  out.name("recordedtime");
  write_reference(out, "Instant");
  begin_text(out, "authid").member("description", "who sent it").end_object();
  begin_text(out, "salt").member("contentEncoding", "base64url").end_object().end_object();
  write_required(out, {"specversion", "id", "source", "type", "time", "data", "dataschema", "sequence", "recordedtime",
                       "authid", "salt"});
  out.end_object();
}

void write_type(Writer& out, const EventType& type) {
  const auto component = component_of(type);
  out.name(component + "Data").raw(type.schema());
  out.name(component).begin_object().member("type", "object").member("title", type.name());
  std::string meaning =
      "The schema of its data is /schemas/" + std::string(short_name_of(type)) + "/" + std::to_string(type.version());
  if (type.receipt_timed()) meaning += "; its time is the ledger's clock, but for a sender who may import";
  out.member("description", meaning).name("properties").begin_object();
  write_sent_attributes(out);
  out.name("type").begin_object().member("const", type.name()).end_object().name("data");
  write_reference(out, component + "Data");
  out.end_object();
  write_required(out, {"specversion", "id", "source", "type", "data"});
  out.member("additionalProperties", false).end_object();
}

}  // namespace

void write_event_schemas(Writer& out, const core::event::Vocabulary& vocabulary) {
  const auto types = vocabulary.all();
  std::vector<std::string_view> names;
  for (const auto* const type : types) names.push_back(type->name());
  write_words(out, "EventType", names);
  write_words(out, "Category", projections::policies::category_names);
  write_words(out, "Band", projections::ratings::band_names);
  write_stored(out);
  out.name("Event").begin_object().member("description", "An event as a client sends it").name("oneOf").begin_array();
  for (const auto* const type : types) write_reference(out, component_of(*type));
  out.end_array().name("discriminator").begin_object().member("propertyName", "type").name("mapping").begin_object();
  for (const auto* const type : types) {
    out.member(type->name(), "#/components/schemas/" + component_of(*type));
  }
  out.end_object().end_object().end_object();
  for (const auto* const type : types) write_type(out, *type);
}

}  // namespace careledger::api::openapi
