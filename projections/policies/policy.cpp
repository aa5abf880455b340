#include "projections/policies/policy.hpp"

#include "core/json/canonical.hpp"
#include "projections/policies/allocation_reader.hpp"
#include "projections/policies/framework_reader.hpp"
#include "projections/policies/payments_reader.hpp"
#include "projections/policies/pricing_reader.hpp"
#include "projections/policies/rating_reader.hpp"
#include "projections/ratings/key.hpp"

namespace careledger::projections::policies {
namespace {

using core::Error;
using core::Fault;
using core::PointedError;
using core::json::Value;

std::string text_of(Value document, std::string_view name, const std::string& base, std::vector<PointedError>& errors) {
  const auto found = document.find(name);
  if (found && found->is_string() && !found->string().empty()) return std::string{found->string()};
  errors.push_back({base + "/" + std::string{name}, "is missing: a string"});
  return {};
}

Categories categories_of(Value document, const std::string& base, std::vector<PointedError>& errors) {
  Categories categories;
  const auto list = document.find("categories");
  if (list && list->is_array()) {
    for (const Value name : list->elements()) {
      const auto category = name.is_string() ? category_named(name.string()) : std::nullopt;
      if (category) categories.add(*category);
      if (!category) errors.push_back({base + "/categories", "names something that is no category"});
    }
  }
  if (categories.empty()) errors.push_back({base + "/categories", "names at least one category"});
  return categories;
}

}  // namespace

core::Result<Policy> parse_policy(Value document, const std::string& base) {
  if (!document.is_object()) return core::fail(Fault::invalid_event, "a policy is a JSON object");
  std::vector<PointedError> errors;
  Policy policy;
  policy.scheme = text_of(document, "scheme", base, errors);
  policy.scheme_key = ratings::key_of(policy.scheme);
  policy.title = text_of(document, "title", base, errors);
  policy.categories = categories_of(document, base, errors);

  Reading reading(errors);
  Parameters whole{document, base, reading};
  for (const auto* const name : {"scheme", "title", "categories"}) reading.ask_for(base + "/" + name);
  auto broken = read_rating(whole.part("rating"), policy.rating);
  // A scheme without this part asks for nothing but what EC-1 asks of all.
  if (whole.has("framework")) {
    auto also = read_framework(whole.part("framework"), policy.framework);
    if (!broken) broken = std::move(also);
  }
  // FE-1: a scheme that says nothing of prices has no fixed fees.
  if (whole.has("pricing")) {
    auto also = read_pricing(whole.part("pricing"), policy.pricing);
    if (!broken) broken = std::move(also);
  }
  if (whole.has("payments")) {
    auto also = read_payments(whole.part("payments"), policy.payments);
    if (!broken) broken = std::move(also);
  }
  // One without this part takes the earliest offer.
  if (whole.has("allocation")) {
    auto also = read_allocation(whole.part("allocation"), policy.allocation);
    if (!broken) broken = std::move(also);
  }
  // Of a policy that breaks an invariant some was not read.
  if (!broken) reading.refuse_the_rest();
  if (!errors.empty()) {
    return core::fail(
        Error{.fault = Fault::invalid_event, .detail = "this is no policy document", .errors = std::move(errors)});
  }
  if (broken) {
    return core::fail(Error{.fault = Fault::refused,
                            .detail = broken->detail,
                            .refusal = {.rule = std::string{broken->rule}, .because = {}}});
  }
  policy.document = core::json::canonical(document);
  return policy;
}

}  // namespace careledger::projections::policies
