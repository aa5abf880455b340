#pragma once

#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace careledger::events {

/// An enumeration described with BOOST_DESCRIBE_ENUM: a word of the vocabulary by each enumerator's name. Where C++
/// can't spell the word the enumerator carries an underscore that is no part of it: `continue_`, `_18_64`.
template <class E>
concept Word = boost::describe::has_describe_enumerators<E>::value;

namespace detail {

consteval std::string_view without_underscore(std::string_view enumerator) {
  if (enumerator.starts_with('_')) enumerator.remove_prefix(1);
  if (enumerator.ends_with('_')) enumerator.remove_suffix(1);
  return enumerator;
}

template <class E, template <class...> class List, class... D>
consteval auto names_of(List<D...>) {
  std::size_t next = 0;
  const bool in_order = ((static_cast<std::size_t>(D::value) == next++) && ...);
  if (!in_order) throw "the enumerators are 0, 1, 2, … in the order of their description";
  return std::array<std::string_view, sizeof...(D)>{without_underscore(D::name)...};
}

}  // namespace detail

/// The words of the enumeration, by the value of the enumerator.
template <Word E>
inline constexpr auto words_of = detail::names_of<E>(boost::describe::describe_enumerators<E>{});

template <Word E>
[[nodiscard]] constexpr std::string_view text(E word) {
  return words_of<E>[static_cast<std::size_t>(word)];
}

template <Word E>
[[nodiscard]] constexpr std::optional<E> word_named(std::string_view name) {
  for (std::size_t i = 0; i < words_of<E>.size(); ++i) {
    if (words_of<E>[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

/// A value for some of the words of an enumeration, an object in JSON.
template <Word Key, class T>
struct WordMap {
  std::array<std::optional<T>, words_of<Key>.size()> values;
  [[nodiscard]] const std::optional<T>& operator[](Key key) const { return values[static_cast<std::size_t>(key)]; }
  [[nodiscard]] std::optional<T>& operator[](Key key) { return values[static_cast<std::size_t>(key)]; }
  bool operator==(const WordMap&) const = default;
};

}  // namespace careledger::events
