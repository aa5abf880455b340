#include "tests/api/asking.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

#include <map>

// What a provider's token may append: what a provider says itself, of what is its own.

namespace {

struct Town {
  Town() {
    auto& made = ledger.instance().application().tokens();
    for (const auto* const id : {"a", "b"}) {
      tokens[id] = *made.create({.role = "provider", .name = id, .provider = std::string("p-") + id});
      const std::string service = std::string(R"({"service":")") + id + "\"";
      CHECK(say("", "provider.registered", std::string(R"({"provider":"p-)") + id + R"(","name":"P"})") == 201);
      CHECK(say("", "service.registered",
                service + R"(,"provider":"p-)" + id + R"(","name":"S","category":"residential"})") == 201);
      CHECK(say("", "placement.made",
                R"({"package":"k-)" + std::string(id) + R"(","service":")" + id +
                    R"(","category":"residential","citizen":"c1","unit":"week","units_per_week":"1",)" +
                    R"("price_pence":100,"reason":"r"})") == 201);
      CHECK(say("", "invoice.received",
                R"({"invoice":"v-)" + std::string(id) + R"(","package":"k-)" + id +
                    R"(","period":"2018-P01","units":"1","amount_pence":100})") == 201);
    }
    CHECK(say("", "requirement.published",
              R"({"requirement":"r1","scheme":"2018","category":"residential","citizen":"c1","unit":"week",)"
              R"("units_per_week":"1","closes":"2018-06-03T12:00:00Z"})") == 201);
    CHECK(say("b", "offer.submitted", R"({"offer":"b1","requirement":"r1","service":"b","can_meet":true})") == 201);
  }

  int say(const std::string& as, const std::string& type, const std::string& data) {
    answer = ask(ledger, {.target = "/v1/events",
                          .token = tokens[as],
                          .body = R"({"specversion":"1.0","source":"/t/)" + as + R"(","id":"e)" +
                                  std::to_string(++sent) + R"(","type":"careledger.)" + type +
                                  R"(","time":"2018-06-02T10:00:00Z","data":)" + data + "}"});
    return answer.status;
  }

  Scratch scratch;
  StoryLedger ledger{scratch.path()};
  std::map<std::string, std::string> tokens;
  StoryLedger::Answer answer{};
  int sent = 0;
};

}  // namespace

TEST_CASE("a provider's token appends what a provider says itself, of what is its own") {
  Town town;
  struct Row {
    const char* type;
    const char* data;
    int status;
  };
  for (const auto& [type, data, status] : std::vector<Row>{
           {"offer.submitted", R"({"offer":"a1","requirement":"r1","service":"a","can_meet":true})", 201},
           {"offer.submitted", R"({"offer":"a2","requirement":"r1","service":"b","can_meet":true})", 403},
           {"offer.submitted", R"({"offer":"a2","requirement":"r1","service":"nobody","can_meet":true})", 403},
           {"offer.withdrawn", R"({"offer":"a1"})", 201},
           {"offer.withdrawn", R"({"offer":"b1"})", 403},
           {"offer.withdrawn", R"({"offer":"none"})", 422},
           {"offer.declined", R"({"requirement":"r1","service":"a","reason":"r"})", 201},
           {"offer.scored", R"({"offer":"a1","outcomes_score":90})", 403},
           {"choice.made", R"({"requirement":"r1","offer":"a1"})", 403},
           {"award.made", R"({"requirement":"r1","offer":"a1","package":"k"})", 403},
           {"assurance-statement.submitted", R"({"statement":"s","service":"a"})", 201},
           {"assurance-statement.submitted", R"({"statement":"s","service":"b"})", 403},
           {"inspection.published", R"({"service":"a","inspector":"cqc","kind":"full","outcome":"good"})", 403},
           {"feedback.surveyed", R"({"service":"a","responses":2,"positive":1})", 201},
           {"feedback.surveyed", R"({"service":"a","responses":2,"positive":1,"by":"healthwatch"})", 403},
           {"package.ended", R"({"package":"k-a","by":"provider"})", 201},
           {"package.ended", R"({"package":"k-a","by":"council"})", 403},
           {"package.ended", R"({"package":"k-b","by":"provider"})", 403},
           {"package.ended", R"({"package":"none","by":"provider"})", 422},
           {"invoice.corrected", R"({"invoice":"v-a","units":"1","amount_pence":90})", 201},
           {"invoice.corrected", R"({"invoice":"v-b","units":"1","amount_pence":90})", 403},
           {"invoice.accepted", R"({"invoice":"v-a"})", 403},
           {"open-book.returned",
            R"({"provider":"p-a","year":2018,"income_pence":1,"staff_pence":1,"overhead_pence":0,"surplus_pence":0})",
            201},
           {"open-book.returned",
            R"({"provider":"p-b","year":2018,"income_pence":1,"staff_pence":1,"overhead_pence":0,"surplus_pence":0})",
            403},
           {"event.corrected", R"({"corrects":"7","data":{"name":"N"},"reason":"r"})", 403},
           {"policy.adopted", R"({"policy":{}})", 403},
           {"no.such-type", R"({"service":"a"})", 422},
       }) {
    const int answered = town.say("a", type, data);
    INFO(std::string(type), " ", std::string(data), " ", town.answer.body);
    CHECK(answered == status);
    CHECK((status == 403) == (town.answer.body.find("/problems/forbidden") != std::string::npos));
  }
}
