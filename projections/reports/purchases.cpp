#include "projections/reports/purchases.hpp"

#include "projections/allocations/packages.hpp"
#include "projections/reports/providers.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace careledger::projections::reports {
namespace {

using allocations::Requirement;
using core::fail;
using core::Fault;
using core::time::Instant;

Tender tender_of(const Requirement& requirement, Instant at) {
  using enum Tender::Fate;
  Tender tender{.requirement = requirement.requirement, .fate = open, .because = requirement.because};
  if (at > requirement.closes) tender.fate = closed;
  if (const auto& cancelled = requirement.cancelled) {
    if (cancelled->since <= requirement.closes) tender.fate = broken_off;
    tender.without_offers = cancelled->reason == no_offers;
    tender.because.insert(tender.because.end(), cancelled->because.begin(), cancelled->because.end());
  }
  return tender;
}

/// Nothing where it is none of the period and the selection.
Result<std::optional<Tender>> tender_in(const core::log::View& view, const Question& question, const std::string& id) {
  const Moment end{.at = question.period.last(), .known_at = question.known_at};
  const auto published = allocations::published_requirement(view, id, end);
  if (!published) return fail(published.error());
  if (!*published || !question.period.has((*published)->published) ||
      !question.selection.has_category((*published)->category)) {
    return std::nullopt;
  }
  const auto requirement = allocations::requirement_of(view, id, end);
  if (!requirement) return fail(requirement.error());
  const auto& areas = (*requirement)->areas;
  const auto& area = question.selection.area;
  if (area && std::find(areas.begin(), areas.end(), *area) == areas.end()) return std::nullopt;
  return tender_of(**requirement, end.at);
}

}  // namespace

bool Bought::is_good(Instant instant) const {
  return service && reports::is_good(*service, instant);
}

void Bought::add_rating(Instant instant, std::vector<Sequence>& because) const {
  if (!service) return;
  const auto& by = service->history.at(instant).because;
  because.insert(because.end(), by.begin(), by.end());
}

Result<std::vector<Bought>> bought_by(Readings& readings, const Question& question, Instant instant) {
  auto packages = allocations::all_packages(readings, {.at = instant, .known_at = question.known_at});
  if (!packages) return fail(std::move(packages.error()));
  std::vector<Bought> bought;
  for (auto& package : *packages) {
    if (!question.selection.has_category(package.category) || question.sealed.contains(package.requirement)) continue;
    auto service = readings.service(package.service, question.known_at);
    if (!service && service.error().fault != Fault::not_found) return fail(std::move(service.error()));
    auto found = service ? std::move(*service) : nullptr;
    const auto& area = question.selection.area;
    const bool placed_there = package.area.empty() && found && area && found->details.area == *area;
    if (area && *area != package.area && !placed_there) continue;
    bought.push_back({.package = std::move(package), .service = std::move(found)});
  }
  return bought;
}

std::map<std::string, Client> clients_at(std::span<const Bought> bought, Instant instant) {
  std::map<std::string, Client> clients;
  for (const auto& each : bought) {
    if (!each.package.in_force(instant) || each.package.citizen.empty()) continue;
    Client& client = clients[each.package.citizen];
    client.good = client.good && each.is_good(instant);
    client.bought_by.insert(client.bought_by.end(), each.package.because.begin(), each.package.because.end());
    each.add_rating(instant, client.rated_by);
  }
  return clients;
}

std::map<std::string, std::vector<Sequence>> endings_by(std::span<const Bought> bought, Instant instant) {
  std::map<std::string, std::vector<Sequence>> endings;
  for (const auto& each : bought) {
    const auto& package = each.package;
    if (!package.ending || package.in_force(instant)) continue;
    auto& because = endings[package.citizen];
    because.insert(because.end(), package.ending->because.begin(), package.ending->because.end());
  }
  return endings;
}

std::vector<Purchase> purchases_in(std::span<const Bought> bought, const Period& period) {
  std::vector<Purchase> purchases;
  for (const auto& each : bought) {
    const auto& package = each.package;
    if (!period.has(package.awarded)) continue;
    auto& purchase = purchases.emplace_back(Purchase{.package = package.package,
                                                     .placed = package.placed,
                                                     .good = each.is_good(package.awarded),
                                                     .bought_by = package.because,
                                                     .rated_by = {}});
    each.add_rating(package.awarded, purchase.rated_by);
  }
  return purchases;
}

Result<std::vector<Tender>> tenders_in(Readings& readings, const Question& question) {
  constexpr std::size_t at_once = 1'000;
  const auto& view = readings.view();
  const auto ids = allocations::requirement_ids(view, question.known_at);
  if (!ids) return fail(ids.error());
  std::vector<Tender> tenders;
  for (std::span<const std::string> rest = *ids; !rest.empty();) {
    const auto next = rest.first(std::min(at_once, rest.size()));
    rest = rest.subspan(next.size());
    if (auto read = allocations::read_published_ahead(view, next); !read) return fail(std::move(read.error()));
    for (const auto& id : next) {
      auto tender = tender_in(view, question, id);
      if (!tender) return fail(std::move(tender.error()));
      if (*tender) tenders.push_back(std::move(**tender));
    }
  }
  return tenders;
}

}  // namespace careledger::projections::reports
