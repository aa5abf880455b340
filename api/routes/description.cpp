#include "api/routes/description.hpp"

#include "api/http/conditional.hpp"
#include "api/http/query.hpp"
#include "api/openapi/document.hpp"

namespace careledger::api::routes {

core::Result<http::Response> get_description(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return core::fail(std::move(query.error()));
  // A program knows one vocabulary: what it says of itself never changes while it runs.
  static const std::string text = openapi::document(context.app.ledger().vocabulary());
  static const std::string tag = http::entity_tag(text);
  http::Response response{.body = text, .headers = {}};
  http::make_conditional(response, context.request, tag, http::Freshness::changing);
  return response;
}

}  // namespace careledger::api::routes
