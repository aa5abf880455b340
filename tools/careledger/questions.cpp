// The subcommands that ask one question of a ledger and show its answer: rating, history, why, checkpoint, token.

#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"
#include "tools/careledger/command.hpp"

#include <cstdio>

namespace careledger::tools {
namespace {

namespace json = core::json;

struct Question {
  Common common;
  std::string service;
  std::string at;
  std::string known_at;

  [[nodiscard]] std::string target(const std::string& rest) const {
    std::string text = "/v1/services/" + encoded(service) + rest;
    char mark = '?';
    for (const auto& [name, value] : {std::pair("at", &at), std::pair("known_at", &known_at)}) {
      if (value->empty()) continue;
      text += mark + std::string(name) + "=" + encoded(*value);
      mark = '&';
    }
    return text;
  }
};

std::string shown(std::optional<json::Value> value) {
  if (!value || value->kind() == json::Kind::null) return "-";
  return value->is_string() ? std::string(value->string()) : json::canonical(*value);
}

std::string listed(std::optional<json::Value> value) {
  std::string text;
  if (!value || !value->is_array()) return text;
  for (const auto element : value->elements()) text += (text.empty() ? "" : " ") + shown(element);
  return text;
}

void print_segment_row(json::Value segment) {
  const auto rule = segment.find("rule");
  std::printf("%-28s %-7s %-11s %-6s %-6s %s%s\n", shown(segment.find("since")).c_str(),
              shown(segment.find("scheme")).c_str(), shown(segment.find("band")).c_str(),
              shown(segment.find("score")).c_str(), rule ? shown(rule->find("id")).c_str() : "-",
              listed(segment.find("because")).c_str(),
              shown(segment.find("projected")) == "true" ? "  (scheduled)" : "");
}

void print_rating(json::Value rating) {
  const auto rule = rating.find("rule");
  const auto source = rule ? rule->find("source") : std::nullopt;
  std::printf("%s is %s%s\n", shown(rating.find("service")).c_str(), shown(rating.find("band")).c_str(),
              shown(rating.find("score")) == "-" ? "" : (", score " + shown(rating.find("score"))).c_str());
  std::printf("  scheme   %s\n  since    %s\n  until    %s\n", shown(rating.find("scheme")).c_str(),
              shown(rating.find("since")).c_str(), shown(rating.find("until")).c_str());
  if (rule) {
    std::printf("  rule     %s: %s\n", shown(rule->find("id")).c_str(), shown(rule->find("text")).c_str());
    if (source)
      std::printf("  source   %s, %s\n", shown(source->find("document")).c_str(),
                  shown(source->find("section")).c_str());
  }
  std::printf("  because  event %s\n", listed(rating.find("because")).c_str());
}

void print_history(json::Value history) {
  std::printf("%-28s %-7s %-11s %-6s %-6s %s\n", "SINCE", "SCHEME", "BAND", "SCORE", "RULE", "BECAUSE");
  if (const auto segments = history.find("segments")) {
    for (const auto segment : segments->elements()) print_segment_row(segment);
  }
}

void print_why(json::Value why) {
  if (const auto story = why.find("story")) {
    for (const auto sentence : story->elements()) std::printf("%s\n", shown(sentence).c_str());
  }
  const auto next = why.find("next");
  if (!next || next->size() == 0) return;
  std::printf("\nWhat would change it next:\n");
  for (const auto prospect : next->elements()) {
    std::printf("  %-5s %s\n", shown(prospect.find("rule")).c_str(), shown(prospect.find("detail")).c_str());
  }
}

int ask(const Question& question, const std::string& rest, void (*print)(json::Value)) {
  const auto client = connect(question.common.target);
  if (!client) return report(client.error());
  const auto answer = (*client)->get(question.target(rest));
  if (!answer) return report(answer.error());
  if (answer->status != 200) return report(*answer);
  if (question.common.json) {
    std::printf("%s\n", answer->body.c_str());
    return exit_success;
  }
  json::Parser parser;
  const auto value = parser.parse(answer->body);
  if (!value) return report(value.error());
  print(*value);
  return exit_success;
}

void add_question(CLI::App& app, int& exit_code, const char* name, const char* help, const char* rest,
                  void (*print)(json::Value)) {
  auto question = std::make_shared<Question>();
  auto* const command = app.add_subcommand(name, help);
  question->common.add_to(*command);
  command->add_option("service", question->service, "the service's id")->required();
  command->add_option("--at", question->at, "the instant or day that is asked about (default: now)")
      ->check(not_empty());
  command
      ->add_option("--known-at", question->known_at,
                   "with the knowledge of when: an instant, a day or a sequence (default: now)")
      ->check(not_empty());
  command->callback([=, &exit_code] { exit_code = ask(*question, rest, print); });
}

}  // namespace

void add_rating(CLI::App& app, int& exit_code) {
  add_question(app, exit_code, "rating", "a service's rating, at any time, as known at any time", "/rating",
               print_rating);
}

void add_history(CLI::App& app, int& exit_code) {
  add_question(app, exit_code, "history", "all ratings of a service, oldest first", "/rating/history", print_history);
}

void add_why(CLI::App& app, int& exit_code) {
  add_question(app, exit_code, "why", "why a service has the rating that it has", "/rating/why", print_why);
}

void add_checkpoint(CLI::App& app, int& exit_code) {
  auto common = std::make_shared<Common>();
  auto key = std::make_shared<bool>(false);
  auto* const command = app.add_subcommand("checkpoint", "the signed checkpoint of the log (C2SP tlog-checkpoint)");
  common->add_to(*command, false);
  command->add_flag("--key", *key, "print the log's verifier key instead");
  command->callback([=, &exit_code] {
    const auto client = connect(common->target);
    if (!client) {
      exit_code = report(client.error());
      return;
    }
    const auto answer = (*client)->get(*key ? "/log/key" : "/log/checkpoint", "text/plain");
    if (!answer || answer->status != 200) {
      exit_code = answer ? report(*answer) : report(answer.error());
      return;
    }
    std::printf("%s", answer->body.c_str());
  });
}

void add_token(CLI::App& app, int& exit_code) {
  struct Wanted {
    Common common;
    std::string role;
    std::string provider;
    std::string name;
    std::vector<std::string> permissions;
  };
  auto wanted = std::make_shared<Wanted>();
  auto* const token = app.add_subcommand("token", "tokens that let requests in");
  token->require_subcommand(1);
  auto* const command = token->add_subcommand("create", "make a token and print it, once");
  command->add_option("--data", wanted->common.target.data, "the ledger's directory")
      ->required()
      ->envname("CARELEDGER_DATA");
  command->add_option("--role", wanted->role, "what its bearer may do; for now admin or provider")->required();
  command->add_option("--provider", wanted->provider, "of the role provider: which one");
  command->add_option("--permission", wanted->permissions, "import: receipt-timed events keep their own time")
      ->check(CLI::IsMember({"import"}));
  command->add_option("--name", wanted->name, "what the events sent with it will name as their sender");
  command->callback([=, &exit_code] {
    const auto client = connect(wanted->common.target);
    if (!client) {
      exit_code = report(client.error());
      return;
    }
    std::string body;
    json::Writer writer(body);
    writer.begin_object().member("role", wanted->role).member("import", !wanted->permissions.empty());
    if (!wanted->provider.empty()) writer.member("provider", wanted->provider);
    if (!wanted->name.empty()) writer.member("name", wanted->name);
    writer.end_object();
    const auto answer = (*client)->post("/v1/tokens", "application/json", body);
    if (!answer || answer->status != 201) {
      exit_code = answer ? report(*answer) : report(answer.error());
      return;
    }
    json::Parser parser;
    const auto value = parser.parse(answer->body);
    std::printf("%s\n", value ? shown(value->find("token")).c_str() : "");
  });
}

}  // namespace careledger::tools
