#pragma once

#include "events/codec_composite.hpp"
#include "events/members.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Reading and writing an event from the one description that its struct is.
namespace careledger::events {

namespace detail {

template <class T, std::size_t index>
bool read_if_named(T& out, std::string_view name, json::Value value, const Place& place, std::uint32_t& seen) {
  if (name != names<T>[index]) return false;
  seen |= 1U << index;
  Codec<MemberType<T, index>>::read(out.*Member<T, index>::pointer, value, place);
  return true;
}

/// Notes each member whose bit is set.
void note_missing(std::uint32_t missing, const std::string_view* names, const Place& place);

template <class T, std::size_t... index>
void read_members(T& out, json::Value value, const Place& place, std::index_sequence<index...>) {
  if (!value.is_object()) return place.wrong("must be an object");
  std::uint32_t seen = 0;
  for (const auto [name, member] : value.members()) {
    const Place at = place.member(name);
    if (!(read_if_named<T, index>(out, name, member, at, seen) || ...)) at.wrong("is no field of this type");
  }
  if ((seen & required<T>) != required<T>) note_missing(required<T> & ~seen, names<T>.data(), place);
}

template <class T, std::size_t index>
void write_member(const T& value, std::string& out) {
  const auto& field = value.*Member<T, index>::pointer;
  if constexpr (IsOptional<MemberType<T, index>>::value) {
    if (!field) return;
  }
  const std::string_view name(opening<T, index>.data(), opening<T, index>.size());
  out += out.back() == '{' ? name.substr(1) : name;
  Codec<MemberType<T, index>>::write(field, out);
}

template <class T, std::size_t... index>
void write_members(const T& value, std::string& out, std::index_sequence<index...>) {
  out += '{';
  (write_member<T, canonical_order<T>[index]>(value, out), ...);
  out += '}';
}

/// Writes `properties`, `required` and `additionalProperties` into an open schema.
template <class T>
void properties_schema(json::Writer& out) {
  out.member("type", "object").name("properties").begin_object();
  [&]<std::size_t... index>(std::index_sequence<index...>) {
    ((out.name(names<T>[index]), Codec<MemberType<T, index>>::schema(out)), ...);
  }
  (Indices<T>{});
  constexpr std::uint32_t needed = required<T>;
  out.end_object().name("required").begin_array();
  for (std::size_t i = 0; i < member_count<T>; ++i) {
    if ((needed >> i & 1U) != 0) out.string(names<T>[i]);
  }
  out.end_array().member("additionalProperties", false);
}

template <class T>
inline constexpr bool has_personal = [] {
  return []<std::size_t... index>(std::index_sequence<index...>) {
    return (IsSealable<MemberType<T, index>>::value || ...);
  }
  (Indices<T>{});
}();

}  // namespace detail

/// A struct within an event.
template <Described T>
struct Codec<T> {
  static_assert(!detail::has_personal<T>, "personal fields stand at the top of an event, where they are sealed");
  static void read(T& out, json::Value value, const Place& place) {
    detail::read_members(out, value, place, detail::Indices<T>{});
  }
  static void write(const T& value, std::string& out) { detail::write_members(value, out, detail::Indices<T>{}); }
  static void schema(json::Writer& out) {
    out.begin_object();
    detail::properties_schema<T>(out);
    out.end_object();
  }
};

/// A type of event: a described struct that names itself. Beside its fields it may have
///   static constexpr bool receipt_timed = true;                  its time is the ledger's clock
///   static constexpr int version = 2;                            of its schema, 1 otherwise
///   static constexpr std::string_view retention = …;             needed where it has personal fields
///   static constexpr std::string_view constraints = R"("…":…)";  further members of its JSON Schema
///   static void check(const T&, const Place&);                   what no field can tell by itself
template <class T>
concept Event = Described<T> && requires {
  std::string_view(T::type);
};

/// Reads the fields; whether all is well `place`'s report tells. What only `check` can tell is not asked.
template <Event T>
void read(T& out, json::Value data, const Place& place) {
  detail::read_members(out, data, place, detail::Indices<T>{});
}

/// The data in RFC 8785's form: as a client sends it, or, where its personal fields are sealed, as it is stored.
template <Event T>
[[nodiscard]] std::string encode(const T& event) {
  std::string out;
  out.reserve(256);
  detail::write_members(event, out, detail::Indices<T>{});
  return out;
}

/// The data of a stored event, which was checked when it was admitted. Nothing where it is of another type or schema.
template <Event T>
[[nodiscard]] std::optional<T> decode_stored(json::Value data) {
  std::vector<core::PointedError> errors;
  Report report({}, Origin::stored, errors);
  std::optional<T> event(std::in_place);
  read(*event, data, Place(report));
  if (report.failed()) event.reset();
  return event;
}

}  // namespace careledger::events
