#include "api/auth/tokens.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "core/crypto/sha256.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "core/storage/durable_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace careledger::api::auth {
namespace {

using core::fail;
using core::Fault;

constexpr std::size_t secret_bytes = 32;
constexpr std::string_view name_prefix = "token/";
constexpr std::string_view admin_role = "admin";
constexpr std::string_view provider_role = "provider";

std::string hash_of(std::string_view token) {
  return core::crypto::hex(core::crypto::bytes(core::crypto::sha256(token)));
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

}  // namespace

core::Result<std::unique_ptr<Tokens>> Tokens::open(const std::filesystem::path& file) {
  auto tokens = std::make_unique<Tokens>();
  tokens->file_ = file;
  std::ifstream in(file, std::ios::binary);
  if (!in) return tokens;
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  core::json::Parser parser;
  const auto parsed = parser.parse(text);
  if (!parsed || !parsed->is_array())
    return fail(Fault::corrupt, file.string() + " is not the list of tokens it should be");
  for (const auto token : parsed->elements()) {
    const auto hash = token.find("sha256");
    const auto name = token.find("name");
    const auto imports = token.find("import");
    if (!hash || !name || !imports) return fail(Fault::corrupt, file.string() + " holds a token without its members");
    tokens->tokens_[std::string(hash->string())] =
        Principal{.name = std::string(name_prefix) + std::string(name->string()),
                  .may_import = imports->boolean(),
                  .provider = std::string(token.text("provider"))};
  }
  return tokens;
}

core::Result<std::string> Tokens::create(const TokenRequest& request) {
  const bool of_provider = request.role == provider_role;
  if (!of_provider && request.role != admin_role) {
    return fail(Fault::bad_request,
                "the role \"" + request.role + "\" is not known; for now a token is an admin's or a provider's");
  }
  if (of_provider != is_name(request.provider)) {
    return fail(Fault::bad_request, "a token of the role provider, and no other, names its provider");
  }
  const std::string name = request.name.empty() ? core::crypto::hex(core::crypto::random_bytes(4)) : request.name;
  if (!is_name(name)) {
    return fail(Fault::bad_request, "a token's name is 1 to 64 of A-Z a-z 0-9 . _ -");
  }
  const std::lock_guard lock(mutex_);
  const std::string full = std::string(name_prefix) + name;
  for (const auto& [hash, principal] : tokens_) {
    if (principal.name == full) return fail(Fault::bad_request, "there is a token named \"" + name + "\" already");
  }
  std::string token = "cl_" + core::crypto::base64url(core::crypto::random_bytes(secret_bytes));
  const auto at = tokens_
                      .emplace(hash_of(token),
                               Principal{.name = full, .may_import = request.may_import, .provider = request.provider})
                      .first;
  if (auto saved = save(); !saved) {
    tokens_.erase(at);
    return fail(std::move(saved.error()));
  }
  return token;
}

std::optional<Principal> Tokens::find(std::string_view token) const {
  const auto hash = hash_of(token);
  const std::lock_guard lock(mutex_);
  const auto found = tokens_.find(hash);
  return found == tokens_.end() ? std::nullopt : std::optional(found->second);
}

core::Result<void> Tokens::save() const {
  std::string text;
  core::json::Writer json(text);
  json.begin_array();
  for (const auto& [hash, principal] : tokens_) {
    json.begin_object()
        .member("import", principal.may_import)
        .member("name", std::string_view(principal.name).substr(name_prefix.size()))
        .member("role", principal.is_provider() ? provider_role : admin_role)
        .member("sha256", hash);
    if (principal.is_provider()) json.member("provider", principal.provider);
    json.end_object();
  }
  json.end_array();
  text += '\n';
  return core::storage::replace_file(file_, text);
}

}  // namespace careledger::api::auth
