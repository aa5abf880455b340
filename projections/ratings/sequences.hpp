#pragma once

#include "core/event/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

namespace careledger::projections::ratings {

/// The events that an answer rests on: ascending, each once, where they leave this folder. Up to four need no memory of
/// their own, and more are rare. (Boost's small_vector warns falsely under g++ 12 with -O2.)
class Sequences {
 public:
  using value_type = core::event::Sequence;

  Sequences() = default;
  Sequences(std::initializer_list<value_type> sequences) {
    for (const value_type sequence : sequences) push_back(sequence);
  }

  void push_back(value_type sequence) {
    if (size_ == few_.size()) many_.assign(few_.begin(), few_.end());
    if (size_ >= few_.size()) {
      many_.push_back(sequence);
    } else {
      few_[size_] = sequence;
    }
    ++size_;
  }
  void append(std::span<const value_type> more) {
    for (const value_type sequence : more) push_back(sequence);
  }
  void clear() {
    size_ = 0;
    many_.clear();
  }
  /// Ascending, each once.
  void tidy() {
    if (size_ < 2) return;
    Sequences sorted;
    std::sort(data(), data() + size_);
    for (const value_type sequence : *this) {
      if (sorted.empty() || *(sorted.end() - 1) != sequence) sorted.push_back(sequence);
    }
    *this = std::move(sorted);
  }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const value_type* begin() const { return size_ > few_.size() ? many_.data() : few_.data(); }
  [[nodiscard]] const value_type* end() const { return begin() + size_; }
  [[nodiscard]] std::span<const value_type> span() const { return {begin(), size_}; }

  friend bool operator==(const Sequences& a, const Sequences& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  value_type* data() { return size_ > few_.size() ? many_.data() : few_.data(); }

  std::size_t size_ = 0;
  std::array<value_type, 4> few_{};
  std::vector<value_type> many_;  // all of them, where they are more
};

/// The corrections in force of the events of one service: usually none.
class Amendments {
 public:
  struct Amendment {
    core::event::Sequence event;
    core::event::Sequence correction;
    auto operator<=>(const Amendment&) const = default;
  };

  Amendments() = default;
  /// `sorted` by event, then correction; it outlives this.
  explicit Amendments(std::span<const Amendment> sorted) : sorted_(sorted) {}

  /// Adds the event and the corrections of it that are in force.
  void append(Sequences& out, core::event::Sequence event) const {
    out.push_back(event);
    if (sorted_.empty()) return;
    auto next = std::lower_bound(sorted_.begin(), sorted_.end(), Amendment{event, 0});
    for (; next != sorted_.end() && next->event == event; ++next) out.push_back(next->correction);
  }

  [[nodiscard]] Sequences of(core::event::Sequence event) const {
    Sequences sequences;
    append(sequences, event);
    return sequences;
  }

 private:
  std::span<const Amendment> sorted_;
};

}  // namespace careledger::projections::ratings
