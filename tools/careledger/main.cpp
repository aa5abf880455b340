#include "tools/careledger/command.hpp"
#include "tools/careledger/config.hpp"

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace {

/// The word that stands where a subcommand should, and is none; empty where there is none such.
std::string unknown_subcommand(const CLI::App& app, const std::vector<std::string>& arguments) {
  const CLI::App* within = &app;
  for (const auto& argument : arguments) {
    if (argument.starts_with('-') || within->get_subcommands(nullptr).empty()) return {};
    const auto named = within->get_subcommands([&](const CLI::App* each) { return each->check_name(argument); });
    if (named.empty()) return argument;
    within = named.front();
  }
  return {};
}

/// Structured lines on standard error: time, level, and the message's own key=value pairs. What a subcommand answers
/// stands alone on standard output.
void start_logging() {
  auto logger = std::make_shared<spdlog::logger>("careledger", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("time=%Y-%m-%dT%H:%M:%S.%fZ level=%l %v", spdlog::pattern_time_type::utc);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace careledger::tools;
  CLI::App app{"Care Ledger: the record of how a council buys adult social care, and the answers computed from it.",
               "careledger"};
  app.set_version_flag("--version", CARELEDGER_VERSION);
  app.require_subcommand(1);
  start_logging();
  int exit_code = exit_success;
  for (const auto add : {add_serve, add_import, add_export, add_rating, add_history, add_why, add_replay, add_verify,
                         add_checkpoint, add_token, add_policy, add_simulate, add_bench, add_doctor}) {
    add(app, exit_code);
  }
  try {
    auto arguments = with_config(argc, argv);
    if (const auto unknown = unknown_subcommand(app, arguments); !unknown.empty()) {
      std::fprintf(stderr, "careledger: there is no subcommand \"%s\"; careledger --help lists them\n",
                   unknown.c_str());
      return exit_usage;
    }
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_success : exit_usage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "careledger: %s\n", error.what());
    return exit_check_failed;
  }
  return exit_code;
}
