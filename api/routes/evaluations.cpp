#include "api/routes/evaluations.hpp"

#include "api/routes/allocation_json.hpp"
#include "api/routes/answer.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::json::Writer;
using projections::allocations::Evaluation;
using projections::allocations::Offer;

struct Evaluated {
  Moment moment;
  Evaluation evaluation;
};

/// `at` and `known_at`; once there is an award, each that is not given is its time, or the sequence before it.
core::Result<Moment> read_evaluated_moment(const Context& context, const std::string& requirement) {
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  auto moment = read_moment(context, *query);
  if (!moment) return moment;
  const bool given_at = query->get("at").has_value();
  const bool given_known_at = query->get("known_at").has_value();
  if (given_at && given_known_at) return moment;
  const auto known = projections::allocations::requirement_of(
      context.app.book().view(), requirement,
      {.at = given_at ? core::time::latest : moment->at, .known_at = moment->known_at});
  if (!known) return fail(known.error());
  if (!*known || !(*known)->award) return moment;
  if (!given_at) moment->at = (*known)->award->made;
  if (!given_known_at) moment->known_at = (*known)->award->sequence - 1;
  return moment;
}

core::Result<Evaluated> evaluate(const Context& context, const std::string& requirement) {
  const auto moment = read_evaluated_moment(context, requirement);
  if (!moment) return fail(moment.error());
  const auto sealed = context.sight().is_sealed(requirement);
  if (!sealed) return fail(sealed.error());
  if (*sealed) return fail(Fault::sealed, "offers for " + requirement + " are sealed until it has closed");
  auto evaluation = projections::allocations::evaluate(context.app.book(), requirement, moment->question());
  if (!evaluation) return fail(std::move(evaluation.error()));
  if (!*evaluation) return fail(Fault::not_found, "no event known then publishes " + requirement);
  return Evaluated{*moment, std::move(**evaluation)};
}

/// The offer as its bidder may know it; absent for the provider of another service.
core::Result<Offer> read_offer(const Context& context, core::event::Sequence known_at) {
  const auto& id = context.captured[0];
  auto& book = context.app.book();
  const auto offers = projections::allocations::offers_under(book.view(), id, known_at);
  if (!offers) return fail(offers.error());
  auto sight = context.sight();
  std::optional<Offer> found;
  for (const auto& offer : *offers) {
    const auto seen = sight.sees_event(offer.sequence);
    if (!seen) return fail(seen.error());
    const auto service = book.service(offer.service, offer.sequence);
    if (!service && service.error().fault != Fault::not_found) return fail(service.error());
    const bool theirs = service && (*service)->details.provider == context.principal.provider;
    if (*seen && (theirs || !context.principal.is_provider())) found = offer;
  }
  if (!found) return fail(Fault::not_found, "no event known then makes the offer " + id);
  return std::move(*found);
}

/// The offer among ranked or excluded ones; null where it is not there.
template <class Judged>
const Judged* find(const std::vector<Judged>& judged, const Offer& offer) {
  const auto found = std::find_if(judged.begin(), judged.end(), [&offer](const Judged& each) {
    return each.offer.offer == offer.offer && each.offer.service == offer.service;
  });
  return found == judged.end() ? nullptr : &*found;
}

}  // namespace

core::Result<http::Response> get_evaluation(const Context& context) {
  const auto evaluated = evaluate(context, context.captured[0]);
  if (!evaluated) return fail(evaluated.error());
  std::string body;
  Writer writer(body);
  writer.begin_object().member("requirement", evaluated->evaluation.requirement.requirement);
  write_evaluation(writer, evaluated->evaluation);
  return finish(context, std::move(body), evaluated->moment);
}

core::Result<http::Response> get_evaluation_why(const Context& context) {
  const auto evaluated = evaluate(context, context.captured[0]);
  if (!evaluated) return fail(evaluated.error());
  std::string body;
  Writer writer(body);
  writer.begin_object().member("requirement", evaluated->evaluation.requirement.requirement);
  write_steps(writer, evaluated->evaluation);
  return finish(context, std::move(body), evaluated->moment);
}

core::Result<http::Response> get_outcome(const Context& context) {
  // A wrong question is refused before it is told whether there is such an offer.
  const auto query = http::Query::parse(context.request.query, {"at", "known_at"});
  if (!query) return fail(query.error());
  const auto asked = read_moment(context, *query);
  if (!asked) return fail(asked.error());
  const auto offer = read_offer(context, asked->known_at);
  if (!offer) return fail(offer.error());
  const auto evaluated = evaluate(context, offer->requirement);
  if (!evaluated) return fail(evaluated.error());
  const auto& [moment, evaluation] = *evaluated;
  // Whether it won is told as asked; the ranking is that on which the award rests.
  const auto then =
      projections::allocations::requirement_of(context.app.book().view(), offer->requirement, asked->question());
  if (!then) return fail(then.error());
  if (!*then) return fail(Fault::not_found, "no event known then publishes " + offer->requirement);
  const auto& award = (*then)->award;
  const auto* const awarded = award ? (*then)->find(award->offer) : nullptr;
  std::string body;
  Writer writer(body);
  writer.begin_object()
      .member("offer", offer->offer)
      .member("requirement", offer->requirement)
      .member("service", offer->service)
      .member("awarded", awarded != nullptr && awarded->offer == offer->offer && awarded->service == offer->service)
      .name("rank");
  const auto* const ranked = find(evaluation.ranking, *offer);
  ranked != nullptr ? writer.integer(ranked - evaluation.ranking.data() + 1) : writer.null();
  writer.member("ranked", static_cast<std::int64_t>(evaluation.ranking.size()));
  const auto* const excluded = find(evaluation.excluded, *offer);
  if (ranked == nullptr && excluded != nullptr) {
    writer.member("rule", excluded->bar.rule).member("why", excluded->bar.detail);
  } else if (ranked != nullptr) {
    writer.member("band", projections::ratings::text(ranked->band));
    if (const auto score = ranked->score_text()) writer.member("score", *score);
    write_place(writer, evaluation, *ranked, award);
  }
  writer.name("winner_band");
  const auto* const winner = award ? evaluation.find(award->offer) : nullptr;
  winner != nullptr ? writer.string(projections::ratings::text(winner->band)) : writer.null();
  return finish(context, std::move(body), moment);
}

}  // namespace careledger::api::routes
