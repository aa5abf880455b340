#include "projections/policies/rule_json.hpp"

#include "core/json/writer.hpp"
#include "projections/policies/rules.hpp"

namespace careledger::projections::policies {

void write_rule(std::string& out, std::string_view id) {
  if (const Rule* const rule = rule_book().find(id)) {
    out += rule->json;
    return;
  }
  core::json::Writer(out).begin_object().member("id", id).end_object();
}

}  // namespace careledger::projections::policies
