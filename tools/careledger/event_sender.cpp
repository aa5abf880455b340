#include "tools/careledger/event_sender.hpp"

#include "core/json/value.hpp"

#include <algorithm>
#include <charconv>

namespace careledger::tools {

using core::fail;
using core::Fault;
namespace json = core::json;

core::Result<void> EventSender::add(std::string event, std::size_t line) {
  ++counts_.read;
  bytes_ += event.size();
  events_.push_back(std::move(event));
  lines_.push_back(line);
  return events_.size() >= events_a_portion || bytes_ >= bytes_a_portion ? flush() : core::Result<void>();
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
  core::Error error{.fault = Fault::refused,
                    .detail = "lines " + std::to_string(lines_.front()) + " to " + std::to_string(lines_.back()) +
                              ": " + detail_of(answer)};
  const auto errors = problem ? problem->find("errors") : std::nullopt;
  if (!errors) return error;
  const bool by_rule_or_identity = answer.status == 409;
  for (const auto one : errors->elements()) {
    const auto pointer = one.find("pointer");
    const auto what = one.find("detail");
    if (!pointer || !what) continue;
    // The pointer begins with the event's place in the batch.
    const auto text = pointer->string().substr(1);
    std::size_t index = 0;
    std::from_chars(text.data(), text.data() + text.size(), index);
    const auto line = index < lines_.size() ? "line " + std::to_string(lines_[index]) : std::string();
    if (by_rule_or_identity) {
      error.detail = line + ": " + detail_of(answer);
      break;
    }
    const auto within = text.substr(std::min(text.find('/'), text.size()));
    error.errors.push_back({line + " " + std::string(within), std::string(what->string())});
  }
  return error;
}

}  // namespace careledger::tools
