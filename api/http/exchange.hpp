#pragma once

#include "api/http/message.hpp"
#include "core/log/submission.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace careledger::api::http {

/// What is to go on once an append is answered; on the lane's thread.
class Waiter {
 public:
  virtual ~Waiter() = default;
  virtual void resume() = 0;
};

/// Events that wait for the sequencer, with what will answer the client once they are in.
class Append : public core::log::Submission {
 public:
  using Submission::Submission;
  [[nodiscard]] virtual Response response() const = 0;
  void answer() override { std::exchange(waiter, nullptr)->resume(); }

  std::unique_ptr<Waiter> waiter;
};

/// Work that takes too long for an I/O thread: run it on the pool. It owns all that it needs.
using Work = std::function<Response()>;

/// An answer without an end, as text/event-stream: what there is, and then what comes, until the client leaves or the
/// server stops. On the connection's I/O thread, so that each piece is short work.
class Stream {
 public:
  struct Piece {
    std::string text;
    bool more = false;  // there is: ask again at once, else after a while
  };
  virtual ~Stream() = default;
  /// An error ends the stream.
  [[nodiscard]] virtual core::Result<Piece> next() = 0;
};

/// What a request comes to: an answer, work that will answer, an append under way, or a stream.
using Outcome = std::variant<Response, Work, std::unique_ptr<Append>, std::unique_ptr<Stream>>;

/// The bridge between the server and the routes. Called from all I/O threads.
class Exchange {
 public:
  virtual ~Exchange() = default;
  /// `lane`: where an append is answered. An Append in the outcome is not yet submitted.
  [[nodiscard]] virtual Outcome handle(const Request& request, core::log::Lane& lane) = 0;
  /// Hands an append to the sequencer; on an error it stays the caller's.
  [[nodiscard]] virtual core::Result<void> submit(std::unique_ptr<core::log::Submission>& append) = 0;
  /// Called after each answer: for metrics and the log. `micros`: from the request's last byte to the answer's first.
  virtual void answered(const Request& request, int status, std::uint64_t micros) = 0;
};

}  // namespace careledger::api::http
