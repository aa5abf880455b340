#pragma once

#include "events/family.hpp"
#include "events/period.hpp"

/// Who pays a package's fee, and what was asked and paid for it. These structs are the storage format: past tense,
/// append only; a changed meaning is a new version of the schema.
namespace careledger::events::money {

enum class Payer : std::uint8_t { council, icb, citizen, third_party };
BOOST_DESCRIBE_ENUM(Payer, council, icb, citizen, third_party)

enum class ShareKind : std::uint8_t { fnc, chc, joint, s117, contribution, top_up };
BOOST_DESCRIBE_ENUM(ShareKind, fnc, chc, joint, s117, contribution, top_up)

struct FundingShare {
  Payer body{};
  ShareKind kind{};
  Pence pence;
};
BOOST_DESCRIBE_STRUCT(FundingShare, (), (body, kind, pence))

/// Its `time` is the instant from which the shares hold, in the place of all before.
struct FundingAgreed {
  static constexpr std::string_view type = "careledger.funding.agreed";
  PackageId package;
  std::vector<FundingShare> shares;
};
BOOST_DESCRIBE_STRUCT(FundingAgreed, (), (package, shares))

struct PaymentScheduleSet {
  static constexpr std::string_view type = "careledger.payment-schedule.set";
  PackageId package;
  Period period;
  Pence amount_pence;
};
BOOST_DESCRIBE_STRUCT(PaymentScheduleSet, (), (package, period, amount_pence))

struct InvoiceReceived {
  static constexpr std::string_view type = "careledger.invoice.received";
  InvoiceId invoice;
  PackageId package;
  Period period;
  Quantity units;
  Pence amount_pence;
};
BOOST_DESCRIBE_STRUCT(InvoiceReceived, (), (invoice, package, period, units, amount_pence))

struct InvoiceQueried {
  static constexpr std::string_view type = "careledger.invoice.queried";
  InvoiceId invoice;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(InvoiceQueried, (), (invoice, reason))

struct InvoiceAccepted {
  static constexpr std::string_view type = "careledger.invoice.accepted";
  InvoiceId invoice;
};
BOOST_DESCRIBE_STRUCT(InvoiceAccepted, (), (invoice))

struct InvoiceCorrected {
  static constexpr std::string_view type = "careledger.invoice.corrected";
  InvoiceId invoice;
  Quantity units;
  Pence amount_pence;
};
BOOST_DESCRIBE_STRUCT(InvoiceCorrected, (), (invoice, units, amount_pence))

/// Of an invoice, or of a package for a period.
struct PaymentMade {
  static constexpr std::string_view type = "careledger.payment.made";
  static const std::string_view constraints;
  PaymentId payment;
  std::optional<InvoiceId> invoice;
  std::optional<PackageId> package;
  std::optional<Period> period;
  Pence amount_pence;

  static void check(const PaymentMade& event, const Place& place);
};
BOOST_DESCRIBE_STRUCT(PaymentMade, (), (payment, invoice, package, period, amount_pence))

/// Where the provider's money of a financial year came from and went to.
struct OpenBookReturned {
  static constexpr std::string_view type = "careledger.open-book.returned";
  ProviderId provider;
  Year year;
  Pence income_pence;
  Pence staff_pence;
  Pence overhead_pence;
  SignedPence surplus_pence;
};
BOOST_DESCRIBE_STRUCT(OpenBookReturned, (), (provider, year, income_pence, staff_pence, overhead_pence, surplus_pence))

}  // namespace careledger::events::money
