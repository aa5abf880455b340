#pragma once

#include "core/error/result.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace careledger::api::auth {

/// Who asks.
struct Principal {
  std::string name;  // what `authid` will say: `token/<name>`, `operator`, or `open`
  bool may_import = false;
  std::string provider{};  // whose token it is; empty: no provider's

  [[nodiscard]] bool is_provider() const { return !provider.empty(); }
};

struct TokenRequest {
  std::string role;  // for now `admin` or `provider`
  std::string name;  // empty: one is drawn
  bool may_import = false;
  std::string provider{};  // of the role `provider`: which one
};

/// The tokens of a ledger, in a file of mode 0600 that holds only their SHA-256. Thread-safe.
class Tokens {
 public:
  [[nodiscard]] static core::Result<std::unique_ptr<Tokens>> open(const std::filesystem::path& file);

  /// A new token, told this once. Faults: bad_request for a role or name that is none, or a name that is taken.
  [[nodiscard]] core::Result<std::string> create(const TokenRequest& request);
  /// Whose token that is; nothing for a stranger's.
  [[nodiscard]] std::optional<Principal> find(std::string_view token) const;

 private:
  [[nodiscard]] core::Result<void> save() const;

  std::filesystem::path file_;
  mutable std::mutex mutex_;                 // guards tokens_
  std::map<std::string, Principal> tokens_;  // by the hash of the token, in hexadecimal
};

}  // namespace careledger::api::auth
