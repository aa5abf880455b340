#pragma once

#include "api/routes/moment.hpp"
#include "api/routes/route.hpp"

#include <span>
#include <string>
#include <vector>

namespace careledger::api::routes {

inline constexpr std::size_t default_limit = 100;
inline constexpr std::size_t max_limit = 1'000;

/// `limit`: 1 to max_limit. Fault::bad_request.
[[nodiscard]] core::Result<std::size_t> read_limit(std::string_view text);

/// Whether an Accept header wants text/event-stream more than any form of a list.
[[nodiscard]] bool prefers_stream(std::string_view accept);

/// Whether a list can be given as Accept prefers, before it is worked out. Fault::not_acceptable.
[[nodiscard]] core::Result<void> check_form(const Context& context, bool is_table = true);

/// A list: each row is a JSON object.
struct Rows {
  std::string_view name;  // of the member that holds the rows
  std::vector<std::string> rows;
  std::string next;                                               // opaque; empty at the end
  std::vector<std::pair<std::string, std::string>> members = {};  // further ones, each value JSON; not part of the tag
  http::Freshness freshness = http::Freshness::changing;
  std::vector<std::pair<std::string, std::string>> settled = {};  // further ones that are part of the tag
  bool is_table = true;                                           // its numbers are whole, as CSV takes them
  std::string row_times = {};                 // members that each row ends with, as `,"at":"…"`; not part of the tag
  std::span<const std::string> columns = {};  // of CSV, whatever the rows; empty: all members that occur
};

/// A text as a JSON value.
[[nodiscard]] std::string json_string(std::string_view text);

/// As `{"<name>":[…],"next":"…"}`, or by Accept as application/x-ndjson (one row a line) or text/csv (a header line of
/// the columns, nested values as JSON). Lists of other kinds in Accept alone: Fault::not_acceptable.
[[nodiscard]] core::Result<http::Response> respond_with_rows(const Context& context, const Rows& list);

}  // namespace careledger::api::routes
