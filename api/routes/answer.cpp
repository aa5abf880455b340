#include "api/routes/answer.hpp"

namespace careledger::api::routes {

using core::fail;

namespace {

template <class Read>
core::Result<Asked> read_asked_by(const Context& context, const Read& read) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto moment = read_moment(context, *query);
  if (!moment) return fail(moment.error());
  auto service = read(context.app.book(), context.captured[0], *moment);
  if (!service) return fail(std::move(service.error()));
  return Asked{.moment = *moment, .service = std::move(*service)};
}

}  // namespace

core::Result<Asked> read_asked(const Context& context) {
  return read_asked_by(
      context, [](auto& book, const auto& id, const Moment& moment) { return book.service(id, moment.known_at); });
}

core::Result<Asked> read_asked_rating(const Context& context) {
  return read_asked_by(context, [](auto& book, const auto& id, const Moment& moment) {
    return book.rated(id, moment.at, moment.known_at);
  });
}

namespace {

void append_times(std::string& text, const Moment& moment) {
  text += ",\"at\":\"";
  text += core::time::format(moment.at);
  text += "\",\"known_at\":\"";
  text += std::to_string(moment.known_at);
  text += '"';
}

}  // namespace

std::string time_members(const Moment& moment) {
  std::string members;
  append_times(members, moment);
  return members;
}

http::Response finish(const Context& context, std::string body, const Moment& moment,
                      std::span<const std::size_t> timed) {
  const auto tag = http::entity_tag(body);
  if (!timed.empty()) {
    const auto times = time_members(moment);
    std::string whole;
    whole.reserve(body.size() + (timed.size() + 1) * times.size() + 1);
    std::size_t from = 0;
    for (const auto at : timed) {
      whole.append(body, from, at - from).append(times);
      from = at;
    }
    body = std::move(whole.append(body, from));
  }
  append_times(body, moment);
  body += '}';
  http::Response response{.body = std::move(body), .headers = {}};
  http::make_conditional(response, context.request, tag, moment.freshness);
  return response;
}

std::vector<std::pair<std::string, std::string>> times_of(const Moment& moment) {
  return {{"at", "\"" + core::time::format(moment.at) + "\""},
          {"known_at", "\"" + std::to_string(moment.known_at) + "\""}};
}

}  // namespace careledger::api::routes
