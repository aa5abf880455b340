#pragma once

#include "api/auth/tokens.hpp"
#include "api/http/exchange.hpp"
#include "api/metrics.hpp"
#include "core/log/ledger.hpp"
#include "projections/book.hpp"

#include <atomic>
#include <functional>
#include <string>

namespace careledger::api {

/// The product behind HTTP: authenticates a request, finds its route and answers. Thread-safe; owns nothing.
class Application final : public http::Exchange {
 public:
  using Clock = std::function<core::time::Instant()>;

  Application(core::log::Ledger& ledger, projections::Book& book, auth::Tokens& tokens, bool open, Clock clock);

  [[nodiscard]] http::Outcome handle(const http::Request& request, core::log::Lane& lane) override;
  [[nodiscard]] core::Result<void> submit(std::unique_ptr<core::log::Submission>& append) override;
  void answered(const http::Request& request, int status, std::uint64_t micros) override;

  [[nodiscard]] core::log::Ledger& ledger() { return ledger_; }
  [[nodiscard]] projections::Book& book() { return book_; }
  [[nodiscard]] auth::Tokens& tokens() { return tokens_; }
  [[nodiscard]] Metrics& metrics() { return metrics_; }
  [[nodiscard]] core::time::Instant now() const { return clock_(); }

 private:
  [[nodiscard]] core::Result<auth::Principal> authenticate(const http::Request& request) const;

  core::log::Ledger& ledger_;
  projections::Book& book_;
  auth::Tokens& tokens_;
  bool open_;
  Clock clock_;
  Metrics metrics_;
};

}  // namespace careledger::api
