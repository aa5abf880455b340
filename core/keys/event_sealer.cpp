#include "core/keys/event_sealer.hpp"

#include "core/keys/key_store.hpp"

namespace careledger::core::keys {

Result<std::string> EventSealer::seal(std::string_view citizen, std::string_view retention, std::string_view pointer,
                                      std::string_view clear) {
  const KeyId id = citizen.empty() ? KeyId::of_event(source_, id_) : KeyId::of_citizen(citizen, retention);
  const auto key = store_.get_or_create(id);
  if (!key) return fail(key.error());
  return keys::seal(*key, {source_, id_, std::string(pointer)}, clear);
}

Result<std::string> unseal(KeyStore& store, std::string_view jwe) {
  const auto header = read_header(jwe);
  if (!header) return fail(header.error());
  const auto key = store.find_named(header->key_name);
  if (!key) return fail(key.error());
  if (!*key) return fail(Fault::not_found, "the key of this field has been destroyed: its words are erased");
  return open(jwe, **key);
}

Result<std::string> unseal_at(KeyStore& store, std::string_view jwe, const Place& place) {
  auto clear = unseal(store, jwe);
  if (!clear) return clear;
  if (const auto header = read_header(jwe); !header || header->place != place) {
    return fail(Fault::corrupt, "a sealed field was sealed for another place than " + place.pointer);
  }
  return clear;
}

Result<bool> seals(KeyStore& store, std::string_view jwe, std::string_view clear) {
  const auto opened = unseal(store, jwe);
  if (!opened) return fail(opened.error());
  return *opened == clear;
}

}  // namespace careledger::core::keys
