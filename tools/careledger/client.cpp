#include "tools/careledger/client.hpp"

#include "core/json/value.hpp"
#include "tools/careledger/instance.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <cstdio>

namespace careledger::tools {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using core::fail;
using core::Fault;

constexpr std::size_t largest_answer = 1u << 30;

/// What stands behind `next=` in `<?next=…>; rel="next"`.
std::string next_in(std::string_view link) {
  constexpr std::string_view before = "?next=";
  const auto from = link.find(before);
  if (from == std::string_view::npos) return {};
  const auto token = link.substr(from + before.size());
  return std::string(token.substr(0, token.find('>')));
}

class ServerClient final : public Client {
 public:
  using Socket = asio::generic::stream_protocol::socket;
  using Connect = std::function<Socket(asio::io_context&)>;

  ServerClient(Connect connect, std::string host, std::string token)
      : connect_(std::move(connect)), host_(std::move(host)), token_(std::move(token)) {}

  core::Result<Answer> get(const std::string& target, std::string_view accept) override {
    http::request<http::string_body> request{http::verb::get, target, 11};
    request.set(http::field::accept, boost::beast::string_view(accept.data(), accept.size()));
    return ask(std::move(request));
  }

  core::Result<Answer> post(const std::string& target, std::string_view content_type, std::string_view body) override {
    http::request<http::string_body> request{http::verb::post, target, 11};
    request.set(http::field::content_type, boost::beast::string_view(content_type.data(), content_type.size()));
    request.body() = body;
    request.prepare_payload();
    return ask(std::move(request));
  }

 private:
  core::Result<Answer> ask(http::request<http::string_body> request) {
    request.set(http::field::host, host_);
    if (!token_.empty()) request.set(http::field::authorization, "Bearer " + token_);
    try {
      if (!socket_) socket_.emplace(connect_(io_));
      http::write(*socket_, request);
      http::response_parser<http::string_body> parser;
      parser.body_limit(largest_answer);
      http::read(*socket_, buffer_, parser);
      auto response = parser.release();
      if (!response.keep_alive()) socket_.reset();
      const auto link = response[http::field::link];
      return Answer{.status = static_cast<int>(response.result_int()),
                    .body = std::move(response.body()),
                    .next = next_in({link.data(), link.size()})};
    } catch (const boost::system::system_error& error) {
      socket_.reset();
      return fail(Fault::storage, "no answer from " + host_ + ": " + error.code().message());
    }
  }

  Connect connect_;
  std::string host_;
  std::string token_;
  asio::io_context io_;
  std::optional<Socket> socket_;
  boost::beast::flat_buffer buffer_;
};

class LocalClient final : public Client {
 public:
  explicit LocalClient(std::unique_ptr<Instance> instance) : instance_(std::move(instance)) {}

  core::Result<Answer> get(const std::string& target, std::string_view accept) override {
    auto request = request_for(target);
    request.method = api::http::Method::get;
    request.accept = accept;
    return ask(request);
  }

  core::Result<Answer> post(const std::string& target, std::string_view content_type, std::string_view body) override {
    auto request = request_for(target);
    request.method = api::http::Method::post;
    request.content_type = content_type;
    request.body = body;
    return ask(request);
  }

 private:
  static api::http::Request request_for(const std::string& target) {
    api::http::Request request;
    const std::string_view text = target;
    const auto mark = text.find('?');
    request.path = text.substr(0, mark);
    if (mark != std::string_view::npos) request.query = text.substr(mark + 1);
    request.from_operator = true;
    return request;
  }

  core::Result<Answer> ask(const api::http::Request& request) {
    auto response = instance_->answer(request);
    return Answer{.status = response.status, .body = std::move(response.body), .next = next_in(response.headers)};
  }

  std::unique_ptr<Instance> instance_;
};

core::Result<std::unique_ptr<Client>> connect_by_url(const Target& target) {
  constexpr std::string_view scheme = "http://";
  if (!target.url.starts_with(scheme)) return fail(Fault::bad_request, "a URL begins with http://: " + target.url);
  std::string host = target.url.substr(scheme.size());
  while (host.ends_with('/')) host.pop_back();
  const auto colon = host.rfind(':');
  const std::string name = host.substr(0, colon);
  const std::string port = colon == std::string::npos ? "80" : host.substr(colon + 1);
  auto connect = [name, port](asio::io_context& io) {
    asio::ip::tcp::socket socket(io);
    asio::connect(socket, asio::ip::tcp::resolver(io).resolve(name, port));
    socket.set_option(asio::ip::tcp::no_delay(true));
    return ServerClient::Socket(std::move(socket));
  };
  return std::make_unique<ServerClient>(std::move(connect), std::move(host), target.token);
}

}  // namespace

std::string detail_of(const Answer& answer) {
  core::json::Parser parser;
  const auto problem = parser.parse(answer.body);
  const auto detail = problem ? problem->find("detail") : std::nullopt;
  if (!detail || !detail->is_string()) return answer.body;
  std::string text(detail->string());
  if (const auto rule = problem->find("rule")) {
    text.insert(0, std::string(rule->is_string() ? rule->string() : rule->text("id")) + ": ");
  }
  const auto because = problem->find("because");
  if (!because || !because->is_array() || because->size() == 0) return text;
  std::string events;
  for (const auto sequence : because->elements()) events.append(events.empty() ? "" : ", ").append(sequence.string());
  return text + " (because of " + events + ")";
}

core::Result<void> check_there(const std::filesystem::path& directory) {
  if (directory.empty()) {
    return fail(Fault::bad_request, "no ledger is named: give its directory by --data, or a server by --url");
  }
  std::error_code error;
  const bool there = std::filesystem::is_directory(directory / "ledger", error);
  if (there) return {};
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) {
    return fail(Fault::storage, "can't look into \"" + directory.string() + "\": " + error.message());
  }
  return fail(Fault::bad_request, "there is no ledger in \"" + directory.string() + "\"");
}

core::Result<std::unique_ptr<Client>> connect(const Target& target) {
  if (!target.url.empty()) return connect_by_url(target);
  if (auto there = check_there(target.data); !there) {
    std::error_code ignored;
    const bool can_be_made =
        target.may_make && !target.data.empty() &&
        (!std::filesystem::exists(target.data, ignored) || std::filesystem::is_directory(target.data, ignored));
    if (!can_be_made || there.error().fault != Fault::bad_request) return fail(std::move(there.error()));
    std::fprintf(stderr, "careledger: a new ledger is made in \"%s\"\n", target.data.c_str());
  }
  const auto path = (target.data / "careledger.sock").string();
  if (std::filesystem::exists(path)) {
    // A server that was killed leaves its socket behind: then nobody answers, and the directory is free.
    using Local = asio::local::stream_protocol;
    asio::io_context io;
    boost::system::error_code error;
    Local::socket(io).connect(Local::endpoint(path), error);
    if (!error) {
      auto connect_to = [path](asio::io_context& loop) {
        Local::socket socket(loop);
        socket.connect(Local::endpoint(path));
        return ServerClient::Socket(std::move(socket));
      };
      return std::make_unique<ServerClient>(std::move(connect_to), path, std::string());
    }
  }
  auto instance = Instance::open({.directory = target.data, .progress = progress_on_stderr()});
  if (!instance) return fail(std::move(instance.error()));
  return std::make_unique<LocalClient>(std::move(*instance));
}

}  // namespace careledger::tools
