#include "projections/policies/rule_json.hpp"

#include "core/json/writer.hpp"
#include "projections/policies/rules.hpp"

namespace careledger::projections::policies {

void write_rule(std::string& out, std::string_view id) {
  core::json::Writer json(out);
  json.begin_object().member("id", id);
  if (const Rule* const rule = rule_book().find(id)) {
    json.member("text", rule->text)
        .name("source")
        .begin_object()
        .member("document", rule->document)
        .member("section", rule->section)
        .end_object();
    if (rule->assumed) json.member("assumed", *rule->assumed);
  }
  json.end_object();
}

}  // namespace careledger::projections::policies
