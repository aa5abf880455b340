#include "api/http/conditional.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"

namespace careledger::api::http {
namespace {

constexpr std::size_t tag_bytes = 12;  // of the hash: enough that no two answers share one

std::string_view cache_control(Freshness freshness) {
  switch (freshness) {
    case Freshness::changing:
      return "private, no-cache";
    case Freshness::settled:
      return "private, max-age=3600";
    case Freshness::immutable:
      return "public, max-age=31536000, immutable";
    case Freshness::immutable_for_some:
      return "private, max-age=31536000, immutable";
  }
  return "no-store";
}

}  // namespace

std::string entity_tag(std::string_view text) {
  const auto digest = core::crypto::sha256(text);
  return "W/\"" + core::crypto::base64url(core::crypto::bytes(digest).substr(0, tag_bytes)) + "\"";
}

bool matches(std::string_view if_none_match, std::string_view tag) {
  if (if_none_match.empty()) return false;
  if (if_none_match == "*") return true;
  const auto opaque = tag.substr(tag.find('"'));
  for (auto at = if_none_match.find(opaque); at != std::string_view::npos; at = if_none_match.find(opaque, at + 1)) {
    const auto end = at + opaque.size();
    const bool starts =
        at == 0 || if_none_match[at - 1] == '/' || if_none_match[at - 1] == ' ' || if_none_match[at - 1] == ',';
    if (starts && (end == if_none_match.size() || if_none_match[end] == ',' || if_none_match[end] == ' ')) return true;
  }
  return false;
}

void make_conditional(Response& response, const Request& request, std::string_view tag, Freshness freshness) {
  response.header("ETag", tag)
      .header("Cache-Control", cache_control(freshness))
      .header("Vary", "Accept, Authorization");
  if (response.status == 200 && matches(request.if_none_match, tag)) {
    response.status = 304;
    response.body.clear();
  }
}

}  // namespace careledger::api::http
