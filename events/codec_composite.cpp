#include "events/codec_composite.hpp"

namespace careledger::events {

void Codec<DateOrInstant>::read(DateOrInstant& out, json::Value value, const Place& place) {
  constexpr std::size_t date_length = 10;
  if (value.is_string() && value.string().size() > date_length) {
    codec::read_instant(out.value.emplace<Instant>(), value, place);
  } else {
    codec::read_date(out.value.emplace<Date>(), value, place);
  }
}

void Codec<DateOrInstant>::write(const DateOrInstant& when, std::string& out) {
  std::visit([&out](const auto& value) { codec::append_plain(out, core::time::format(value)); }, when.value);
}

void Codec<DateOrInstant>::schema(json::Writer& out) {
  out.begin_object().name("anyOf").begin_array();
  codec::date_schema(out);
  codec::instant_schema(out);
  out.end_array().end_object();
}

void Codec<Measurement>::read(Measurement& out, json::Value value, const Place& place) {
  if (value.kind() == json::Kind::integer) {
    out.value = value.integer();
  } else if (value.is_string()) {
    codec::read_text(out.value.emplace<Name>().value, limits::name, value, place);
  } else {
    place.wrong("must be a whole number or a string");
  }
}

void Codec<Measurement>::write(const Measurement& measured, std::string& out) {
  if (const auto* number = std::get_if<std::int64_t>(&measured.value)) {
    codec::append_integer(out, *number);
  } else {
    json::append_string(out, std::get<Name>(measured.value).value);
  }
}

void Codec<Measurement>::schema(json::Writer& out) {
  out.begin_object().name("anyOf").begin_array();
  codec::integer_schema(-json::max_integer, json::max_integer, out);
  codec::text_schema(limits::name, out);
  out.end_array().end_object();
}

void Codec<Checklist>::read(Checklist& out, json::Value value, const Place& place) {
  if (!value.is_object()) return place.wrong("must be an object of items that are true or false");
  if (value.size() > limits::checklist) {
    return place.wrong("must have at most " + std::to_string(limits::checklist) + " items");
  }
  for (const auto [name, item] : value.members()) {
    const Place at = place.member(name);
    if (!codec::is_id(name)) {
      at.wrong("must be named by 1 to 64 of A-Z a-z 0-9 . _ -");
    } else {
      codec::read_boolean(out[std::string(name)], item, at);
    }
  }
}

void Codec<Checklist>::write(const Checklist& items, std::string& out) {
  out += '{';
  // The names are ASCII: the map's order is RFC 8785's.
  for (const auto& [name, value] : items) {
    if (out.back() != '{') out += ',';
    codec::append_plain(out, name);
    out += value ? ":true" : ":false";
  }
  out += '}';
}

void Codec<Checklist>::schema(json::Writer& out) {
  out.begin_object().member("type", "object").member("maxProperties", static_cast<std::int64_t>(limits::checklist));
  out.name("propertyNames");
  codec::id_schema(out);
  out.name("additionalProperties");
  Codec<bool>::schema(out);
  out.end_object();
}

}  // namespace careledger::events
