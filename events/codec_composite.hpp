#pragma once

#include "core/json/canonical.hpp"
#include "events/codec.hpp"
#include "events/sealing.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// The codecs of fields that hold other fields, or have several forms.
namespace careledger::events {

template <class T>
struct Codec<std::optional<T>> {
  static void read(std::optional<T>& out, json::Value value, const Place& place) {
    if (value.kind() == json::Kind::null) return place.wrong("must be left out rather than null");
    Codec<T>::read(out.emplace(), value, place);
  }
  /// Precondition: it holds a value; one that holds none is left out.
  static void write(const std::optional<T>& value, std::string& out) { Codec<T>::write(*value, out); }
  static void schema(json::Writer& out) { Codec<T>::schema(out); }
};

template <class T>
struct Codec<Nullable<T>> {
  static void read(Nullable<T>& out, json::Value value, const Place& place) {
    if (value.kind() == json::Kind::null) return out.value.reset();
    Codec<T>::read(out.value.emplace(), value, place);
  }
  static void write(const Nullable<T>& field, std::string& out) {
    field.value ? Codec<T>::write(*field.value, out) : void(out += "null");
  }
  static void schema(json::Writer& out) {
    out.begin_object().name("anyOf").begin_array();
    Codec<T>::schema(out);
    out.begin_object().member("type", "null").end_object().end_array().end_object();
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static void read(std::vector<T>& out, json::Value value, const Place& place) {
    if (!value.is_array()) return place.wrong("must be a list");
    if (value.size() > limits::list) {
      return place.wrong("must have at most " + std::to_string(limits::list) + " members");
    }
    out.reserve(value.size());
    for (const auto element : value.elements()) {
      const Place at = place.element(out.size());
      Codec<T>::read(out.emplace_back(), element, at);
    }
  }
  static void write(const std::vector<T>& list, std::string& out) {
    out += '[';
    for (const auto& element : list) {
      if (&element != list.data()) out += ',';
      Codec<T>::write(element, out);
    }
    out += ']';
  }
  static void schema(json::Writer& out) {
    out.begin_object().member("type", "array").member("maxItems", static_cast<std::int64_t>(limits::list));
    out.name("items");
    Codec<T>::schema(out);
    out.end_object();
  }
};

template <class T>
struct Codec<OneOrMore<T>> {
  static void read(OneOrMore<T>& out, json::Value value, const Place& place) {
    out.bare = !value.is_array();
    if (!out.bare) return Codec<std::vector<T>>::read(out.values, value, place);
    Codec<T>::read(out.values.emplace_back(), value, place);
  }
  static void write(const OneOrMore<T>& field, std::string& out) {
    field.bare ? Codec<T>::write(field.values.front(), out) : Codec<std::vector<T>>::write(field.values, out);
  }
  static void schema(json::Writer& out) {
    out.begin_object().name("anyOf").begin_array();
    Codec<T>::schema(out);
    Codec<std::vector<T>>::schema(out);
    out.end_array().end_object();
  }
};

template <Word Key, class T>
struct Codec<WordMap<Key, T>> {
  static constexpr auto& names = words_of<Key>;

  static void read(WordMap<Key, T>& out, json::Value value, const Place& place) {
    if (!value.is_object()) return place.wrong("must be an object");
    for (const auto [name, member] : value.members()) {
      const Place at = place.member(name);
      if (const auto key = word_named<Key>(name)) {
        Codec<T>::read(out[*key].emplace(), member, at);
      } else {
        at.wrong("is no field that is known here");
      }
    }
  }
  static void write(const WordMap<Key, T>& map, std::string& out) {
    out += '{';
    for (const std::size_t key : in_order()) {
      if (!map.values[key]) continue;
      if (out.back() != '{') out += ',';
      codec::append_plain(out, names[key]);
      out += ':';
      Codec<T>::write(*map.values[key], out);
    }
    out += '}';
  }
  static void schema(json::Writer& out) {
    out.begin_object().member("type", "object").name("propertyNames");
    codec::words_schema(names, out);
    out.name("additionalProperties");
    Codec<T>::schema(out);
    out.end_object();
  }

 private:
  static const auto& in_order() {
    static constexpr auto keys = [] {
      std::array<std::size_t, names.size()> sorted{};
      for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] = i;
      std::sort(sorted.begin(), sorted.end(), [](std::size_t a, std::size_t b) { return names[a] < names[b]; });
      return sorted;
    }();
    return keys;
  }
};

template <>
struct Codec<Checklist> {
  static void read(Checklist& out, json::Value value, const Place& place);
  static void write(const Checklist& items, std::string& out);
  static void schema(json::Writer& out);
};

template <>
struct Codec<DateOrInstant> {
  static void read(DateOrInstant& out, json::Value value, const Place& place);
  static void write(const DateOrInstant& when, std::string& out);
  static void schema(json::Writer& out);
};

template <>
struct Codec<Measurement> {
  static void read(Measurement& out, json::Value value, const Place& place);
  static void write(const Measurement& measured, std::string& out);
  static void schema(json::Writer& out);
};

/// From a client in clear; stored as {"jwe":…}.
template <class T>
struct Codec<Personal<T>> {
  static void read(Personal<T>& out, json::Value value, const Place& place) {
    if (place.origin() == Origin::stored) return read_sealed(out.jwe, value, place);
    if (value.find("jwe")) return place.wrong("must be sent in clear: the ledger seals it");
    Codec<T>::read(out.clear, value, place);
  }
  static void write(const Personal<T>& field, std::string& out) {
    field.jwe.empty() ? Codec<T>::write(field.clear, out) : append_sealed(out, field.jwe);
  }
  static void schema(json::Writer& out) {
    out.begin_object().name("anyOf").begin_array();
    Codec<T>::schema(out);
    sealed_schema(out);
    out.end_array().end_object();
  }
  static void seal(Personal<T>& field, const Sealing& sealing, const Place& place) {
    std::string clear;
    Codec<T>::write(field.clear, clear);
    field.jwe = sealing.seal(clear, place);
    field.clear = {};
  }
};

template <>
struct Codec<MergePatch> {
  static void read(MergePatch& out, json::Value value, const Place& place);
  static void write(const MergePatch& patch, std::string& out);
  static void schema(json::Writer& out);
  static void seal(MergePatch& patch, const Sealing& sealing, const Place& place);
};

/// A field that has words to encrypt.
template <class T>
    struct IsSealable : std::bool_constant < requires {
  &Codec<T>::seal;
} > {};
template <class T>
struct IsSealable<std::optional<T>> : IsSealable<T> {};

/// A field that is personal as a whole.
template <class T>
struct IsPersonal : std::false_type {};
template <class T>
struct IsPersonal<Personal<T>> : std::true_type {};
template <class T>
struct IsPersonal<std::optional<T>> : IsPersonal<T> {};

template <class T>
void seal_field(T& field, const Sealing& sealing, const Place& place) {
  Codec<T>::seal(field, sealing, place);
}
template <class T>
void seal_field(std::optional<T>& field, const Sealing& sealing, const Place& place) {
  if (field) seal_field(*field, sealing, place);
}

/// Whether some type of event has a personal field of this name, so that a patch of it is personal too: unless it is of
/// a type that has a public one.
[[nodiscard]] bool is_personal_name(std::string_view name);
/// Whether some type has a personal field of this name, and another a public one.
[[nodiscard]] bool is_public_name_too(std::string_view name);
/// Whether the type is known and has a public field of this name.
[[nodiscard]] bool is_public_name_of(std::string_view type, std::string_view name);

}  // namespace careledger::events
