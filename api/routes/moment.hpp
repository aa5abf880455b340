#pragma once

#include "api/http/conditional.hpp"
#include "api/http/query.hpp"
#include "api/routes/route.hpp"
#include "projections/moment.hpp"

#include <optional>

namespace careledger::api::routes {

/// The two times of a derived read: which instant is asked about, and with the knowledge of when.
struct Moment {
  core::time::Instant at;
  core::event::Sequence known_at = 0;
  http::Freshness freshness = http::Freshness::changing;

  [[nodiscard]] projections::Moment question() const { return {.at = at, .known_at = known_at}; }
};

/// `at` and `known_at`: an instant, or a date, which is the start of that day in Europe/London; `known_at` of digits is
/// a sequence. Both default to now. Fault::bad_request for what is neither, or lies beyond the head or in the future.
[[nodiscard]] core::Result<Moment> read_moment(const Context& context, const http::Query& query);

/// An instant or a date.
[[nodiscard]] core::Result<core::time::Instant> read_instant(std::string_view name, std::string_view text);

/// `from` and `to` of a list: the former included, the latter not. Fault::bad_request.
struct Span {
  std::optional<core::time::Instant> from;
  std::optional<core::time::Instant> to;

  [[nodiscard]] bool has(core::time::Instant instant) const {
    return (!from || *from <= instant) && (!to || instant < *to);
  }
};
[[nodiscard]] core::Result<Span> read_span(const http::Query& query);

/// A decimal number without sign or leading zeros. Fault::bad_request.
[[nodiscard]] core::Result<std::uint64_t> read_number(std::string_view name, std::string_view text);

}  // namespace careledger::api::routes
