#pragma once

#include "projections/record/amendments.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace careledger::projections::record {

/// Where the events of a record lie.
struct Related {
  std::vector<std::string> tags;     // those asked for, and those of what they made
  std::vector<Sequence> untagged{};  // of representations, which name nothing but the event that they are about
};

/// Whether the reader may see the event of that sequence.
using Sees = std::function<Result<bool>(Sequence)>;

/// What somebody's events make has events that name it alone: the award and the money of an offer, the end of a
/// suspension, what is decided of a breach. The tags under which they lie, told as of a sequence. Only what the reader
/// sees leads on: what others have under the id of a sealed offer must not show whose it is. Cost: some seeks of the
/// index a thing that was made.
[[nodiscard]] Result<Related> related_to(const core::log::View& view, std::span<const std::string> tags,
                                         Sequence known_at, const Sees& sees);

}  // namespace careledger::projections::record
