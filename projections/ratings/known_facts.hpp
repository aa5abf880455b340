#pragma once

#include "projections/ratings/fact.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace careledger::projections::ratings {

/// The lowest sequence of each so many facts, so that those which all came to be known later are passed over at once.
class LowestSequences {
 public:
  static constexpr std::ptrdiff_t block = 32;

  LowestSequences() = default;
  explicit LowestSequences(std::span<const Fact> facts) {
    for (auto rest = facts; !rest.empty(); rest = rest.subspan(std::min(rest.size(), std::size_t{block}))) {
      const auto of = rest.first(std::min(rest.size(), std::size_t{block}));
      lowest_.push_back(std::ranges::min(of, {}, &Fact::sequence).sequence);
    }
  }

  /// Of the block that begins at that place; 0 where it is not known, or no block begins there.
  [[nodiscard]] core::event::Sequence of_block_at(std::ptrdiff_t place) const {
    const auto index = static_cast<std::size_t>(place / block);
    return place % block == 0 && index < lowest_.size() ? lowest_[index] : 0;
  }

 private:
  std::vector<core::event::Sequence> lowest_;
};

/// Facts as known at one point of the log, in the order (time, sequence), without a copy of them: what was never
/// amended lies in one place, of which what is not known yet is passed over; how amended events then read lies in
/// another. A view: what it sees outlives it.
class KnownFacts {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Fact;
    using difference_type = std::ptrdiff_t;
    using pointer = const Fact*;
    using reference = const Fact&;

    Iterator() = default;
    explicit Iterator(const KnownFacts& of)
        : written_begin_(of.written_begin_),
          written_(of.written_.data()),
          written_end_(written_ + of.written_.size()),
          amended_(of.amended_.data()),
          amended_end_(amended_ + of.amended_.size()),
          known_at_(of.known_at_),
          lowest_(of.lowest_) {
      settle();
    }

    const Fact& operator*() const { return *fact_; }
    const Fact* operator->() const { return fact_; }
    Iterator& operator++() {
      // Where one ends the other may begin in memory.
      ++(written_ != written_end_ && fact_ == written_ ? written_ : amended_);
      settle();
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return fact_ == other.fact_; }
    bool operator==(std::default_sentinel_t) const { return fact_ == nullptr; }

   private:
    void settle() {
      while (written_ != written_end_ && written_->sequence > known_at_) pass_over();
      if (written_ == written_end_) {
        fact_ = amended_ == amended_end_ ? nullptr : amended_;
      } else {
        fact_ = amended_ != amended_end_ && before(*amended_, *written_) ? amended_ : written_;
      }
    }

    void pass_over() {
      const bool none_known = lowest_ != nullptr && lowest_->of_block_at(written_ - written_begin_) > known_at_;
      written_ += none_known ? std::min(LowestSequences::block, written_end_ - written_) : 1;
    }

    const Fact* written_begin_ = nullptr;
    const Fact* written_ = nullptr;
    const Fact* written_end_ = nullptr;
    const Fact* amended_ = nullptr;
    const Fact* amended_end_ = nullptr;
    core::event::Sequence known_at_ = 0;
    const LowestSequences* lowest_ = nullptr;
    const Fact* fact_ = nullptr;  // null at the end
  };

  KnownFacts() = default;
  /// Both sorted by (time, sequence). `lowest`, where it is given, is of `written`.
  explicit KnownFacts(std::span<const Fact> written, std::span<const Fact> amended = {},
                      core::event::Sequence known_at = std::numeric_limits<core::event::Sequence>::max(),
                      const LowestSequences* lowest = nullptr)
      : written_begin_(written.data()), written_(written), amended_(amended), known_at_(known_at), lowest_(lowest) {}

  [[nodiscard]] Iterator begin() const { return Iterator(*this); }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }

  /// Those that come before the fact.
  [[nodiscard]] KnownFacts earlier_than(const Fact& fact) const {
    const auto part = [&fact](std::span<const Fact> all) {
      const auto end = std::lower_bound(all.begin(), all.end(), fact, before);
      return all.first(static_cast<std::size_t>(end - all.begin()));
    };
    return with(part(written_), part(amended_));
  }
  /// Those of a later instant; all where none is given.
  [[nodiscard]] KnownFacts later_than(std::optional<core::time::Instant> instant) const {
    if (!instant) return *this;
    const auto part = [&instant](std::span<const Fact> all) {
      return all.subspan(
          static_cast<std::size_t>(std::ranges::upper_bound(all, *instant, {}, &Fact::time) - all.begin()));
    };
    return with(part(written_), part(amended_));
  }

 private:
  [[nodiscard]] KnownFacts with(std::span<const Fact> written, std::span<const Fact> amended) const {
    KnownFacts part = *this;
    part.written_ = written;
    part.amended_ = amended;
    return part;
  }

  const Fact* written_begin_ = nullptr;
  std::span<const Fact> written_;
  std::span<const Fact> amended_;
  core::event::Sequence known_at_ = 0;
  const LowestSequences* lowest_ = nullptr;
};

}  // namespace careledger::projections::ratings
