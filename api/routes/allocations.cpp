#include "api/routes/allocations.hpp"

#include "api/routes/joining_json.hpp"
#include "api/routes/listing.hpp"
#include "projections/allocations/packages.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
using projections::allocations::Package;

std::string row_of(const Package& package) {
  std::string row;
  core::json::Writer writer(row);
  writer.begin_object().member("package", package.package);
  for (const auto& [name, value] :
       {std::pair("service", &package.service), std::pair("provider", &package.provider),
        std::pair("citizen", &package.citizen), std::pair("scheme", &package.scheme),
        std::pair("category", &package.category), std::pair("area", &package.area), std::pair("tier", &package.tier),
        std::pair("unit", &package.unit), std::pair("units_per_week", &package.units_per_week),
        std::pair("requirement", &package.requirement)}) {
    write_text(writer, name, *value);
  }
  writer.name("price_pence");
  package.price ? writer.integer(package.price->pence) : writer.null();
  writer.member("placed", package.placed).member("since", core::time::format(package.awarded));
  writer.name("because").begin_array();
  for (const auto sequence : package.because) writer.string(std::to_string(sequence));
  writer.end_array().end_object();
  return row;
}

}  // namespace

core::Result<http::Response> list_allocations(const Context& context) {
  const auto listing = read_listing(context, {"service", "provider", "area", "scheme"});
  if (!listing) return fail(listing.error());
  const auto moment = listing->moment.question();
  const auto service = listing->query.get("service");
  auto& book = context.app.book();
  const auto packages = service ? projections::allocations::packages_of_service(book, std::string(*service), moment)
                                : projections::allocations::packages_in_force(book, moment);
  if (!packages) return fail(packages.error());
  const auto admits = [&listing](std::string_view filter, const std::string& value) {
    const auto wanted = listing->query.get(filter);
    return !wanted || *wanted == value;
  };
  std::vector<std::string> rows;
  for (const auto& package : *packages) {
    if (!package.in_force(moment.at) || !admits("provider", package.provider) || !admits("area", package.area) ||
        !admits("scheme", package.scheme)) {
      continue;
    }
    rows.push_back(row_of(package));
  }
  return respond_with_page(context, *listing, "allocations", std::move(rows));
}

}  // namespace careledger::api::routes
