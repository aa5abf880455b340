#pragma once

#include "events/care.hpp"
#include "events/fields.hpp"
#include "events/ids.hpp"
#include "events/members.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an event is about, by the types of its fields.
namespace careledger::events {

namespace detail {

/// Notes a tag, each once.
void add_tag(std::string_view kind, std::string_view value, std::vector<std::string>& tags);

/// The tags of a field: none, but for what is identified or holds such.
template <class T>
struct Tags {
  static void add(const T&, std::vector<std::string>&) {}
};

template <Literal kind>
struct Tags<Id<kind, Tagged::yes>> {
  static void add(const Id<kind>& id, std::vector<std::string>& tags) { add_tag(id.kind, id.value, tags); }
};

template <>
struct Tags<Category> {
  static void add(Category category, std::vector<std::string>& tags) { add_tag("category", text(category), tags); }
};

template <class T>
struct Tags<std::optional<T>> {
  static void add(const std::optional<T>& field, std::vector<std::string>& tags) {
    if (field) Tags<T>::add(*field, tags);
  }
};

template <class T>
struct Tags<Nullable<T>> {
  static void add(const Nullable<T>& field, std::vector<std::string>& tags) {
    if (field.value) Tags<T>::add(*field.value, tags);
  }
};

template <class T>
struct Tags<std::vector<T>> {
  static void add(const std::vector<T>& list, std::vector<std::string>& tags) {
    for (const auto& element : list) Tags<T>::add(element, tags);
  }
};

}  // namespace detail

/// `service:1-117227134`, in the order of the fields; lists tag each member.
template <class T>
[[nodiscard]] std::vector<std::string> tags_of(const T& event) {
  std::vector<std::string> tags;
  detail::for_each_member(event,
                          [&tags]<class F>(const F& field, std::string_view) { detail::Tags<F>::add(field, tags); });
  return tags;
}

/// The citizen whose key seals the event's personal fields; empty where it names none.
template <class T>
[[nodiscard]] std::string_view citizen_of(const T& event) {
  std::string_view citizen;
  detail::for_each_member(event, [&citizen]<class F>(const F& field, std::string_view) {
    if constexpr (std::is_same_v<F, CitizenId>) {
      if (citizen.empty()) citizen = field.value;
    } else if constexpr (std::is_same_v<F, std::optional<CitizenId>>) {
      if (citizen.empty() && field) citizen = field->value;
    }
  });
  return citizen;
}

/// `service/1-117227134`: the first tag's entity; empty where there is none.
[[nodiscard]] std::string subject_of(const std::vector<std::string>& tags);

}  // namespace careledger::events
