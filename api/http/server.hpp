#pragma once

#include "api/http/exchange.hpp"
#include "core/error/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace careledger::api::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;              // 0 picks one
  unsigned threads = 1;                   // of I/O
  std::filesystem::path operator_socket;  // a Unix socket of mode 0600; empty for none
};

/// Serves HTTP/1.1 on a TCP address and on the operator's Unix socket: one single-threaded loop a thread, a coroutine a
/// connection. Slow clients are timed out, large ones refused, and what they may hold in memory together is bounded.
class Server {
 public:
  Server(Exchange& exchange, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and begins to serve. Fault::storage where the address can't be had.
  [[nodiscard]] core::Result<void> start();
  [[nodiscard]] std::uint16_t port() const;
  /// Blocks until SIGTERM or SIGINT, then takes no new work, finishes the answers under way, and returns.
  void wait_for_signal();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace careledger::api::http
