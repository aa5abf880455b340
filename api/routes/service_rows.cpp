#include "api/routes/service_rows.hpp"

namespace careledger::api::routes {

using core::fail;

core::Result<http::Response> respond_with_services(const Context& context, const Listing& listing,
                                                   std::string_view name, const ServiceRow& row) {
  std::vector<std::string> rows;
  for (const auto& id : context.app.book().service_ids()) {
    const auto service = context.app.book().service(id, listing.moment.known_at);
    if (!service && service.error().fault == core::Fault::not_found) continue;  // not known then
    if (!service) return fail(service.error());
    auto text = row(**service, listing.moment);
    if (!text) return fail(std::move(text.error()));
    if (!text->empty()) rows.push_back(std::move(*text));
  }
  return respond_with_page(context, listing, name, std::move(rows));
}

}  // namespace careledger::api::routes
