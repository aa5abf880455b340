#include "core/log/index.hpp"
#include "core/log/memory_log.hpp"
#include "core/log/view.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

namespace careledger::core::log {
namespace {

/// What an overlay should answer, by the simplest means.
struct Expected {
  std::map<std::string, std::string> pairs;

  [[nodiscard]] Pairs between(const std::string& lower, const std::string& upper) const {
    Pairs found;
    for (const auto& [key, value] : pairs) {
      if (key >= lower && key < upper) found.emplace_back(key, value);
    }
    return found;
  }
};

void check_same(const Overlay& overlay, const Expected& expected, const std::string& lower, const std::string& upper) {
  CHECK(overlay.collect(Family::facts, lower, upper).value() == expected.between(lower, upper));
  const auto found = expected.between(lower, upper);
  // Passing over what lies between a key and another, which may or may not be there.
  const auto onwards = [](std::string_view key) {
    return key.back() % 3 == 0 ? std::string() : std::string(key) + "5";
  };
  Pairs leapt;
  std::string from;
  for (const auto& [key, value] : found) {
    if (key < from) continue;
    leapt.emplace_back(key, value);
    from = onwards(key);
  }
  Pairs visited;
  const auto done = overlay.leap(Family::facts, lower, upper, [&](std::string_view key, std::string_view value) {
    visited.emplace_back(key, value);
    return onwards(key);
  });
  REQUIRE(done.has_value());
  CHECK(visited == leapt);
  const auto last = overlay.last_key(Family::facts, lower, upper).value();
  CHECK(last.value_or("none") == (found.empty() ? "none" : found.back().first));
  const auto one = expected.pairs.find(lower);
  CHECK(overlay.get(Family::facts, lower).value().value_or("none") ==
        (one == expected.pairs.end() ? "none" : one->second));
}

}  // namespace

TEST_CASE("an overlay reads as if its puts were in what lies below, and a roll back takes them out") {
  std::mt19937_64 random(7);
  const auto log = make_memory_log();
  Expected below;
  DerivedBatch committed;
  for (int i = 0; i < 40; ++i) {
    const auto key = std::to_string(random() % 100);
    below.pairs[key] = "below";
    committed.put(Family::facts, key, "below");
  }
  committed.position = 1;
  REQUIRE(log->derive(committed).has_value());
  const CommittedView view(*log);
  Overlay overlay(view);
  Expected expected = below;
  Expected marked;
  Overlay::Mark mark{};
  bool is_marked = false;
  for (int step = 0; step < 2'000; ++step) {
    const auto key = std::to_string(random() % 100);
    switch (random() % 8) {
      case 0:
        if (!is_marked) {
          mark = overlay.mark();
          marked = expected;
          is_marked = true;
        }
        break;
      case 1:
        if (is_marked) {
          overlay.roll_back(mark);
          expected = marked;
          is_marked = false;
        }
        break;
      case 2:
      case 3:
        check_same(overlay, expected, key, std::to_string(random() % 100));
        break;
      case 4:
        overlay.batch().put(Family::tags, key, "another family");
        break;
      default:
        overlay.batch().put(Family::facts, key, std::to_string(step));
        expected.pairs[key] = std::to_string(step);
    }
  }
  check_same(overlay, expected, "", "a");
}

TEST_CASE("what a group brings of a tag and a type is not read from beneath it, until it is taken back") {
  const auto log = make_memory_log();
  const CommittedView view(*log);
  Overlay overlay(view);
  const std::vector<std::string_view> raised{"careledger.alert.raised", "careledger.event.corrected"};
  const std::vector<std::string_view> closed{"careledger.alert.closed"};
  CHECK(&overlay.beneath("service:a", raised) == &view);
  const auto mark = overlay.mark();
  overlay.append("leaf");
  overlay.batch().put(Family::tags, tag_key("service:a", "careledger.alert.raised", overlay.size()));
  CHECK(&overlay.beneath("service:a", raised) == &overlay);
  CHECK(&overlay.beneath("service:a", closed) == &view);
  CHECK(&overlay.beneath("service:", raised) == &view);
  overlay.roll_back(mark);
  CHECK(&overlay.beneath("service:a", raised) == &view);
}

}  // namespace careledger::core::log
