#pragma once

#include "tests/projections/ledger.hpp"

#include <span>
#include <string>
#include <string_view>

/// A provider and its service on their way into a scheme.
namespace careledger::tests {

core::event::Sequence register_provider(TestLedger& ledger, const std::string& provider, int weekly_hours,
                                        std::string_view when = "2012-01-02 10:00");
core::event::Sequence register_service(TestLedger& ledger, const std::string& service, const std::string& provider,
                                       const std::string& category, std::string_view when = "2012-01-02 10:00");

/// An application that declares all that any scheme asks for.
core::event::Sequence applied(TestLedger& ledger, std::string_view when, const std::string& service,
                              const std::string& scheme);
/// One that declares what is listed, apart by blanks; an item after `-` is declared false.
core::event::Sequence applied(TestLedger& ledger, std::string_view when, const std::string& service,
                              const std::string& scheme, std::string_view evidence);

/// `17,18`
[[nodiscard]] std::string listed(std::span<const core::event::Sequence> sequences);

}  // namespace careledger::tests
