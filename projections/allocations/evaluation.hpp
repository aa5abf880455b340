#pragma once

#include "projections/allocations/ranking.hpp"
#include "projections/policies/bar.hpp"

namespace careledger::projections::allocations {

struct Excluded {
  Offer offer;
  Bar bar;
};

/// The offers of a requirement, ranked by its own scheme at some moment, and what follows for its award.
struct Evaluation {
  Requirement requirement;
  std::shared_ptr<const policies::Policy> policy;
  std::vector<policies::Criterion> order;
  std::vector<Ranked> ranking;     // best first: ranks are 1 to n
  std::vector<Excluded> excluded;  // in the order in which they were received
  std::vector<std::string> tie;    // that share the first place, where several do
  std::optional<Bar> bar;          // no award may be made: AL-30, AL-34
  std::optional<std::string> recommended;
  bool chosen = false;                       // it is the citizen's choice that is recommended (AL-14, AL-18)
  std::optional<std::int64_t> top_up_pence;  // AL-14, where the citizen may choose

  [[nodiscard]] const Ranked* find(std::string_view offer) const;
  [[nodiscard]] const Excluded* find_excluded(std::string_view offer) const;
  /// AL-31: to the offer of a better rated service, where this one is bronze; null where it gives way to none.
  [[nodiscard]] const Ranked* gives_way_to(const Ranked& ranked) const;
  /// The first that gives way to none: what is recommended unless the citizen may choose. Null where none counts.
  [[nodiscard]] const Ranked* first() const;
};

/// The offer, and the events behind what it is ranked by. Each once.
[[nodiscard]] std::vector<Sequence> grounds_of(const Ranked& ranked, const Evaluation& evaluation);
/// AL-31: both bands, and the better one's offer.
[[nodiscard]] std::vector<Sequence> grounds_of_giving_way(const Ranked& ranked, const Ranked& better);

/// Nothing where no event known by then publishes the requirement.
[[nodiscard]] Result<std::optional<Evaluation>> evaluate(Readings& readings, const std::string& requirement,
                                                         const Moment& moment);

}  // namespace careledger::projections::allocations
