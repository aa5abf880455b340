#pragma once

#include "core/json/writer.hpp"
#include "core/time/calendar.hpp"
#include "tools/simulation/draw.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::simulation {

using core::time::Date;
using core::time::Instant;

inline constexpr std::int64_t minute = 60'000'000;
inline constexpr std::int64_t hour = 60 * minute;
inline constexpr std::int64_t day = 24 * hour;

[[nodiscard]] inline Instant later(Instant instant, std::int64_t micros) {
  return {instant.micros + micros};
}
[[nodiscard]] inline Instant start_of(int year, int month, int day_of_month) {
  return core::time::start_of_day(core::time::date_of({.year = year, .month = month, .day = day_of_month}));
}
[[nodiscard]] inline std::string day_text(Instant instant) {
  return core::time::format(core::time::london_day(instant));
}

/// The `data` of an event, member by member.
class Fields {
 public:
  Fields() { writer_.begin_object(); }
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  template <class Value>
  Fields& member(std::string_view name, const Value& value) {
    writer_.member(name, value);
    return *this;
  }
  /// For what is more than a member: lists and objects.
  [[nodiscard]] core::json::Writer& out() { return writer_; }
  [[nodiscard]] const std::string& done() {
    writer_.end_object();
    return text_;
  }

 private:
  std::string text_;
  core::json::Writer writer_{text_};
};

/// What all that happens in a simulated market shares: chance, the clock, what is to come, and what has been told and
/// not yet been taken. Things happen in the order of their times, and at one time in the order in which they were
/// planned.
class Stage {
 public:
  Stage(std::uint64_t seed, std::uint64_t first_sequence, Instant opening)
      : draw(seed), seed_(seed), next_sequence_(first_sequence), first_sequence_(first_sequence), now_(opening) {}

  Draw draw;

  [[nodiscard]] Instant now() const { return now_; }
  /// Something that happens then, or now where that is over.
  void at(Instant when, std::function<void()> what);
  /// Lets the next thing happen. There always is one.
  void proceed();

  /// Adds an event; the sequence that it will have.
  std::uint64_t tell(std::string_view type, Instant time, const std::string& data);
  std::uint64_t tell(std::string_view type, Fields& fields) { return tell(type, now_, fields.done()); }
  [[nodiscard]] std::uint64_t told() const { return next_sequence_ - first_sequence_; }
  [[nodiscard]] bool has_untaken() const { return !untaken_.empty(); }
  [[nodiscard]] std::string take();

  /// `offer-17`, never twice.
  [[nodiscard]] std::string new_id(std::string_view kind);

 private:
  struct Planned {
    Instant when;
    std::uint64_t order;
    std::function<void()> what;
    bool operator>(const Planned& other) const { return when != other.when ? when > other.when : order > other.order; }
  };

  std::uint64_t seed_;
  std::uint64_t next_sequence_;
  std::uint64_t first_sequence_;
  Instant now_;
  std::uint64_t planned_ = 0;
  std::uint64_t ids_ = 0;
  std::priority_queue<Planned, std::vector<Planned>, std::greater<>> agenda_;
  std::deque<std::string> untaken_;
};

}  // namespace careledger::tools::simulation
