#include "tools/careledger/command.hpp"

#include "core/json/value.hpp"

#include <cstdio>

namespace careledger::tools {

void Common::add_to(CLI::App& command, bool with_json) {
  auto* const url =
      command.add_option("--url", target.url, "a server, as http://127.0.0.1:8080")->envname("CARELEDGER_URL");
  command.add_option("--token", target.token, "the token to send to that server")->envname("CARELEDGER_TOKEN");
  command
      .add_option("--data", target.data,
                  "a ledger's directory; where a server holds it, that is asked through its socket")
      ->envname("CARELEDGER_DATA")
      ->excludes(url);
  if (with_json) command.add_flag("--json", json, "print the answer as JSON");
}

CLI::Validator not_empty() {
  return {[](std::string& text) { return text.empty() ? std::string("is empty") : std::string(); }, "", ""};
}

int report(const core::Error& error) {
  std::fprintf(stderr, "careledger: %s\n", error.detail.c_str());
  for (const auto& [pointer, detail] : error.errors) std::fprintf(stderr, "  %s %s\n", pointer.c_str(), detail.c_str());
  return error.fault == core::Fault::bad_request ? exit_usage : exit_check_failed;
}

int report(const Answer& answer) {
  core::json::Parser parser;
  const auto problem = parser.parse(answer.body);
  std::fprintf(stderr, "careledger: %s (status %d)\n", detail_of(answer).c_str(), answer.status);
  if (const auto errors = problem ? problem->find("errors") : std::nullopt; errors && errors->is_array()) {
    for (const auto error : errors->elements()) {
      const auto pointer = error.find("pointer");
      const auto what = error.find("detail");
      if (!pointer || !what) continue;
      std::fprintf(stderr, "  %s %s\n", std::string(pointer->string()).c_str(), std::string(what->string()).c_str());
    }
  }
  return answer.status == 400 ? exit_usage : exit_check_failed;
}

}  // namespace careledger::tools
