#include "tests/events/examples.hpp"

namespace careledger::events::examples {

const std::vector<Good>& good() {
  static const std::vector<Good> rows{
      // market
      {"policy.adopted", R"({"policy":{"categories":["nursing"],"rating":{"n":-1},"scheme":"2018"}})"},
      {"provider.registered",
       R"({"company_number":"01234567","cqc_provider":"1-101","name":"Care & Co","provider":"p1","weekly_hours":1500})"},
      {"provider.registered", R"({"name":"P","provider":"p1"})"},
      {"provider.changed",
       R"({"company_number":"0","cqc_provider":"1-1","name":"N","provider":"p1","weekly_hours":0})"},
      {"provider.changed", R"({"provider":"p1"})"},
      {"service.registered",
       R"({"area":"1","category":"home_support","cqc_location":"1-117227134","host_authority":"Solihull",)"
       R"("location":"out_of_city","name":"Söderhaus 😀","needs":["dementia","autism"],"places":12,)"
       R"("postcode":"B13 9QH","provider":"p1","service":"1-117227134"})"},
      {"service.registered", R"({"category":"nursing","name":"S","provider":"p1","service":"s1"})"},
      {"service.registration-changed", R"({"service":"s1","status":"dormant"})"},
      {"service.succeeded", R"({"predecessor":"s0","service":"s1"})"},
      {"service.closed", R"({"reason":"sold","service":"s1"})"},
      {"service.closed", R"({"service":"s1"})"},
      // quality
      {"inspection.scheduled",
       R"({"announced":false,"date":"2019-03-01","inspector":"council","kind":"full","service":"s1"})"},
      {"inspection.findings-issued", R"({"inspector":"nhs","kind":"full","service":"s1","visited":"2020-02-29"})"},
      {"inspection.published",
       R"({"domains":{"involvement":"gold","management":"inadequate","personalised_care":"silver",)"
       R"("safeguarding":"bronze","staffing":"gold"},"inspector":"iqa","kind":"validation","outcome":"gold",)"
       R"("report":"https://example.org/r/1","service":"s1",)"
       R"("standards":{"1a":"gold","2c":"silver","3e":"bronze","5c":"inadequate"},"visited":"2018-05-01"})"},
      {"inspection.published", R"({"inspector":"cqc","kind":"full","outcome":"good","service":"1-117227134"})"},
      {"inspection.published", R"({"inspector":"nhs","kind":"focussed","outcome":"bright_green","service":"s1"})"},
      {"inspection.published", R"({"inspector":"nhs","kind":"full","outcome":"not_rated","service":"s1"})"},
      {"inspection.published", R"({"inspector":"cqc","kind":"full","outcome":"inadequate","service":"s1"})"},
      {"focussed-inspection.ordered", R"({"reason":"alerts","service":"s1","triggers":["a","i"]})"},
      {"focussed-inspection.declined", R"({"reason":"known","service":"s1","triggers":[]})"},
      {"quality-component.scored", R"({"component":"questionnaire","score":100,"service":"s1"})"},
      {"notice.served", R"({"notice":"enforcement","service":"s1"})"},
      {"assurance-statement.submitted",
       R"({"declared":"bronze","improvements":[{"domain":"staffing","evidence":"rota"}],"service":"s1",)"
       R"("shortfalls":[{"action":"train","domain":"safeguarding"}],"statement":"st1"})"},
      {"assurance-statement.submitted", R"({"service":"s1","statement":"st1"})"},
      {"assurance-statement.extended", R"({"due":"2020-07-31","reason":"flood","service":"s1"})"},
      {"assurance-statement.extended", R"({"category":"residential","due":"2020-07-31","reason":"pandemic"})"},
      {"assurance-statement.falsified", R"({"finding":"rotas invented","service":"s1","statement":"st1"})"},
      {"validation.requested", R"({"paid":true,"service":"s1","statement":"st1"})"},
      {"validation.requested", R"({"paid":false,"service":"s1"})"},
      {"improvement-plan.required", R"({"due":"2019-01-31","plan":"pl1","service":"s1"})"},
      {"improvement-plan.submitted",
       R"({"actions":[{"action":"hire","due":"2019-02-28"},{"action":"train","due":"2019-03-31"}],)"
       R"("plan":"pl1","service":"s1"})"},
      {"improvement-plan.approved", R"({"due":"2018-09-30","plan":"pl1","reason":"sound","service":"s1"})"},
      {"improvement-plan.approved", R"({"plan":"pl1","service":"s1"})"},
      {"improvement-plan.rejected", R"({"due":"2018-09-30","plan":"pl1","reason":"thin","service":"s1"})"},
      {"improvement-plan.completion-requested", R"({"plan":"pl1","service":"s1"})"},
      {"improvement-plan.completed", R"({"plan":"pl1","satisfactory":false,"service":"s1"})"},
      {"multi-agency-review.held",
       R"({"attendees":["council","ICB"],"decision":"continue","plan":"pl1","service":"s1"})"},
      {"multi-agency-review.held", R"({"attendees":"all","decision":"decommission","service":"s1"})"},
      {"dialogue.started", R"({"reason":"turnover","service":"s1"})"},
      {"feedback.reviewed",
       R"({"citizen":"c1","outcomes_delivered":3,"outcomes_set":4,"recommends":true,"service":"s1"})"},
      {"feedback.reviewed", R"({"outcomes_delivered":0,"outcomes_set":0,"recommends":null,"service":"s1"})"},
      {"feedback.surveyed", R"({"by":"healthwatch","positive":7,"responses":7,"service":"s1"})"},
      {"feedback.surveyed", R"({"positive":3,"responses":7,"service":"s1"})"},
      {"complaint.received", R"({"citizen":"c1","complaint":"co1","details":"late\n\"again\"","service":"s1"})"},
      {"complaint.received", R"({"complaint":"co1","service":"s1"})"},
      {"complaint.resolved", R"({"complaint":"co1","remedy":"apology","service":"s1","upheld":true})"},
      {"alert.raised",
       R"({"alert":"a1","citizen":"c1","details":"a fall","kind":"serious_incident","occurred":"2019-03-01",)"
       R"("service":"s1","severity":"immediate"})"},
      {"alert.raised",
       R"({"alert":"a1","kind":"quality","occurred":"2019-03-01T10:00:00Z","service":"s1","severity":"low"})"},
      {"alert.raised", R"({"alert":"a1","kind":"safeguarding","service":"s1","severity":"medium"})"},
      {"alert.investigated", R"({"alert":"a1","findings":"no fault","service":"s1"})"},
      {"alert.closed", R"({"alert":"a1","service":"s1","substantiated":false})"},
      {"credit-alert.received", R"({"level":"high","provider":"p1"})"},
      {"breach.raised",
       R"({"breach":"b1","clause":"14.2","contract":"k1","details":"missed calls","kind":"late calls","service":"s1"})"},
      {"breach.raised", R"({"breach":"AS-3-17","kind":"returns","provider":"p1"})"},
      {"breach.evidence-added", R"({"breach":"b1","events":["1","9007199254740993"],"note":"see both"})"},
      {"breach.decided", R"({"breach":"b1","remedy":"refund","upheld":true})"},
      {"suspension.imposed", R"({"reason":"risk","service":"s1","suspension":"su1"})"},
      {"suspension.imposed", R"({"provider":"p1","reason":"risk","suspension":"su1"})"},
      {"suspension.lifted", R"({"reason":"mended","suspension":"su1"})"},
      {"representation.received", R"({"about":"17","grounds":"we were not asked","representation":"re1"})"},
      {"representation.decided", R"({"outcome":"upheld in part","representation":"re1"})"},
      // relationship
      {"contract-review.held", R"({"provider":"p1","service":"s1","summary":"quarterly"})"},
      {"correspondence.recorded", R"({"provider":"p1","service":"s1","summary":"a letter"})"},
      {"support.provided", R"({"provider":"p1","service":"s1","summary":"training"})"},
      {"support.provided", R"({"provider":"p1","summary":"visit"})"},
      {"monitoring-visit.recorded", R"({"provider":"p1","service":"s1","summary":"clean"})"},
      {"account-manager.assigned", R"({"officer":"A. Officer","provider":"p1"})"},
      {"target.agreed", R"({"measure":"calls on time","provider":"p1","target":"t1","value":95})"},
      {"target.measured", R"({"provider":"p1","target":"t1","value":"93.5"})"},
      // record
      {"event.corrected",
       R"({"corrects":"17","data":{"outcome":"silver","visited":null},"reason":"typing","time":"2018-05-03T10:00:00Z"})"},
      {"event.corrected", R"({"corrects":"17","reason":"date","time":"2018-05-03T10:00:00.000001Z"})"},
      {"event.corrected", R"({"corrects":"17","data":{"details":"said otherwise"},"reason":"typing"})"},
      {"event.retracted", R"({"reason":"twice","retracts":"17"})"},
  };
  return rows;
}

}  // namespace careledger::events::examples
