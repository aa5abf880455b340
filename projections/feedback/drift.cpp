#include "projections/feedback/drift.hpp"

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

/// What comes to be known of a member at a sequence.
struct Change {
  enum class Kind : std::uint8_t { more, less, registration };
  Sequence sequence;
  std::uint32_t member;
  Kind kind;
  Month month;
  const Review* review;
};

std::vector<Change> changes_of(std::span<const Member* const> members) {
  std::vector<Change> changes;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    const auto add = [&](Change::Kind kind, const Reading& reading, Month month, const Review* review) {
      changes.push_back({.sequence = reading.from, .member = i, .kind = kind, .month = month, .review = review});
      if (!reading.ends()) return;
      const auto end = kind == Change::Kind::more ? Change::Kind::less : kind;
      changes.push_back({.sequence = reading.last + 1, .member = i, .kind = end, .month = month, .review = review});
    };
    members[i]->for_each_review([&](Month month, const Review& review, const Reading& reading) {
      add(Change::Kind::more, reading, month, &review);
    });
    members[i]->for_each_registration(
        [&](const Reading& reading) { add(Change::Kind::registration, reading, {}, nullptr); });
  }
  std::ranges::sort(changes, {}, &Change::sequence);
  return changes;
}

}  // namespace

/// The market at one sequence after the other.
class Drift::Course {
 public:
  Course(const AverageTerms& terms, std::span<const Member* const> members, Month from, Month until)
      : terms_(terms),
        members_(members),
        from_(from),
        averages_(static_cast<std::size_t>(until.index - from.index)),
        windows_(members.size() * averages_.size()),
        counts_(members.size()),
        touched_(averages_.size()) {}

  void apply(const Change& change) {
    if (change.kind == Change::Kind::registration) {
      const bool counts = members_[change.member]->category(change.sequence) == terms_.category;
      if (counts == counts_[change.member]) return;
      counts_[change.member] = counts;
      for (std::size_t month = 0; month < averages_.size(); ++month) {
        const auto rating = rating_of(window(change.member, month));
        if (rating) count(month, *rating, counts);
      }
      return;
    }
    // CF-1: it counts for the months after its own.
    const auto first = static_cast<std::size_t>(change.month.index + 1 - from_.index);
    const auto end = first + static_cast<std::size_t>(terms_.window_months);
    const auto counted = Tally::of(*change.review);
    for (auto month = first; month < end; ++month) {
      Tally& tally = window(change.member, month);
      const bool counts = counts_[change.member];
      if (const auto rating = counts ? rating_of(tally) : std::nullopt) count(month, *rating, false);
      change.kind == Change::Kind::more ? tally += counted : tally -= counted;
      if (const auto rating = counts ? rating_of(tally) : std::nullopt) count(month, *rating, true);
    }
  }

  /// All of that sequence is applied.
  void write(Sequence sequence, std::vector<OfMonth>& into) {
    for (std::size_t month = 0; month < touched_.size(); ++month) {
      if (!touched_[month]) continue;
      touched_[month] = false;
      const Bounds bounds(averages_[month]);
      auto& stretches = into[month];
      if (stretches.empty() || !stretches.back().bounds.take(bounds))
        stretches.push_back({.from = sequence, .bounds = bounds});
    }
  }

 private:
  Tally& window(std::size_t member, std::size_t month) { return windows_[member * averages_.size() + month]; }
  std::optional<Percentage> rating_of(const Tally& tally) const {
    return tally.reviews < static_cast<std::uint64_t>(terms_.least_reviews) ? std::nullopt : tally.rating();
  }
  void count(std::size_t month, const Percentage& rating, bool in) {
    in ? averages_[month].add(rating) : averages_[month].remove(rating);
    touched_[month] = true;
  }

  AverageTerms terms_;
  std::span<const Member* const> members_;
  Month from_;
  std::vector<Average> averages_;
  std::vector<Tally> windows_;  // by member and month: what counts in that month
  std::vector<char> counts_;    // whether the member is of the category
  std::vector<char> touched_;   // months
};

Drift::Drift(const AverageTerms& terms, std::span<const Member* const> members) {
  const auto months = span_of(members);
  if (!months) return;
  from_ = {months->first.index + 1};
  const Month until{months->second.index + terms.window_months + 1};
  months_.resize(static_cast<std::size_t>(until.index - from_.index));
  Course course(terms, members, from_, until);
  const auto changes = changes_of(members);
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    course.apply(*change);
    const auto next = std::next(change);
    if (next == changes.end() || next->sequence != change->sequence) course.write(change->sequence, months_);
  }
  if (!changes.empty()) knows_ = changes.back().sequence;
  for (auto& stretches : months_) stretches.shrink_to_fit();
}

Bounds Drift::bounds(Month month, Sequence known_at) const {
  const auto index = month.index - from_.index;
  if (index < 0 || index >= std::ssize(months_)) return {};
  const auto& stretches = months_[static_cast<std::size_t>(index)];
  const auto after = std::ranges::upper_bound(stretches, known_at, {}, &Stretch::from);
  return after == stretches.begin() ? Bounds{} : std::prev(after)->bounds;
}

}  // namespace careledger::projections::feedback
