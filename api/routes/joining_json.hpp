#pragma once

#include "core/event/vocabulary.hpp"
#include "core/json/writer.hpp"
#include "projections/joining/lots.hpp"
#include "projections/joining/membership.hpp"
#include "projections/policies/framework.hpp"

#include <span>
#include <string>
#include <string_view>

/// What joining comes to, as members of an object that is open.
namespace careledger::api::routes {

/// The text, or null where it says nothing.
void write_text(core::json::Writer& out, std::string_view name, std::string_view text);
void write_number(core::json::Writer& out, std::string_view name, const std::optional<std::int64_t>& number);
void write_words(core::json::Writer& out, std::string_view name, std::span<const std::string> words);
/// `since` and `because`: when a thing began and the events that it rests on.
void write_beginning(core::json::Writer& out, core::time::Instant since,
                     std::span<const core::event::Sequence> because);

/// `registration`, `closed`, `enrolments`, `specialisms`, `block_contracts`.
void write_membership(core::json::Writer& out, const projections::joining::Membership& membership);

/// What a lot is but for its holder or its place, which the list around it tells.
void write_lot(core::json::Writer& out, const projections::joining::Lot& lot, projections::policies::Size size);

/// `{"large":…,"medium":…,"small":…}`, left open.
core::json::Writer& begin_sizes(core::json::Writer& out, const projections::policies::BySize& numbers);

}  // namespace careledger::api::routes
