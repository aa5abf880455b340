#pragma once

#include "tools/careledger/client.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace careledger::tools {

/// What became of events that were read from files.
struct EventCounts {
  std::size_t read = 0;
  std::size_t appended = 0;
  std::size_t duplicates = 0;
  std::size_t corrected = 0;
};

/// Sends events in batches; a batch that the ledger refuses is told with its file's line.
class EventSender {
 public:
  EventSender(Client& client, EventCounts& counts) : client_(client), counts_(counts) {}

  [[nodiscard]] core::Result<void> add(std::string event, std::size_t line);
  [[nodiscard]] core::Result<void> flush();

 private:
  [[nodiscard]] core::Error refusal(const Answer& answer) const;

  Client& client_;
  EventCounts& counts_;
  std::vector<std::string> events_;
  std::vector<std::size_t> lines_;
  std::size_t bytes_ = 0;
};

}  // namespace careledger::tools
