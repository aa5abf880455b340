#include "core/json/canonical.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace careledger::core::json {
namespace {

std::vector<Member> sorted_members(Value object) {
  std::vector<Member> members;
  members.reserve(object.size());
  for (const Member member : object.members()) members.push_back(member);
  const auto before = [](const Member& a, const Member& b) { return name_before(a.name, b.name); };
  if (!std::is_sorted(members.begin(), members.end(), before)) std::sort(members.begin(), members.end(), before);
  return members;
}

bool is_plain(unsigned char c) {
  return c >= 0x20 && c != '"' && c != '\\';
}

/// Passes eight bytes at a time, from `at` on, as long as none of them needs an escape.
std::size_t plain_words(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
  constexpr std::uint64_t tops = 0x8080'8080'8080'8080;
  const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word & tops; };
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const auto controls = (word - ones * 0x20) & ~word & tops;
    if ((controls | has_zero(word ^ ones * '"') | has_zero(word ^ ones * '\\')) != 0) break;
  }
  return at;
}

void append_integer(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

/// Opens a member of an object under construction.
void append_name(std::string& out, std::string_view name, bool& first) {
  if (!first) out += ',';
  first = false;
  append_string(out, name);
  out += ':';
}

void append_without_nulls(std::string& out, Value patch) {
  if (!patch.is_object()) return append_canonical(out, patch);
  out += '{';
  bool first = true;
  for (const auto& [name, value] : sorted_members(patch)) {
    if (value.kind() == Kind::null) continue;
    append_name(out, name, first);
    append_without_nulls(out, value);
  }
  out += '}';
}

void append_merged(std::string& out, Value target, Value patch) {
  if (!patch.is_object()) return append_canonical(out, patch);
  if (!target.is_object()) return append_without_nulls(out, patch);
  const auto old = sorted_members(target);
  const auto fresh = sorted_members(patch);
  out += '{';
  bool first = true;
  auto o = old.begin();
  auto f = fresh.begin();
  while (o != old.end() || f != fresh.end()) {
    if (f == fresh.end() || (o != old.end() && name_before(o->name, f->name))) {
      append_name(out, o->name, first);
      append_canonical(out, o->value);
      ++o;
      continue;
    }
    const bool both = o != old.end() && o->name == f->name;
    if (f->value.kind() != Kind::null) {
      append_name(out, f->name, first);
      both ? append_merged(out, o->value, f->value) : append_without_nulls(out, f->value);
    }
    if (both) ++o;
    ++f;
  }
  out += '}';
}

}  // namespace

bool name_before(std::string_view a, std::string_view b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (y == b.end()) return false;
  if (x == a.end()) return true;
  const auto left = static_cast<unsigned char>(*x);
  const auto right = static_cast<unsigned char>(*y);
  // UTF-8 keeps the order of code points, and UTF-16 that too, but for U+E000 to U+FFFF (lead bytes EE and EF), which
  // come after the surrogates that stand for all beyond them (lead bytes F0 and up).
  const bool left_beyond = left >= 0xF0;
  const bool right_beyond = right >= 0xF0;
  if (left_beyond != right_beyond && std::min(left, right) >= 0xEE) return left_beyond;
  return left < right;
}

void append_string(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = plain_words(text, 0); i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (is_plain(c)) continue;
    out.append(text, from, i - from);
    from = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += "\\u00";
        out += digits[c >> 4];
        out += digits[c & 15];
    }
    i = plain_words(text, from) - 1;
  }
  out.append(text, from, text.size() - from);
  out += '"';
}

void append_canonical(std::string& out, Value value) {
  switch (value.kind()) {
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
      out += value.boolean() ? "true" : "false";
      return;
    case Kind::integer:
      return append_integer(out, value.integer());
    case Kind::string:
      return append_string(out, value.string());
    case Kind::array: {
      out += '[';
      bool first = true;
      for (const Value element : value.elements()) {
        if (!std::exchange(first, false)) out += ',';
        append_canonical(out, element);
      }
      out += ']';
      return;
    }
    case Kind::object: {
      out += '{';
      bool first = true;
      for (const auto& [name, member] : sorted_members(value)) {
        append_name(out, name, first);
        append_canonical(out, member);
      }
      out += '}';
      return;
    }
    case Kind::other_number:
      break;
  }
  CARELEDGER_ASSERT(!"a number that is no integer within 2^53 reached the canonical form");
}

std::string canonical(Value value) {
  std::string out;
  append_canonical(out, value);
  return out;
}

void find_other_numbers(Value value, const std::string& base, std::vector<PointedError>& errors) {
  if (value.kind() == Kind::other_number) {
    errors.push_back({base, "numbers are integers within ±(2^53−1), without fraction or exponent"});
  } else if (value.is_array()) {
    std::size_t index = 0;
    for (const Value element : value.elements()) {
      find_other_numbers(element, base + '/' + std::to_string(index++), errors);
    }
  } else if (value.is_object()) {
    for (const auto [name, member] : value.members()) {
      find_other_numbers(member, base + '/' + pointer_token(name), errors);
    }
  }
}

std::string merge_patch(Value target, Value patch) {
  std::string out;
  append_merged(out, target, patch);
  return out;
}

std::string merge_diff(Value from, Value to) {
  const auto old = sorted_members(from);
  const auto fresh = sorted_members(to);
  std::string out = "{";
  bool first = true;
  auto o = old.begin();
  auto f = fresh.begin();
  while (o != old.end() || f != fresh.end()) {
    if (f == fresh.end() || (o != old.end() && name_before(o->name, f->name))) {
      append_name(out, o->name, first);
      out += "null";
      ++o;
    } else if (o == old.end() || o->name != f->name) {
      append_name(out, f->name, first);
      append_canonical(out, f->value);
      ++f;
    } else {
      if (canonical(o->value) != canonical(f->value)) {
        append_name(out, f->name, first);
        if (o->value.is_object() && f->value.is_object()) {
          out += merge_diff(o->value, f->value);
        } else {
          append_canonical(out, f->value);
        }
      }
      ++o;
      ++f;
    }
  }
  return out += '}';
}

std::string pointer_token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace careledger::core::json
