#pragma once

#include "core/json/writer.hpp"
#include "projections/fees/funding.hpp"
#include "projections/fees/package_fee.hpp"
#include "projections/payments/account.hpp"

#include <optional>

/// What money comes to, as members of an object that is open.
namespace careledger::api::routes {

/// `fee`: the fee of one unit of a package; `weekly_pence` of all its units.
void write_fee(core::json::Writer& out, const projections::fees::PackageFee& fee);

/// `top_up`, the one that was agreed last, and `top_ups`, all of them.
void write_top_ups(core::json::Writer& out, const projections::allocations::Package& package);

/// `funding`: null where nothing was agreed.
void write_funding(core::json::Writer& out, const std::optional<projections::fees::Funding>& funding);

/// The invoice as it stands; `policy` says when it is due.
void write_invoice(core::json::Writer& out, const projections::payments::Invoice& invoice,
                   const projections::policies::PaymentsPolicy& policy, core::time::Instant at);

/// A visit as it was planned and made, with how it differs.
void write_visit(core::json::Writer& out, const projections::payments::Visit& visit);

/// What is paid of a package for a period without an invoice: members of an object that is open.
void write_scheduled(core::json::Writer& out, const projections::payments::Scheduled& scheduled);
/// As `accurate`: true, false, or null where nothing tells.
void write_accuracy(core::json::Writer& out, const projections::payments::Account& account);

}  // namespace careledger::api::routes
