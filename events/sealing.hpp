#pragma once

#include "core/event/vocabulary.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "events/place.hpp"

#include <string>
#include <string_view>

namespace careledger::events {

/// Encrypts the personal fields of one event of a client, before it is stored.
class Sealing {
 public:
  /// `sealer` may be null, where the ledger keeps no keys: then personal words are refused. `citizen` names whose key,
  /// and is empty where the event names nobody; `retention` is the class of the key.
  Sealing(core::event::Sealer* sealer, std::string_view citizen, std::string_view retention)
      : sealer_(sealer), citizen_(citizen), retention_(retention) {}

  /// The clear text (canonical JSON) of the field at that place as a compact JWE; noted and empty where that fails.
  [[nodiscard]] std::string seal(std::string_view clear, const Place& place) const;

 private:
  core::event::Sealer* sealer_;
  std::string_view citizen_;
  std::string_view retention_;
};

/// `{"jwe":"…"}`, the form in which a personal field is stored.
void append_sealed(std::string& out, std::string_view jwe);
/// Reads that form; noted where it is another.
void read_sealed(std::string& jwe, core::json::Value value, const Place& place);
void sealed_schema(core::json::Writer& out);

}  // namespace careledger::events
