#include "core/json/value.hpp"
#include "events/policies/bundled.hpp"
#include "tools/careledger/command.hpp"
#include "tools/careledger/instance.hpp"
#include "tools/careledger/interruption.hpp"
#include "tools/simulation/market.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>

namespace careledger::tools {
namespace {

constexpr std::size_t events_a_batch = 1'000;

struct Options {
  Common common;
  std::uint64_t seed = 1;
  std::uint64_t events = 10'000;
  unsigned services = simulation::services_of_a_city;
  std::string out;
};

core::Result<std::uint64_t> size_of(Client& client) {
  const auto checkpoint = client.get("/log/checkpoint", "text/plain");
  if (!checkpoint) return core::fail(checkpoint.error());
  const auto line = checkpoint->body.find('\n');
  if (checkpoint->status != 200 || line == std::string::npos) return core::fail(core::Fault::storage, checkpoint->body);
  return std::strtoull(checkpoint->body.c_str() + line + 1, nullptr, 10);
}

/// What a new ledger holds before a market.
std::uint64_t bundled_adoptions() {
  core::json::Parser parser;
  const auto table = parser.parse(events::policies::bundled("adoption.json"));
  CARELEDGER_ASSERT(table.has_value());
  return table->find("adopted")->size();
}

simulation::SimulatedMarket market_of(const Options& options) {
  return simulation::SimulatedMarket({.seed = options.seed,
                                      .scale = {.services = options.services, .events = options.events},
                                      .first_sequence = bundled_adoptions() + 1});
}

int to_file(const Options& options) {
  std::ofstream out(options.out, std::ios::binary);
  auto market = market_of(options);
  const auto progress = progress_on_stderr();
  const Interruption interruption;
  std::uint64_t done = 0;
  while (done < options.events && out && !Interruption::asked_for()) {
    out << market.next() << '\n';
    if (++done % events_a_batch == 0 || done == options.events) progress("simulating", done, options.events);
  }
  out.flush();
  if (!out) return report({.fault = core::Fault::storage, .detail = "can't write " + options.out});
  return done == options.events ? exit_success : exit_check_failed;
}

int to_ledger(const Options& options) {
  Target target = options.common.target;
  target.may_make = true;
  const auto client = connect(target);
  if (!client) return report(client.error());
  const auto size = size_of(**client);
  if (!size) return report(size.error());
  if (const auto of_new = bundled_adoptions(); *size != of_new) {
    return report({.fault = core::Fault::refused,
                   .detail = "this ledger holds " + std::to_string(*size) +
                             " events; a made-up market goes into a new " + "one, that holds the " +
                             std::to_string(of_new) + " of the bundled policies alone"});
  }
  auto market = market_of(options);
  const auto progress = progress_on_stderr();
  const auto start = std::chrono::steady_clock::now();
  const Interruption interruption;
  std::uint64_t done = 0;
  while (done < options.events && !Interruption::asked_for()) {
    std::string body = "[";
    for (std::size_t i = 0; i < events_a_batch && done < options.events; ++i, ++done) {
      if (i > 0) body += ',';
      body += market.next();
    }
    body += ']';
    const auto answer = (*client)->post("/v1/events", "application/cloudevents-batch+json", body);
    if (!answer) return report(answer.error());
    if (answer->status != 201) return report(*answer);
    progress("simulating", done, options.events);
  }
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  std::printf("%llu events of %u services in %.1f s\n", static_cast<unsigned long long>(done), options.services,
              spent.count());
  return done == options.events ? exit_success : exit_check_failed;
}

}  // namespace

void add_simulate(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* const command = app.add_subcommand("simulate",
                                           "append the events of a made-up market of care to a new ledger: joining, "
                                           "quality, tenders, packages, visits, money, and "
                                           "late, corrected, retracted and simultaneous facts among them");
  options->common.add_to(*command, false);
  command->add_option("--seed", options->seed, "the same seed makes the same market")->capture_default_str();
  command->add_option("--services", options->services, "how many services; 1,100 belong to about 1,000 providers")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--events", options->events, "how many events, registrations included")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}))
      ->capture_default_str();
  auto* const out = command->add_option("--out", options->out,
                                        "write them to a file, one a line, for a new ledger with the bundled policies");
  out->excludes("--data")->excludes("--url");
  command->callback(
      [options, &exit_code] { exit_code = options->out.empty() ? to_ledger(*options) : to_file(*options); });
}

}  // namespace careledger::tools
