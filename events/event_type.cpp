#include "events/event_type.hpp"

namespace careledger::events {

void begin_event_schema(std::string_view type, int version, json::Writer& out) {
  constexpr std::string_view prefix = "careledger.";
  const std::string name(type.substr(prefix.size()));
  out.begin_object().member("$schema", "https://json-schema.org/draft/2020-12/schema");
  out.member("$id", "/schemas/" + name + "/" + std::to_string(version)).member("title", name);
}

}  // namespace careledger::events
