#include "projections/replay/replay.hpp"

#include "core/log/rocks_log.hpp"
#include "core/time/instant.hpp"
#include "projections/suspensions/reasons.hpp"
#include "tools/careledger/command.hpp"
#include "tools/careledger/instance.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace careledger::tools {
namespace {

using Seconds = std::chrono::duration<double>;

struct Options {
  std::filesystem::path data;
  unsigned threads = 2;
  bool json = false;
};

struct Totals {
  std::array<std::size_t, projections::ratings::band_count> by_band{};
  std::size_t suspended = 0;
};

Totals totals_of(const projections::replay::Market& market, core::time::Instant now) {
  Totals totals;
  for (const auto& service : market.services) {
    ++totals.by_band[static_cast<std::size_t>(service->history.at(now).band)];
    if (projections::suspensions::is_suspended(service->history, now)) ++totals.suspended;
  }
  return totals;
}

void print(const projections::replay::Market& market, const Options& options, double seconds) {
  const auto totals = totals_of(market, core::time::now());
  const auto rate = seconds > 0 ? static_cast<double>(market.events) / seconds : 0.0;
  if (options.json) {
    std::printf("{\"events\":%llu,\"services\":%zu,\"suspended\":%zu,\"digest\":\"%s\",\"milliseconds\":%.0f}\n",
                static_cast<unsigned long long>(market.events), market.services.size(), totals.suspended,
                market.digest().c_str(), seconds * 1000);
    return;
  }
  std::printf("%llu events, %zu services, in %.2f s (%.0f events/s)\n", static_cast<unsigned long long>(market.events),
              market.services.size(), seconds, rate);
  for (std::size_t i = 0; i < totals.by_band.size(); ++i) {
    if (totals.by_band[i] == 0) continue;
    const auto band = projections::ratings::text(static_cast<projections::ratings::Band>(i));
    std::printf("  %-13.*s %zu\n", static_cast<int>(band.size()), band.data(), totals.by_band[i]);
  }
  std::printf("  suspended     %zu\ndigest of all histories: %s\n", totals.suspended, market.digest().c_str());
}

int run(const Options& options) {
  if (const auto there = check_there(options.data); !there) return report(there.error());
  const auto log = core::log::open_rocks_log(options.data);
  if (!log && log.error().fault == core::Fault::storage && std::filesystem::exists(options.data / "careledger.sock")) {
    return report({.fault = core::Fault::storage,
                   .detail = "a server holds the ledger in \"" + options.data.string() +
                             "\": replay a copy, or have verify fold the log there"});
  }
  if (!log) return report(log.error());
  const auto progress = progress_on_stderr();
  const auto start = std::chrono::steady_clock::now();
  const auto market = projections::replay::replay(
      **log, options.threads,
      [&progress](core::log::Sequence done, core::log::Sequence of) { progress("replaying", done, of); });
  if (!market) return report(market.error());
  print(*market, options, Seconds(std::chrono::steady_clock::now() - start).count());
  return exit_success;
}

}  // namespace

void add_replay(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* const command =
      app.add_subcommand("replay", "fold the log alone into ratings and suspensions, and sum them up");
  command->add_option("--data", options->data, "the directory of a ledger that no server holds")
      ->required()
      ->envname("CARELEDGER_DATA");
  command->add_option("--threads", options->threads, "threads")->check(CLI::Range(1, 64))->capture_default_str();
  command->add_flag("--json", options->json, "print the result as JSON");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace careledger::tools
