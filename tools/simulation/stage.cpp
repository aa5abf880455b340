#include "tools/simulation/stage.hpp"

#include "core/error/result.hpp"

#include <algorithm>
#include <utility>

namespace careledger::tools::simulation {

void Stage::at(Instant when, std::function<void()> what) {
  agenda_.push({std::max(when, now_), planned_++, std::move(what)});
}

void Stage::proceed() {
  CARELEDGER_ASSERT(!agenda_.empty());
  // What a queue shows can't be moved from; what happens may plan more, so it leaves the queue before it does.
  auto what = agenda_.top().what;
  now_ = agenda_.top().when;
  agenda_.pop();
  what();
}

std::uint64_t Stage::tell(std::string_view type, Instant time, const std::string& data) {
  std::string text;
  text.reserve(data.size() + 192);
  core::json::Writer out(text);
  out.begin_object().member("specversion", "1.0");
  out.member("id", "m" + std::to_string(seed_) + "-" + std::to_string(told()));
  out.member("source", "/simulated/market").name("type").string(std::string("careledger.").append(type));
  out.member("time", core::time::format(time)).name("data").raw(data).end_object();
  untaken_.push_back(std::move(text));
  return next_sequence_++;
}

std::string Stage::take() {
  auto text = std::move(untaken_.front());
  untaken_.pop_front();
  return text;
}

std::string Stage::new_id(std::string_view kind) {
  return std::string(kind) + "-" + std::to_string(++ids_);
}

}  // namespace careledger::tools::simulation
