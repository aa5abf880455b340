#include "projections/contracting/bought.hpp"

#include "events/market/joining.hpp"
#include "projections/fees/package_fee.hpp"
#include "projections/joining/provider.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>

namespace careledger::projections::contracting {
namespace {

using allocations::Package;
using allocations::Requirement;
using core::fail;
namespace market = events::market;

Contract::Status status_of(const Package& package) {
  using enum Contract::Status;
  if (package.ending) return terminated;
  return package.started ? active : pending;
}

std::optional<Instant> start_of(std::string_view day) {
  const auto date = core::time::parse_date(day);
  return date ? std::optional(core::time::start_of_day(*date)) : std::nullopt;
}

/// What is bought of the package then, and what a unit of it costs.
Result<Line> line_of(Readings& readings, const fees::Schedules& schedules, const Package& package,
                     const Moment& moment) {
  const auto then = allocations::package_of(readings, package.package, moment);
  if (!then) return fail(then.error());
  const Package& bought = *then ? **then : package;
  const auto fee = fees::package_fee(readings, schedules, bought, moment);
  if (!fee) return fail(fee.error());
  Line line{.category = bought.category,
            .unit = bought.unit,
            .units_per_week = bought.units_per_week,
            .areas = {},
            .fee_pence = fee->unit == bought.unit ? fee->fee_pence : std::nullopt};
  if (!bought.area.empty()) line.areas.push_back(bought.area);
  return line;
}

}  // namespace

Line line_of(const Requirement& requirement) {
  return {.category = requirement.category,
          .unit = requirement.unit,
          .units_per_week = requirement.units_per_week,
          .areas = requirement.areas,
          .fee_pence = {}};
}

Result<Supplier> supplier_of(const Readings& readings, const std::string& provider, const Moment& moment) {
  auto known = joining::provider_at(readings, provider, moment);
  if (!known) return fail(std::move(known.error()));
  return Supplier{
      .provider = provider, .name = std::move(known->name), .company_number = std::move(known->company_number)};
}

Result<Bought> bought_as(Readings& readings, const Package& package, const Moment& moment) {
  auto supplier = supplier_of(readings, package.provider, moment);
  if (!supplier) return fail(std::move(supplier.error()));
  const auto schedules = fees::read_schedules(readings, moment.known_at);
  if (!schedules) return fail(schedules.error());
  // As it was awarded, and as it was bought last.
  auto awarded = line_of(readings, *schedules, package, {.at = package.awarded, .known_at = moment.known_at});
  if (!awarded) return fail(std::move(awarded.error()));
  auto last = moment;
  if (package.ending) {
    last.at = std::min(moment.at, std::max(package.awarded, Instant{package.ending->until.micros - 1}));
  }
  auto line = line_of(readings, *schedules, package, last);
  if (!line) return fail(std::move(line.error()));
  Bought bought{.award = {.id = package.package,
                          .made = package.awarded,
                          .supplier = std::move(*supplier),
                          .line = std::move(*awarded)},
                .contract = {.status = status_of(package),
                             .id = package.package,
                             .signed_on = package.awarded,
                             .starts = package.started,
                             .ends = {},
                             .line = std::move(*line),
                             .amendment = {}}};
  if (package.ending) bought.contract.ends = package.ending->until;
  return bought;
}

Result<std::optional<Framework>> framework_of(const Readings& readings, const std::string& contract,
                                              const Moment& moment) {
  static constexpr std::array types{market::ContractSigned::type, market::ContractTerminated::type};
  std::optional<Framework> framework;
  std::string provider;
  auto told = record::tell(readings.view(), "contract:" + contract, types, moment,
                           [&](const record::Entry& entry, core::json::Value data) {
                             if (entry.event.type == market::ContractSigned::type) {
                               provider = data.text("provider");
                               framework = Framework{.scheme = std::string(data.text("scheme")), .bought = {}};
                               framework->bought.award.made = entry.event.time;
                               framework->bought.contract = {.status = Contract::Status::active,
                                                             .id = contract,
                                                             .signed_on = entry.event.time,
                                                             .starts = start_of(data.text("starts")),
                                                             .ends = start_of(data.text("ends"))};
                             } else if (framework) {
                               framework->bought.contract.status = Contract::Status::terminated;
                               framework->bought.contract.ends = entry.event.time;
                             }
                           });
  if (!told) return fail(std::move(told.error()));
  if (!framework) return framework;
  auto supplier = supplier_of(readings, provider, moment);
  if (!supplier) return fail(std::move(supplier.error()));
  framework->bought.award.id = contract;
  framework->bought.award.supplier = std::move(*supplier);
  return framework;
}

}  // namespace careledger::projections::contracting
