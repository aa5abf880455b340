#pragma once

#include "core/json/value.hpp"
#include "projections/moment.hpp"
#include "projections/record/dossier.hpp"

#include <functional>

namespace careledger::projections::record {

/// Told one event of a dossier and its data, which is valid for the call alone.
using Listener = std::function<void(const Entry& entry, core::json::Value data)>;

/// Tells the events about a thing that had happened by the instant, in the order in which they fold. Otherwise as
/// dossier().
[[nodiscard]] Result<void> tell(const core::log::View& view, const std::string& tag,
                                std::span<const std::string_view> types, const Moment& moment,
                                const Listener& listener);

/// The same of what was read before, in the order in which it folds.
[[nodiscard]] Result<void> tell(std::span<const Entry> entries, core::time::Instant at, const Listener& listener);

/// Tells all events of a type that had happened by the instant, as their sequences ascend, and keeps none: for what
/// there may be millions of.
[[nodiscard]] Result<void> tell_each(const core::log::View& view, std::string_view type, const Moment& moment,
                                     const Listener& listener);

}  // namespace careledger::projections::record
