#include "core/log/index.hpp"

#include "core/log/memory_log.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace careledger::core;
using log::Selection;
using log::Sequence;

namespace {

struct Row {
  std::string type;
  std::vector<std::string> tags;
};

std::unique_ptr<log::Log> log_of(const std::vector<Row>& rows) {
  auto log = log::make_memory_log();
  std::vector<std::string> leaves;
  log::DerivedBatch batch;
  for (const auto& [type, tags] : rows) {
    const Sequence sequence = leaves.size() + 1;
    const time::Instant recorded{static_cast<std::int64_t>(sequence) * 1'000'000};
    leaves.push_back(R"({"data":{},"recordedtime":")" + time::format_recorded(recorded) + R"(","sequence":")" +
                     std::to_string(sequence) + R"(","time":"2020-01-01T00:00:00Z","type":"t"})");
    log::index_event(batch, sequence, log::id_key("/s", std::to_string(sequence)), type, tags, recorded);
  }
  log::Head head = log->head();
  head.size = leaves.size();
  batch.position = head.size;
  REQUIRE(log->append(leaves, head, batch).has_value());
  return log;
}

}  // namespace

TEST_CASE("a selection by tags and types is what a scan of the log would find") {
  std::mt19937 draw(7);
  const std::vector<std::string> types{"a", "ab", "b"};
  const std::vector<std::string> tags{"x:1", "x:11", "y:1", "y:2"};
  std::vector<Row> rows(300);
  for (auto& row : rows) {
    row.type = types[draw() % types.size()];
    for (const auto& tag : tags) {
      if (draw() % 3 == 0) row.tags.push_back(tag);
    }
  }
  const auto log = log_of(rows);
  const log::CommittedView view(*log);
  for (int round = 0; round < 400; ++round) {
    Selection wanted{.tags = {}, .types = {}, .after = draw() % 310};
    for (const auto& tag : tags) {
      if (draw() % 4 == 0) wanted.tags.push_back(tag);
    }
    for (const auto& type : types) {
      if (draw() % 3 == 0) wanted.types.push_back(type);
    }
    const Sequence head = draw() % 301;
    const std::size_t limit = 1 + draw() % 40;
    std::vector<Sequence> all;
    for (Sequence at = wanted.after + 1; at <= rows.size(); ++at) {
      const auto& row = rows[at - 1];
      const auto has = [](const auto& list, const std::string& one) {
        return std::find(list.begin(), list.end(), one) != list.end();
      };
      const bool typed = wanted.types.empty() || has(wanted.types, row.type);
      if (typed &&
          std::all_of(wanted.tags.begin(), wanted.tags.end(), [&](const auto& tag) { return has(row.tags, tag); })) {
        all.push_back(at);
      }
    }
    if (!wanted.types.empty()) CHECK(*log::any(view, wanted) == !all.empty());
    std::erase_if(all, [head](Sequence at) { return at > head; });
    if (all.size() > limit) all.resize(limit);
    CHECK(*log::select(*log, wanted, head, limit) == all);
  }
}

TEST_CASE("what was known by an instant is the last event recorded at or before it") {
  const auto log = log_of(std::vector<Row>(200, Row{"a", {}}));
  struct Probe {
    std::int64_t micros;
    Sequence known;
  };
  for (const auto& [micros, known] : std::vector<Probe>{{0, 0},
                                                        {999'999, 0},
                                                        {1'000'000, 1},
                                                        {64'999'999, 64},
                                                        {65'000'000, 65},
                                                        {129'500'000, 129},
                                                        {200'000'000, 200},
                                                        {900'000'000, 200}}) {
    CHECK(*log::known_by(*log, {micros}, 200) == known);
  }
  CHECK(*log::known_by(*log, {900'000'000}, 150) == 150);
}
