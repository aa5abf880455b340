#pragma once

#include "tests/projections/ledger.hpp"

#include <string>
#include <string_view>

namespace careledger::tests {

inline void provided(TestLedger& ledger, const std::string& provider, const std::string& service,
                     const std::string& category = "home_support") {
  ledger.told("2012-01-02", "provider.registered", "{'provider':'" + provider + "','name':'P'}");
  ledger.told("2012-01-02", "service.registered",
              "{'service':'" + service + "','provider':'" + provider + "','name':'S','category':'" + category + "'}");
}

/// A package bought outside a tender, by the hour at 16.00.
inline core::event::Sequence placed(TestLedger& ledger, std::string_view when, const std::string& package,
                                    const std::string& service, const std::string& category = "home_support") {
  return ledger.told(
      when, "placement.made",
      "{'package':'" + package + "','service':'" + service + "','category':'" + category +
          "','citizen':'c1','unit':'hour','units_per_week':'7','price_pence':1600,'reason':'emergency'}");
}

/// A visit of an hour that was made as it was planned.
inline void visited(TestLedger& ledger, std::string_view when, const std::string& package, const std::string& day) {
  const std::string from = day + "T09:00:00Z";
  const std::string to = day + "T10:00:00Z";
  ledger.told(when, "visit.recorded",
              "{'package':'" + package + "','planned_start':'" + from + "','planned_end':'" + to + "','start':'" +
                  from + "','end':'" + to + "','carers':1}");
}

}  // namespace careledger::tests
