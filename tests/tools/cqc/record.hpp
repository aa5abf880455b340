#pragma once

#include "core/json/value.hpp"
#include "core/time/instant.hpp"
#include "tools/cqc/plan.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::cqc {

using Lines = std::vector<std::string>;

inline std::vector<Planned> planned_of(const std::string& record) {
  core::json::Parser parser;
  const auto events = plan(parser.parse(record).value());
  REQUIRE_MESSAGE(events.has_value(), events.error().detail);
  return *events;
}

inline core::Error refused(const std::string& record) {
  core::json::Parser parser;
  const auto events = plan(parser.parse(record).value());
  REQUIRE_FALSE(events.has_value());
  return events.error();
}

/// A location with no more than has to be there, and the members that a test adds.
inline std::string location(std::string_view more) {
  return R"({"locationId":"1-100","providerId":"1-9","name":"The Elms","registrationStatus":"Registered",)"
         R"("registrationDate":"2014-07-01","dormancy":"N","gacServiceTypes":[{"name":"Homecare agencies"}])" +
         std::string(more) + "}";
}

inline std::vector<Planned> planned(std::string_view more) {
  return planned_of(location(more));
}

/// `id time data` of the events after the provider and the service.
inline Lines later(std::string_view more) {
  Lines lines;
  const auto events = planned(more);
  for (auto event = events.begin() + 2; event != events.end(); ++event) {
    lines.push_back(event->id + " " + core::time::format(event->time) + " " + event->data);
  }
  return lines;
}

}  // namespace careledger::tools::cqc
