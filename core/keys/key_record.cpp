#include "core/keys/key_record.hpp"

#include "core/keys/cipher.hpp"

namespace careledger::core::keys {
namespace {

constexpr std::size_t name_size = 22;
constexpr std::size_t record_size = name_size + nonce_bytes + Secret::size + tag_bytes;

// They say what a ciphertext is for: none can stand in another's place, and a later format gets other words.
constexpr std::string_view key_purpose = "careledger personal-data key 1";
constexpr std::string_view check_purpose = "careledger master key 1";

std::string association(std::string_view name, std::string_view id) {
  std::string text(key_purpose);
  text += name;
  text += id;
  return text;
}

std::string join(const Ciphertext& sealed) {
  return sealed.nonce + sealed.text + sealed.tag;
}

Ciphertext cut(std::string_view bytes) {
  const std::size_t text_size = bytes.size() - nonce_bytes - tag_bytes;
  return {std::string(bytes.substr(0, nonce_bytes)), std::string(bytes.substr(nonce_bytes, text_size)),
          std::string(bytes.substr(nonce_bytes + text_size))};
}

}  // namespace

std::string wrap(const Secret& master, std::string_view id, const Key& key) {
  CARELEDGER_ASSERT(key.name.size() == name_size);
  return key.name + join(encrypt(master, association(key.name, id), key.secret.bytes()));
}

Result<Key> unwrap(const Secret& master, std::string_view id, std::string_view record) {
  if (record.size() != record_size) return fail(Fault::corrupt, "a key in the key store has a wrong length");
  const std::string_view name = name_in(record);
  auto clear = decrypt(master, association(name, id), cut(record.substr(name_size)));
  if (!clear) return fail(Fault::corrupt, "a key in the key store has been altered");
  Key key;
  key.name = name;
  key.secret = Secret::taken_from(*clear);
  return key;
}

std::string_view name_in(std::string_view record) {
  return record.substr(0, name_size);
}

std::string master_check(const Secret& master) {
  return join(encrypt(master, check_purpose, ""));
}

bool is_checked_by(std::string_view check, const Secret& master) {
  return check.size() == nonce_bytes + tag_bytes && decrypt(master, check_purpose, cut(check)).has_value();
}

}  // namespace careledger::core::keys
