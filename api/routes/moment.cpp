#include "api/routes/moment.hpp"

#include "core/time/calendar.hpp"

#include <algorithm>
#include <charconv>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

core::Result<core::event::Sequence> read_known_at(const Context& context, std::string_view text) {
  const auto head = context.app.ledger().size();
  if (is_digits(text)) {
    const auto sequence = read_number("known_at", text);
    if (!sequence) return fail(sequence.error());
    if (*sequence > head) {
      return fail(Fault::bad_request,
                  "known_at " + std::string(text) + " lies beyond the last event, " + std::to_string(head));
    }
    return *sequence;
  }
  const auto instant = read_instant("known_at", text);
  if (!instant) return fail(instant.error());
  if (*instant > context.app.now()) return fail(Fault::bad_request, "known_at lies in the future");
  return context.app.ledger().known_by(*instant);
}

}  // namespace

core::Result<core::time::Instant> read_instant(std::string_view name, std::string_view written) {
  // An offset's + is often taken for a space on the way.
  std::string text(written);
  std::replace(text.begin(), text.end(), ' ', '+');
  constexpr std::size_t date_characters = 10;
  if (text.size() == date_characters) {
    const auto date = core::time::parse_date(text);
    if (!date) return fail(Fault::bad_request, std::string(name) + ": " + date.error().detail);
    return core::time::start_of_day(*date);
  }
  auto instant = core::time::parse_instant(text);
  if (!instant) return fail(Fault::bad_request, std::string(name) + ": " + instant.error().detail);
  return instant;
}

core::Result<Span> read_span(const http::Query& query) {
  Span span;
  for (const auto& [name, into] : {std::pair("from", &span.from), std::pair("to", &span.to)}) {
    const auto text = query.get(name);
    if (!text) continue;
    const auto instant = read_instant(name, *text);
    if (!instant) return fail(instant.error());
    *into = *instant;
  }
  return span;
}

core::Result<std::uint64_t> read_number(std::string_view name, std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool canonical = is_digits(text) && (text.size() == 1 || text.front() != '0');
  if (!canonical || error != std::errc{} || end != text.data() + text.size()) {
    return fail(Fault::bad_request, std::string(name) + " must be a decimal number");
  }
  return number;
}

core::Result<Moment> read_moment(const Context& context, const http::Query& query) {
  Moment moment;
  const auto at = query.get("at");
  const auto known_at = query.get("known_at");
  if (at) {
    const auto instant = read_instant("at", *at);
    if (!instant) return fail(instant.error());
    moment.at = *instant;
  } else {
    moment.at = context.app.now();
  }
  if (known_at) {
    const auto sequence = read_known_at(context, *known_at);
    if (!sequence) return fail(sequence.error());
    moment.known_at = *sequence;
  } else {
    moment.known_at = context.app.ledger().size();
  }
  if (at && known_at) moment.freshness = http::Freshness::settled;
  return moment;
}

}  // namespace careledger::api::routes
