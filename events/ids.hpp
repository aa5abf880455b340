#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace careledger::events {

/// A string literal as a template argument.
template <std::size_t size>
struct Literal {
  consteval Literal(const char (&literal)[size]) { std::copy_n(literal, size, text); }  // NOLINT: converts
  [[nodiscard]] constexpr std::string_view view() const { return {text, size - 1}; }
  char text[size]{};
};

enum class Tagged { yes, no };

/// The identifier of something that events speak of: 1 to 64 of `A-Z a-z 0-9 . _ -`. A tagged one makes the event
/// findable as `kind:value`.
template <Literal kind_, Tagged tagged_ = Tagged::yes>
struct Id {
  static constexpr std::string_view kind = kind_.view();
  static constexpr bool tagged = tagged_ == Tagged::yes;
  std::string value;
  auto operator<=>(const Id&) const = default;
};

using ProviderId = Id<"provider">;
using ServiceId = Id<"service">;
using CitizenId = Id<"citizen">;
using RequirementId = Id<"requirement">;
using OfferId = Id<"offer">;
using PackageId = Id<"package">;
using StatementId = Id<"statement">;
using PlanId = Id<"plan">;
using BreachId = Id<"breach">;
using ComplaintId = Id<"complaint">;
using AlertId = Id<"alert">;
using SuspensionId = Id<"suspension">;
using HoldId = Id<"hold">;
using InvoiceId = Id<"invoice">;
using ContractId = Id<"contract">;
using SchemeId = Id<"scheme">;
using AreaId = Id<"area">;
using RepresentationId = Id<"representation", Tagged::no>;
using PaymentId = Id<"payment", Tagged::no>;
using TargetId = Id<"target", Tagged::no>;

}  // namespace careledger::events
