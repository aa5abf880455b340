#include "tools/careledger/row_sender.hpp"

#include "core/json/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace careledger::tools {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;
using Rows = std::vector<const EventRow*>;

// After a portion was refused and its bad rows are known, the rest is sent. It is refused again only where somebody
// else has written meanwhile.
constexpr int attempts = 5;

tl::unexpected<core::Error> unanswered(const Answer& answer) {
  return fail(Fault::storage, detail_of(answer) + " (status " + std::to_string(answer.status) + ")");
}

tl::unexpected<core::Error> unreadable() {
  return fail(Fault::corrupt, "the ledger's answer can't be read");
}

/// Takes a step that is a number off the front of a pointer.
std::optional<std::size_t> take_index(std::string_view& pointer) {
  std::size_t index = 0;
  if (!pointer.starts_with('/')) return std::nullopt;
  const auto [end, error] = std::from_chars(pointer.data() + 1, pointer.data() + pointer.size(), index);
  if (error != std::errc{}) return std::nullopt;
  pointer.remove_prefix(static_cast<std::size_t>(end - pointer.data()));
  return index;
}

/// The problem of a row that was judged by itself: its pointers begin with the row's place in the dry run, then the
/// event's in the row.
std::vector<RowRefusal> refusals_of(json::Value problem) {
  std::vector<RowRefusal> refusals;
  if (const auto errors = problem.find("errors")) {
    for (const auto error : errors->elements()) {
      auto pointer = error.text("pointer");
      [[maybe_unused]] const auto row = take_index(pointer);
      RowRefusal refusal{.event = take_index(pointer), .detail = std::string(error.text("detail"))};
      refusal.pointer = pointer;
      refusals.push_back(std::move(refusal));
    }
  }
  if (refusals.empty()) refusals.push_back({.detail = std::string(problem.text("detail"))});
  auto& first = refusals.front();
  if (const auto rule = problem.find("rule")) first.rule = rule->is_string() ? rule->string() : rule->text("id");
  if (const auto because = problem.find("because")) {
    for (const auto sequence : because->elements()) first.because.emplace_back(sequence.string());
  }
  return refusals;
}

}  // namespace

core::Result<void> RowSender::add(EventRow row) {
  std::size_t bytes = 0;
  for (const auto& event : row.events) bytes += event.size();
  // As many rows too: those without events wait for their turn to be told.
  if (!rows_.empty() && (events_ + row.events.size() > events_a_portion || bytes_ + bytes > bytes_a_portion ||
                         rows_.size() == events_a_portion)) {
    if (auto flushed = flush(); !flushed) return flushed;
  }
  events_ += row.events.size();
  bytes_ += bytes;
  rows_.push_back(std::move(row));
  return {};
}

core::Result<void> RowSender::flush() {
  if (rows_.empty()) return {};
  Rows rows;
  for (const auto& row : rows_) {
    if (!row.events.empty()) rows.push_back(&row);
  }
  auto outcomes = rows.empty() ? Outcomes() : dry_run_ ? judge(rows) : send(rows);
  if (!outcomes) return fail(std::move(outcomes.error()));
  auto next = outcomes->begin();
  for (const auto& row : rows_) told_(row, row.events.empty() ? RowOutcome() : std::move(*next++));
  rows_.clear();
  events_ = bytes_ = 0;
  return {};
}

core::Result<RowSender::Outcomes> RowSender::judge(const Rows& rows) {
  std::string body = "[";
  for (const auto* const row : rows) {
    body += body.size() > 1 ? ",[" : "[";
    for (std::size_t i = 0; i < row->events.size(); ++i) body.append(i > 0 ? "," : "").append(row->events[i]);
    body += ']';
  }
  body += ']';
  const auto answer = client_.post("/v1/dry-run", "application/json", body);
  if (!answer) return fail(answer.error());
  if (answer->status != 200) return unanswered(*answer);
  json::Parser parser;
  const auto value = parser.parse(answer->body);
  const auto judged = value ? value->find("judged") : std::nullopt;
  if (!judged || judged->size() != rows.size()) return unreadable();
  Outcomes outcomes;
  for (const auto item : judged->elements()) {
    auto& outcome = outcomes.emplace_back();
    if (const auto problem = item.find("problem")) {
      outcome.refusals = refusals_of(*problem);
    } else if (const auto fresh = item.find("new")) {
      outcome.fresh = static_cast<std::size_t>(fresh->integer());
    }
  }
  return outcomes;
}

core::Result<RowSender::Outcomes> RowSender::send(const Rows& rows) {
  Outcomes outcomes(rows.size());
  std::vector<std::size_t> open;  // rows that nothing is known against
  for (std::size_t i = 0; i < rows.size(); ++i) open.push_back(i);
  for (int attempt = 0; attempt < attempts && !open.empty(); ++attempt) {
    Rows sent;
    for (const auto i : open) sent.push_back(rows[i]);
    auto posted = post(sent);
    if (!posted) return fail(std::move(posted.error()));
    if (*posted) {
      for (std::size_t i = 0; i < open.size(); ++i) outcomes[open[i]] = std::move((**posted)[i]);
      return outcomes;
    }
    auto judged = judge(sent);
    if (!judged) return fail(std::move(judged.error()));
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if ((*judged)[i].refusals.empty()) {
        left.push_back(open[i]);
      } else {
        outcomes[open[i]].refusals = std::move((*judged)[i].refusals);
      }
    }
    open = std::move(left);
  }
  if (open.empty()) return outcomes;
  return fail(Fault::refused, "the ledger refuses rows together that it would admit one by one");
}

/// Nothing where the ledger refuses something in it.
core::Result<std::optional<RowSender::Outcomes>> RowSender::post(const Rows& rows) {
  std::string body = "[";
  for (const auto* const row : rows) {
    for (const auto& event : row->events) body.append(body.size() > 1 ? "," : "").append(event);
  }
  body += ']';
  const auto answer = client_.post("/v1/events", "application/cloudevents-batch+json", body);
  if (!answer) return fail(answer.error());
  constexpr std::array refused{409, 412, 413, 422};
  if (std::find(refused.begin(), refused.end(), answer->status) != refused.end()) return std::nullopt;
  if (answer->status != 200 && answer->status != 201) return unanswered(*answer);
  json::Parser parser;
  const auto value = parser.parse(answer->body);
  const auto appended = value ? value->find("appended") : std::nullopt;
  if (!appended) return unreadable();
  Outcomes outcomes(rows.size());
  std::size_t row = 0;
  std::size_t within = 0;
  for (const auto item : appended->elements()) {
    for (; row < rows.size() && within == rows[row]->events.size(); within = 0) ++row;
    if (row == rows.size()) return unreadable();
    if (!item.find("duplicate")) ++outcomes[row].fresh;
    ++within;
  }
  return std::optional(std::move(outcomes));
}

}  // namespace careledger::tools
