#include "projections/record/dossier.hpp"

#include "tests/projections/allocations/tender.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace careledger;
using namespace careledger::projections;
using core::event::Sequence;

namespace {

constexpr std::array<std::string_view, 3> types{"careledger.service.registered", "careledger.enrolment.accepted",
                                                "careledger.lot.awarded"};

/// `7 9+12`: the events in their order, each with the corrections in force.
std::string dossier_of(const core::log::View& view, const std::string& tag, Sequence known_at) {
  const auto entries = record::dossier(view, tag, types, known_at);
  REQUIRE(entries.has_value());
  std::string text;
  for (const auto& entry : **entries) {
    std::vector<Sequence> because;
    entry.append_to(because);
    text += text.empty() ? "" : " ";
    for (std::size_t i = 0; i < because.size(); ++i) text += (i == 0 ? "" : "+") + std::to_string(because[i]);
  }
  return text;
}

/// What is remembered agrees with what the log says, to every knowledge, in whatever order it is asked.
void check_remembered(tests::TestLedger& ledger, const std::string& tag) {
  const core::log::CommittedView log(ledger.log());
  REQUIRE(ledger.book().view().cache() != nullptr);
  for (Sequence back = 0; back <= ledger.head(); ++back) {
    const Sequence known_at = ledger.head() - back;
    CAPTURE(tag);
    CAPTURE(known_at);
    CHECK(dossier_of(ledger.book().view(), tag, known_at) == dossier_of(log, tag, known_at));
  }
}

}  // namespace

TEST_CASE("A dossier that is remembered is never an old one: not after an event, a correction or a retraction") {
  tests::Tender ledger;
  ledger.service("a", "residential", ",'area':'1'");
  ledger.service("b", "residential", ",'area':'1'");
  check_remembered(ledger, "service:a");
  ledger.rated("a", "gold");
  ledger.enrolled("a", "2018", "2018-04-01");
  check_remembered(ledger, "service:a");
  const auto accepted = std::to_string(ledger.head());
  CHECK(dossier_of(ledger.book().view(), "service:a", ledger.head()).ends_with(" " + accepted));
  // It comes to be about the other service, and about nothing.
  const auto corrected =
      ledger.told("2018-05-01", "event.corrected",
                  "{'corrects':'" + accepted + "','reason':'the other one','data':{'service':'b','scheme':'2018'}}");
  for (const auto* const tag : {"service:a", "service:b"}) check_remembered(ledger, tag);
  CHECK(dossier_of(ledger.book().view(), "service:b", ledger.head())
            .ends_with(" " + accepted + "+" + std::to_string(corrected)));
  ledger.told("2018-05-02", "event.retracted", "{'retracts':'" + accepted + "','reason':'neither'}");
  for (const auto* const tag : {"service:a", "service:b"}) check_remembered(ledger, tag);
}
