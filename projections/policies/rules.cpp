#include "projections/policies/rules.hpp"

#include "core/json/writer.hpp"
#include "events/policies/bundled.hpp"

#include <algorithm>

namespace careledger::projections::policies {
namespace {

using core::Fault;
using core::json::Value;

std::optional<std::string> text_in(Value object, std::string_view name) {
  const auto found = object.find(name);
  if (!found || !found->is_string()) return std::nullopt;
  return std::string{found->string()};
}

std::string json_of(const Rule& rule) {
  std::string text;
  core::json::Writer json(text);
  json.begin_object().member("id", rule.id).member("text", rule.text).name("source");
  json.begin_object().member("document", rule.document).member("section", rule.section).end_object();
  if (rule.assumed) json.member("assumed", *rule.assumed);
  json.end_object();
  return text;
}

core::Result<Rule> read_rule(Value object) {
  const auto id = text_in(object, "id");
  const auto text = text_in(object, "text");
  const auto source = object.find("source");
  const auto document = source ? text_in(*source, "document") : std::nullopt;
  const auto section = source ? text_in(*source, "section") : std::nullopt;
  if (!id || !text || !document || !section) {
    return core::fail(Fault::corrupt, "a rule needs an id, a text, and a source with document and section");
  }
  Rule rule{*id, *text, *document, *section, text_in(object, "assumed"), {}};
  rule.json = json_of(rule);
  return rule;
}

}  // namespace

core::Result<RuleBook> RuleBook::parse(Value catalogue) {
  const auto list = catalogue.find("rules");
  if (!list || !list->is_array()) return core::fail(Fault::corrupt, "a catalogue of rules has a list `rules`");
  RuleBook book;
  for (const Value object : list->elements()) {
    auto rule = read_rule(object);
    if (!rule) return core::fail(std::move(rule.error()));
    if (book.find(rule->id)) return core::fail(Fault::corrupt, "the rule " + rule->id + " stands there twice");
    book.rules_.push_back(std::move(*rule));
  }
  return book;
}

const Rule* RuleBook::find(std::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

std::size_t RuleBook::order(std::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return static_cast<std::size_t>(found - rules_.begin());
}

const RuleBook& rule_book() {
  static const RuleBook book = [] {
    core::json::Parser parser;
    const auto document = parser.parse(events::policies::bundled("rules.json"));
    CARELEDGER_ASSERT(document.has_value());
    auto parsed = RuleBook::parse(*document);
    CARELEDGER_ASSERT(parsed.has_value());
    return std::move(*parsed);
  }();
  return book;
}

}  // namespace careledger::projections::policies
