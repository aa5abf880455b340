#pragma once

#include "core/json/value.hpp"
#include "core/log/view.hpp"

#include <map>
#include <string>
#include <string_view>

namespace careledger::projections::record {

/// Whose words an event's are that names no citizen itself: those of the citizen of its requirement or package, or of
/// the event that it corrects. Knows what is committed, and what earlier events of the same request say.
class Citizens {
 public:
  explicit Citizens(const core::log::View& view) : view_(view) {}

  /// An event of the request that comes before those whose words are asked about.
  void note(std::string_view type, core::json::Value data);

  /// The citizen behind `requirement:r1`, `package:k1`, `offer:o1` or `event:17`; empty where an event is about nobody.
  /// Fault::not_found where no event known makes such a thing.
  [[nodiscard]] core::Result<std::string> behind(std::string_view thing) const;

  /// The type of `event:17`, or of what that amends in the end; empty where it is not there, or amends several types.
  [[nodiscard]] core::Result<std::string> type_behind(std::string_view event) const;

 private:
  [[nodiscard]] core::Result<std::string> committed(std::string_view thing) const;

  const core::log::View& view_;
  std::map<std::string, std::string, std::less<>> noted_;  // by thing: `citizen:c1`, or the thing behind it
};

}  // namespace careledger::projections::record
