#pragma once

#include "api/http/query.hpp"
#include "core/error/result.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace careledger::tools {

struct Answer {
  int status = 0;
  std::string body;
  std::string next;  // of a list that is no JSON: what its Link header carries on with; empty at the end
};

/// What an answer that is no success says: its problem's detail, with the rule that refuses and its events; all of it
/// where it is no problem document.
[[nodiscard]] std::string detail_of(const Answer& answer);

// Many events are sent in portions of that size.
inline constexpr std::size_t events_a_portion = 500;
inline constexpr std::size_t bytes_a_portion = 4u << 20;

/// Asks a ledger, wherever it is: a server by URL or by its own socket, or a directory opened in this process.
class Client {
 public:
  virtual ~Client() = default;
  [[nodiscard]] virtual core::Result<Answer> get(const std::string& target, std::string_view accept) = 0;
  [[nodiscard]] virtual core::Result<Answer> post(const std::string& target, std::string_view content_type,
                                                  std::string_view body) = 0;
  [[nodiscard]] core::Result<Answer> get(const std::string& target) { return get(target, "application/json"); }
};

/// Where the ledger is, as the flags say: one of `url` and `data`.
struct Target {
  std::string url;
  std::string token;
  std::filesystem::path data;
  bool may_make = false;  // a ledger in that directory, where there is none
};

/// Fault::bad_request where no ledger lies in the directory, or none is named.
[[nodiscard]] core::Result<void> check_there(const std::filesystem::path& directory);

/// A client of the server at `url`; or of the directory `data`: where a server holds that, through its socket.
[[nodiscard]] core::Result<std::unique_ptr<Client>> connect(const Target& target);

/// A part of a path or query.
[[nodiscard]] inline std::string encoded(std::string_view text) {
  return api::http::percent_encoded(text);
}

}  // namespace careledger::tools
