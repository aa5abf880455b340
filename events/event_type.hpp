#pragma once

#include "core/event/vocabulary.hpp"
#include "events/describe.hpp"
#include "events/tags.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::events {

/// A type of event of this vocabulary.
class EventType : public core::event::EventType {
 public:
  /// The names of the type's personal fields.
  [[nodiscard]] virtual std::vector<std::string_view> personal_names() const = 0;
  /// The names of all others.
  [[nodiscard]] virtual std::vector<std::string_view> public_names() const = 0;
};

/// `{"$schema":…,"$id":"/schemas/inspection.published/1","title":…`, an open object.
void begin_event_schema(std::string_view type, int version, json::Writer& out);

/// The type that a struct describes.
template <Event T>
class DescribedType final : public EventType {
 public:
  [[nodiscard]] std::string_view name() const override { return T::type; }

  [[nodiscard]] int version() const override {
    if constexpr (requires { T::version; }) return T::version;
    return 1;
  }

  [[nodiscard]] bool receipt_timed() const override {
    if constexpr (requires { T::receipt_timed; }) return T::receipt_timed;
    return false;
  }

  [[nodiscard]] bool has_personal_fields() const override { return detail::has_personal<T>; }

  [[nodiscard]] std::string schema() const override {
    std::string text;
    json::Writer out(text);
    begin_event_schema(T::type, version(), out);
    detail::properties_schema<T>(out);
    out.end_object();
    if constexpr (requires { T::constraints; }) {
      text.back() = ',';
      text.append(T::constraints).append("}");
    }
    return text;
  }

  [[nodiscard]] std::vector<std::string_view> personal_names() const override { return names(true); }
  [[nodiscard]] std::vector<std::string_view> public_names() const override { return names(false); }

  [[nodiscard]] std::optional<core::event::Content> read(json::Value data, Origin origin, core::event::Sealer* sealer,
                                                         const std::string& base,
                                                         std::vector<core::PointedError>& errors) const override {
    Report report(base, origin, errors);
    const Place place(report);
    T event{};
    events::read(event, data, place);
    if constexpr (requires { T::check(event, place); }) {
      if (!report.failed()) T::check(event, place);
    }
    if constexpr (detail::has_personal<T>) {
      if (!report.failed() && origin == Origin::client) seal(event, sealer, place);
    }
    if (report.failed()) return std::nullopt;
    core::event::Content content;
    content.data = encode(event);
    content.tags = tags_of(event);
    content.subject = subject_of(content.tags);
    return content;
  }

 private:
  static std::vector<std::string_view> names(bool personal) {
    std::vector<std::string_view> names;
    const T event{};
    detail::for_each_member(event, [&]<class F>(const F&, std::string_view name) {
      if (IsPersonal<F>::value == personal) names.push_back(name);
    });
    return names;
  }
  static void seal(T& event, core::event::Sealer* sealer, const Place& place) {
    const Whose whose = whose_words(event);
    const Sealing sealing(sealer, whose, T::retention, place);
    detail::for_each_member(event, [&]<class F>(F& field, std::string_view name) {
      if constexpr (IsSealable<F>::value) seal_field(field, sealing, place.member(name));
    });
  }
};

/// The types of a family, one of each struct. Lives as long as the program.
template <Event... T>
[[nodiscard]] std::span<const EventType* const> types_of() {
  static const std::tuple<DescribedType<T>...> types;
  static const std::array<const EventType*, sizeof...(T)> list{&std::get<DescribedType<T>>(types)...};
  return list;
}

}  // namespace careledger::events
