#pragma once

#include "tools/careledger/client.hpp"
#include "tools/tables/translator.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace careledger::tools {

/// Events that enter together or not at all, and what they were made of; or no events, and why there are none.
struct EventRow {
  std::size_t row = 0;
  std::size_t line = 0;
  std::string text;  // as it stood in the file
  std::vector<std::string> events;
  std::vector<std::size_t> made_from;
  std::vector<tables::RowFault> faults;
};

/// What the ledger has against a row; `event` is its place in the row, and the pointer begins there. A refusal by a
/// rule is about the whole row.
struct RowRefusal {
  std::optional<std::size_t> event;
  std::string pointer;
  std::string detail;
  std::string rule;                  // empty: no rule
  std::vector<std::string> because;  // sequences
};

/// How a row fared.
struct RowOutcome {
  std::vector<RowRefusal> refusals;
  std::size_t fresh = 0;  // of its events; the others were in before
};

/// Sends rows to the ledger in portions, in their order; or has them judged, and nothing enters. A row that is refused
/// does not hold up those behind it. Rows of one portion are judged with those before them; of a dry run, those of
/// earlier portions are not there.
class RowSender {
 public:
  using Told = std::function<void(const EventRow&, const RowOutcome&)>;  // each row once, in their order

  RowSender(Client& client, bool dry_run, Told told) : client_(client), dry_run_(dry_run), told_(std::move(told)) {}

  /// Error: the ledger can't be asked, or does not let the sender in; rows of this portion may or may not be in.
  [[nodiscard]] core::Result<void> add(EventRow row);
  [[nodiscard]] core::Result<void> flush();

 private:
  using Outcomes = std::vector<RowOutcome>;
  [[nodiscard]] core::Result<Outcomes> judge(const std::vector<const EventRow*>& rows);
  [[nodiscard]] core::Result<Outcomes> send(const std::vector<const EventRow*>& rows);
  [[nodiscard]] core::Result<std::optional<Outcomes>> post(const std::vector<const EventRow*>& rows);

  Client& client_;
  bool dry_run_;
  Told told_;
  std::vector<EventRow> rows_;
  std::size_t events_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace careledger::tools
