#include "api/routes/answer.hpp"

namespace careledger::api::routes {

using core::fail;

core::Result<Asked> read_asked(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  auto service = context.app.book().service(context.captured[0], moment->known_at);
  if (!service) return fail(std::move(service.error()));
  return Asked{.moment = *moment, .service = std::move(*service)};
}

http::Response finish(const Context& context, std::string body, const Moment& moment) {
  const auto tag = http::entity_tag(body);
  body += ",\"at\":\"";
  body += core::time::format(moment.at);
  body += "\",\"known_at\":\"";
  body += std::to_string(moment.known_at);
  body += "\"}";
  http::Response response{.body = std::move(body), .headers = {}};
  http::make_conditional(response, context.request, tag, moment.freshness);
  return response;
}

std::vector<std::pair<std::string, std::string>> times_of(const Moment& moment) {
  return {{"at", "\"" + core::time::format(moment.at) + "\""},
          {"known_at", "\"" + std::to_string(moment.known_at) + "\""}};
}

}  // namespace careledger::api::routes
