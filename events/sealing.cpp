#include "events/sealing.hpp"

#include "core/json/canonical.hpp"
#include "events/codec_composite.hpp"

#include <algorithm>

namespace careledger::events {
namespace {

constexpr std::string_view compact_pattern =
    "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+$";

bool is_base64url(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// RFC 7516 §7.1: header, encrypted key, initialisation vector, ciphertext, tag. Key and ciphertext may be empty.
bool is_compact_jwe(std::string_view text) {
  constexpr int parts = 5;
  for (int part = 1; part <= parts; ++part) {
    const auto end = part == parts ? text.size() : text.find('.');
    if (end == std::string_view::npos) return false;
    const auto piece = text.substr(0, end);
    if (!std::all_of(piece.begin(), piece.end(), is_base64url)) return false;
    if (piece.empty() && part != 2 && part != 4) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

}  // namespace

std::string Sealing::seal(std::string_view clear, const Place& place) const {
  if (sealer_ == nullptr) {
    place.wrong("is personal, and this ledger keeps no keys for it");
    return {};
  }
  auto citizen =
      whose_.behind.empty() ? core::Result<std::string>(whose_.citizen) : sealer_->citizen_behind(whose_.behind);
  if (!citizen) {
    event_.member(whose_.named_by).wrong(citizen.error().detail);
    return {};
  }
  auto jwe = sealer_->seal(*citizen, retention_, place.pointer(), clear);
  if (jwe) return std::move(*jwe);
  place.wrong("could not be encrypted: " + jwe.error().detail);
  return {};
}

bool Sealing::is_public(std::string_view name) const {
  if (sealer_ == nullptr || !is_public_name_too(name)) return false;
  const auto type = sealer_->type_behind(whose_.behind);
  return type && is_public_name_of(*type, name);
}

void append_sealed(std::string& out, std::string_view jwe) {
  out += R"({"jwe":)";
  core::json::append_string(out, jwe);
  out += '}';
}

void read_sealed(std::string& jwe, core::json::Value value, const Place& place) {
  const auto sealed = value.find("jwe");
  if (!sealed || value.size() != 1 || !sealed->is_string() || !is_compact_jwe(sealed->string())) {
    return place.wrong("must be sealed, as {\"jwe\":\"…\"}");
  }
  jwe = sealed->string();
}

void sealed_schema(core::json::Writer& out) {
  out.begin_object().member("description", "personal, as it is stored: encrypted").member("type", "object");
  out.name("properties").begin_object().name("jwe").begin_object();
  out.member("type", "string").member("pattern", compact_pattern).end_object().end_object();
  out.name("required").begin_array().string("jwe").end_array().member("additionalProperties", false).end_object();
}

}  // namespace careledger::events
