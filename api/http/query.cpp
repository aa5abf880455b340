#include "api/http/query.hpp"

#include "core/json/value.hpp"

#include <algorithm>
#include <charconv>

namespace careledger::api::http {
namespace {

bool contains(const Query::Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string percent_encoded(std::string_view text, std::string_view kept) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
  }
  return encoded;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    unsigned char byte = 0;
    const auto [end, error] = std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
    if (error != std::errc{} || end != text.data() + i + 3 || byte == 0) return std::nullopt;
    decoded += static_cast<char>(byte);
    i += 2;
  }
  if (!core::json::is_utf8(decoded)) return std::nullopt;
  return decoded;
}

core::Result<Query> Query::parse(std::string_view text, const Names& allowed, const Names& repeated) {
  Query query;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals));
    auto value = percent_decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view());
    if (!name || !value) return core::fail(core::Fault::bad_request, "the query holds a malformed percent escape");
    const bool again = query.get(*name).has_value();
    if (!contains(allowed, *name) && !contains(repeated, *name)) {
      return core::fail(core::Fault::bad_request, "there is no parameter \"" + *name + "\" here");
    }
    if (again && !contains(repeated, *name)) {
      return core::fail(core::Fault::bad_request, "the parameter \"" + *name + "\" stands twice");
    }
    query.parameters_.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

std::optional<std::string_view> Query::get(std::string_view name) const {
  for (const auto& [key, value] : parameters_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string> Query::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : parameters_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

core::Result<void> Query::must_be_among(std::string_view name, std::span<const std::string_view> words) const {
  const auto values = all(name);
  if (std::all_of(values.begin(), values.end(), [words](const std::string& value) {
        return std::find(words.begin(), words.end(), value) != words.end();
      })) {
    return {};
  }
  std::string detail = std::string(name) + " is one of";
  for (const auto word : words) detail.append(" ").append(word);
  return core::fail(core::Fault::bad_request, std::move(detail));
}

}  // namespace careledger::api::http
