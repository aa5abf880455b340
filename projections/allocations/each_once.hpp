#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace careledger::projections::allocations {

/// Ids in the order in which they first came, each once.
class EachOnce {
 public:
  void add(std::string_view id) {
    if (seen_.emplace(id).second) ids_.emplace_back(id);
  }
  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }

 private:
  std::vector<std::string> ids_;
  std::unordered_set<std::string> seen_;
};

}  // namespace careledger::projections::allocations
