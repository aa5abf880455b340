#include "api/http/server.hpp"
#include "tools/careledger/command.hpp"
#include "tools/careledger/instance.hpp"

#include <boost/asio/ip/address.hpp>
#include <spdlog/spdlog.h>

#include <charconv>
#include <cstdio>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;

struct Options {
  std::filesystem::path data;
  std::string listen = "127.0.0.1:8080";
  std::string origin;
  std::filesystem::path master_key;
  std::string policies = "bundled";
  std::string log_level = "info";
  unsigned threads = 1;
  bool open = false;
};

core::Result<api::http::ServerOptions> server_options(const Options& options) {
  const auto colon = options.listen.rfind(':');
  api::http::ServerOptions server;
  server.threads = options.threads;
  server.operator_socket = options.data / "careledger.sock";
  const auto wrong = [&] {
    return fail(
        Fault::bad_request,
        "--listen takes ADDRESS:PORT, an IP address as 127.0.0.1 or [::1] and a port, not \"" + options.listen + "\"");
  };
  if (colon == std::string::npos) return wrong();
  server.address = options.listen.substr(0, colon);
  if (server.address.starts_with('[') && server.address.ends_with(']')) {
    server.address = server.address.substr(1, server.address.size() - 2);
  }
  const auto port = std::string_view(options.listen).substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), server.port);
  if (port.empty() || error != std::errc{} || end != port.data() + port.size()) return wrong();
  boost::system::error_code no_address;
  boost::asio::ip::make_address(server.address, no_address);
  if (no_address) return wrong();
  const bool loopback = server.address.starts_with("127.") || server.address == "::1";
  if (options.open && !loopback) {
    return fail(Fault::bad_request,
                "--open lets everybody in as an administrator: only on a loopback address, not " + server.address);
  }
  return server;
}

int serve(const Options& options) {
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  const auto server_wanted = server_options(options);
  if (!server_wanted) return report(server_wanted.error());
  auto instance = Instance::open({.directory = options.data,
                                  .origin = options.origin,
                                  .master_key = options.master_key,
                                  .bundled_policies = options.policies == "bundled",
                                  .open = options.open,
                                  .progress = progress_on_stderr()});
  if (!instance) return report(instance.error());
  auto& ledger = (*instance)->ledger();
  api::http::Server server((*instance)->application(), *server_wanted);
  if (auto started = server.start(); !started) return report(started.error());
  const bool ipv6 = server_wanted->address.find(':') != std::string::npos;
  const std::string host = ipv6 ? "[" + server_wanted->address + "]" : server_wanted->address;
  std::printf("listening on http://%s:%u\n", host.c_str(), static_cast<unsigned>(server.port()));
  std::fflush(stdout);
  spdlog::info("event=started origin={} events={} open={}", ledger.origin(), ledger.size(), options.open);
  server.wait_for_signal();
  spdlog::info("event=stopping events={}", ledger.size());
  ledger.close();
  return exit_success;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* const command = app.add_subcommand("serve", "serve a ledger over HTTP; makes it where there is none");
  command->add_option("--config",
                      "a TOML file whose keys are these flags, without the dashes");  // read by with_config()
  command->add_option("--data", options->data, "the ledger's directory")->required()->envname("CARELEDGER_DATA");
  command->add_option("--listen", options->listen, "address and port; port 0 picks one")
      ->capture_default_str()
      ->envname("CARELEDGER_LISTEN");
  command->add_option("--origin", options->origin, "the name of the log in its checkpoints; fixed at the first start")
      ->envname("CARELEDGER_ORIGIN");
  command
      ->add_option("--master-key", options->master_key,
                   "the file of the key that wraps personal-data keys; made in the directory by default")
      ->envname("CARELEDGER_MASTER_KEY");
  command->add_option("--policies", options->policies, "what a new ledger adopts first")
      ->check(CLI::IsMember({"bundled", "none"}))
      ->capture_default_str()
      ->envname("CARELEDGER_POLICIES");
  command->add_option("--threads", options->threads, "I/O threads")
      ->check(CLI::Range(1, 64))
      ->capture_default_str()
      ->envname("CARELEDGER_THREADS");
  command->add_option("--log-level", options->log_level, "how much is logged")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str()
      ->envname("CARELEDGER_LOG_LEVEL");
  command->add_flag("--open", options->open, "let every request in as an administrator; loopback only")
      ->envname("CARELEDGER_OPEN");
  command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace careledger::tools
