#include "api/routes/service_rows.hpp"

#include "projections/known_services.hpp"

namespace careledger::api::routes {

using core::fail;

core::Result<http::Response> respond_with_services(const Context& context, const Listing& listing,
                                                   std::string_view name, Told told, const ServiceRow& row) {
  auto& book = context.app.book();
  const Moment& moment = listing.moment;
  std::vector<std::string> rows;
  auto visited = projections::for_each_known(
      book, {},
      [&](const std::string& id) {
        return told == Told::rating ? book.rated(id, moment.at, moment.known_at) : book.service(id, moment.known_at);
      },
      [&](const auto& service) -> core::Result<void> {
        auto text = row(*service, moment);
        if (!text) return fail(std::move(text.error()));
        if (!text->empty()) rows.push_back(std::move(*text));
        return {};
      });
  if (!visited) return fail(std::move(visited.error()));
  return respond_with_page(context, listing, name, std::move(rows));
}

}  // namespace careledger::api::routes
