#include "tools/careledger/instance.hpp"

#include "core/json/writer.hpp"
#include "events/vocabulary.hpp"
#include "projections/policies/adoption.hpp"

#include <unistd.h>

#include <cstdio>
#include <future>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;

/// A lane for a caller that waits: what is delivered is answered at once, on the sequencer's thread.
class WaitingLane final : public core::log::Lane {
 public:
  void deliver(std::vector<std::unique_ptr<core::log::Submission>> answered) override {
    for (const auto& submission : answered) submission->answer();
  }
};

class Promise final : public api::http::Waiter {
 public:
  explicit Promise(const api::http::Append& append) : append_(append) {}
  void resume() override { promise_.set_value(append_.response()); }
  std::future<api::http::Response> future() { return promise_.get_future(); }

 private:
  const api::http::Append& append_;
  std::promise<api::http::Response> promise_;
};

}  // namespace

core::Result<std::unique_ptr<Instance>> Instance::open(const InstanceOptions& options) {
  auto instance = std::make_unique<Instance>();
  auto ledger = core::log::Ledger::open({.directory = options.directory,
                                         .origin = options.origin,
                                         .master_key = options.master_key,
                                         .progress = options.progress},
                                        instance->book_, events::vocabulary());
  if (!ledger) return fail(std::move(ledger.error()));
  instance->ledger_ = std::move(*ledger);
  if (auto attached = instance->book_.attach(instance->ledger_->log(), instance->ledger_->size()); !attached) {
    return fail(std::move(attached.error()));
  }
  auto tokens = api::auth::Tokens::open(options.directory / "tokens.json");
  if (!tokens) return fail(std::move(tokens.error()));
  instance->tokens_ = std::move(*tokens);
  instance->application_ = std::make_unique<api::Application>(*instance->ledger_, instance->book_, *instance->tokens_,
                                                              options.open, core::time::now);
  if (auto adopted = instance->settle_policies(options.bundled_policies); !adopted)
    return fail(std::move(adopted.error()));
  return instance;
}

api::http::Response Instance::answer(const api::http::Request& request) {
  WaitingLane lane;
  auto outcome = application_->handle(request, lane);
  if (auto* const ready = std::get_if<api::http::Response>(&outcome)) return std::move(*ready);
  if (const auto* const work = std::get_if<api::http::Work>(&outcome)) return (*work)();
  auto append = std::move(std::get<std::unique_ptr<api::http::Append>>(outcome));
  auto promise = std::make_unique<Promise>(*append);
  auto future = promise->future();
  append->waiter = std::move(promise);
  std::unique_ptr<core::log::Submission> submission(std::move(append));
  if (auto submitted = application_->submit(submission); !submitted) {
    submission->outcome = fail(std::move(submitted.error()));
    submission->answer();
  }
  return future.get();
}

core::Result<void> Instance::settle_policies(bool bundled) {
  constexpr std::string_view setting = "policies";
  auto& ledger = *ledger_;
  const auto settled = ledger.setting(setting);
  if (!settled) return fail(settled.error());
  // What the first start said stands, also where it was killed before it could adopt anything.
  if (!*settled) {
    if (auto set = ledger.set_setting(setting, bundled ? "bundled" : "none"); !set) return set;
  }
  const bool wanted = *settled ? **settled == "bundled" : bundled;
  return wanted && ledger.size() == 0 ? adopt_bundled_policies() : core::Result<void>();
}

core::Result<void> Instance::adopt_bundled_policies() {
  const auto body = projections::policies::bundled_adoption_events();
  if (!body) return fail(body.error());
  api::http::Request request;
  request.method = api::http::Method::post;
  request.path = "/v1/events";
  request.content_type = "application/cloudevents-batch+json";
  request.body = *body;
  request.from_operator = true;
  const auto response = answer(request);
  if (response.status == 201 || response.status == 200) return {};
  return fail(Fault::refused, "the bundled policies were not adopted: " + response.body);
}

core::log::Progress progress_on_stderr() {
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  return [terminal, last = core::log::Sequence{0}](std::string_view what, core::log::Sequence done,
                                                   core::log::Sequence of) mutable {
    constexpr core::log::Sequence step = 250'000;
    const bool at_end = done == of;
    if (!terminal && !at_end && done - last < step) return;
    last = done;
    std::fprintf(stderr, terminal ? "\r%.*s %llu of %llu" : "%.*s %llu of %llu\n", static_cast<int>(what.size()),
                 what.data(), static_cast<unsigned long long>(done), static_cast<unsigned long long>(of));
    if (terminal && at_end) std::fputc('\n', stderr);
  };
}

}  // namespace careledger::tools
