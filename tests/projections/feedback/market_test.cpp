#include "projections/feedback/market.hpp"

#include "projections/ratings/key.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::projections;
using feedback::Market;
using feedback::Members;
using policies::Category;
using ratings::Fact;
using ratings::FactKind;
using tests::instant;

namespace {

core::event::Sequence sequence = 100;

Fact registered(std::string_view service, Category category) {
  return {.time = instant("2012-01-02"),
          .sequence = ++sequence,
          .key = ratings::key_of(service),
          .kind = FactKind::registered,
          .category = category};
}

/// So many reviews of a service, each with ten outcomes.
void add_reviews(std::vector<Fact>& into, std::string_view service, std::string_view at, int count,
                 unsigned delivered) {
  for (int i = 0; i < count; ++i) {
    into.push_back({.time = instant(at),
                    .sequence = ++sequence,
                    .key = ratings::key_of(service),
                    .part = delivered,
                    .whole = 10,
                    .kind = FactKind::reviewed});
  }
}

const auto& policies_in_force() {
  return tests::bundled_policies();
}

std::shared_ptr<const Members> members_of(std::vector<Fact> registrations, std::vector<Fact> reviews,
                                          std::vector<facts::AmendedEvent> amended = {}) {
  facts::Loaded loaded{.facts = std::move(reviews), .amended = std::move(amended)};
  return std::make_shared<const Members>(facts::Loaded{.facts = std::move(registrations)}, loaded);
}

Market market_of(std::vector<Fact> registrations, std::vector<Fact> reviews) {
  return Market(members_of(std::move(registrations), std::move(reviews)));
}

/// Every service at every month: what is said of it.
void check_same(const Market& one, const Market& other, std::initializer_list<const char*> services) {
  for (const auto* const service : services) {
    CAPTURE(service);
    CHECK(one.adjustments(service, Category::home_support, policies_in_force()) ==
          other.adjustments(service, Category::home_support, policies_in_force()));
    for (feedback::Month month{2018 * 12}; month.index < 2022 * 12; ++month.index) {
      CAPTURE(feedback::text(month));
      const auto at = feedback::start_of(month);
      const auto then = one.figures(service, Category::home_support, policies_in_force(), at);
      const auto now = other.figures(service, Category::home_support, policies_in_force(), at);
      CHECK(now.tally == then.tally);
      CHECK(now.market_average == then.market_average);
      CHECK(now.adjustment == then.adjustment);
      CHECK(one.reviews(service, month).size() == other.reviews(service, month).size());
    }
  }
}

}  // namespace

TEST_CASE("CF-1: a month counts the twelve before it: from 00:00 of its first, not of the month itself") {
  std::vector<Fact> reviews;
  add_reviews(reviews, "s1", "2019-05-01", 5, 8);
  add_reviews(reviews, "s1", "2020-04-30 22:59:59.999999", 1, 3);
  add_reviews(reviews, "s1", "2020-05-01", 1, 0);
  const std::vector<Fact> registrations{registered("s1", Category::home_support)};
  const Market market = market_of(registrations, reviews);
  const auto reviews_at = [&](std::string_view at) {
    return market.figures("s1", Category::home_support, policies_in_force(), instant(at)).tally.reviews;
  };
  CHECK(reviews_at("2019-05-31 22:59:59.999999") == 0);
  CHECK(reviews_at("2019-06-01") == 5);
  CHECK(reviews_at("2020-05-01") == 6);
  CHECK(reviews_at("2020-06-01") == 2);
  CHECK(reviews_at("2021-06-01") == 0);
}

TEST_CASE("CF-2: the average is of the services of the category with enough reviews; CF-3: fewer are insufficient") {
  std::vector<Fact> reviews;
  add_reviews(reviews, "s1", "2019-06-10", 5, 9);
  add_reviews(reviews, "s2", "2019-06-10", 5, 7);
  add_reviews(reviews, "s3", "2019-06-10", 4, 1);
  add_reviews(reviews, "other", "2019-06-10", 9, 1);
  const std::vector<Fact> registrations{
      registered("s1", Category::home_support), registered("s2", Category::home_support),
      registered("s3", Category::home_support), registered("other", Category::residential)};
  const Market market = market_of(registrations, reviews);
  const auto at = instant("2019-07-01");
  const auto s1 = market.figures("s1", Category::home_support, policies_in_force(), at);
  CHECK(s1.market_average == 8'000);
  CHECK(s1.adjustment == 2);
  CHECK_FALSE(s1.insufficient);
  const auto s3 = market.figures("s3", Category::home_support, policies_in_force(), at);
  CHECK(s3.insufficient);
  CHECK(s3.adjustment == 0);
  CHECK(s3.rating->rounded() == 1'000);
  // CF-4: reckoned for every category, an adjustment for home support alone.
  const auto other = market.figures("other", Category::residential, policies_in_force(), at);
  CHECK(other.market_average == 1'000);
  CHECK(other.adjustment == 0);
}

TEST_CASE("A market with further facts is the market of all of them, and with the knowledge of before what it was") {
  const std::vector<Fact> registrations{registered("s1", Category::home_support),
                                        registered("s2", Category::home_support)};
  std::vector<Fact> reviews;
  add_reviews(reviews, "s1", "2019-06-10", 5, 9);
  add_reviews(reviews, "s2", "2019-08-10", 7, 6);
  add_reviews(reviews, "s3", "2019-08-10", 9, 3);  // not registered yet
  std::vector<Fact> more;
  add_reviews(more, "s2", "2019-06-11", 6, 4);
  add_reviews(more, "s1", "2019-09-30", 2, 2);
  more.push_back(registered("s3", Category::home_support));
  add_reviews(more, "s3", "2019-10-02", 3, 10);
  more.push_back(registered("s1", Category::residential));
  const auto members = members_of(registrations, reviews);
  const Market before(members);
  check_same(before, before, {"s1", "s2", "s3"});  // remembers averages
  const auto grown = std::make_shared<const Members>(*members, more);
  auto all_registrations = registrations;
  auto all = reviews;
  for (const Fact& fact : more) (fact.kind == FactKind::registered ? all_registrations : all).push_back(fact);
  const auto whole = members_of(all_registrations, all);
  check_same(Market(grown), Market(whole), {"s1", "s2", "s3"});
  for (const auto& knows_more : {grown, whole})
    check_same(before, Market(knows_more, more.front().sequence - 1), {"s1", "s2", "s3"});
  // To every knowledge between, however it came to be.
  for (auto known_at = reviews.front().sequence - 1; known_at <= more.back().sequence; ++known_at) {
    std::vector<Fact> known;
    std::vector<Fact> known_registrations;
    for (const auto* const facts : {&all, &all_registrations}) {
      for (const Fact& fact : *facts) {
        if (fact.sequence <= known_at)
          (fact.kind == FactKind::registered ? known_registrations : known).push_back(fact);
      }
    }
    CAPTURE(known_at);
    check_same(market_of(known_registrations, known), Market(grown, known_at), {"s1", "s2", "s3"});
  }
}

TEST_CASE("CF-1: a review counts as it reads: from when it is corrected elsewhere, until it is retracted nowhere") {
  const std::vector<Fact> registrations{registered("s1", Category::home_support),
                                        registered("s2", Category::home_support)};
  std::vector<Fact> reviews;
  add_reviews(reviews, "s1", "2019-06-10", 5, 9);
  add_reviews(reviews, "s2", "2019-06-10", 5, 5);
  std::vector<Fact> amended;
  add_reviews(amended, "s1", "2019-06-20", 1, 0);
  const Fact written = amended.front();
  Fact corrected = written;
  corrected.time = instant("2019-08-20");
  corrected.key = ratings::key_of("s2");
  const auto corrects = written.sequence + 10;
  const auto retracts = written.sequence + 20;
  const auto members = members_of(registrations, reviews,
                                  {{.root = written.sequence,
                                    .versions = {{.from = written.sequence, .fact = written, .amended_by = {}},
                                                 {.from = corrects, .fact = corrected, .amended_by = {corrects}},
                                                 {.from = retracts, .fact = {}, .amended_by = {}}}}});
  const auto with = [&](std::optional<Fact> review) {
    auto all = reviews;
    if (review) all.push_back(*review);
    return market_of(registrations, all);
  };
  check_same(with({}), Market(members, written.sequence - 1), {"s1", "s2"});
  check_same(with(written), Market(members, written.sequence), {"s1", "s2"});
  check_same(with(written), Market(members, corrects - 1), {"s1", "s2"});
  check_same(with(corrected), Market(members, corrects), {"s1", "s2"});
  check_same(with(corrected), Market(members, retracts - 1), {"s1", "s2"});
  check_same(with({}), Market(members, retracts), {"s1", "s2"});
  check_same(with({}), Market(members), {"s1", "s2"});
}

TEST_CASE("QR-10: the adjustments of a service begin and end with the months, under a policy that adjusts") {
  std::vector<Fact> reviews;
  add_reviews(reviews, "s1", "2018-06-10", 5, 9);
  add_reviews(reviews, "s2", "2018-06-10", 5, 7);
  const std::vector<Fact> registrations{registered("s1", Category::home_support),
                                        registered("s2", Category::home_support)};
  const Market market = market_of(registrations, reviews);
  const auto changes = market.adjustments("s1", Category::home_support, policies_in_force());
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].start == instant("2019-04-01"));  // the start of the policy of 2019
  CHECK(changes[0].adjustment == 2);
  CHECK(changes[1].start == instant("2019-07-01"));  // the reviews of June 2018 are over a year old
  CHECK(changes[1].adjustment == 0);
  CHECK(market.adjustments("s1", Category::residential, policies_in_force()).empty());
}
