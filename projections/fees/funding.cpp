#include "projections/fees/funding.hpp"

#include "events/describe.hpp"
#include "projections/record/telling.hpp"

#include <array>

namespace careledger::projections::fees {

core::Result<std::optional<Funding>> funding_of(const Readings& readings, const std::string& package,
                                                const Moment& moment) {
  using events::money::FundingAgreed;
  constexpr std::array types{FundingAgreed::type};
  std::optional<Funding> funding;
  auto told = record::tell(readings.view(), "package:" + package, types, moment,
                           [&funding](const record::Entry& entry, core::json::Value data) {
                             auto agreed = events::decode_stored<FundingAgreed>(data);
                             if (!agreed) return;
                             funding =
                                 Funding{.since = entry.event.time, .shares = std::move(agreed->shares), .because = {}};
                             entry.append_to(funding->because);
                           });
  if (!told) return core::fail(std::move(told.error()));
  return funding;
}

}  // namespace careledger::projections::fees
