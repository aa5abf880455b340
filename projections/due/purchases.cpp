#include "projections/due/purchases.hpp"

#include "projections/allocations/packages.hpp"
#include "projections/payments/account.hpp"
#include "projections/payments/invoices.hpp"
#include "projections/payments/open_book.hpp"
#include "projections/record/dossier.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace careledger::projections::due {
namespace {

using allocations::Package;
using core::fail;
using core::Result;
using core::time::Date;

constexpr std::size_t largest_providers = 10;  // DU-1: assumed

// OB-1
Result<void> add_returns(Readings& readings, std::span<const Package> packages, const Moment& moment,
                         std::vector<Item>& items) {
  const auto returns = payments::open_book_returns(readings, packages, moment);
  if (!returns) return fail(returns.error());
  for (const auto& owed : *returns) {
    if (owed.returned) continue;
    items.push_back({.kind = Kind::return_,
                     .owner = Owner::provider,
                     .rule = "OB-1",
                     .service = {},
                     .provider = owed.provider,
                     .due = owed.due,
                     .overdue = owed.overdue(moment.at),
                     .because = owed.because});
  }
  return {};
}

using ById = std::map<std::string, const Package*>;

/// The invoices for these packages, which are all there are where no service is given.
Result<std::vector<payments::Invoice>> invoices_for(const Readings& readings, const ById& packages, bool are_all,
                                                    const Moment& moment) {
  if (are_all) return payments::all_invoices(readings, moment);
  std::vector<payments::Invoice> found;
  for (const auto& [id, unused] : packages) {
    auto invoices = payments::invoices_of(readings, id, moment);
    if (!invoices) return invoices;
    std::move(invoices->begin(), invoices->end(), std::back_inserter(found));
  }
  return found;
}

// PA-1
Result<void> add_invoices(Readings& readings, const ById& packages, bool are_all, const Moment& moment,
                          std::vector<Item>& items) {
  const auto invoices = invoices_for(readings, packages, are_all, moment);
  if (!invoices) return fail(invoices.error());
  const auto policies = readings.policies(moment.known_at);
  if (!policies) return fail(policies.error());
  for (const auto& invoice : *invoices) {
    const auto package = packages.find(invoice.package);
    if (package == packages.end() || invoice.state == payments::InvoiceState::paid) continue;
    // The term of the day from which it runs: a later policy moves no day that runs already.
    const auto policy = payments::payments_policy((*policies)->in_force, *package->second, invoice.reckoned_from);
    const auto due = invoice.due(policy);
    if (!due) continue;
    items.push_back({.kind = Kind::invoice,
                     .owner = Owner::council,
                     .rule = "PA-1",
                     .service = package->second->service,
                     .provider = package->second->provider,
                     .due = due,
                     .overdue = invoice.overdue(policy, moment.at),
                     .because = invoice.because,
                     .package = invoice.package,
                     .invoice = invoice.invoice});
  }
  return {};
}

// AL-32
Result<void> add_replacements(Readings& readings, const std::vector<Package>& packages, const Moment& moment,
                              std::vector<Item>& items) {
  for (const auto& package : packages) {
    if (!package.ending || package.ending->kind != allocations::Ending::Kind::handed_back) continue;
    if (!package.replaced_by.empty()) {
      const auto requirement = allocations::requirement_of(readings.view(), package.replaced_by, moment);
      if (!requirement) return fail(requirement.error());
      if (*requirement && (*requirement)->award) continue;
    }
    items.push_back({.kind = Kind::replacement,
                     .owner = Owner::council,
                     .rule = "AL-32",
                     .service = package.service,
                     .provider = package.provider,
                     .due = {},
                     .overdue = false,
                     .because = package.ending->because,
                     .package = package.package,
                     .requirement = package.replaced_by});
  }
  return {};
}

/// The first and the last day of the calendar quarter.
std::pair<Date, Date> quarter_of(Date day) {
  auto civil = core::time::civil(day);
  civil.month = (civil.month - 1) / 3 * 3 + 1;
  civil.day = 1;
  const Date first = core::time::date_of(civil);
  return {first, core::time::add_days(core::time::add_months(first, 3), -1)};
}

// DU-1: each quarter, of the providers with the largest share of the packages in force.
Result<void> add_contract_reviews(Readings& readings, const std::vector<Package>& packages, const Moment& moment,
                                  std::vector<Item>& items) {
  struct Share {
    std::string provider;
    std::size_t packages = 0;
    std::vector<core::event::Sequence> because;  // the first of its packages in force
  };
  std::map<std::string, Share> shares;
  for (const auto& package : packages) {
    if (package.provider.empty() || !package.in_force(moment.at)) continue;
    auto& share = shares[package.provider];
    if (share.packages++ > 0) continue;
    share.provider = package.provider;
    share.because = package.because;
  }
  std::vector<Share> largest;
  for (auto& [unused, share] : shares) largest.push_back(std::move(share));
  std::stable_sort(largest.begin(), largest.end(),
                   [](const Share& a, const Share& b) { return a.packages > b.packages; });
  if (largest.size() > largest_providers) largest.resize(largest_providers);

  const auto [first, last] = quarter_of(core::time::london_day(moment.at));
  constexpr std::array types{std::string_view("careledger.contract-review.held")};
  for (const auto& share : largest) {
    const auto reviews = record::dossier(readings.view(), "provider:" + share.provider, types, moment.known_at);
    if (!reviews) return fail(reviews.error());
    const bool held = std::ranges::any_of(**reviews, [&, from = core::time::start_of_day(first)](const auto& review) {
      return review.event.time >= from && review.event.time <= moment.at;
    });
    if (held) continue;
    items.push_back({.kind = Kind::contract_review,
                     .owner = Owner::council,
                     .rule = "DU-1",
                     .service = {},
                     .provider = share.provider,
                     .due = last,
                     .overdue = false,  // its day is the last of the quarter that runs
                     .because = share.because});
  }
  return {};
}

}  // namespace

// DU-1
Result<std::vector<Item>> of_purchases(Readings& readings, const std::optional<std::string>& service,
                                       const Moment& moment) {
  std::vector<Item> items;
  const auto packages = service ? allocations::packages_of_service(readings, *service, moment)
                                : allocations::all_packages(readings, moment);
  if (!packages) return fail(packages.error());
  if (packages->empty()) return items;
  ById by_id;
  for (const auto& package : *packages) by_id[package.package] = &package;
  auto added = add_invoices(readings, by_id, !service, moment, items);
  if (added) added = add_replacements(readings, *packages, moment, items);
  if (added && !service) added = add_returns(readings, *packages, moment, items);
  if (added && !service) added = add_contract_reviews(readings, *packages, moment, items);
  if (!added) return fail(std::move(added.error()));
  return items;
}

}  // namespace careledger::projections::due
