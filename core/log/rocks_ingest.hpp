#pragma once

#include "core/log/recent.hpp"
#include "core/log/rocks_columns.hpp"

#include <array>
#include <optional>
#include <string>

namespace careledger::core::log {

/// The new position of each family; nothing: the family stays as it is.
using Positions = std::array<std::optional<Sequence>, families.size()>;

/// Writes the segments' rows as one table a family, each with its new position, and takes all of these tables into the
/// database in one step: after a crash either all are in or none. `folder`: of the database, where the tables are made.
[[nodiscard]] Result<void> ingest(rocksdb::DB& db, const Columns& columns, const std::string& folder,
                                  const Recent::Look& segments, const Positions& positions);

}  // namespace careledger::core::log
