#include "api/routes/due.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/listing.hpp"
#include "projections/due/market.hpp"

namespace careledger::api::routes {
namespace {

using core::fail;
namespace json = core::json;
namespace due = projections::due;

std::string row_of(const due::Item& item) {
  std::string row;
  json::Writer out(row);
  out.begin_object()
      .member("kind", due::kind_names[static_cast<std::size_t>(item.kind)])
      .member("owner", due::owner_names[static_cast<std::size_t>(item.owner)])
      .member("rule", item.rule);
  if (!item.service.empty()) out.member("service", item.service);
  if (!item.provider.empty()) out.member("provider", item.provider);
  if (!item.package.empty()) out.member("package", item.package);
  if (!item.requirement.empty()) out.member("requirement", item.requirement);
  if (!item.invoice.empty()) out.member("invoice", item.invoice);
  if (!item.trigger.empty()) out.member("trigger", item.trigger);
  out.name("due");
  item.due ? out.string(core::time::format(*item.due)) : out.null();
  out.member("overdue", item.overdue);
  write_because(out, item.because);
  out.end_object();
  return row;
}

}  // namespace

core::Result<http::Response> list_due(const Context& context) {
  const auto listing = read_listing(context, {"kind", "owner", "service", "provider", "area"});
  if (!listing) return fail(listing.error());
  const auto& query = listing->query;
  const auto kind = query.get("kind");
  const auto owner = query.get("owner");
  if (auto good = query.must_be_among("kind", due::kind_names); !good) return fail(std::move(good.error()));
  const projections::Whose whose{
      .service = query.get("service"), .provider = query.get("provider"), .area = query.get("area")};
  std::optional<due::Kind> wanted;
  for (std::size_t i = 0; kind && i < due::kind_names.size(); ++i) {
    if (*kind == due::kind_names[i]) wanted = static_cast<due::Kind>(i);
  }
  const auto items = due::of_market(context.app.book(), whose, wanted, listing->moment.question());
  if (!items) return fail(items.error());
  std::vector<std::string> rows;
  for (const auto& item : *items) {
    if (owner && *owner != due::owner_names[static_cast<std::size_t>(item.owner)]) continue;
    rows.push_back(row_of(item));
  }
  return respond_with_page(context, *listing, "due", std::move(rows));
}

}  // namespace careledger::api::routes
