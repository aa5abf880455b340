#pragma once

#include "projections/moment.hpp"
#include "projections/record/related.hpp"

#include <set>
#include <span>
#include <string>

namespace careledger::projections::record {

/// An event in the record of somebody, by when it happened as it was stored.
struct Interaction {
  core::time::Instant time;
  Sequence sequence = 0;

  auto operator<=>(const Interaction&) const = default;
};

/// Which part of a record is wanted.
struct Part {
  std::set<std::string, std::less<>> types;  // full names; none: every type
  std::optional<core::time::Instant> from;
  std::optional<core::time::Instant> to;  // exclusive
};

/// Every event about any of the tags, or about what their events made (an award, its visits and money, a suspension's
/// end), that was known by then and had happened by then: as stored, those that were corrected or retracted too, and
/// with each correction the event that it brings here. Newest first. What the reader does not see leads to nothing, but
/// is among them. Cost: one read an event of the tags and types.
[[nodiscard]] Result<std::vector<Interaction>> interactions(const core::log::View& view,
                                                            std::span<const std::string> tags, const Part& part,
                                                            const Moment& moment, const Sees& sees);

}  // namespace careledger::projections::record
