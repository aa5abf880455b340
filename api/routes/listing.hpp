#pragma once

#include "api/routes/page.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::api::routes {

/// A derived list that is asked for, page by page: filters, the two times and the position are pinned by `next`.
struct Listing {
  http::Query query;  // the filters
  Moment moment;
  std::size_t limit = default_limit;
  std::size_t offset = 0;
  std::string pinned;  // the filters as a query string
};

/// Takes `at`, `known_at`, `limit`, `next` and the filters; `next` goes alone or with `limit`. Fault::bad_request.
[[nodiscard]] core::Result<Listing> read_listing(const Context& context,
                                                 std::initializer_list<std::string_view> filters);

/// The page of `rows` (all of them, in an order that does not depend on the page) that was asked for.
[[nodiscard]] core::Result<http::Response> respond_with_page(const Context& context, const Listing& listing,
                                                             std::string_view name, std::vector<std::string> rows);

}  // namespace careledger::api::routes
