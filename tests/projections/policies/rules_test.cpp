#include "projections/policies/rules.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace careledger;
using namespace careledger::projections::policies;

TEST_CASE("Every rule of the book has a text and a source among the council's documents") {
  const std::set<std::string> documents{"Framework prospectus 2012", "Consultation 2014", "Commissioning strategy 2018",
                                        "Quality rating guidance 2019", "Day opportunities strategy 2025"};
  CHECK(rule_book().rules().size() > 50);
  for (const Rule& rule : rule_book().rules()) {
    CAPTURE(rule.id);
    CHECK(rule.text.size() > 40);
    CHECK(documents.count(rule.document) == 1);
    CHECK_FALSE(rule.section.empty());
    if (rule.assumed) CHECK_FALSE(rule.assumed->empty());
  }
}

TEST_CASE("A rule is found by its id, and rules have an order") {
  const Rule* rule = rule_book().find("QR-1");
  REQUIRE(rule != nullptr);
  CHECK(rule->document == "Commissioning strategy 2018");
  CHECK(rule->section == "Annual inspection");
  CHECK(rule_book().find("QR-99") == nullptr);
  CHECK(rule_book().order("EC-1") < rule_book().order("EC-2"));
  CHECK(rule_book().order("QR-99") == rule_book().rules().size());
}

TEST_CASE("A catalogue that lacks a source, or has a rule twice, is none") {
  core::json::Parser parser;
  CHECK_FALSE(RuleBook::parse(parser.parse(R"({"rules":[{"id":"A-1","text":"t"}]})").value()).has_value());
  CHECK_FALSE(RuleBook::parse(parser.parse(R"({})").value()).has_value());
  const std::string rule = R"({"id":"A-1","text":"t","source":{"document":"d","section":"s"}})";
  CHECK(RuleBook::parse(parser.parse("{\"rules\":[" + rule + "]}").value()).has_value());
  CHECK_FALSE(RuleBook::parse(parser.parse("{\"rules\":[" + rule + "," + rule + "]}").value()).has_value());
}
