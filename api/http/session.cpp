#include "api/http/session.hpp"

#include "api/http/limits.hpp"
#include "api/http/problem.hpp"
#include "api/http/telling.hpp"

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <malloc.h>
#include <spdlog/spdlog.h>

namespace careledger::api::http {
namespace {

namespace beast = boost::beast;
using asio::awaitable;
using RequestParser = beast::http::request_parser<beast::http::string_body>;

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_bytes = 8 * 1024;
constexpr std::size_t linger_bytes = max_body_bytes + (1u << 20);  // so that a client that sends on sees its refusal

template <class Handler>
class WaiterOf final : public Waiter {
 public:
  explicit WaiterOf(Handler handler) : handler_(std::move(handler)) {}
  void resume() override { std::move(handler_)(); }

 private:
  Handler handler_;
};

/// Submits the append and completes once `out` is its answer.
awaitable<void> answer_of(Loop& loop, std::unique_ptr<Append>& append, Response& out) {
  auto initiation = [&loop, &append, &out](auto handler) {
    Append* const waiting = append.get();
    auto resume = [waiting, &out, handler = std::move(handler)]() mutable {
      out = waiting->response();
      std::move(handler)();
    };
    waiting->waiter = std::make_unique<WaiterOf<decltype(resume)>>(std::move(resume));
    std::unique_ptr<core::log::Submission> submission(std::move(append));
    auto submitted = loop.shared.exchange.submit(submission);
    if (submitted) return;
    submission->outcome = core::fail(std::move(submitted.error()));
    std::vector<std::unique_ptr<core::log::Submission>> refused;
    refused.push_back(std::move(submission));
    loop.deliver(std::move(refused));
  };
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiation), asio::use_awaitable);
}

/// Runs the work on the pool and completes on the loop once `out` is its answer.
awaitable<void> answer_of(Loop& loop, Work& work, Response& out) {
  auto initiation = [&loop, &work, &out](auto handler) {
    auto guard = asio::make_work_guard(loop.io);
    asio::post(loop.shared.pool, [&loop, &work, &out, guard, handler = std::move(handler)]() mutable {
      const auto begun = Clock::now();
      out = work();
      if (Clock::now() - begun > long_work) ::malloc_trim(0);  // what it needed goes back to the system
      asio::post(loop.io, std::move(handler));
    });
  };
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiation), asio::use_awaitable);
}

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

/// The path and query of a request target; absolute form (RFC 9112 §3.2.2) is taken too.
std::pair<std::string_view, std::string_view> split_target(std::string_view target) {
  if (const auto scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
    const auto slash = target.find('/', scheme + 3);
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  const auto mark = target.find('?');
  if (mark == std::string_view::npos) return {target, {}};
  return {target.substr(0, mark), target.substr(mark + 1)};
}

Request request_of(const RequestParser::value_type& message, bool from_operator) {
  using beast::http::field;
  using beast::http::verb;
  const auto field_of = [&message](field name) { return view(message[name]); };
  Request request;
  const auto verb_of = message.method();
  request.method = verb_of == verb::get    ? Method::get
                   : verb_of == verb::head ? Method::head
                   : verb_of == verb::post ? Method::post
                                           : Method::other;
  std::tie(request.path, request.query) = split_target(view(message.target()));
  request.accept = field_of(field::accept);
  request.authorization = field_of(field::authorization);
  request.content_type = field_of(field::content_type);
  request.content_encoding = field_of(field::content_encoding);
  request.if_none_match = field_of(field::if_none_match);
  request.traceparent = view(message["traceparent"]);
  request.last_event_id = view(message["Last-Event-ID"]);
  request.body = message.body();
  request.from_operator = from_operator;
  return request;
}

std::string head_of(const Response& response, bool keep_alive) {
  std::string head;
  head.reserve(256 + response.headers.size());
  head += "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += reason(response.status);
  head += "\r\nServer: careledger\r\nX-Content-Type-Options: nosniff\r\n";
  if (response.status != 304) {
    head += "Content-Type: ";
    head += response.content_type;
    head += "\r\nContent-Length: ";
    head += std::to_string(response.body.size());
    head += "\r\n";
  }
  head += response.headers;
  if (!keep_alive) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

/// The share of the memory for bodies that one request holds.
class BodyBudget {
 public:
  explicit BodyBudget(std::atomic<std::size_t>& all) : all_(all) {}
  ~BodyBudget() { all_ -= held_; }
  BodyBudget(const BodyBudget&) = delete;
  BodyBudget& operator=(const BodyBudget&) = delete;
  bool take(std::size_t bytes) {
    held_ = bytes;
    return (all_ += bytes) <= max_bodies_bytes;
  }

 private:
  std::atomic<std::size_t>& all_;
  std::size_t held_ = 0;
};

/// One connection, from accept to close.
class Session {
 public:
  Session(Loop& loop, Connection& connection, bool from_operator)
      : loop_(loop), connection_(connection), from_operator_(from_operator) {}

  awaitable<void> run() {
    bool more = true;
    while (more && !loop_.shared.stopping) more = co_await serve_one();
    boost::system::error_code ignored;
    connection_.socket.shutdown(Socket::shutdown_both, ignored);
  }

 private:
  awaitable<bool> serve_one() {
    connection_.idle = buffer_.size() == 0;
    if (connection_.idle) {
      due_in(idle_timeout);
      if (!co_await read_some()) co_return false;
      connection_.idle = false;
    }
    due_in(header_timeout);
    RequestParser parser;
    parser.header_limit(max_header_bytes);
    parser.body_limit(max_body_bytes);
    BodyBudget budget(loop_.shared.body_bytes);
    Response refusal;
    switch (co_await read(parser, budget, refusal)) {
      case Reading::gone:
        co_return false;
      case Reading::refused:
        co_await write(refusal, false, false);
        co_await linger();
        co_return false;
      case Reading::done:
        break;
    }
    const auto received = Clock::now();
    const auto& message = parser.get();
    const Request request = request_of(message, from_operator_);
    Response response;
    std::unique_ptr<Stream> stream;
    co_await answer(request, response, stream);
    const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - received);
    loop_.shared.exchange.answered(request, response.status, static_cast<std::uint64_t>(spent.count()));
    if (stream != nullptr) {
      co_await tell(loop_, connection_, *stream);
      --loop_.shared.streams;
      co_return false;
    }
    const bool keep_alive = message.keep_alive() && !loop_.shared.stopping;
    const bool written = co_await write(response, keep_alive, request.method == Method::head);
    co_return written&& keep_alive;
  }

  enum class Reading { done, refused, gone };

  awaitable<Reading> read(RequestParser& parser, BodyBudget& budget, Response& refusal) {
    bool header_seen = false;
    for (std::size_t raw = 0;;) {
      boost::system::error_code error;
      if (buffer_.size() > 0) {
        const auto taken = parser.put(buffer_.data(), error);
        buffer_.consume(taken);
        raw += taken;
        if (error && error != beast::http::error::need_more) {
          refusal = refusal_of(error);
          co_return Reading::refused;
        }
      }
      if (raw > max_raw_bytes || (header_seen && buffer_.size() > max_between_chunks && !parser.is_done())) {
        refusal = problem(400, "bad-request", "too much lies between the chunks of the body");
        co_return Reading::refused;
      }
      if (parser.is_header_done() && !header_seen) {
        header_seen = true;
        if (const auto wrong = framing_fault(parser); !wrong.empty()) {
          refusal = problem(400, "bad-request", wrong);
          co_return Reading::refused;
        }
        due_in(body_timeout);
        if (!co_await accept_body(parser, budget, refusal)) co_return Reading::refused;
        parser.eager(true);
        if (!parser.is_done() && buffer_.size() > 0) continue;
      }
      if (parser.is_done()) co_return Reading::done;
      if (error == beast::http::error::need_more || buffer_.size() == 0) {
        if (!co_await read_some()) {
          if (!connection_.timed_out) co_return Reading::gone;
          refusal = Response{
              .status = 408, .content_type = "text/plain", .body = "the request took too long\n", .headers = {}};
          co_return Reading::refused;
        }
      }
    }
  }

  /// Whether there is room for the body; a client that asks first is told to go on (RFC 9110 §10.1.1).
  awaitable<bool> accept_body(RequestParser& parser, BodyBudget& budget, Response& refusal) {
    const auto length = parser.content_length();
    const bool chunked = parser.chunked();
    if (!chunked && length.value_or(0) == 0) co_return true;
    if (length.value_or(0) > max_body_bytes) {
      refusal = too_large();
      co_return false;
    }
    if (!budget.take(chunked ? max_body_bytes : *length)) {
      refusal = problem(503, "overloaded", "the bodies of requests under way fill the memory kept for them");
      co_return false;
    }
    if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const auto [error, bytes] = co_await asio::async_write(connection_.socket, asio::buffer(go_on), use_tuple);
      if (error) co_return false;
    }
    co_return true;
  }

  /// What would let two readers of the same bytes disagree on where the request ends (RFC 9112 §3.2, §6.1, §6.3).
  std::string_view framing_fault(const RequestParser& parser) const {
    const auto& message = parser.get();
    const auto hosts = message.count(beast::http::field::host);
    if (hosts > 1) return "a request carries the header Host once";
    if (hosts == 0 && message.version() >= 11 && !from_operator_) return "a request carries the header Host";
    const auto encodings = message.count(beast::http::field::transfer_encoding);
    if (encodings == 0) return {};
    const bool chunked = encodings == 1 && beast::iequals(message[beast::http::field::transfer_encoding], "chunked");
    if (!chunked || message.version() < 11) return "the only Transfer-Encoding taken is chunked, in HTTP/1.1";
    return {};
  }

  static Response too_large() {
    return problem(413, "too-large",
                   "a request is at most " + std::to_string(max_body_bytes) + " bytes, its header at most " +
                       std::to_string(max_header_bytes));
  }

  static Response refusal_of(boost::system::error_code code) {
    using beast::http::error;
    if (code == error::body_limit || code == error::header_limit || code == error::buffer_overflow) return too_large();
    return problem(400, "bad-request", "the request is not HTTP/1.1: " + code.message());
  }

  /// Either the response, or a stream that counts among all.
  awaitable<void> answer(const Request& request, Response& response, std::unique_ptr<Stream>& stream) {
    connection_.deadline = Clock::time_point::max();  // ours to be quick about, not the client's
    Outcome outcome = loop_.shared.exchange.handle(request, loop_);
    if (auto* const ready = std::get_if<Response>(&outcome)) {
      response = std::move(*ready);
    } else if (auto* const append = std::get_if<std::unique_ptr<Append>>(&outcome)) {
      co_await answer_of(loop_, *append, response);
    } else if (auto* const opened = std::get_if<std::unique_ptr<Stream>>(&outcome)) {
      if (++loop_.shared.streams <= max_streams) {
        stream = std::move(*opened);
      } else {
        --loop_.shared.streams;
        response = problem(503, "overloaded", "too many streams are open");
      }
    } else if (++loop_.shared.pool_work <= max_pool_work) {
      co_await answer_of(loop_, std::get<Work>(outcome), response);
      --loop_.shared.pool_work;
    } else {
      --loop_.shared.pool_work;
      response = problem(503, "overloaded", "too many long answers are under way");
    }
  }

  awaitable<bool> read_some() {
    const auto [error, bytes] = co_await connection_.socket.async_read_some(buffer_.prepare(read_bytes), use_tuple);
    if (error) co_return false;
    buffer_.commit(bytes);
    co_return true;
  }

  awaitable<bool> write(const Response& response, bool keep_alive, bool head_only) {
    due_in(write_timeout);
    const std::string head = head_of(response, keep_alive);
    const std::array<asio::const_buffer, 2> parts{
        asio::buffer(head), asio::buffer(response.body.data(), head_only ? 0 : response.body.size())};
    const auto [error, bytes] = co_await asio::async_write(connection_.socket, parts, use_tuple);
    co_return !error;
  }

  /// Reads on for a while after a refusal, so that the client sees it before the connection is reset.
  awaitable<void> linger() {
    boost::system::error_code ignored;
    connection_.socket.shutdown(Socket::shutdown_send, ignored);
    connection_.timed_out = false;
    due_in(std::chrono::seconds(2));
    for (std::size_t seen = 0; seen < linger_bytes;) {
      buffer_.clear();
      if (!co_await read_some()) co_return;
      seen += buffer_.size();
    }
  }

  void due_in(std::chrono::seconds time) { connection_.deadline = Clock::now() + time; }

  Loop& loop_;
  Connection& connection_;
  bool from_operator_;
  beast::flat_buffer buffer_;
};

awaitable<void> serve_to_the_end(Loop& loop, std::list<Connection>::iterator connection, bool from_operator) {
  try {
    Session session(loop, *connection, from_operator);
    co_await session.run();
  } catch (const std::exception& thrown) {
    spdlog::error("a connection ended by an exception: {}", thrown.what());
  }
  loop.connections.erase(connection);
}

}  // namespace

void serve(Loop& loop, std::list<Connection>::iterator connection, bool from_operator) {
  asio::co_spawn(loop.io, serve_to_the_end(loop, connection, from_operator), asio::detached);
}

}  // namespace careledger::api::http
