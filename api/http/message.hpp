#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::api::http {

enum class Method { get, head, post, other };

/// A request as the routes see it: views into the session's buffers, valid until it is answered.
struct Request {
  Method method = Method::get;
  std::string_view path;
  std::string_view query;  // behind the `?`, still encoded
  std::string_view accept;
  std::string_view authorization;
  std::string_view content_type;
  std::string_view content_encoding;
  std::string_view if_none_match;
  std::string_view traceparent;
  std::string_view last_event_id;
  std::string_view body;
  bool from_operator = false;  // came through the ledger's own socket, which its owner alone can open
};

struct Response {
  int status = 200;
  std::string_view content_type = "application/json";
  std::string body;
  std::string headers;  // further header lines, each ending in CRLF

  Response& header(std::string_view name, std::string_view value) {
    headers.append(name).append(": ").append(value).append("\r\n");
    return *this;
  }
};

[[nodiscard]] std::string_view reason(int status);

}  // namespace careledger::api::http
