#pragma once

#include "api/http/exchange.hpp"
#include "api/http/limits.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <thread>

namespace careledger::api::http {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Socket = asio::generic::stream_protocol::socket;

inline constexpr std::chrono::milliseconds sweep_interval{250};

struct Connection {
  explicit Connection(Socket opened) : socket(std::move(opened)) {}
  Socket socket;
  Clock::time_point deadline = Clock::time_point::max();
  bool idle = true;        // between requests: a stop may close it
  bool timed_out = false;  // the sweep has cancelled what it waited for
};

/// What all loops share.
struct Shared {
  Exchange& exchange;
  asio::thread_pool pool{pool_threads};
  std::atomic<std::size_t> pool_work = 0;
  std::atomic<std::size_t> body_bytes = 0;
  std::atomic<std::size_t> streams = 0;
  std::atomic<bool> stopping = false;
  std::size_t connections_a_loop = 1;
};

/// One I/O thread: its loop, its connections, and the lane on which the sequencer answers it.
class Loop final : public core::log::Lane {
 public:
  explicit Loop(Shared& all) : shared(all) {}

  void deliver(std::vector<std::unique_ptr<core::log::Submission>> answered) override {
    asio::post(io, [answered = std::move(answered)] {
      for (const auto& submission : answered) submission->answer();
    });
  }

  /// Cancels what is overdue, and idle connections once the server stops. One timer serves all connections.
  void sweep() {
    timer.expires_after(sweep_interval);
    timer.async_wait([this](boost::system::error_code error) {
      if (error) return;
      const auto now = Clock::now();
      for (auto& connection : connections) {
        const bool ending = shared.stopping && connection.idle;
        if (connection.deadline > now && !ending) continue;
        connection.timed_out = true;
        boost::system::error_code ignored;
        connection.socket.cancel(ignored);
      }
      if (shared.stopping && connections.empty()) {
        io.stop();
      } else {
        sweep();
      }
    });
  }

  Shared& shared;
  asio::io_context io{1};
  asio::steady_timer timer{io};
  std::list<Connection> connections;
  std::vector<std::function<void()>> close_acceptors;
  std::thread thread;
};

}  // namespace careledger::api::http
