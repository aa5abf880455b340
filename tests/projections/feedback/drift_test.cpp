#include "projections/feedback/drift.hpp"

#include "projections/feedback/members.hpp"
#include "projections/ratings/key.hpp"
#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace careledger;
using namespace careledger::projections;
using feedback::Average;
using feedback::Bounds;
using feedback::Percentage;
using policies::Category;
using ratings::Fact;
using ratings::FactKind;

namespace {

constexpr feedback::AverageTerms terms{.category = Category::home_support, .window_months = 12, .least_reviews = 5};

/// Reviews of services that mostly are of the category, some of them late, some corrected or taken back.
feedback::Members random_members(unsigned seed, std::uint64_t& last) {
  std::mt19937 random{seed};
  const auto draw = [&random](unsigned count) { return static_cast<std::uint32_t>(random() % count); };
  facts::Loaded registrations;
  facts::Loaded reviews;
  for (std::uint64_t sequence = 1; sequence <= 1200; ++sequence) {
    const auto month = std::min<std::uint64_t>(sequence / 40, 30) + draw(4);
    Fact fact{.time = {feedback::start_of({2019 * 12 + static_cast<int>(month)}).micros + draw(1000)},
              .sequence = sequence,
              .key = ratings::key_of("s" + std::to_string(draw(6))),
              .part = draw(8),
              .whole = 7 + draw(3),
              .kind = FactKind::reviewed,
              .recommends = draw(2) == 0 ? ratings::Recommends::yes : ratings::Recommends::no};
    if (sequence <= 12 || draw(60) == 0) {
      fact.kind = FactKind::registered;
      fact.category = draw(6) == 0 ? Category::residential : Category::home_support;
      registrations.facts.push_back(fact);
    } else if (draw(12) == 0) {
      facts::AmendedEvent amended{.root = sequence, .versions = {{.from = sequence, .fact = fact, .amended_by = {}}}};
      const auto later = sequence + 1 + draw(100);
      auto moved = fact;
      moved.time.micros += 100'000'000'000'000;  // nearly four months
      if (draw(2) == 0) amended.versions.push_back({.from = later, .fact = moved, .amended_by = {}});
      amended.versions.push_back({.from = later + 1 + draw(100), .fact = {}, .amended_by = {}});
      reviews.amended.push_back(std::move(amended));
    } else {
      reviews.facts.push_back(fact);
    }
  }
  last = 1500;
  std::ranges::sort(reviews.facts, ratings::before);
  return {registrations, reviews};
}

}  // namespace

TEST_CASE("bounds decide as the average does, or not at all, and take in what lies near") {
  Average average;
  average.add({.numerator = 8'000, .denominator = 1});
  average.add({.numerator = 8'001, .denominator = 3});
  const Bounds bounds(average);  // 5,333.5
  const auto beyond = [&bounds](feedback::Wide numerator, std::uint64_t distance) {
    return bounds.beyond({.numerator = numerator, .denominator = 2}, distance);
  };
  CHECK(beyond(10'867, 100) == std::nullopt);  // 100 above: on the line
  CHECK(beyond(10'868, 100) == 1);
  CHECK(beyond(10'866, 100) == 0);
  CHECK(beyond(10'467, 100) == std::nullopt);
  CHECK(beyond(10'466, 100) == -1);

  Bounds near = bounds;
  CHECK(near.take(bounds));
  CHECK_FALSE(near.take(Bounds()));
  CHECK_FALSE(Bounds().take(near));
  Average further;
  further.add({.numerator = 10'669, .denominator = 2});  // 5,334.5
  CHECK_FALSE(near.take(Bounds(further)));
  CHECK(Bounds().empty());
  CHECK(Bounds(Average()).empty());
}

TEST_CASE("CF-2: to any knowledge the average of a month lies within the bounds of its drift") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    std::uint64_t last = 0;
    const auto members = random_members(seed, last);
    const auto drift = members.drift(terms);
    CHECK(drift->knows() > 1000);
    std::size_t averages = 0;
    for (feedback::Sequence known_at = 0; known_at <= last; known_at += 7) {
      CAPTURE(known_at);
      for (feedback::Month month{2018 * 12}; month.index < 2024 * 12; ++month.index) {
        CAPTURE(feedback::text(month));
        const auto percentages = members.percentages(terms, month, known_at);
        const auto bounds = drift->bounds(month, known_at);
        REQUIRE(bounds.empty() == percentages.empty());
        if (percentages.empty()) continue;
        ++averages;
        Average average;
        for (const auto& each : percentages) average.add(each);
        const auto again = [&percentages] { return percentages; };
        for (const auto& rating : percentages) {
          for (const std::uint64_t distance : {0, 100, 500}) {
            const auto decided = bounds.beyond(rating, distance);
            if (decided) CHECK(*decided == average.beyond(rating, distance, again));
          }
        }
        // They are narrow: a rating a hundredth of a point off is told from it.
        const Percentage near{.numerator = average.rounded(again) + 2, .denominator = 1};
        CHECK(bounds.beyond(near, 0) == 1);
      }
    }
    CHECK(averages > 2000);
  }
}
