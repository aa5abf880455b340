#pragma once

#include "tools/careledger/client.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace careledger::tools {

// What a subcommand ends with: the program's exit code.
inline constexpr int exit_success = 0;
inline constexpr int exit_check_failed = 1;  // what it checks does not hold, or it could not be done
inline constexpr int exit_usage = 2;         // a wrong flag or argument, or a file that is not what it should be

/// Adds the flags that say where the ledger is, and `--json`.
struct Common {
  Target target;
  bool json = false;
  void add_to(CLI::App& command, bool with_json = true);
};

/// For what may be left out, but not given empty: an unset variable of a script is no instant.
[[nodiscard]] CLI::Validator not_empty();

/// Tells the error on standard error; the exit code that it stands for.
[[nodiscard]] int report(const core::Error& error);
/// The same for an answer that is no success: its problem document in words. A wrong question (400) is wrong usage.
[[nodiscard]] int report(const Answer& answer);

/// Each adds one subcommand; when that is run, `exit_code` is what it ended with.
void add_serve(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_rating(CLI::App& app, int& exit_code);
void add_history(CLI::App& app, int& exit_code);
void add_why(CLI::App& app, int& exit_code);
void add_replay(CLI::App& app, int& exit_code);
void add_verify(CLI::App& app, int& exit_code);
void add_checkpoint(CLI::App& app, int& exit_code);
void add_token(CLI::App& app, int& exit_code);
void add_policy(CLI::App& app, int& exit_code);
void add_simulate(CLI::App& app, int& exit_code);
void add_bench(CLI::App& app, int& exit_code);
void add_doctor(CLI::App& app, int& exit_code);

}  // namespace careledger::tools
