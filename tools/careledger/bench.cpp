#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "tools/careledger/command.hpp"
#include "tools/simulation/trouble.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

namespace careledger::tools {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  Common common;
  std::string what = "append";
  unsigned connections = 16;
  unsigned seconds = 5;
  unsigned services = 1'000;
  std::size_t batch = 1;
};

struct Worker {
  std::vector<double> micros;
  std::uint64_t failed = 0;
};

/// Facts of a made-up service, without end.
class Facts {
 public:
  explicit Facts(std::uint64_t seed)
      : stage_(seed, 1, core::time::now()), city_(stage_, {.services = 1, .events = 0}), trouble_(stage_, city_) {
    stage_.proceed();  // its registration
  }
  std::string next() {
    if (!stage_.has_untaken()) (void)trouble_.tell_fact();
    return stage_.take();
  }

 private:
  simulation::Stage stage_;
  simulation::City city_;
  simulation::Trouble trouble_;
};

/// One connection's requests, one after the other, until the time is up.
void drive(const Options& options, unsigned number, Clock::time_point until, Worker& worker) {
  const auto client = connect(options.common.target);
  if (!client) {
    ++worker.failed;
    return;
  }
  const auto seed = std::strtoull(core::crypto::hex(core::crypto::random_bytes(7)).c_str(), nullptr, 16);
  Facts facts(seed);
  std::uint64_t drawn = number;
  while (Clock::now() < until) {
    core::Result<Answer> answer = core::fail(core::Fault::bad_request, "");
    std::string body;
    if (options.what == "append") {
      if (options.batch > 1) body += '[';
      for (std::size_t i = 0; i < options.batch; ++i) body += (i > 0 ? "," : "") + facts.next();
      if (options.batch > 1) body += ']';
    }
    drawn = drawn * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    const auto start = Clock::now();
    if (options.what == "append") {
      answer = (*client)->post(
          "/v1/events", options.batch > 1 ? "application/cloudevents-batch+json" : "application/cloudevents+json",
          body);
    } else {
      const auto day = 1 + (drawn >> 40) % 28;
      answer = (*client)->get("/v1/services/service-" + std::to_string((drawn >> 33) % options.services) +
                              "/rating?at=2018-0" + std::to_string(1 + (drawn >> 20) % 9) + "-" +
                              (day < 10 ? "0" : "") + std::to_string(day));
    }
    worker.micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
    if (!answer || answer->status >= 400) ++worker.failed;
  }
}

int bench(const Options& options) {
  std::vector<Worker> workers(options.connections);
  std::vector<std::thread> threads;
  const auto start = Clock::now();
  const auto until = start + std::chrono::seconds(options.seconds);
  for (unsigned i = 0; i < options.connections; ++i) {
    threads.emplace_back([&options, &workers, until, i] { drive(options, i, until, workers[i]); });
  }
  for (auto& thread : threads) thread.join();
  const double spent = std::chrono::duration<double>(Clock::now() - start).count();
  std::vector<double> micros;
  std::uint64_t failed = 0;
  for (const auto& worker : workers) {
    micros.insert(micros.end(), worker.micros.begin(), worker.micros.end());
    failed += worker.failed;
  }
  if (micros.empty()) return report({.fault = core::Fault::storage, .detail = "no request was answered"});
  std::sort(micros.begin(), micros.end());
  const auto at = [&micros](double part) {
    return micros[std::min(micros.size() - 1, static_cast<std::size_t>(part * static_cast<double>(micros.size())))];
  };
  std::printf(
      "%s: %.0f requests/s, %zu in all, %llu failed; median %.0f us, p99 %.0f us (%u connections, batch %zu, %.1f s)\n",
      options.what.c_str(), static_cast<double>(micros.size()) / spent, micros.size(),
      static_cast<unsigned long long>(failed), at(0.5), at(0.99), options.connections, options.batch, spent);
  return failed == 0 ? exit_success : exit_check_failed;
}

}  // namespace

void add_bench(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* const command = app.add_subcommand(
      "bench", "put load on a server that is there for it, and report rates and latencies; appends made-up events");
  options->common.add_to(*command, false);
  command->add_option("what", options->what, "append or rating")
      ->check(CLI::IsMember({"append", "rating"}))
      ->capture_default_str();
  command->add_option("--connections", options->connections, "clients at once")
      ->check(CLI::Range(1, 512))
      ->capture_default_str();
  command->add_option("--seconds", options->seconds, "how long")->check(CLI::Range(1, 600))->capture_default_str();
  command->add_option("--services", options->services, "rating: service-0 to service-<this less one> are asked for")
      ->capture_default_str();
  command->add_option("--batch", options->batch, "append: events a request")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = bench(*options); });
}

}  // namespace careledger::tools
