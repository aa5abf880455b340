#pragma once

#include "api/application.hpp"
#include "core/log/ledger.hpp"
#include "projections/book.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace careledger::tools {

struct InstanceOptions {
  std::filesystem::path directory;
  std::string origin;
  std::filesystem::path master_key;
  bool bundled_policies = true;  // adopted by a new ledger as its first events
  bool open = false;             // every request is an administrator's
  core::log::Progress progress;
};

/// A whole ledger in this process: the log, what is derived from it, and the application over both.
class Instance {
 public:
  [[nodiscard]] static core::Result<std::unique_ptr<Instance>> open(const InstanceOptions& options);

  [[nodiscard]] core::log::Ledger& ledger() { return *ledger_; }
  [[nodiscard]] projections::Book& book() { return book_; }
  [[nodiscard]] api::Application& application() { return *application_; }

  /// Answers a request without a network, and waits for the answer.
  [[nodiscard]] api::http::Response answer(const api::http::Request& request);

 private:
  [[nodiscard]] core::Result<void> settle_policies(bool bundled);
  [[nodiscard]] core::Result<void> adopt_bundled_policies();

  projections::Book book_;
  std::unique_ptr<core::log::Ledger> ledger_;
  std::unique_ptr<api::auth::Tokens> tokens_;
  std::unique_ptr<api::Application> application_;
};

/// Progress as one line on standard error, rewritten in place on a terminal.
[[nodiscard]] core::log::Progress progress_on_stderr();

}  // namespace careledger::tools
