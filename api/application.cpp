#include "api/application.hpp"

#include "api/http/problem.hpp"
#include "api/http/query.hpp"
#include "api/routes/append.hpp"
#include "api/routes/dry_run.hpp"
#include "api/routes/page.hpp"
#include "api/routes/route.hpp"
#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "projections/policies/rule_json.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>

namespace careledger::api {
namespace {

using core::fail;
using core::Fault;
using routes::Access;
using routes::Route;

/// What the sequencer answers: events at a path, by POST.
struct Appending {
  std::string_view path;
  decltype(&routes::read_append) read;
};
constexpr Appending appendings[] = {{"/v1/events", routes::read_append}, {"/v1/dry-run", routes::read_dry_run}};

const Appending* find_appending(std::string_view path) {
  const auto* const found = std::find_if(std::begin(appendings), std::end(appendings),
                                         [path](const Appending& appending) { return appending.path == path; });
  return found == std::end(appendings) ? nullptr : found;
}

/// Whether the path is one of the pattern's; its `{}` parts are captured, percent-decoded.
bool match(std::string_view pattern, std::string_view path, std::vector<std::string>& captured) {
  captured.clear();
  while (!pattern.empty()) {
    if (pattern == "*") {
      captured.emplace_back(path);
      return !path.empty();
    }
    if (pattern.starts_with("{}")) {
      const auto end = std::min(path.find('/'), path.size());
      auto part = http::percent_decoded(path.substr(0, end));
      if (!part || part->empty()) return false;
      captured.push_back(std::move(*part));
      pattern.remove_prefix(2);
      path.remove_prefix(end);
      continue;
    }
    const auto literal = pattern.substr(0, std::min(pattern.find('{'), pattern.find('*')));
    if (!path.starts_with(literal)) return false;
    pattern.remove_prefix(literal.size());
    path.remove_prefix(literal.size());
  }
  return path.empty();
}

struct Found {
  const Route* route = nullptr;
  std::vector<std::string> captured;
  std::string allowed;  // the methods of the routes at this path
};

Found find(const http::Request& request) {
  Found found;
  const auto method = request.method == http::Method::head ? http::Method::get : request.method;
  std::vector<std::string> captured;
  for (const auto& route : routes::table()) {
    if (!match(route.pattern, request.path, captured)) continue;
    if (!found.allowed.empty()) found.allowed += ", ";
    found.allowed += route.method == http::Method::get ? "GET, HEAD" : "POST";
    if (route.method == method) {
      found.route = &route;
      found.captured = std::move(captured);
      return found;
    }
  }
  return found;
}

/// The scheme's case says nothing, and one space or more follow it (RFC 9110 §11.1, §11.4).
std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() < scheme.size()) return std::nullopt;
  const auto same = [](char written, char wanted) {
    return std::tolower(static_cast<unsigned char>(written)) == static_cast<unsigned char>(wanted);
  };
  if (!std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                  [&same](char wanted, char written) { return same(written, wanted); })) {
    return std::nullopt;
  }
  authorization.remove_prefix(scheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  return authorization;
}

/// A body is taken as it is: one that is coded can't be read (RFC 9110 §15.5.16).
std::optional<http::Response> refuse_coded(const http::Request& request) {
  const auto coding = request.content_encoding;
  if (request.method != http::Method::post || coding.empty() || coding == "identity") return std::nullopt;
  auto response = http::problem(415, "unsupported-media-type",
                                "the body is coded as " + std::string(coding) + ": send it as it is");
  response.header("Accept-Encoding", "identity");
  return response;
}

http::Response problem_of(const core::Error& error) {
  if (error.fault == Fault::storage || error.fault == Fault::corrupt) spdlog::error("{}", error.detail);
  return http::problem(error, projections::policies::write_rule);
}

http::Response run(Application& app, const Route& route, const http::Request& request, const auth::Principal& principal,
                   const std::vector<std::string>& captured) {
  auto response = route.handler({.app = app, .request = request, .principal = principal, .captured = captured});
  return response ? std::move(*response) : problem_of(response.error());
}

/// A request whose texts are its own, for an answer that is made on another thread.
struct Kept {
  explicit Kept(const http::Request& from)
      : method(from.method),
        path(from.path),
        query(from.query),
        accept(from.accept),
        if_none_match(from.if_none_match),
        body(from.body),
        from_operator(from.from_operator) {}

  [[nodiscard]] http::Request request() const {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    request.accept = accept;
    request.if_none_match = if_none_match;
    request.body = body;
    request.from_operator = from_operator;
    return request;
  }

  http::Method method;
  std::string path, query, accept, if_none_match, body;
  bool from_operator;
};

http::Work on_pool(Application& app, const Route& route, const http::Request& request, auth::Principal principal,
                   std::vector<std::string> captured) {
  auto kept = std::make_shared<const Kept>(request);
  return [&app, &route, kept, principal = std::move(principal), captured = std::move(captured)] {
    return run(app, route, kept->request(), principal, captured);
  };
}

}  // namespace

Application::Application(core::log::Ledger& ledger, projections::Book& book, auth::Tokens& tokens, bool open,
                         Clock clock)
    : ledger_(ledger), book_(book), tokens_(tokens), open_(open), clock_(std::move(clock)) {}

core::Result<auth::Principal> Application::authenticate(const http::Request& request) const {
  if (request.from_operator) return auth::Principal{.name = "operator", .may_import = true};
  if (open_) return auth::Principal{.name = "open", .may_import = true};
  const auto token = bearer_token(request.authorization);
  if (!token) return fail(Fault::unauthorized, "the request carries no token");
  auto principal = tokens_.find(*token);
  if (!principal) return fail(Fault::unauthorized, "the token is not one of this ledger's");
  return std::move(*principal);
}

http::Outcome Application::handle(const http::Request& request, core::log::Lane& lane) {
  const Appending* const appending = find_appending(request.path);
  if (appending != nullptr && request.method == http::Method::post) {
    if (!request.query.empty()) return http::problem(400, "bad-request", "there are no parameters here");
    if (auto refused = refuse_coded(request)) return std::move(*refused);
    auto append = appending->read(*this, request, authenticate(request), lane);
    if (!append) return problem_of(append.error());
    return std::move(*append);
  }
  auto found = find(request);
  if (found.route == nullptr) {
    if (appending != nullptr) found.allowed += found.allowed.empty() ? "POST" : ", POST";
    if (found.allowed.empty()) return http::problem(404, "not-found", "there is nothing at this path");
    auto response = http::problem(405, "method-not-allowed", "this path takes " + found.allowed);
    response.header("Allow", found.allowed);
    return response;
  }
  if (auto refused = refuse_coded(request)) return std::move(*refused);
  const Route& route = *found.route;
  auth::Principal principal;
  if (route.access != Access::anyone) {
    auto authenticated = authenticate(request);
    if (!authenticated) return problem_of(authenticated.error());
    principal = std::move(*authenticated);
    if (route.access == Access::council && principal.is_provider()) {
      return http::problem(403, "forbidden", "a provider's token does not open this");
    }
    if (route.access == Access::operator_only && !request.from_operator) {
      return http::problem(403, "forbidden", "only the ledger's operator may do this, through its own socket");
    }
  }
  if (route.follow != nullptr && request.method == http::Method::get && routes::prefers_stream(request.accept)) {
    auto stream = route.follow({.app = *this, .request = request, .principal = principal, .captured = found.captured});
    if (!stream) return problem_of(stream.error());
    return std::move(*stream);
  }
  if (route.place == routes::Place::pool) {
    return on_pool(*this, route, request, std::move(principal), std::move(found.captured));
  }
  return run(*this, route, request, principal, found.captured);
}

core::Result<void> Application::submit(std::unique_ptr<core::log::Submission>& append) {
  return ledger_.sequencer().submit(append);
}

void Application::answered(const http::Request& request, int status, std::uint64_t micros) {
  metrics_.answered(status, micros);
  const auto level = status >= 500 ? spdlog::level::warn : spdlog::level::debug;
  if (!spdlog::should_log(level)) return;
  spdlog::log(level, "request={} trace={} path={} status={} micros={}",
              core::crypto::hex(core::crypto::random_bytes(8)), request.traceparent.empty() ? "-" : request.traceparent,
              request.path, status, micros);
}

}  // namespace careledger::api
