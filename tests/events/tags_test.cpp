#include "events/tag.hpp"
#include "tests/events/examples.hpp"
#include "tests/events/reading.hpp"
#include "tests/events/sealers.hpp"

#include <doctest/doctest.h>

using namespace careledger::events;
using careledger::core::event::Origin;

TEST_CASE("an event is tagged with what its fields name, each once, and the first is its subject") {
  struct Row {
    std::string_view type, data, subject;
    std::vector<std::string> tags;
  };
  for (const auto& row : std::vector<Row>{
           {"inspection.published",
            R"({"inspector":"cqc","kind":"full","outcome":"good","service":"1-117227134"})",
            "service/1-117227134",
            {"service:1-117227134"}},
           {"service.registered",
            R"({"area":"1","category":"home_support","name":"S","needs":["autism"],"provider":"p1","service":"s1"})",
            "service/s1",
            {"service:s1", "provider:p1", "category:home_support", "area:1"}},
           {"service.succeeded", R"({"predecessor":"s0","service":"s1"})", "service/s1", {"service:s1", "service:s0"}},
           {"service.succeeded", R"({"predecessor":"s1","service":"s1"})", "service/s1", {"service:s1"}},
           {"assurance-statement.extended",
            R"({"category":"nursing","due":"2020-07-31","reason":"r"})",
            "category/nursing",
            {"category:nursing"}},
           {"assurance-statement.submitted",
            R"({"service":"s1","statement":"st"})",
            "statement/st",
            {"statement:st", "service:s1"}},
           {"improvement-plan.completed",
            R"({"plan":"pl","satisfactory":true,"service":"s1"})",
            "plan/pl",
            {"plan:pl", "service:s1"}},
           {"complaint.received",
            R"({"citizen":"c1","complaint":"co","details":"d","service":"s1"})",
            "complaint/co",
            {"complaint:co", "service:s1", "citizen:c1"}},
           {"alert.closed",
            R"({"alert":"a","service":"s1","substantiated":true})",
            "alert/a",
            {"alert:a", "service:s1"}},
           {"breach.raised",
            R"({"breach":"b","contract":"k","kind":"x","provider":"p"})",
            "breach/b",
            {"breach:b", "provider:p", "contract:k"}},
           {"breach.evidence-added", R"({"breach":"b","events":["1"]})", "breach/b", {"breach:b"}},
           {"suspension.imposed",
            R"({"provider":"p","reason":"r","suspension":"su"})",
            "suspension/su",
            {"suspension:su", "provider:p"}},
           {"requirement.published",
            R"({"area":"1","category":"home_support","citizen":"c1","closes":"2018-06-03T12:00:00Z","replaces":"k0",)"
            R"("requirement":"r1","scheme":"2018","unit":"hour","units_per_week":"1"})",
            "requirement/r1",
            {"requirement:r1", "scheme:2018", "category:home_support", "area:1", "citizen:c1", "package:k0"}},
           {"requirement.widened",
            R"({"areas":["2","3"],"requirement":"r1"})",
            "requirement/r1",
            {"requirement:r1", "area:2", "area:3"}},
           {"choice.made", R"({"offer":null,"requirement":"r1"})", "requirement/r1", {"requirement:r1"}},
           {"choice.made", R"({"offer":"o1","requirement":"r1"})", "requirement/r1", {"requirement:r1", "offer:o1"}},
           {"award.made",
            R"({"offer":"o1","package":"k1","requirement":"r1"})",
            "requirement/r1",
            {"requirement:r1", "offer:o1", "package:k1"}},
           {"representation.decided", R"({"outcome":"o","representation":"re"})", "", {}},
           {"policy.adopted", R"({"policy":{"scheme":"2018"}})", "", {}},
           {"event.corrected", R"({"corrects":"1","data":{"service":"s2"},"reason":"r"})", "", {}},
           {"event.retracted", R"({"reason":"r","retracts":"1"})", "", {}},
       }) {
    CAPTURE(std::string(row.type));
    MaskingSealer sealer;
    const auto outcome = read(row.type, row.data, Origin::client, &sealer);
    REQUIRE(outcome.content.has_value());
    CHECK(outcome.content->subject == row.subject);
    CHECK(outcome.content->tags == row.tags);
  }
}

TEST_CASE("all tags that events have are tags, and what has another kind or no id is none") {
  for (const auto& [type, data] : examples::good()) {
    CAPTURE(std::string(type));
    MaskingSealer sealer;
    const auto outcome = read(type, data, Origin::client, &sealer);
    REQUIRE(outcome.content.has_value());
    for (const auto& tag : outcome.content->tags) CHECK_MESSAGE(is_tag(tag), tag);
  }
  for (const auto* const text : {"", ":", "service", "service:", ":s1", "services:s1", "Service:s1", "service:s 1",
                                 "service: s1", "representation:re", "service:s1:s2"}) {
    CHECK_MESSAGE(!is_tag(text), text);
  }
}
