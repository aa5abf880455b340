#include "tests/events/examples.hpp"

#include <deque>
#include <string>

namespace careledger::events::examples {
namespace {

/// The text stays for the life of the program.
std::string_view keep(std::string text) {
  static std::deque<std::string> kept;
  return kept.emplace_back(std::move(text));
}

std::string_view name_of(std::size_t characters) {
  std::string name;
  for (std::size_t i = 0; i < characters; ++i) name += "ö";
  return keep(R"({"name":")" + name + R"(","provider":"p1"})");
}

std::string_view triggers(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += i == 0 ? R"("a")" : R"(,"a")";
  return keep(R"({"reason":"r","service":"s1","triggers":[)" + list + "]}");
}

}  // namespace

const std::vector<Bad>& bad() {
  static const std::vector<Bad> rows{
      // any
      {"service.closed", "null", {""}},
      {"service.closed", "[]", {""}},
      {"service.closed", R"("s1")", {""}},
      {"service.closed", "{}", {"/service"}},
      {"inspection.published", "{}", {"/service", "/inspector", "/kind", "/outcome"}},
      {"service.closed", R"({"service":"s1","raeson":"x"})", {"/raeson"}},
      {"service.closed", R"({"service":"s1","a/b~c":1})", {"/a~1b~0c"}},
      {"service.closed", R"({"service":"s1","":1})", {"/"}},
      {"service.closed", R"({"service":"s1","reason":null})", {"/reason"}},
      {"service.closed", R"({"service":null})", {"/service"}},
      {"service.closed", R"({"Service":"s1"})", {"/Service", "/service"}},
      {"service.registered",
       R"({"service":1,"provider":true,"name":[],"category":{}})",
       {"/service", "/provider", "/name", "/category"}},
      // ids
      {"service.closed", R"({"service":""})", {"/service"}},
      {"service.closed", R"({"service":"a b"})", {"/service"}},
      {"service.closed", R"({"service":"a:b"})", {"/service"}},
      {"service.closed", R"({"service":"a/b"})", {"/service"}},
      {"service.closed", R"({"service":"ä"})", {"/service"}},
      {"service.closed", R"({"service":"a\u0000"})", {"/service"}},
      {"service.closed",
       R"({"service":"12345678901234567890123456789012345678901234567890123456789012345"})",
       {"/service"}},
      // texts
      {"provider.registered", R"({"name":"","provider":"p1"})", {"/name"}},
      {"provider.registered", R"({"name":"\u001b[2J","provider":"p1"})", {"/name"}},
      {"provider.registered", R"({"name":"\u007f","provider":"p1"})", {"/name"}},
      {"provider.registered", name_of(201), {"/name"}},
      // numbers
      {"quality-component.scored", R"({"component":"cqc","score":101,"service":"s1"})", {"/score"}},
      {"quality-component.scored", R"({"component":"cqc","score":-1,"service":"s1"})", {"/score"}},
      {"quality-component.scored", R"({"component":"cqc","score":50.5,"service":"s1"})", {"/score"}},
      {"quality-component.scored", R"({"component":"cqc","score":"50","service":"s1"})", {"/score"}},
      {"quality-component.scored", R"({"component":"cqc","score":5e1,"service":"s1"})", {"/score"}, false},
      {"policy.adopted", R"({"policy":{"a":[1,{"b":0.5}],"c/d":1e3}})", {"/policy/a/1/b", "/policy/c~1d"}, false},
      {"policy.adopted", R"({"policy":{"a":9007199254740992}})", {"/policy/a"}, false},
      {"policy.adopted", R"({"policy":[]})", {"/policy"}},
      {"event.corrected", R"({"corrects":"1","reason":"r","data":{"x":1.0}})", {"/data/x"}, false},
      {"target.measured", R"({"provider":"p1","target":"t","value":9.5})", {"/value"}},
      {"target.measured", R"({"provider":"p1","target":"t","value":true})", {"/value"}},
      // sequences
      {"event.retracted", R"({"reason":"r","retracts":17})", {"/retracts"}},
      {"event.retracted", R"({"reason":"r","retracts":"0"})", {"/retracts"}},
      {"event.retracted", R"({"reason":"r","retracts":"017"})", {"/retracts"}},
      {"event.retracted", R"({"reason":"r","retracts":"-1"})", {"/retracts"}},
      {"event.retracted", R"({"reason":"r","retracts":"1 "})", {"/retracts"}},
      {"event.retracted", R"({"reason":"r","retracts":""})", {"/retracts"}},
      {"event.retracted", R"({"reason":"r","retracts":"10000000000000000000"})", {"/retracts"}},
      {"breach.evidence-added", R"({"breach":"b","events":["1",2,"x"]})", {"/events/1", "/events/2"}},
      // days and instants
      {"improvement-plan.required", R"({"due":"2019-1-31","plan":"p","service":"s1"})", {"/due"}},
      {"improvement-plan.required", R"({"due":"2019-02-29","plan":"p","service":"s1"})", {"/due"}, false},
      {"improvement-plan.required", R"({"due":"1899-12-31","plan":"p","service":"s1"})", {"/due"}},
      {"improvement-plan.required", R"({"due":"2019-03-01T00:00:00Z","plan":"p","service":"s1"})", {"/due"}},
      {"improvement-plan.required", R"({"due":20190131,"plan":"p","service":"s1"})", {"/due"}},
      {"event.corrected", R"({"corrects":"1","reason":"r","time":"2018-05-03"})", {"/time"}},
      {"event.corrected", R"({"corrects":"1","reason":"r","time":"2018-05-03T10:00:60Z"})", {"/time"}},
      {"event.corrected", R"({"corrects":"1","reason":"r","time":"2018-05-03T10:00:00"})", {"/time"}},
      {"event.corrected", R"({"corrects":"1","reason":"r","time":"2018-05-03T10:00:00.0000001Z"})", {"/time"}},
      {"alert.raised",
       R"({"alert":"a","kind":"quality","occurred":"2019","service":"s1","severity":"low"})",
       {"/occurred"}},
      // words
      {"service.registered", R"({"category":"Nursing","name":"S","provider":"p1","service":"s1"})", {"/category"}},
      {"service.registered",
       R"({"category":"nursing","location":"","name":"S","provider":"p1","service":"s1"})",
       {"/location"}},
      {"multi-agency-review.held", R"({"attendees":[],"decision":"continue_","service":"s1"})", {"/decision"}},
      {"focussed-inspection.ordered", R"({"reason":"r","service":"s1","triggers":["a","j"]})", {"/triggers/1"}},
      // booleans
      {"breach.decided", R"({"breach":"b","upheld":"true"})", {"/upheld"}},
      {"breach.decided", R"({"breach":"b","upheld":1})", {"/upheld"}},
      {"feedback.reviewed",
       R"({"outcomes_delivered":0,"outcomes_set":0,"recommends":"yes","service":"s1"})",
       {"/recommends"}},
      {"feedback.reviewed", R"({"outcomes_delivered":0,"outcomes_set":0,"service":"s1"})", {"/recommends"}},
      // lists and objects
      {"improvement-plan.submitted", R"({"actions":{},"plan":"p","service":"s1"})", {"/actions"}},
      {"improvement-plan.submitted",
       R"({"actions":[{"action":"a","due":"x"},7,{"due":"2019-01-01","who":1}],)"
       R"("plan":"p","service":"s1"})",
       {"/actions/0/due", "/actions/1", "/actions/2/who", "/actions/2/action"}},
      {"focussed-inspection.ordered", triggers(1001), {"/triggers"}},
      {"inspection.published",
       R"({"domains":{"staffing":"platinum","cheer":"gold"},"inspector":"cqc","kind":"full","outcome":"good",)"
       R"("service":"s1","standards":{"1c":"gold","2a":null}})",
       {"/domains/staffing", "/domains/cheer", "/standards/1c", "/standards/2a"}},
      {"inspection.published",
       R"({"domains":[],"inspector":"cqc","kind":"full","outcome":"good","service":"s1"})",
       {"/domains"}},
      {"multi-agency-review.held", R"({"attendees":["a",1],"decision":"continue","service":"s1"})", {"/attendees/1"}},
      {"multi-agency-review.held", R"({"attendees":1,"decision":"continue","service":"s1"})", {"/attendees"}},
      // across fields
      {"inspection.published", R"({"inspector":"cqc","kind":"full","outcome":"gold","service":"s1"})", {"/outcome"}},
      {"inspection.published",
       R"({"inspector":"council","kind":"full","outcome":"good","service":"s1"})",
       {"/outcome"}},
      {"inspection.published", R"({"inspector":"iqa","kind":"full","outcome":"green","service":"s1"})", {"/outcome"}},
      {"inspection.published",
       R"({"inspector":"nhs","kind":"full","outcome":"inadequate","service":"s1"})",
       {"/outcome"}},
      {"feedback.reviewed",
       R"({"outcomes_delivered":5,"outcomes_set":4,"recommends":null,"service":"s1"})",
       {"/outcomes_delivered"},
       false},
      {"feedback.surveyed", R"({"positive":8,"responses":7,"service":"s1"})", {"/positive"}, false},
      {"suspension.imposed", R"({"reason":"r","suspension":"su1"})", {""}},
      {"suspension.imposed", R"({"provider":"p1","reason":"r","service":"s1","suspension":"su1"})", {""}},
      {"breach.raised", R"({"breach":"b","kind":"k"})", {""}},
      {"breach.raised", R"({"breach":"b","kind":"k","provider":"p1","service":"s1"})", {""}},
      {"assurance-statement.extended", R"({"due":"2020-07-31","reason":"r"})", {""}},
      {"assurance-statement.extended",
       R"({"category":"nursing","due":"2020-07-31","reason":"r","service":"s1"})",
       {""}},
      {"event.corrected", R"({"corrects":"1","reason":"r"})", {""}},
      {"carers.assessed", R"({"outcome":"two"})", {""}},
      {"carers.assessed", R"({"outcome":"two","package":"k1","requirement":"r1"})", {""}},
      {"offer.submitted",
       R"({"can_meet":true,"offer":"o1","price_pence":0,"requirement":"r1","service":"s1"})",
       {"/price_pence"}},
      {"package.varied", R"({"package":"k1","reason":"r","units_per_week":"-1"})", {"/units_per_week"}},
      {"package.varied", R"({"package":"k1","reason":"r","units_per_week":7})", {"/units_per_week"}},
      {"choice.made", R"({"requirement":"r1"})", {"/offer"}},
      {"offer.scored", R"({"offer":"o1","outcomes_score":101})", {"/outcomes_score"}},
      // prices and periods
      {"index.published", R"({"index":"nlw","value":"0.00","year":2018})", {"/value"}, false},
      {"index.published", R"({"index":"care_wage","value":"-7.83","year":2018})", {"/value"}, false},
      {"payment-schedule.set", R"({"amount_pence":1,"package":"k","period":"2018-P00"})", {"/period"}},
      {"payment-schedule.set", R"({"amount_pence":1,"package":"k","period":"2018-P14"})", {"/period"}},
      {"payment-schedule.set", R"({"amount_pence":1,"package":"k","period":"2018-P1"})", {"/period"}},
      {"payment-schedule.set", R"({"amount_pence":1,"package":"k","period":"1899-P01"})", {"/period"}},
      {"payment-schedule.set", R"({"amount_pence":1,"package":"k","period":"2018-P+1"})", {"/period"}},
      {"payment-schedule.set", R"({"amount_pence":1,"package":"k","period":201801})", {"/period"}},
      {"payment-calendar.published",
       R"({"periods":[{"from":"2018-04-01","period":"2019-P01","to":"2018-03-31"},)"
       R"({"from":"2018-03-31","period":"2018-P02","to":"2018-05-01"}],"year":2018})",
       {"/periods/0/period", "/periods/0/to", "/periods/1/period", "/periods/1/from"},
       false},
      {"visit.recorded",
       R"({"carers":1,"end":"2019-04-02T08:00:00Z","package":"k","planned_end":"2019-04-02T08:00:00Z",)"
       R"("planned_start":"2019-04-02T08:00:00Z","start":"2019-04-02T08:00:00.000001Z"})",
       {"/planned_end", "/end"},
       false},
      {"invoice.corrected", R"({"amount_pence":1,"invoice":"i","units":"-1"})", {"/units"}},
      {"invoice.corrected", R"({"amount_pence":-1,"invoice":"i","units":"1"})", {"/amount_pence"}},
      {"payment.made", R"({"amount_pence":1,"payment":"y"})", {""}},
      {"payment.made",
       R"({"amount_pence":1,"invoice":"i","package":"k","payment":"y","period":"2018-P01"})",
       {"", "/period"}},
      {"payment.made", R"({"amount_pence":1,"package":"k","payment":"y"})", {"/period"}},
      {"payment.made", R"({"amount_pence":1,"invoice":"i","payment":"y","period":"2018-P01"})", {"/period"}},
      // personal
      {"complaint.received", R"({"complaint":"c","details":{"jwe":"a..b.c.d"},"service":"s1"})", {"/details"}, false},
      {"complaint.received", R"({"complaint":"c","details":{},"service":"s1"})", {"/details"}},
      {"complaint.received", R"({"complaint":"c","details":"","service":"s1"})", {"/details"}},
      {"alert.investigated", R"({"alert":"a","findings":null,"service":"s1"})", {"/findings"}},
      {"event.corrected",
       R"({"corrects":"1","reason":"r","data":{"details":{"jwe":"a..b.c.d"}}})",
       {"/data/details"},
       false},
      {"event.corrected",
       R"({"corrects":"1","reason":"r","data":{"data":{"findings":7}}})",
       {"/data/data/findings"},
       false},
  };
  return rows;
}

}  // namespace careledger::events::examples
