#pragma once

#include "projections/readings.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::projections::contracting {

using core::Result;
using core::event::Sequence;

/// A contracting process: what begins with a requirement, with a placement outside a tender, or with a contract that
/// lets a provider onto the framework.
struct Process {
  enum class Kind : std::uint8_t { requirement, placement, contract };
  Kind kind{};
  std::string id;  // of the requirement, the package, or the contract

  auto operator<=>(const Process&) const = default;
};
inline constexpr std::array<std::string_view, 3> process_kind_names{"requirement", "placement", "contract"};

/// What an event does to a process.
enum class Step : std::uint8_t {
  tendered,
  tender_amended,
  tender_cancelled,
  awarded,
  contract_begun,
  contract_amended,
  contract_ended,
  offer_made,  // of interest only where that offer has won
};

/// One event that changes a process, or by its correction or retraction changes how the process reads.
struct Change {
  Process process;
  Step step{};
  std::string package;      // that it names, or empty
  std::string offer;        // offer_made
  bool is_amended = false;  // by the sequence that was asked about
};

/// The types of the events that may change a process, corrections and retractions among them.
[[nodiscard]] std::vector<std::string> types_of_changes();

/// What the event of that sequence changes, as known with it; mostly nothing or one. What it corrects may have moved
/// from one process to another: then both are changed.
[[nodiscard]] Result<std::vector<Change>> changes_by(Readings& readings, Sequence sequence);

/// The process by which a package was bought, as known by then; nothing where nothing makes it.
[[nodiscard]] Result<std::optional<Process>> process_of(Readings& readings, const std::string& package,
                                                        Sequence known_at);

}  // namespace careledger::projections::contracting
