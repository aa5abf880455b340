#include "api/http/server.hpp"

#include "api/http/limits.hpp"
#include "api/http/session.hpp"
#include "core/storage/open_files.hpp"

#include <boost/asio.hpp>
#include <sys/stat.h>
#include <sys/un.h>

namespace careledger::api::http {
namespace {

constexpr std::chrono::milliseconds accept_pause{100};  // after a failed accept: no descriptor is free

template <class Protocol>
void accept(Loop& loop, std::shared_ptr<typename Protocol::acceptor> acceptor, bool from_operator) {
  acceptor->async_accept(
      [&loop, acceptor, from_operator](boost::system::error_code error, typename Protocol::socket socket) {
        if (error == asio::error::operation_aborted || !acceptor->is_open()) return;
        if (error) {
          const auto pause = std::make_shared<asio::steady_timer>(loop.io, accept_pause);
          pause->async_wait([&loop, acceptor, from_operator, pause](boost::system::error_code) {
            if (acceptor->is_open()) accept<Protocol>(loop, acceptor, from_operator);
          });
          return;
        }
        if (loop.connections.size() < loop.shared.connections_a_loop) {
          if constexpr (std::is_same_v<Protocol, asio::ip::tcp>) {
            boost::system::error_code ignored;
            socket.set_option(asio::ip::tcp::no_delay(true), ignored);
          }
          loop.connections.emplace_front(Socket(std::move(socket)));
          serve(loop, loop.connections.begin(), from_operator);
        }
        accept<Protocol>(loop, acceptor, from_operator);
      });
}

core::Result<void> cannot_listen(const std::string& where, const boost::system::error_code& error) {
  return core::fail(core::Fault::storage, "cannot listen on " + where + ": " + error.message());
}

}  // namespace

struct Server::State {
  State(Exchange& exchange, ServerOptions wanted) : options(std::move(wanted)), shared{exchange} {}

  core::Result<void> listen_on_tcp(Loop& loop) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) return cannot_listen(options.address, error);
    const asio::ip::tcp::endpoint endpoint(address, port);
    const auto acceptor = std::make_shared<asio::ip::tcp::acceptor>(loop.io);
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
    // Each loop accepts for itself; the kernel spreads the connections.
    using reuse_port = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    if (!error && options.threads > 1) acceptor->set_option(reuse_port(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot_listen(options.address + ":" + std::to_string(port), error);
    port = acceptor->local_endpoint().port();
    accept<asio::ip::tcp>(loop, acceptor, false);
    loop.close_acceptors.emplace_back([acceptor] { acceptor->close(); });
    return {};
  }

  core::Result<void> listen_for_the_operator(Loop& loop) {
    using Local = asio::local::stream_protocol;
    const auto path = options.operator_socket.string();
    std::error_code ignored;
    std::filesystem::remove(path, ignored);  // of a server that was killed: the directory's lock is ours
    boost::system::error_code error;
    const auto acceptor = std::make_shared<Local::acceptor>(loop.io);
    acceptor->open(Local(), error);
    if (path.size() >= sizeof(sockaddr_un::sun_path)) {
      return core::fail(core::Fault::bad_request,
                        "the path of the ledger's directory is too long for its socket: " + path);
    }
    const auto before = ::umask(0177);
    if (!error) acceptor->bind(Local::endpoint(path), error);
    ::umask(before);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot_listen(path, error);
    accept<Local>(loop, acceptor, true);
    loop.close_acceptors.emplace_back([acceptor, path] {
      acceptor->close();
      std::error_code gone;
      std::filesystem::remove(path, gone);
    });
    return {};
  }

  ServerOptions options;
  std::uint16_t port = 0;
  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  asio::io_context signals_io{1};
  asio::signal_set signals{signals_io, SIGINT, SIGTERM};
};

Server::Server(Exchange& exchange, ServerOptions options)
    : state_(std::make_unique<State>(exchange, std::move(options))) {}

Server::~Server() = default;

core::Result<void> Server::start() {
  state_->port = state_->options.port;
  const auto connections = std::min(max_connections, core::storage::connections_of_the_server());
  state_->shared.connections_a_loop = std::max<std::size_t>(1, connections / state_->options.threads);
  for (unsigned i = 0; i < state_->options.threads; ++i) {
    auto& loop = *state_->loops.emplace_back(std::make_unique<Loop>(state_->shared));
    if (auto listening = state_->listen_on_tcp(loop); !listening) return listening;
  }
  if (!state_->options.operator_socket.empty()) {
    if (auto listening = state_->listen_for_the_operator(*state_->loops.front()); !listening) return listening;
  }
  for (auto& loop : state_->loops) {
    loop->sweep();
    loop->thread = std::thread([&io = loop->io] { io.run(); });
  }
  return {};
}

std::uint16_t Server::port() const {
  return state_->port;
}

void Server::wait_for_signal() {
  state_->signals.async_wait([this](boost::system::error_code, int) {
    state_->shared.stopping = true;
    for (auto& loop : state_->loops) {
      asio::post(loop->io, [&loop = *loop] {
        for (const auto& close : loop.close_acceptors) close();
      });
    }
  });
  state_->signals_io.run();
  const auto deadline = Clock::now() + stop_timeout;
  for (auto& loop : state_->loops) {
    // The sweep ends the loop once its last connection is gone; one that will not go is cut off in the end.
    while (!loop->io.stopped() && Clock::now() < deadline) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    loop->io.stop();
    loop->thread.join();
  }
  state_->shared.pool.join();
}

}  // namespace careledger::api::http