#pragma once

#include "events/codec.hpp"
#include "events/members.hpp"
#include "tests/events/sealers.hpp"

#include <random>
#include <string>

namespace careledger::events {

/// Makes values of any type of field, and of structs of them, from a seed; limits and odd characters come up often.
class Arbitrary {
 public:
  explicit Arbitrary(std::uint64_t seed) : engine_(seed) {}

  std::int64_t between(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
  }
  bool coin() { return between(0, 1) == 1; }

  void make(bool& out) { out = coin(); }
  void make(Date& out) { out = core::time::Date{static_cast<std::int32_t>(between(-25'567, 84'005))}; }
  void make(Instant& out) {
    out.micros = between(core::time::earliest.micros, core::time::latest.micros);
    if (coin()) out.micros -= out.micros % 1'000'000;
  }
  void make(EventSequence& out) { out.value = static_cast<std::uint64_t>(between(1, coin() ? 9 : INT64_MAX)); }
  void make(Decimal& out) {
    out.text = std::string(coin() ? "-" : "") + std::to_string(between(0, coin() ? 9 : 999'999'999'999));
    if (coin()) out.text += "." + std::to_string(between(0, 999'999));
  }
  void make(DateOrInstant& out) { coin() ? make(out.value.emplace<Date>()) : make(out.value.emplace<Instant>()); }
  void make(Measurement& out) { coin() ? void(out.value = between(-9, 99)) : make(out.value.emplace<Name>()); }
  void make(JsonObject& out) { out.canonical = R"({"a":[true,null,{"b":)" + std::to_string(between(-9, 9)) + "}]}"; }
  void make(Checklist& out) {
    for (auto left = between(0, 4); left > 0; --left) out[identifier()] = coin();
  }
  void make(MergePatch& out) {
    for (const char* name : {"a", "b/c", "data", "é"}) {
      if (coin()) out.members.push_back({.name = name, .value = coin() ? "null" : R"([{"x":1}])"});
    }
  }
  template <Literal kind, Tagged tagged>
  void make(Id<kind, tagged>& out) {
    out.value = identifier();
  }
  template <std::size_t max>
  void make(Text<max>& out) {
    constexpr const char* pieces[] = {"a", " ", "\"", "\\", "/", "\n", "\t", "é", "€", "😀", "\xEF\xAC\xB3"};
    for (auto left = between(1, coin() ? 9 : std::int64_t{max}); left > 0; --left) out.value += pieces[between(0, 10)];
  }
  template <std::int64_t min, std::int64_t max>
  void make(Bounded<min, max>& out) {
    out.value = between(min, max);
  }
  template <Word E>
  void make(E& out) {
    out = static_cast<E>(between(0, std::int64_t{words_of<E>.size()} - 1));
  }
  template <Word Key, class T>
  void make(WordMap<Key, T>& out) {
    for (auto& value : out.values) make(value);
  }
  template <class T>
  void make(std::optional<T>& out) {
    if (coin()) make(out.emplace());
  }
  template <class T>
  void make(Nullable<T>& out) {
    make(out.value);
  }
  template <class T>
  void make(std::vector<T>& out) {
    for (auto left = between(0, 4); left > 0; --left) make(out.emplace_back());
  }
  template <class T>
  void make(OneOrMore<T>& out) {
    out.bare = coin();
    out.bare ? make(out.values.emplace_back()) : make(out.values);
  }
  template <class T>
  void make(Personal<T>& out) {
    out.jwe = MaskingSealer::jwe(identifier());
  }
  template <Described T>
  void make(T& out) {
    detail::for_each_member(out, [this](auto& member, std::string_view) { make(member); });
  }

 private:
  std::string identifier() {
    constexpr std::string_view characters = "abcXYZ019._-";
    std::string text;
    for (auto left = between(1, coin() ? 9 : std::int64_t{limits::id}); left > 0; --left) {
      text += characters[static_cast<std::size_t>(between(0, std::int64_t{characters.size()} - 1))];
    }
    return text;
  }

  std::mt19937_64 engine_;
};

}  // namespace careledger::events
