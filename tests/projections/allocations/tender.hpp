#pragma once

#include "projections/allocations/evaluation.hpp"
#include "tests/projections/ledger.hpp"

#include <string>
#include <string_view>

namespace careledger::tests {

/// A ledger with services that may answer requirements, and short ways to buy care in it.
class Tender : public TestLedger {
 public:
  /// A service of its own provider `p-<id>`, with further members of its registration: `,'area':'1'`.
  void service(const std::string& id, const std::string& category, const std::string& more = "");
  /// A council's full inspection on 2018-02-01, or another day.
  void rated(const std::string& id, const std::string& band, std::string_view when = "2018-02-01");
  /// Applies with all evidence and is accepted; for home support of 2018 and 2019 with a lot in each area.
  void enrolled(const std::string& id, const std::string& scheme, std::string_view when,
                const std::vector<std::string>& areas = {});
  /// Closes three days later at 12:00; members may be added: `,'area':'1'`.
  void requirement(const std::string& id, const std::string& scheme, const std::string& category,
                   std::string_view published, std::string_view closes, const std::string& more = "");
  /// The offer `o-<service>` unless it is named.
  void offer(std::string_view when, const std::string& requirement, const std::string& service,
             const std::string& more = "", std::string name = "");
  /// Of r: the outcome of the award; the package is `k-<requirement>`.
  std::string award(std::string_view when, const std::string& requirement, const std::string& offer,
                    const std::string& more = "");

  [[nodiscard]] projections::allocations::Evaluation evaluation(const std::string& requirement, std::string_view at,
                                                                core::event::Sequence known_at = 0);
  /// `o-a o-b | o-c AL-0; …| o-a`: the ranking, the excluded with their rules, and the recommended offer.
  [[nodiscard]] std::string ranked(const std::string& requirement, std::string_view at,
                                   core::event::Sequence known_at = 0);
  /// The latest sequence of an event sent.
  [[nodiscard]] std::string head_text() const { return std::to_string(head()); }
};

}  // namespace careledger::tests
