#include "tools/careledger/event_sender.hpp"

#include "core/json/value.hpp"

#include <algorithm>
#include <charconv>

namespace careledger::tools {

using core::fail;
using core::Fault;
namespace json = core::json;

namespace {

constexpr std::size_t events_a_batch = 500;
constexpr std::size_t bytes_a_batch = 4u << 20;

}  // namespace

core::Result<void> EventSender::add(std::string event, std::size_t line) {
  ++counts_.read;
  bytes_ += event.size();
  events_.push_back(std::move(event));
  lines_.push_back(line);
  return events_.size() >= events_a_batch || bytes_ >= bytes_a_batch ? flush() : core::Result<void>();
}

core::Result<void> EventSender::flush() {
  if (events_.empty()) return {};
  std::string body = "[";
  for (const auto& event : events_) body += (body.size() > 1 ? "," : "") + event;
  body += ']';
  const auto answer = client_.post("/v1/events", "application/cloudevents-batch+json", body);
  if (!answer) return fail(answer.error());
  if (answer->status != 200 && answer->status != 201) return fail(refusal(*answer));
  json::Parser parser;
  const auto value = parser.parse(answer->body);
  const auto appended = value ? value->find("appended") : std::nullopt;
  if (!appended) return fail(Fault::corrupt, "the server's answer can't be read");
  for (const auto item : appended->elements()) {
    ++(item.find("duplicate") ? counts_.duplicates : counts_.appended);
  }
  events_.clear();
  lines_.clear();
  bytes_ = 0;
  return {};
}

core::Error EventSender::refusal(const Answer& answer) const {
  json::Parser parser;
  const auto problem = parser.parse(answer.body);
  const auto detail = problem ? problem->find("detail") : std::nullopt;
  core::Error error{.fault = Fault::refused,
                    .detail = "lines " + std::to_string(lines_.front()) + " to " + std::to_string(lines_.back()) +
                              ": " + (detail ? std::string(detail->string()) : answer.body)};
  const auto errors = problem ? problem->find("errors") : std::nullopt;
  if (!errors) return error;
  for (const auto one : errors->elements()) {
    const auto pointer = one.find("pointer");
    const auto what = one.find("detail");
    if (!pointer || !what) continue;
    // The pointer begins with the event's place in the batch.
    const auto text = pointer->string().substr(1);
    std::size_t index = 0;
    std::from_chars(text.data(), text.data() + text.size(), index);
    const auto line = index < lines_.size() ? "line " + std::to_string(lines_[index]) + " " : std::string();
    error.errors.push_back(
        {line + std::string(text.substr(std::min(text.find('/'), text.size()))), std::string(what->string())});
  }
  return error;
}

}  // namespace careledger::tools
