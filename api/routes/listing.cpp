#include "api/routes/listing.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/words.hpp"
#include "core/crypto/encoding.hpp"

#include <algorithm>
#include <utility>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;

void append_parameter(std::string& out, std::string_view name, std::string_view value) {
  if (!out.empty()) out += '&';
  out.append(name).append("=").append(http::percent_encoded(value));
}

using Names = std::initializer_list<std::string_view>;

http::Query::Names with(Names filters, Names more) {
  http::Query::Names names(filters);
  names.insert(names.end(), more);
  return names;
}

/// Reads the filters and times of a query string into the listing.
core::Result<void> take(const Context& context, http::Query query, const http::Query::Names& filters,
                        Listing& listing) {
  if (auto good = check_words(query); !good) return good;
  const auto moment = read_moment(context, query);
  if (!moment) return fail(moment.error());
  listing.moment = *moment;
  for (const auto name : filters) {
    for (const auto& value : query.all(name)) append_parameter(listing.pinned, name, value);
  }
  listing.query = std::move(query);
  return {};
}

core::Result<Listing> read_question(const Context& context, Names filters, Names repeated) {
  auto query = http::Query::parse(context.request.query, with(filters, {"at", "known_at", "limit", "next"}), repeated);
  if (!query) return fail(std::move(query.error()));
  Listing listing;
  if (const auto text = query->get("limit")) {
    const auto limit = read_limit(*text);
    if (!limit) return fail(limit.error());
    listing.limit = *limit;
  }
  const auto names = with(filters, repeated);
  const auto next = query->get("next");
  if (!next) {
    if (auto taken = take(context, std::move(*query), names, listing); !taken) return fail(std::move(taken.error()));
    return listing;
  }
  const auto is_given = [&query](std::string_view name) { return query->get(name).has_value(); };
  if (is_given("at") || is_given("known_at") || std::any_of(names.begin(), names.end(), is_given)) {
    return fail(Fault::bad_request, "next pins the filters: give it alone, or with limit");
  }
  const auto text = core::crypto::from_base64url(*next);
  auto pinned =
      text ? http::Query::parse(*text, with(filters, {"at", "known_at", "behind"}), repeated) : fail(text.error());
  if (!pinned || pinned->get("behind").value_or("").empty()) return no_such_place();
  listing.behind = *pinned->get("behind");
  if (auto taken = take(context, std::move(*pinned), names, listing); !taken) return fail(std::move(taken.error()));
  return listing;
}

}  // namespace

std::string next_of(const Listing& listing, std::string_view place) {
  std::string text = listing.pinned;
  append_parameter(text, "at", core::time::format(listing.moment.at));
  append_parameter(text, "known_at", std::to_string(listing.moment.known_at));
  append_parameter(text, "behind", place);
  return core::crypto::base64url(text);
}

core::Result<std::uint64_t> count_behind(const Listing& listing) {
  if (listing.behind.empty()) return 0;
  const auto count = read_number("next", listing.behind);
  if (!count) return no_such_place();
  return *count;
}

tl::unexpected<core::Error> no_such_place() {
  return fail(Fault::bad_request, "next is not what a page of this list gave");
}

core::Result<Listing> read_listing(const Context& context, Names filters, Names repeated) {
  auto listing = read_question(context, filters, repeated);
  if (!listing) return listing;
  if (auto good = check_form(context); !good) return fail(std::move(good.error()));
  return listing;
}

core::Result<http::Response> respond_with_page(const Context& context, const Listing& listing, std::string_view name,
                                               std::vector<std::string> rows,
                                               std::vector<std::pair<std::string, std::string>> members) {
  for (auto& time : times_of(listing.moment)) members.push_back(std::move(time));
  Rows page{.name = name, .rows = {}, .next = {}, .members = std::move(members), .freshness = listing.moment.freshness};
  if (listing.rows_are_timed) page.row_times = time_members(listing.moment);
  const auto behind = count_behind(listing);
  if (!behind) return fail(behind.error());
  const std::size_t from = std::min<std::size_t>(*behind, rows.size());
  const std::size_t to = std::min(rows.size(), from + listing.limit);
  if (to < rows.size()) page.next = next_of(listing, std::to_string(to));
  page.rows.assign(std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(from)),
                   std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(to)));
  return respond_with_rows(context, page);
}

}  // namespace careledger::api::routes
