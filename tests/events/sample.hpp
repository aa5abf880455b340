#pragma once

#include "events/family.hpp"

/// An event with a field of each type.
namespace careledger::events::samples {

enum class Shade : std::uint8_t { dark, new_, _18_64 };
BOOST_DESCRIBE_ENUM(Shade, dark, new_, _18_64)

struct Part {
  Words words;
  std::optional<Decimal> decimal;
};
BOOST_DESCRIBE_STRUCT(Part, (), (words, decimal))

struct SampleTaken {
  static constexpr std::string_view type = "careledger.sample.taken";
  static constexpr std::string_view retention = retention::concerns;
  PaymentId untagged;
  InvoiceId invoice;
  Decimal decimal;
  Pence pence;
  SignedPence balance;
  Year year;
  bool flag = false;
  Instant instant;
  Date date;
  Shade shade{};
  Checklist checklist;
  Nullable<OfferId> offer;
  std::optional<std::vector<AreaId>> areas;
  std::optional<PackageId> replaces;
  std::vector<Part> parts;
  WordMap<Shade, Percent> shares;
  OneOrMore<Name> names;
  Personal<Words> secret;
};
BOOST_DESCRIBE_STRUCT(SampleTaken, (),
                      (untagged, invoice, decimal, pence, balance, year, flag, instant, date, shade, checklist, offer,
                       areas, replaces, parts, shares, names, secret))

}  // namespace careledger::events::samples
