#include "projections/allocations/purchase.hpp"

#include "core/log/view.hpp"
#include "tests/projections/allocations/tender.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace careledger::tests;
namespace allocations = careledger::projections::allocations;
using careledger::core::log::CommittedView;
using careledger::core::log::Sequence;
using careledger::core::log::View;

namespace {

std::string told(const allocations::Purchase& purchase) {
  std::string text;
  const auto add = [&text](const auto& sequences) {
    for (const auto sequence : sequences) text += " " + std::to_string(sequence);
  };
  for (const auto& package : purchase.made) {
    text += package.service + " " + package.citizen + " " + package.area + " " + package.units_per_week + " " +
            (package.price ? std::to_string(package.price->pence) : "none");
    add(package.because);
    text += "; ";
  }
  for (const auto& entry : purchase.followed) text += entry.event.type + entry.event.data + "; ";
  return text;
}

/// As remembered, or as read, where nothing is remembered.
std::string asked(const View& view, const std::string& package, Sequence known_at) {
  const auto purchase = allocations::purchase_of(view, package, known_at);
  REQUIRE(purchase.has_value());
  return told(**purchase);
}

class Bought : public Tender {
 public:
  Bought() {
    service("a", "residential");
    rated("a", "gold");
    enrolled("a", "2018", "2018-04-01");
    for (const auto* const id : {"r1", "r2"}) {
      requirement(id, "2018", "residential", "2018-06-01", "2018-06-03 12:00");
      offer("2018-06-02", id, "a", "", std::string("o-") + id);
    }
  }

  /// That each package is remembered as it is read, to all knowledge.
  void check_remembered() {
    const CommittedView forgetful(log());
    for (const auto* const id : {"k-r1", "k-r2", "k3", "none"}) {
      for (Sequence known_at = 0; known_at <= head(); ++known_at) {
        CHECK(asked(book().view(), id, known_at) == asked(forgetful, id, known_at));
      }
    }
  }
};

std::string of(Sequence sequence) {
  return std::to_string(sequence);
}

}  // namespace

TEST_CASE("What is remembered of a package is what its events, its requirement and its offer say by now and then") {
  Bought bought;
  bought.check_remembered();
  const auto published = bought.head() - 3;
  const auto offered = bought.head() - 2;
  REQUIRE(bought.award("2018-06-04", "r1", "o-r1") == "in");
  const auto awarded = bought.head();
  bought.check_remembered();
  const auto corrected =
      bought.told("2018-06-05", "event.corrected",
                  "{'corrects':'" + of(offered) + "','data':{'price_pence':70100},'reason':'typed'}");
  bought.check_remembered();
  bought.told("2018-06-05", "event.corrected",
              "{'corrects':'" + of(published) + "','data':{'units_per_week':'2'},'reason':'typed'}");
  bought.check_remembered();
  bought.told("2018-06-06", "event.retracted", "{'retracts':'" + of(corrected) + "','reason':'it was right'}");
  bought.check_remembered();
  bought.told("2018-07-01", "package.varied", "{'package':'k-r1','units_per_week':'3','reason':'more'}");
  bought.told(
      "2018-07-02", "placement.made",
      "{'package':'k3','service':'a','category':'residential','citizen':'c9','unit':'week','units_per_week':'1',"
      "'price_pence':60000,'reason':'emergency'}");
  bought.check_remembered();
  bought.told("2018-08-01", "package.ended", "{'package':'k-r1','by':'citizen'}");
  bought.told("2018-08-01", "event.retracted", "{'retracts':'" + of(awarded) + "','reason':'of another'}");
  bought.check_remembered();
  REQUIRE(bought.award("2018-08-02", "r1", "o-r1") == "in");
  REQUIRE(bought.award("2018-08-02", "r2", "o-r2") == "in");
  bought.check_remembered();
}

TEST_CASE("Packages that are read ahead are what they are one by one") {
  Bought bought;
  REQUIRE(bought.award("2018-06-04", "r1", "o-r1") == "in");
  REQUIRE(bought.award("2018-06-04", "r2", "o-r2") == "in");
  const std::array<std::string, 3> ids{"k-r1", "k-r2", "none"};
  for (int i = 0; i < 2; ++i) {
    REQUIRE(allocations::read_purchases_ahead(bought.book().view(), ids).has_value());
    bought.check_remembered();
    bought.told("2018-07-01", "package.varied", "{'package':'k-r2','units_per_week':'3','reason':'more'}");
  }
}
