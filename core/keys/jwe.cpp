#include "core/keys/jwe.hpp"

#include "core/crypto/encoding.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "core/keys/cipher.hpp"

#include <array>
#include <optional>

namespace careledger::core::keys {
namespace {

constexpr std::size_t header_members = 6;

// The five parts of the compact form, still encoded.
struct Parts {
  std::string_view header;
  std::string_view encrypted_key;
  std::string_view nonce;
  std::string_view text;
  std::string_view tag;
};

tl::unexpected<Error> bad(const char* what) {
  return fail(Fault::corrupt, std::string("a sealed field is damaged: ") + what);
}

Result<Parts> split(std::string_view jwe) {
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t point = jwe.find('.');
    const bool last = i + 1 == parts.size();
    if ((point == std::string_view::npos) != last) return bad("it has not five parts");
    parts[i] = jwe.substr(0, point);
    if (!last) jwe.remove_prefix(point + 1);
  }
  const Parts result{parts[0], parts[1], parts[2], parts[3], parts[4]};
  if (!result.encrypted_key.empty()) return bad("direct encryption has no encrypted key");
  return result;
}

std::string write_header(const Key& key, const Place& place) {
  std::string header;
  json::Writer writer(header);
  writer.begin_object();
  writer.member("alg", "dir").member("enc", "A256GCM").member("id", place.id).member("kid", key.name);
  writer.member("pointer", place.pointer).member("source", place.source).end_object();
  return header;
}

std::optional<std::string> text_of(json::Value object, std::string_view name) {
  const auto member = object.find(name);
  if (!member || !member->is_string()) return std::nullopt;
  return std::string(member->string());
}

Result<JweHeader> parse_header(std::string_view encoded) {
  const auto text = crypto::from_base64url(encoded);
  if (!text) return bad("its header is not base64url");
  thread_local json::Parser parser;
  const auto header = parser.parse(*text);
  if (!header || !header->is_object()) return bad("its header is no JSON object");
  // Nothing more than we write: `zip` or `crit` would change how the text is to be read.
  if (header->size() != header_members) return bad("its header has not the members of ours");
  if (text_of(*header, "alg") != "dir" || text_of(*header, "enc") != "A256GCM") return bad("its algorithm is not ours");
  auto name = text_of(*header, "kid");
  auto source = text_of(*header, "source");
  auto id = text_of(*header, "id");
  auto pointer = text_of(*header, "pointer");
  if (!name || !source || !id || !pointer) return bad("its header has not the members of ours");
  return JweHeader{std::move(*name), Place{std::move(*source), std::move(*id), std::move(*pointer)}};
}

}  // namespace

std::string seal(const Key& key, const Place& place, std::string_view clear) {
  std::string jwe = crypto::base64url(write_header(key, place));
  const Ciphertext sealed = encrypt(key.secret, jwe, clear);  // RFC 7516 §5.1: the AAD is the encoded header
  jwe += "..";
  jwe += crypto::base64url(sealed.nonce);
  jwe += '.';
  jwe += crypto::base64url(sealed.text);
  jwe += '.';
  jwe += crypto::base64url(sealed.tag);
  return jwe;
}

Result<JweHeader> read_header(std::string_view jwe) {
  const auto parts = split(jwe);
  if (!parts) return fail(parts.error());
  return parse_header(parts->header);
}

Result<std::string> open(std::string_view jwe, const Key& key) {
  const auto parts = split(jwe);
  if (!parts) return fail(parts.error());
  const auto header = parse_header(parts->header);
  if (!header) return fail(header.error());
  if (header->key_name != key.name) return bad("it names another key");
  auto nonce = crypto::from_base64url(parts->nonce);
  auto text = crypto::from_base64url(parts->text);
  auto tag = crypto::from_base64url(parts->tag);
  if (!nonce || !text || !tag) return bad("a part is not base64url");
  auto clear = decrypt(key.secret, parts->header, {std::move(*nonce), std::move(*text), std::move(*tag)});
  if (!clear) return bad("it has been altered");
  return clear;
}

}  // namespace careledger::core::keys
