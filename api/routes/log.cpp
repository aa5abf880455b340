#include "api/routes/log.hpp"

#include "api/http/conditional.hpp"
#include "api/http/query.hpp"
#include "api/routes/moment.hpp"
#include "core/crypto/encoding.hpp"
#include "core/json/writer.hpp"
#include "core/merkle/tile.hpp"
#include "core/merkle/tlog_proof.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
namespace crypto = core::crypto;
namespace merkle = core::merkle;

core::Result<merkle::TilePath> tile_of(const Context& context, std::string_view prefix) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  auto path = merkle::parse_tile_path(std::string(prefix) + context.captured[0]);
  if (!path) return path;
  const auto there = merkle::width_at(path->tile, context.app.ledger().size());
  if (path->width > there) {
    return fail(Fault::not_found, "the tree has " + std::to_string(there) + " hashes in that tile by now");
  }
  return path;
}

http::Response immutable_bytes(const Context& context, std::string bytes, http::Freshness freshness) {
  http::Response response{
      .status = 200, .content_type = "application/octet-stream", .body = std::move(bytes), .headers = {}};
  http::make_conditional(response, context.request, http::entity_tag(response.body), freshness);
  return response;
}

std::string receipt_json(const core::log::Proof& proof) {
  std::string body;
  core::json::Writer json(body);
  json.begin_object()
      .sequence("sequence", proof.sequence)
      .member("leaf", crypto::base64(crypto::bytes(proof.leaf_hash)))
      .member("size", static_cast<std::int64_t>(proof.checkpoint.size))
      .name("proof")
      .begin_array();
  for (const auto& hash : proof.path) json.string(crypto::base64(crypto::bytes(hash)));
  json.end_array().member("checkpoint", proof.checkpoint.note).member("event", crypto::base64(proof.leaf)).end_object();
  return body;
}

}  // namespace

core::Result<http::Response> get_checkpoint(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  auto checkpoint = context.app.ledger().checkpoint();
  if (!checkpoint) return fail(std::move(checkpoint.error()));
  return http::Response{.status = 200,
                        .content_type = "text/plain; charset=utf-8",
                        .body = std::move(checkpoint->note),
                        .headers = "Cache-Control: public, max-age=1\r\n"};
}

core::Result<http::Response> get_key(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  return http::Response{.status = 200,
                        .content_type = "text/plain; charset=utf-8",
                        .body = context.app.ledger().verifier_key() + "\n",
                        .headers = "Cache-Control: public, max-age=3600\r\n"};
}

core::Result<http::Response> get_tile(const Context& context) {
  const auto path = tile_of(context, "tile/");
  if (!path) return fail(path.error());
  auto hashes = context.app.ledger().tree().tile(path->tile, path->width);
  if (!hashes) return fail(std::move(hashes.error()));
  return immutable_bytes(context, std::move(*hashes), http::Freshness::immutable);
}

core::Result<http::Response> get_entries(const Context& context) {
  const auto path = tile_of(context, "tile/entries/");
  if (!path) return fail(path.error());
  std::string bundle;
  auto sight = context.sight();
  const auto first = path->tile.index * merkle::tile_width + 1;
  for (auto sequence = first; sequence < first + path->width; ++sequence) {
    const auto leaf = context.app.ledger().leaf(sequence);
    if (!leaf) return fail(leaf.error());
    // The operator, who has the log's files, needs whole bundles to verify them.
    const auto seen = context.request.from_operator ? true : sight.sees(*leaf);
    if (!seen) return fail(seen.error());
    if (!*seen) return fail(Fault::sealed, "the bundle holds what is sealed until a requirement has closed");
    merkle::append_entry(bundle, *leaf);
  }
  return immutable_bytes(context, std::move(bundle), http::Freshness::immutable_for_some);
}

core::Result<http::Response> get_receipt(const Context& context) {
  if (auto query = http::Query::parse(context.request.query, {}); !query) return fail(std::move(query.error()));
  const auto sequence = read_number("a sequence", context.captured[0]);
  if (!sequence) return fail(Fault::not_found, "there is no event " + context.captured[0]);
  const auto leaf = context.app.ledger().leaf(*sequence);
  const auto seen = leaf ? context.sight().sees(*leaf) : fail(leaf.error());
  if (!seen) return fail(seen.error());
  if (!*seen) return fail(Fault::not_found, "there is no event " + context.captured[0]);
  const auto proof = context.app.ledger().prove(*sequence);
  if (!proof) return fail(proof.error());
  http::Response response;
  if (context.request.accept.starts_with("text/plain")) {
    response.content_type = "text/plain; charset=utf-8";
    response.body = merkle::format_tlog_proof(
        {.index = proof->sequence - 1, .path = proof->path, .checkpoint = proof->checkpoint.note, .extra = {}});
  } else {
    response.body = receipt_json(*proof);
  }
  http::make_conditional(response, context.request, http::entity_tag(response.body), http::Freshness::changing);
  return response;
}

}  // namespace careledger::api::routes
