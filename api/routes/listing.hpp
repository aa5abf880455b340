#pragma once

#include "api/routes/page.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::api::routes {

/// A derived list that is asked for, page by page: filters, the two times and the position are pinned by `next`.
struct Listing {
  http::Query query;  // the filters
  Moment moment;
  std::size_t limit = default_limit;
  std::string behind;           // the place after which the page begins, as the list names places; empty: the beginning
  std::string pinned;           // the filters as a query string
  bool rows_are_timed = false;  // each row names the two times too, as a rating does
};

/// Takes `at`, `known_at`, `limit`, `next`, the filters, and those that may be given more than once; `next` goes alone
/// or with `limit`. Fault::bad_request; Fault::not_acceptable where Accept wants no list.
[[nodiscard]] core::Result<Listing> read_listing(const Context& context,
                                                 std::initializer_list<std::string_view> filters,
                                                 std::initializer_list<std::string_view> repeated = {});

/// The `next` that carries the question on behind that place.
[[nodiscard]] std::string next_of(const Listing& listing, std::string_view place);

/// The place of a list that counts: so many rows, or events, lie before the page. Fault::bad_request.
[[nodiscard]] core::Result<std::uint64_t> count_behind(const Listing& listing);
/// What is said of a place that the list does not have. Fault::bad_request.
[[nodiscard]] tl::unexpected<core::Error> no_such_place();

/// The page of `rows` (all of them, in an order that does not depend on the page) that was asked for. `members`:
/// further ones, each value JSON; not part of the tag.
[[nodiscard]] core::Result<http::Response> respond_with_page(
    const Context& context, const Listing& listing, std::string_view name, std::vector<std::string> rows,
    std::vector<std::pair<std::string, std::string>> members = {});

}  // namespace careledger::api::routes
