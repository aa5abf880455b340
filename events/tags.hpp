#pragma once

#include "events/care.hpp"
#include "events/fields.hpp"
#include "events/ids.hpp"
#include "events/members.hpp"
#include "events/sealing.hpp"

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

/// Whose words the event's personal fields are: those of the citizen named, else of the citizen of its requirement or
/// package, or of the event that it corrects.
template <class T>
[[nodiscard]] Whose whose_words(const T& event) {
  Whose whose;
  std::string citizen;
  const auto behind = [&whose](std::string_view kind, std::string_view value, std::string_view name) {
    if (!whose.behind.empty()) return;
    whose.behind.append(kind).append(":").append(value);
    whose.named_by = name;
  };
  detail::for_each_member(event, [&]<class F>(const F& field, std::string_view name) {
    if constexpr (std::is_same_v<F, CitizenId>) {
      if (citizen.empty()) citizen = field.value;
    } else if constexpr (std::is_same_v<F, std::optional<CitizenId>>) {
      if (citizen.empty() && field) citizen = field->value;
    } else if constexpr (std::is_same_v<F, RequirementId> || std::is_same_v<F, PackageId>) {
      behind(F::kind, field.value, name);
    } else if constexpr (std::is_same_v<F, EventSequence>) {
      if (name == "corrects") behind("event", std::to_string(field.value), name);
    }
  });
  if (!citizen.empty()) return {.citizen = std::move(citizen), .behind = {}, .named_by = {}};
  return whose;
}

/// `service/1-117227134`: the first tag's entity; empty where there is none.
[[nodiscard]] std::string subject_of(const std::vector<std::string>& tags);

}  // namespace careledger::events
