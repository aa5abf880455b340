#include "api/http/telling.hpp"

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <spdlog/spdlog.h>

namespace careledger::api::http {
namespace {

using asio::awaitable;

constexpr auto use_tuple = asio::experimental::as_tuple(asio::use_awaitable);
constexpr std::string_view head =
    "HTTP/1.1 200 OK\r\nServer: careledger\r\nX-Content-Type-Options: nosniff\r\n"
    "Content-Type: text/event-stream\r\nCache-Control: no-store\r\nVary: Accept, Authorization\r\n"
    "Connection: close\r\n\r\n";

/// A client that has closed has nothing more to say, and is taken not to read either.
bool is_gone(Socket& socket) {
  boost::system::error_code error;
  char next = 0;
  socket.non_blocking(true, error);
  socket.receive(asio::buffer(&next, 1), Socket::message_peek, error);
  return error && error != asio::error::would_block;
}

awaitable<bool> write(Connection& connection, std::string_view text) {
  connection.deadline = Clock::now() + write_timeout;
  const auto [error, bytes] = co_await asio::async_write(connection.socket, asio::buffer(text), use_tuple);
  connection.deadline = Clock::time_point::max();
  co_return !error;
}

}  // namespace

awaitable<void> tell(Loop& loop, Connection& connection, Stream& stream) {
  asio::steady_timer pause(loop.io);
  bool going = co_await write(connection, head);
  auto told = Clock::now();
  while (going && !loop.shared.stopping && !is_gone(connection.socket)) {
    auto piece = stream.next();
    if (!piece) {
      spdlog::error("a stream ended: {}", piece.error().detail);
      break;
    }
    if (piece->text.empty() && Clock::now() - told >= heartbeat) piece->text = ":\n\n";
    if (!piece->text.empty()) {
      going = co_await write(connection, piece->text);
      told = Clock::now();
    }
    pause.expires_after(piece->more ? std::chrono::milliseconds{0} : stream_pause);
    co_await pause.async_wait(use_tuple);
  }
}

}  // namespace careledger::api::http
