#include "projections/record/indexed.hpp"

#include "projections/record/telling.hpp"
#include "tests/projections/payments/packages.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace careledger;
using namespace careledger::tests;
namespace record = projections::record;

namespace {

std::string joined(const std::vector<record::Sequence>& sequences) {
  std::string text;
  for (const auto sequence : sequences) text += (text.empty() ? "" : " ") + std::to_string(sequence);
  return text;
}

std::string ids_from(const core::log::View& view, std::string_view from, std::size_t most) {
  std::string text;
  std::size_t found = 0;
  const auto visited = record::for_each_id(view, "package", from, [&](const std::string& id) -> record::Result<bool> {
    text += (text.empty() ? "" : " ") + id;
    return ++found < most;
  });
  REQUIRE(visited.has_value());
  return text;
}

}  // namespace

TEST_CASE("the ids of a kind are found each once, ascending, from any of them on, as many as are wanted") {
  TestLedger ledger;
  provided(ledger, "p1", "s1");
  for (const auto* const id : {"k10", "k1", "k2", "k1-b", "k1.a"}) placed(ledger, "2019-04-01", id, "s1");
  for (int i = 0; i < 20; ++i)
    ledger.told("2019-05-01", "package.varied", "{'package':'k1','carers':1,'reason':'one will do'}");
  const auto& view = ledger.book().view();
  CHECK(ids_from(view, "", 9) == "k1 k1-b k1.a k10 k2");
  CHECK(ids_from(view, "k1", 9) == "k1 k1-b k1.a k10 k2");
  CHECK(ids_from(view, "k1.", 2) == "k1.a k10");
  CHECK(ids_from(view, "k3", 9).empty());
}

TEST_CASE("one walk finds events of several types under a tag, and what amends them, known by then") {
  TestLedger ledger;
  provided(ledger, "p1", "s1");
  placed(ledger, "2019-04-01", "k1", "s1");
  const auto made = ledger.head();
  const auto varied = ledger.told("2019-05-01", "package.varied", "{'package':'k1','carers':1,'reason':'one will do'}");
  for (int i = 0; i < 20; ++i)
    ledger.told("2019-05-02", "package.varied", "{'package':'k1','carers':2,'reason':'a hoist'}");
  const auto last = ledger.head();
  const auto retracted =
      ledger.told("2019-06-01", "event.retracted", "{'retracts':'" + std::to_string(last) + "','reason':'twice'}");
  const auto ended = ledger.told("2019-07-01", "package.ended", "{'package':'k1','by':'citizen'}");
  const auto& view = ledger.book().view();
  constexpr std::array types{std::string_view("careledger.placement.made"),
                             std::string_view("careledger.package.ended")};
  const auto found = record::find_indexed(view, "package:k1", types, ledger.head());
  REQUIRE(found.has_value());
  CHECK(joined(found->events) == joined({ended, made}));  // as their types ascend
  CHECK(joined(found->amendments) == joined({retracted}));
  const auto before = record::find_indexed(view, "package:k1", types, retracted - 1);
  REQUIRE(before.has_value());
  CHECK(joined(before->events) == joined({made}));
  CHECK(before->amendments.empty());

  std::vector<record::Sequence> told;
  const projections::Moment then{.at = core::time::latest, .known_at = ledger.head()};
  const auto all =
      record::tell_each(view, "careledger.package.varied", then,
                        [&told](const record::Entry& entry, core::json::Value) { told.push_back(entry.sequence); });
  REQUIRE(all.has_value());
  CHECK(told.front() == varied);
  CHECK(told.back() == last - 1);
  CHECK(told.size() == 20);
}
