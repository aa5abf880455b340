#include "projections/policies/cited.hpp"

namespace careledger::projections::policies {

using core::json::Value;

namespace {

bool names(Value rules, std::string_view wanted) {
  if (!rules.is_array()) return false;
  for (const Value rule : rules.elements()) {
    if (rule.is_string() && rule.string() == wanted) return true;
  }
  return false;
}

void search(Value value, const std::string& path, std::string_view rule,
            const std::function<void(const std::string&, Value)>& found) {
  if (!value.is_object()) return;
  const auto rules = value.find("rules");
  if (rules && value.find("value")) {
    if (names(*rules, rule)) found(path, value);
    return;
  }
  for (const auto [name, member] : value.members()) {
    search(member, path.empty() ? std::string(name) : path + "." + std::string(name), rule, found);
  }
}

}  // namespace

void for_each_cited(Value document, std::string_view rule,
                    const std::function<void(const std::string&, Value)>& found) {
  search(document, "", rule, found);
}

}  // namespace careledger::projections::policies
