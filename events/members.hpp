#pragma once

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

/// The members of a struct described with BOOST_DESCRIBE_STRUCT, as the compiler knows them.
namespace careledger::events {

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

namespace detail {

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
inline constexpr std::size_t member_count = boost::mp11::mp_size<Members<T>>::value;

template <class T, std::size_t index>
using Member = boost::mp11::mp_at_c<Members<T>, index>;

template <class T, std::size_t index>
using MemberType = std::remove_cvref_t<decltype(std::declval<T&>().*Member<T, index>::pointer)>;

template <class T>
using Indices = std::make_index_sequence<member_count<T>>;

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T, std::size_t... index>
consteval auto member_names(std::index_sequence<index...>) {
  return std::array<std::string_view, sizeof...(index)>{std::string_view(Member<T, index>::name)...};
}
template <class T>
inline constexpr auto names = member_names<T>(Indices<T>{});

template <class T, std::size_t... index>
consteval std::uint32_t required_members(std::index_sequence<index...>) {
  static_assert(sizeof...(index) <= 32);
  return ((IsOptional<MemberType<T, index>>::value ? 0U : 1U << index) | ... | 0U);
}
/// A bit for each member that is not optional, by its place in the declaration.
template <class T>
inline constexpr std::uint32_t required = required_members<T>(Indices<T>{});

/// The members in RFC 8785's order, which for ASCII names is that of their bytes.
template <class T>
inline constexpr auto canonical_order = [] {
  std::array<std::size_t, member_count<T>> order{};
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [](std::size_t a, std::size_t b) { return names<T>[a] < names<T>[b]; });
  return order;
}();

/// `,"name":` of a member.
template <class T, std::size_t index>
inline constexpr auto opening = [] {
  constexpr std::string_view name = names<T>[index];
  std::array<char, name.size() + 4> text{};
  auto at = text.begin();
  *at++ = ',';
  *at++ = '"';
  at = std::copy(name.begin(), name.end(), at);
  *at++ = '"';
  *at = ':';
  return text;
}();

/// Calls `f` with each member of the value, by the order of the declaration, and its name.
template <class T, class F>
void for_each_member(T& value, F&& f) {
  using Struct = std::remove_const_t<T>;
  [&]<std::size_t... index>(std::index_sequence<index...>) {
    (f(value.*Member<Struct, index>::pointer, names<Struct>[index]), ...);
  }
  (Indices<Struct>{});
}

}  // namespace detail
}  // namespace careledger::events
