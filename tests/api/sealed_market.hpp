#pragma once

#include "tests/api/asking.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using Answer = StoryLedger::Answer;

inline constexpr std::string_view single_type = "application/cloudevents+json";

struct Sent {
  std::string type, id, data;
  std::string source = "/portal";
};

inline std::string event(const Sent& sent, const std::string& time = "2026-06-02T10:00:00Z") {
  return R"({"specversion":"1.0","source":")" + sent.source + R"(","id":")" + sent.id + R"(","type":"careledger.)" +
         sent.type + R"(","time":")" + time + R"(","data":)" + sent.data + "}";
}

inline std::string offer(const std::string& id, const std::string& requirement, const std::string& service,
                         const std::string& more) {
  return R"({"offer":")" + id + R"(","requirement":")" + requirement + R"(","service":")" + service +
         R"(","can_meet":true)" + more + "}";
}

/// Homes a, b and c of the providers p-a, p-b and p-c; r1 and r2 are open for long, r0 was awarded to b. By its time,
/// though not its sequence, the last that a and c are known for is that they declined r2.
class Market {
 public:
  explicit Market(const std::vector<std::pair<std::string, Sent>>& sealed) : ledger_(scratch_.path()) {
    auto& tokens = ledger_.instance().application().tokens();
    for (const auto* const id : {"a", "b", "c"}) {
      tokens_[id] = *tokens.create({.role = "provider", .name = id, .provider = std::string("p-") + id});
      told("service.registered", std::string(R"({"service":")") + id + R"(","provider":"p-)" + id +
                                     R"(","name":"S","category":"residential"})");
      const std::string service = std::string(R"({"service":")") + id + "\"";
      told("inspection.published", service + R"(,"inspector":"council","kind":"full","outcome":"silver"})");
      told("enrolment.applied",
           service + R"(,"scheme":"2018","evidence":{"cqc_registration":true,"bank_details":true,)" +
               R"("accounts":true,"employers_liability":true,"public_liability":true,)" +
               R"("company_registration":true,"bankruptcy_and_convictions_disclosed":true,)" + R"("policies":true}})");
      told("enrolment.accepted", service + R"(,"scheme":"2018"})");
    }
    tokens_["admin"] = *tokens.create({.role = "admin", .name = "admin"});
    tokens_["importer"] = *tokens.create({.role = "admin", .name = "importer", .may_import = true});
    for (const auto* const id : {"r0", "r1", "r2"}) {
      const std::string closes = id == std::string("r0") ? "2026-06-02T12:00:00Z" : "2190-01-01T00:00:00Z";
      told("requirement.published",
           std::string(R"({"requirement":")") + id +
               R"(","scheme":"2018","category":"residential","citizen":"c1","unit":"week","units_per_week":"1",)" +
               R"("closes":")" + closes + "\"}");
      requirements_[id] = size();
    }
    told("offer.submitted", offer("o0", "r0", "b", ""));
    told("award.made", R"({"requirement":"r0","offer":"o0","package":"k0","departure":"d"})", "2026-06-03T10:00:00Z");
    for (const auto* const id : {"a", "c"}) {
      told("offer.declined", std::string(R"({"requirement":"r2","reason":"full","service":")") + id + "\"}",
           "2194-01-01T00:00:00Z");
    }
    first_sealed_ = size() + 1;
    for (const auto& [bidder, sent] : sealed) {
      const auto answer = post(bidder, event(sent));
      REQUIRE_MESSAGE(answer.status == 201, answer.body);
    }
    told("offer.submitted", offer("b1", "r1", "b", R"(,"price_pence":50000)"), "2026-06-04T10:00:00Z", "b");
  }

  Answer get(const std::string& as, const std::string& target, std::string_view accept) {
    return ask(ledger_, {.target = target, .token = tokens_[as], .media = accept});
  }
  Answer post(const std::string& as, const std::string& body, std::string_view media = single_type,
              const std::string& target = "/v1/events") {
    return ask(ledger_, {.target = target, .token = tokens_[as], .body = body, .media = media});
  }
  bool rebuild() { return ledger_.instance().ledger().rebuild(nullptr).has_value(); }
  std::uint64_t size() { return ledger_.instance().ledger().size(); }
  std::uint64_t first_sealed() const { return first_sealed_; }
  /// The sequence of its publication.
  std::uint64_t requirement(const std::string& id) const { return requirements_.at(id); }

 private:
  void told(const std::string& type, const std::string& data, const std::string& time = "2026-06-02T10:00:00Z",
            const std::string& as = "") {
    const auto answer = post(as, event({type, "e" + std::to_string(++sent_), data, "/council"}, time));
    REQUIRE_MESSAGE(answer.status == 201, answer.body);
  }

  Scratch scratch_;
  StoryLedger ledger_;
  std::map<std::string, std::string> tokens_;  // the operator has none
  std::map<std::string, std::uint64_t> requirements_;
  std::uint64_t first_sealed_ = 0;
  int sent_ = 0;
};
