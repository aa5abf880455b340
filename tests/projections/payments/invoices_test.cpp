#include "projections/payments/invoices.hpp"

#include "core/time/calendar.hpp"
#include "projections/payments/schedules.hpp"
#include "tests/projections/payments/packages.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::tests;
namespace payments = projections::payments;

namespace {

struct Invoiced {
  TestLedger ledger;

  Invoiced() {
    provided(ledger, "p1", "s1");
    placed(ledger, "2019-04-01", "k1", "s1");
  }

  core::event::Sequence received(std::string_view when, int pence, const std::string& invoice = "i1") {
    return ledger.told(when, "invoice.received",
                       "{'invoice':'" + invoice + "','package':'k1','period':'2019-P01','units':'1','amount_pence':" +
                           std::to_string(pence) + "}");
  }
  void queried(std::string_view when) { ledger.told(when, "invoice.queried", "{'invoice':'i1','reason':'why'}"); }
  void corrected(std::string_view when, int pence) {
    ledger.told(when, "invoice.corrected", "{'invoice':'i1','units':'2','amount_pence':" + std::to_string(pence) + "}");
  }
  void accepted(std::string_view when) { ledger.told(when, "invoice.accepted", "{'invoice':'i1'}"); }
  void paid(std::string_view when, const std::string& payment, int pence) {
    ledger.told(when, "payment.made",
                "{'payment':'" + payment + "','invoice':'i1','amount_pence':" + std::to_string(pence) + "}");
  }

  /// `queried 1600 paid 0 due 2019-05-29 overdue`, or `-`.
  std::string at(std::string_view when) {
    const auto moment = ledger.now_of(when);
    const auto found = payments::invoices_of(ledger.book(), "k1", moment);
    const auto all = payments::all_invoices(ledger.book(), moment);
    REQUIRE((found.has_value() && all.has_value()));
    CHECK(found->size() == all->size());
    if (found->empty()) return "-";
    const auto& invoice = found->front();
    std::string text{payments::invoice_state_names[static_cast<std::size_t>(invoice.state)]};
    text += " " + std::to_string(invoice.amount_pence) + " paid " + std::to_string(invoice.paid_pence());
    const auto due = invoice.due({});
    text += " due " + (due ? core::time::format(*due) : "-");
    if (invoice.overdue({}, moment.at)) text += " overdue";
    return text;
  }
};

}  // namespace

TEST_CASE("PA-1: an invoice is due 28 days after the London day of its receipt, and that day is its last") {
  Invoiced invoiced;
  invoiced.received("2019-04-30 23:00", 1600);  // 00:00 of 1 May in London
  CHECK(invoiced.at("2019-04-30 22:59") == "-");
  CHECK(invoiced.at("2019-04-30 23:00") == "received 1600 paid 0 due 2019-05-29");
  CHECK(invoiced.at("2019-05-29 22:59:59.999999") == "received 1600 paid 0 due 2019-05-29");
  CHECK(invoiced.at("2019-05-30") == "received 1600 paid 0 due 2019-05-29 overdue");
}

TEST_CASE("PA-1: while it is queried it is not due, and then it is reckoned from the correction") {
  Invoiced invoiced;
  invoiced.received("2019-05-01", 1600);
  invoiced.queried("2019-05-20");
  invoiced.corrected("2019-07-01", 1500);
  CHECK(invoiced.at("2019-06-30") == "queried 1600 paid 0 due -");
  CHECK(invoiced.at("2019-07-01") == "corrected 1500 paid 0 due 2019-07-29");
  invoiced.corrected("2019-07-10", 1400);  // of its own accord: that moves no day
  CHECK(invoiced.at("2019-07-10") == "corrected 1400 paid 0 due 2019-07-29");
  invoiced.queried("2019-07-11");
  CHECK(invoiced.at("2019-07-11") == "queried 1400 paid 0 due -");
  invoiced.accepted("2019-07-12");  // as it was: the query is over
  CHECK(invoiced.at("2019-07-12") == "accepted 1400 paid 0 due 2019-07-29");
}

TEST_CASE("PA-1: it is paid once all of it is; a payment of the same id takes the first one's place") {
  Invoiced invoiced;
  invoiced.received("2019-05-01", 1600);
  invoiced.paid("2019-05-10", "y1", 1500);
  CHECK(invoiced.at("2019-05-10") == "received 1600 paid 1500 due 2019-05-29");
  CHECK(invoiced.at("2019-06-01") == "received 1600 paid 1500 due 2019-05-29 overdue");
  invoiced.paid("2019-06-02", "y1", 1599);
  CHECK(invoiced.at("2019-06-02") == "received 1600 paid 1599 due 2019-05-29 overdue");
  invoiced.paid("2019-06-03", "y2", 1);
  CHECK(invoiced.at("2019-06-03") == "paid 1600 paid 1600 due 2019-05-29");
}

TEST_CASE("PA-1: a second receipt of the same invoice takes the first one's place") {
  Invoiced invoiced;
  invoiced.received("2019-05-01", 1600);
  invoiced.queried("2019-05-02");
  invoiced.received("2019-05-03", 1700);
  CHECK(invoiced.at("2019-05-03") == "received 1700 paid 0 due 2019-05-31");
}

TEST_CASE("PA-1: what is paid of a package for a period is held against its schedule") {
  Invoiced invoiced;
  auto& ledger = invoiced.ledger;
  ledger.told("2019-04-01", "payment-schedule.set", "{'package':'k1','period':'2019-P01','amount_pence':500}");
  ledger.told("2019-04-02", "payment-schedule.set", "{'package':'k1','period':'2019-P01','amount_pence':600}");
  ledger.told("2019-05-01", "payment.made", "{'payment':'y1','package':'k1','period':'2019-P01','amount_pence':599}");
  ledger.told("2019-05-02", "payment.made", "{'payment':'y2','package':'k1','period':'2019-P01','amount_pence':1}");
  const auto at = [&](std::string_view when) {
    const auto found = payments::scheduled_for(ledger.book(), "k1", ledger.now_of(when));
    REQUIRE((found.has_value() && found->size() == 1));
    const auto& each = found->front();
    return std::to_string(each.amount_pence.value_or(-1)) + " " + std::to_string(each.paid_pence()) +
           (each.paid() ? " paid" : "");
  };
  CHECK(at("2019-04-01") == "500 0");
  CHECK(at("2019-05-01") == "600 599");
  CHECK(at("2019-05-02") == "600 600 paid");
}
