#pragma once

#include "core/event/vocabulary.hpp"
#include "core/time/calendar.hpp"
#include "core/time/instant.hpp"
#include "events/limits.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The types of the fields of events. A field's type is its meaning: codec, schema and tags follow from it.
namespace careledger::events {

using core::time::Date;     // `2019-03-01`, a day in Europe/London
using core::time::Instant;  // `2019-03-01T00:00:00Z`, stored in UTC

/// A text, never empty, of at most so many characters; no control characters but tabs and line ends.
template <std::size_t max>
struct Text {
  std::string value;
  auto operator<=>(const Text&) const = default;
};
using Reference = Text<limits::reference>;
using Name = Text<limits::name>;
using Link = Text<limits::link>;
using Words = Text<limits::words>;

template <std::int64_t min, std::int64_t max>
struct Bounded {
  std::int64_t value = min;
  auto operator<=>(const Bounded&) const = default;
};
using Percent = Bounded<0, 100>;
using Count = Bounded<0, limits::count>;
using Carers = Bounded<1, 99>;  // who come at once
using Year = Bounded<1900, 2199>;
using Pence = Bounded<0, limits::pence>;
using Price = Bounded<1, limits::pence>;
using SignedPence = Bounded<-limits::pence, limits::pence>;

/// An exact decimal number as it was sent: `"7.50"`. No sign but `-`, no leading zeros, no exponent.
struct Decimal {
  std::string text;
  /// The number in millionths. Precondition: the text is a decimal (true of whatever was decoded).
  [[nodiscard]] std::int64_t millionths() const;
  bool operator==(const Decimal&) const = default;
};

/// A decimal that is not less than nothing: hours a week, and the like.
struct Quantity {
  Decimal number;
  bool operator==(const Quantity&) const = default;
};

/// The sequence of an event of the log, 1 or more; a decimal string in JSON.
struct EventSequence {
  core::event::Sequence value = 1;
  auto operator<=>(const EventSequence&) const = default;
};

/// When something happened, as precisely as it is known.
struct DateOrInstant {
  std::variant<Date, Instant> value;
  bool operator==(const DateOrInstant&) const = default;
};

/// What was measured: a whole number, or a text (a decimal, a grade).
struct Measurement {
  std::variant<std::int64_t, Name> value;
  bool operator==(const Measurement&) const = default;
};

/// A list, or its only member without brackets; kept as it was sent.
template <class T>
struct OneOrMore {
  std::vector<T> values;
  bool bare = false;  // values.size() == 1
  bool operator==(const OneOrMore&) const = default;
};

/// A field that is always present and may be null: null says something.
template <class T>
struct Nullable {
  std::optional<T> value;
  bool operator==(const Nullable&) const = default;
};

/// Any JSON object whose numbers are integers, in its canonical form.
struct JsonObject {
  std::string canonical = "{}";
  bool operator==(const JsonObject&) const = default;
};

/// Items that were ticked or not, by their names (which are ids).
using Checklist = std::map<std::string, bool>;

/// Words about a person: in clear from a client, encrypted once they are to be stored.
template <class T>
struct Personal {
  T clear;          // default where it is sealed
  std::string jwe;  // RFC 7516, compact; empty where it is in clear
  bool operator==(const Personal&) const = default;
};

/// A JSON Merge Patch (RFC 7396) of the data of another event, whose personal fields are personal here too, also where
/// that event is itself a correction and has a patch in its `data`.
struct MergePatch {
  struct Member {
    std::string name;
    std::string value;            // canonical JSON; once sealed {"jwe":…}
    bool personal = false;        // and not null
    bool nested = false;          // a patch stands in the place of the value
    std::vector<Member> members;  // of that patch, in canonical order
    bool operator==(const Member&) const = default;
  };
  std::vector<Member> members;  // in canonical order
  bool operator==(const MergePatch&) const = default;
};

}  // namespace careledger::events
