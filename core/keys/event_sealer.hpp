#pragma once

#include "core/error/result.hpp"
#include "core/event/vocabulary.hpp"
#include "core/keys/jwe.hpp"

#include <string>
#include <string_view>

namespace careledger::core::keys {

class KeyStore;

/// Seals the personal fields of one event: under the key of the citizen named and the retention class, or, where none
/// is named, under a key of the event's own. A first field may wait for one sync of the key store, which outlives it.
class EventSealer final : public event::Sealer {
 public:
  EventSealer(KeyStore& store, std::string_view source, std::string_view id)
      : store_(store), source_(source), id_(id) {}

  [[nodiscard]] Result<std::string> seal(std::string_view citizen, std::string_view retention, std::string_view pointer,
                                         std::string_view clear) override;

 private:
  KeyStore& store_;
  std::string source_;
  std::string id_;
};

/// The clear text of a sealed field. Error: Fault::not_found where its key has been destroyed, Fault::corrupt where it
/// has been altered.
[[nodiscard]] Result<std::string> unseal(KeyStore& store, std::string_view jwe);

/// The same, and Fault::corrupt where the field was sealed for another place.
[[nodiscard]] Result<std::string> unseal_at(KeyStore& store, std::string_view jwe, const Place& place);

/// Whether the field, opened, is that text. Errors of unseal().
[[nodiscard]] Result<bool> seals(KeyStore& store, std::string_view jwe, std::string_view clear);

}  // namespace careledger::core::keys
