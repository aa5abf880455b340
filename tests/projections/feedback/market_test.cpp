#include "projections/feedback/market.hpp"

#include "projections/ratings/key.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

using namespace careledger;
using namespace careledger::projections;
using feedback::Market;
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

Market market_of(std::vector<Fact> registrations, std::vector<Fact> reviews, core::event::Sequence known_at = ~0ULL) {
  return {facts::Loaded{.facts = std::move(registrations)}, facts::Loaded{.facts = std::move(reviews)}, known_at};
}

const auto& policies_in_force() {
  return tests::bundled_policies();
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

TEST_CASE("A market with further reviews is the market of all of them") {
  const std::vector<Fact> registrations{registered("s1", Category::home_support),
                                        registered("s2", Category::home_support)};
  std::vector<Fact> reviews;
  add_reviews(reviews, "s1", "2019-06-10", 5, 9);
  add_reviews(reviews, "s2", "2019-08-10", 7, 6);
  std::vector<Fact> more;
  add_reviews(more, "s2", "2019-06-11", 6, 4);
  add_reviews(more, "s1", "2019-09-30", 2, 2);
  const Market before = market_of(registrations, reviews);
  static_cast<void>(before.adjustments("s1", Category::home_support, policies_in_force()));
  const Market grown(before, more);
  auto all = reviews;
  all.insert(all.end(), more.begin(), more.end());
  const Market whole = market_of(registrations, all);
  for (const auto* const service : {"s1", "s2"}) {
    CHECK(grown.adjustments(service, Category::home_support, policies_in_force()) ==
          whole.adjustments(service, Category::home_support, policies_in_force()));
    CHECK_FALSE(whole.adjustments(service, Category::home_support, policies_in_force()).empty());
  }
  // And with the knowledge of before it is the market that it was.
  const Market shrunk = market_of(registrations, all, more.front().sequence - 1);
  for (const auto* const at : {"2019-07-01", "2019-09-01", "2019-12-01", "2020-08-01"}) {
    for (const auto* const service : {"s1", "s2"}) {
      const auto then = before.figures(service, Category::home_support, policies_in_force(), instant(at));
      const auto now = shrunk.figures(service, Category::home_support, policies_in_force(), instant(at));
      CHECK(now.tally == then.tally);
      CHECK(now.market_average == then.market_average);
      CHECK(now.adjustment == then.adjustment);
    }
  }
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
