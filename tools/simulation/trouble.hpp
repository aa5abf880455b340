#pragma once

#include "tools/simulation/city.hpp"

#include <map>
#include <string>
#include <vector>

namespace careledger::tools::simulation {

/// The services that take no part: inspections, statements, alerts, plans and reviews as they come in life, told late,
/// corrected, retracted, and several at one instant.
class Trouble {
 public:
  Trouble(Stage& stage, City& city) : stage_(stage), city_(city) {}

  /// One fact, or an amendment of an earlier one; false where all services take part.
  bool tell_one();
  /// One fact, which no ledger refuses.
  bool tell_fact();

 private:
  struct Past {
    std::uint64_t sequence;
    bool by_council;
  };
  [[nodiscard]] Instant draw_time(const std::string& service);
  void inspect(const std::string& service);
  void state(const std::string& service);
  void alert(const std::string& service);
  void approve_plan(const std::string& service);
  void review(const std::string& service);
  void amend();

  Stage& stage_;
  City& city_;
  std::map<std::string, Instant> last_;  // of each service, when its latest fact but amendments happened
  std::vector<Past> amendable_;
};

}  // namespace careledger::tools::simulation
