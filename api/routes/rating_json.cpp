#include "api/routes/rating_json.hpp"

#include "api/routes/answer.hpp"
#include "projections/policies/rule_json.hpp"

namespace careledger::api::routes {

void write_rule(core::json::Writer& out, std::string_view id) {
  std::string rule;
  projections::policies::write_rule(rule, id);
  out.name("rule").raw(rule);
}

void write_segment(core::json::Writer& out, const projections::services::Service& service,
                   const projections::ratings::Segment& segment, const projections::ratings::Segment* next,
                   core::time::Instant now) {
  const auto instant = [&out](std::string_view name, const std::optional<core::time::Instant>& value) {
    out.name(name);
    value ? out.string(core::time::format(*value)) : out.null();
  };
  out.member("service", service.id).name("scheme");
  segment.scheme.empty() ? out.null() : out.string(segment.scheme);
  out.member("band", projections::ratings::text(segment.band)).name("score");
  segment.score ? out.string(segment.score->text()) : out.null();
  instant("since", segment.since);
  instant("until", next != nullptr ? next->since : std::nullopt);
  out.member("projected", segment.since && *segment.since > now);
  write_rule(out, segment.rule);
  write_because(out, segment.because);
}

}  // namespace careledger::api::routes
