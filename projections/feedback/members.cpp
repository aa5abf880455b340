#include "projections/feedback/members.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

using policies::Category;
using ratings::Fact;
using ratings::FactKind;

constexpr Sequence newest = std::numeric_limits<Sequence>::max();

/// The months of instants, which mostly come in order: a calendar is asked only where the month is another.
class MonthOf {
 public:
  Month operator()(core::time::Instant instant) {
    if (instant < begins_ || instant >= ends_) {
      month_ = month_of(instant);
      begins_ = start_of(month_);
      ends_ = start_of(Month{month_.index + 1});
    }
    return month_;
  }

 private:
  Month month_;
  core::time::Instant begins_{};
  core::time::Instant ends_{};  // none yet
};

/// Visits each fact with when it reads so.
template <class Visit>
void for_each_reading(const facts::Loaded& loaded, const Visit& visit) {
  for (const Fact& fact : loaded.facts) visit(fact, Reading{.from = fact.sequence}, false);
  for (const auto& event : loaded.amended) {
    for (auto version = event.versions.begin(); version != event.versions.end(); ++version) {
      if (!version->fact) continue;
      Reading reading{.from = version->from};
      if (std::next(version) != event.versions.end()) reading.last = std::next(version)->from - 1;
      visit(*version->fact, reading, true);
    }
  }
}

}  // namespace

Members::Members(const facts::Loaded& registrations, const facts::Loaded& reviews) {
  boost::unordered_flat_map<ServiceKey, Member> members;
  for_each_reading(registrations, [&members](const Fact& fact, Reading reading, bool) {
    members[fact.key].add_registration(fact, reading);
  });
  MonthOf month_of;
  for_each_reading(reviews, [&](const Fact& fact, Reading reading, bool amended) {
    Member& member = members[fact.key];
    const Month month = month_of(fact.time);
    amended ? member.add_amended(month, review_of(fact), reading) : member.add(month, review_of(fact));
  });
  members_.reserve(members.size());
  for (auto& [key, member] : members) {
    const auto& kept = members_[key] = std::make_shared<const Member>(std::move(member));
    for (std::size_t i = 0; i < by_category_.size(); ++i) {
      if (kept->was_of(static_cast<Category>(i))) by_category_[i].push_back(kept.get());
    }
  }
}

Members::Members(const Members& before, std::span<const Fact> further)
    : members_(before.members_), by_category_(before.by_category_), drifts_(before.drifts_.all()) {
  boost::unordered_flat_map<ServiceKey, Member> changed;
  inherited_ = before.inherited_;
  for (const auto& [terms, series] : before.series_.all()) inherited_[terms] = {.series = series, .touched = {}};
  for (const Fact& fact : further) {
    const auto& kept = members_[fact.key];
    Member& member = changed.try_emplace(fact.key, kept ? *kept : Member{}).first->second;
    const auto touch = [&](Month first, Month last) {
      for (auto& [terms, inherited] : inherited_) {
        if (member.category(newest) != terms.category) continue;
        for (Month month = first; month <= last; ++month.index) inherited.touched.insert(month);
      }
    };
    if (fact.kind == FactKind::reviewed) {
      const Month month = month_of(fact.time);
      member.add(month, review_of(fact));
      touch(month, month);
      continue;
    }
    const auto span = member.span();
    if (span) touch(span->first, span->second);  // of the category that it may leave
    member.add_registration(fact, {.from = fact.sequence});
    if (span) touch(span->first, span->second);
  }
  for (auto& [key, member] : changed) {
    auto& kept = members_[key];
    auto grown = std::make_shared<const Member>(std::move(member));
    for (std::size_t i = 0; i < by_category_.size(); ++i) {
      auto& of_category = by_category_[i];
      if (kept && kept->was_of(static_cast<Category>(i))) {
        std::ranges::replace(of_category, kept.get(), grown.get());
      } else if (grown->was_of(static_cast<Category>(i))) {
        of_category.push_back(grown.get());
      }
    }
    kept = std::move(grown);
  }
}

const Member* Members::find(ServiceKey key) const {
  const auto found = members_.find(key);
  return found == members_.end() ? nullptr : found->second.get();
}

std::span<const Member* const> Members::of(Category category) const {
  return by_category_[static_cast<std::size_t>(category)];
}

std::shared_ptr<const Drift> Members::drift(const AverageTerms& terms) const {
  return drifts_.get(terms, [&] { return Drift(terms, of(terms.category)); });
}

std::shared_ptr<const Series> Members::series(const AverageTerms& terms) const {
  return series_.get(terms, [&] {
    const auto inherited = inherited_.find(terms);
    if (inherited == inherited_.end())
      return renewed(
          terms, Series({}, {}), [](Month) { return true; }, newest);
    const auto& touched = inherited->second.touched;
    const auto is_touched = [&](Month month) {
      const auto in_window = touched.lower_bound({month.index - terms.window_months});
      return in_window != touched.end() && *in_window < month;
    };
    return renewed(terms, *inherited->second.series, is_touched, newest);
  });
}

Series Members::series(const AverageTerms& terms, Sequence known_at) const {
  const auto all = series(terms);
  return renewed(
      terms, *all, [&](Month month) { return all->of(month).settled > known_at; }, known_at);
}

Series Members::renewed(const AverageTerms& terms, const Series& before, const IsStale& is_stale,
                        Sequence known_at) const {
  const auto span = span_of(of(terms.category));
  if (!span) return {{}, {}};
  // A month counts in the windows of those after it.
  Series series({span->first.index + 1}, {span->second.index + terms.window_months + 1});
  const auto keeps = [&](Month month) { return before.from() <= month && month < before.until() && !is_stale(month); };
  for (Month month = series.from(); month < series.until();) {
    Month end = month;
    while (end < series.until() && !keeps(end)) ++end.index;
    if (month < end) reckon(terms, month, end, known_at, series);
    for (; end < series.until() && keeps(end); ++end.index) series.at(end) = before.of(end);
    month = end;
  }
  return series;
}

// CF-2. Each service's months are added up once, while the window moves over them.
void Members::reckon(const AverageTerms& terms, Month from, Month until, Sequence known_at, Series& into) const {
  const Month first{from.index - terms.window_months};
  const Month last{until.index - 1};  // it counts for later ones only
  const auto place = [first](Month month) { return static_cast<std::size_t>(month.index - first.index); };
  std::vector<Sequence> changes(place(last));
  std::vector<Tally> months(place(last));
  for (const Member* const member : of(terms.category)) {
    member->for_each_change(first, last, [&](Month month, Sequence change) {
      auto& latest = changes[place(month)];
      latest = std::max(latest, change);
    });
    if (member->category(known_at) != terms.category) continue;
    std::ranges::fill(months, Tally{});
    member->for_each_month(first, last, known_at,
                           [&](Month month, const Tally& tally) { months[place(month)] += tally; });
    Tally window;
    for (Month month = first; month < until; ++month.index) {
      if (month >= from) {
        if (window.reviews >= static_cast<std::uint64_t>(terms.least_reviews)) {
          if (const auto rating = window.rating()) into.at(month).average.add(*rating);
        }
        window -= months[place({month.index - terms.window_months})];
      }
      if (month < last) window += months[place(month)];
    }
  }
  for (Month month = from; month < until; ++month.index) {
    const auto end = changes.begin() + static_cast<std::ptrdiff_t>(place(month));
    into.at(month).settled = *std::max_element(end - terms.window_months, end);
  }
}

std::vector<Percentage> Members::percentages(const AverageTerms& terms, Month month, Sequence known_at) const {
  std::vector<Percentage> percentages;
  for (const Member* const member : of(terms.category)) {
    if (member->category(known_at) != terms.category) continue;
    const auto tally = member->tally({month.index - terms.window_months}, month, known_at);
    if (tally.reviews < static_cast<std::uint64_t>(terms.least_reviews)) continue;
    if (const auto rating = tally.rating()) percentages.push_back(*rating);
  }
  return percentages;
}

}  // namespace careledger::projections::feedback
