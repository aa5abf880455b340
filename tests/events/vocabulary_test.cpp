#include "events/vocabulary.hpp"

#include "tests/events/examples.hpp"
#include "tests/events/reading.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace careledger::events;
namespace json = careledger::core::json;

namespace {

// The types as docs/formats/event.md lists them, receipt-timed ones marked.
struct Row {
  std::string_view type;
  bool receipt_timed = false;
  bool personal = false;
};

const std::vector<Row> contract{
    {"policy.adopted"},
    {"index.published"},
    {"fee-schedule.set"},
    {"price-review.applied"},
    {"payment-calendar.published"},
    {"provider.registered"},
    {"provider.changed"},
    {"service.registered"},
    {"service.registration-changed"},
    {"service.succeeded"},
    {"service.closed"},
    {"enrolment.applied", true},
    {"evidence.recorded"},
    {"disclosure.assessed"},
    {"enrolment.accepted"},
    {"enrolment.refused"},
    {"enrolment.ended"},
    {"lot.awarded"},
    {"lot.ended"},
    {"specialism.approved"},
    {"specialism.ended"},
    {"block-contract.held"},
    {"block-contract.ended"},
    {"contract.signed"},
    {"contract.varied"},
    {"contract.terminated"},
    {"inspection.scheduled"},
    {"inspection.findings-issued"},
    {"inspection.published"},
    {"focussed-inspection.ordered"},
    {"focussed-inspection.declined"},
    {"quality-component.scored"},
    {"assurance-statement.submitted", true},
    {"assurance-statement.extended"},
    {"assurance-statement.falsified"},
    {"validation.requested", true},
    {"improvement-plan.required"},
    {"improvement-plan.submitted", true},
    {"improvement-plan.approved"},
    {"improvement-plan.rejected"},
    {"improvement-plan.completion-requested", true},
    {"improvement-plan.completed"},
    {"multi-agency-review.held"},
    {"dialogue.started"},
    {"feedback.reviewed"},
    {"feedback.surveyed"},
    {"complaint.received", false, true},
    {"complaint.resolved"},
    {"alert.raised", false, true},
    {"alert.investigated", false, true},
    {"alert.closed"},
    {"notice.served"},
    {"credit-alert.received"},
    {"suspension.imposed"},
    {"suspension.lifted"},
    {"representation.received", false, true},
    {"representation.decided"},
    {"breach.raised", false, true},
    {"breach.evidence-added"},
    {"breach.decided"},
    {"contract-review.held", false, true},
    {"correspondence.recorded", false, true},
    {"support.provided", false, true},
    {"monitoring-visit.recorded", false, true},
    {"account-manager.assigned"},
    {"target.agreed"},
    {"target.measured"},
    {"requirement.published", false, true},
    {"requirement.widened"},
    {"requirement.cancelled"},
    {"offer.submitted", true, true},
    {"offer.declined", true},
    {"offer.withdrawn"},
    {"offer.scored"},
    {"choice.made"},
    {"award.made"},
    {"top-up.agreed"},
    {"placement.made"},
    {"package.started"},
    {"package.ended"},
    {"package.handed-back"},
    {"package.varied"},
    {"carers.assessed"},
    {"direct-payment.started"},
    {"direct-payment.ended"},
    {"citizen.transition-choice"},
    {"citizen.registered", false, true},
    {"visit.recorded"},
    {"call-monitoring.confirmed"},
    {"funding.agreed"},
    {"payment-schedule.set"},
    {"invoice.received"},
    {"invoice.queried"},
    {"invoice.accepted"},
    {"invoice.corrected"},
    {"payment.made"},
    {"open-book.returned"},
    {"event.corrected", false, true},
    {"event.retracted"},
};

}  // namespace

TEST_CASE("the vocabulary is the contract's types, each once") {
  std::multiset<std::string> expected;
  for (const auto& row : contract) expected.insert("careledger." + std::string(row.type));
  std::multiset<std::string> registered;
  for (const auto* const type : vocabulary().all()) registered.emplace(type->name());
  CHECK(registered == expected);
}

TEST_CASE("each type is found by its full name, is of version 1, and knows its clock and its personal fields") {
  for (const auto& row : contract) {
    CAPTURE(std::string(row.type));
    const auto& type = type_named(row.type);
    CHECK(type.name() == "careledger." + std::string(row.type));
    CHECK(type.version() == 1);
    CHECK(type.receipt_timed() == row.receipt_timed);
    CHECK(type.has_personal_fields() == row.personal);
  }
}

TEST_CASE("what is no type of the vocabulary is not found") {
  for (const std::string_view name :
       {"", "careledger.", "inspection.published", "careledger.inspection.publishe", "careledger.inspection.publishedx",
        "careledger.Inspection.published", "careledger.fee-schedule.sett", "zzz"}) {
    CHECK(vocabulary().find(name) == nullptr);
  }
}

TEST_CASE("every type has examples, good ones of which one has all of its fields") {
  for (const auto& row : contract) {
    CAPTURE(std::string(row.type));
    json::Parser schema_parser;
    const auto schema = schema_parser.parse(type_named(row.type).schema());
    std::set<std::string> fields;
    for (const auto [name, unused] : schema->find("properties")->members()) fields.emplace(name);
    std::set<std::string> shown;
    for (const auto& [type, data] : examples::good()) {
      if (type != row.type) continue;
      json::Parser parser;
      for (const auto [name, unused] : parser.parse(data)->members()) shown.emplace(name);
    }
    CHECK(shown == fields);
  }
}
