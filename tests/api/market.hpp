#pragma once

#include "tests/api/events.hpp"
#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

inline std::string at(const std::string& body, std::string_view pointer) {
  careledger::core::json::Parser parser;
  const auto value = parser.parse(body);
  REQUIRE_MESSAGE(value.has_value(), body);
  return at_pointer(*value, pointer);
}

inline std::string unquoted(const std::string& text) {
  return text.substr(1, text.size() - 2);
}

inline std::string header(const std::string& headers, const std::string& name) {
  const auto from = headers.find(name + ": ");
  if (from == std::string::npos) return {};
  const auto start = from + name.size() + 2;
  return headers.substr(start, headers.find("\r\n", start) - start);
}

/// A home with two dozen inspections: events 7 to 31 of its ledger.
struct Market {
  Market() {
    REQUIRE(
        ledger
            .post(
                R"({"specversion":"1.0","id":"home","source":"/feeds/cqc","type":"careledger.service.registered",)"
                R"("time":"2018-01-01T00:00:00Z","data":{"service":"home","provider":"p","name":"H","category":"residential"}})")
            .status == 201);
    for (int i = 0; i < 24; ++i) {
      const auto day = std::to_string(10 + i);
      REQUIRE(ledger
                  .post(inspection("i" + std::to_string(i), i % 2 == 0 ? "good" : "outstanding",
                                   "2018-05-" + (i < 20 ? day : "29") + "T09:00:00Z"))
                  .status == 201);
    }
  }
  Scratch scratch;
  StoryLedger ledger{scratch.path()};
};
