#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::policies {

/// A rule as every answer that it gave cites it.
struct Rule {
  std::string id;
  std::string text;
  std::string document;
  std::string section;
  std::optional<std::string> assumed;  // what the documents leave open and we settled
  std::string json;                    // all of this, as answers cite it
};

/// All rules by id, in the order of the documentation. Immutable.
class RuleBook {
 public:
  /// Error: Fault::corrupt where the document is no catalogue of rules.
  [[nodiscard]] static core::Result<RuleBook> parse(core::json::Value catalogue);

  [[nodiscard]] const Rule* find(std::string_view id) const;
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  /// Where the rule stands in the documentation, for "the first in its order"; after all others where it does not.
  [[nodiscard]] std::size_t order(std::string_view id) const;

 private:
  std::vector<Rule> rules_;
};

/// The catalogue that the program was built with. Any thread may call.
[[nodiscard]] const RuleBook& rule_book();

}  // namespace careledger::projections::policies
