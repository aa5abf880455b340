#pragma once

#include "core/json/canonical.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "events/fields.hpp"
#include "events/ids.hpp"
#include "events/place.hpp"
#include "events/words.hpp"

#include <span>
#include <string>
#include <string_view>

namespace careledger::events {

namespace json = core::json;

/// How a field of type T is read, written and described; one specialisation a type (this page: those of one value).
///   read: sets the field, or notes at `place` what is wrong;
///   write: appends its RFC 8785 form;
///   schema: writes its JSON Schema (2020-12), which accepts what `read` accepts.
template <class T>
struct Codec;

/// The parts of the codecs that need no template.
namespace codec {
[[nodiscard]] bool is_id(std::string_view text);
void read_id(std::string& out, json::Value value, const Place& place);
void read_text(std::string& out, std::size_t max, json::Value value, const Place& place);
void read_decimal(std::string& out, json::Value value, const Place& place);
void read_quantity(std::string& out, json::Value value, const Place& place);
void read_integer(std::int64_t& out, std::int64_t min, std::int64_t max, json::Value value, const Place& place);
void read_boolean(bool& out, json::Value value, const Place& place);
void read_sequence(core::event::Sequence& out, json::Value value, const Place& place);
void read_date(Date& out, json::Value value, const Place& place);
void read_instant(Instant& out, json::Value value, const Place& place);
/// Any JSON whose numbers are integers; `out` gets its canonical form.
void read_any(std::string& out, json::Value value, const Place& place);
void read_object(std::string& out, json::Value value, const Place& place);
/// The index of the word among `words`; noted and 0 where it is none of them.
std::size_t read_word(std::span<const std::string_view> words, json::Value value, const Place& place);

/// A string that holds nothing to escape.
void append_plain(std::string& out, std::string_view text);
void append_integer(std::string& out, std::int64_t value);

void id_schema(json::Writer& out);
void text_schema(std::size_t max, json::Writer& out);
void decimal_schema(json::Writer& out);
void quantity_schema(json::Writer& out);
void integer_schema(std::int64_t min, std::int64_t max, json::Writer& out);
void sequence_schema(json::Writer& out);
void date_schema(json::Writer& out);
void instant_schema(json::Writer& out);
void words_schema(std::span<const std::string_view> words, json::Writer& out);
}  // namespace codec

template <Literal kind, Tagged tagged>
struct Codec<Id<kind, tagged>> {
  static void read(Id<kind, tagged>& out, json::Value value, const Place& place) {
    codec::read_id(out.value, value, place);
  }
  static void write(const Id<kind, tagged>& id, std::string& out) { codec::append_plain(out, id.value); }
  static void schema(json::Writer& out) { codec::id_schema(out); }
};

template <std::size_t max>
struct Codec<Text<max>> {
  static void read(Text<max>& out, json::Value value, const Place& place) {
    codec::read_text(out.value, max, value, place);
  }
  static void write(const Text<max>& words, std::string& out) { json::append_string(out, words.value); }
  static void schema(json::Writer& out) { codec::text_schema(max, out); }
};

template <std::int64_t min, std::int64_t max>
struct Codec<Bounded<min, max>> {
  static void read(Bounded<min, max>& out, json::Value value, const Place& place) {
    codec::read_integer(out.value, min, max, value, place);
  }
  static void write(const Bounded<min, max>& number, std::string& out) { codec::append_integer(out, number.value); }
  static void schema(json::Writer& out) { codec::integer_schema(min, max, out); }
};

template <>
struct Codec<bool> {
  static void read(bool& out, json::Value value, const Place& place) { codec::read_boolean(out, value, place); }
  static void write(bool flag, std::string& out) { out += flag ? "true" : "false"; }
  static void schema(json::Writer& out) { out.begin_object().member("type", "boolean").end_object(); }
};

template <>
struct Codec<Decimal> {
  static void read(Decimal& out, json::Value value, const Place& place) { codec::read_decimal(out.text, value, place); }
  static void write(const Decimal& number, std::string& out) { codec::append_plain(out, number.text); }
  static void schema(json::Writer& out) { codec::decimal_schema(out); }
};

template <>
struct Codec<Quantity> {
  static void read(Quantity& out, json::Value value, const Place& place) {
    codec::read_quantity(out.number.text, value, place);
  }
  static void write(const Quantity& quantity, std::string& out) { codec::append_plain(out, quantity.number.text); }
  static void schema(json::Writer& out) { codec::quantity_schema(out); }
};

template <>
struct Codec<EventSequence> {
  static void read(EventSequence& out, json::Value value, const Place& place) {
    codec::read_sequence(out.value, value, place);
  }
  static void write(const EventSequence& sequence, std::string& out) {
    codec::append_plain(out, std::to_string(sequence.value));
  }
  static void schema(json::Writer& out) { codec::sequence_schema(out); }
};

template <>
struct Codec<Date> {
  static void read(Date& out, json::Value value, const Place& place) { codec::read_date(out, value, place); }
  static void write(const Date& date, std::string& out) { codec::append_plain(out, core::time::format(date)); }
  static void schema(json::Writer& out) { codec::date_schema(out); }
};

template <>
struct Codec<Instant> {
  static void read(Instant& out, json::Value value, const Place& place) { codec::read_instant(out, value, place); }
  static void write(const Instant& instant, std::string& out) { codec::append_plain(out, core::time::format(instant)); }
  static void schema(json::Writer& out) { codec::instant_schema(out); }
};

template <>
struct Codec<JsonObject> {
  static void read(JsonObject& out, json::Value value, const Place& place) {
    codec::read_object(out.canonical, value, place);
  }
  static void write(const JsonObject& object, std::string& out) { out += object.canonical; }
  static void schema(json::Writer& out) { out.begin_object().member("type", "object").end_object(); }
};

template <Word E>
struct Codec<E> {
  static void read(E& out, json::Value value, const Place& place) {
    out = static_cast<E>(codec::read_word(words_of<E>, value, place));
  }
  static void write(E word, std::string& out) { codec::append_plain(out, text(word)); }
  static void schema(json::Writer& out) { codec::words_schema(words_of<E>, out); }
};

}  // namespace careledger::events
