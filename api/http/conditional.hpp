#pragma once

#include "api/http/message.hpp"

#include <string>
#include <string_view>

namespace careledger::api::http {

/// How long an answer may be kept by the client that got it.
enum class Freshness {
  changing,            // `private, no-cache`: ask again each time
  settled,             // both times were given, at or below the head: the answer will not change
  immutable,           // a tile, a schema
  immutable_for_some,  // the same, for who may read it: no shared cache keeps it
};

/// A weak entity tag (RFC 9110 §8.8.3) over the text.
[[nodiscard]] std::string entity_tag(std::string_view text);

/// Whether If-None-Match names the tag; weak comparison.
[[nodiscard]] bool matches(std::string_view if_none_match, std::string_view tag);

/// Adds ETag, Cache-Control and Vary, and turns the answer into 304 where the client has it.
void make_conditional(Response& response, const Request& request, std::string_view tag, Freshness freshness);

}  // namespace careledger::api::http
