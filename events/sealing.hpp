#pragma once

#include "core/event/vocabulary.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "events/place.hpp"

#include <string>
#include <string_view>

namespace careledger::events {

/// Whose words an event's are, and so whose key seals them: a citizen's that it names, or the one's behind something
/// else that it names; nobody's where all is empty, and then the key is the event's own.
struct Whose {
  std::string citizen;
  std::string behind;         // `requirement:r1`, `package:k1`, `event:17`
  std::string_view named_by;  // the field that names it
};

/// Encrypts the personal fields of one event of a client, before it is stored.
class Sealing {
 public:
  /// `sealer` may be null, where the ledger keeps no keys: then personal words are refused. `whose`: of `event`, the
  /// place of its data; `retention` is the class of the key.
  Sealing(core::event::Sealer* sealer, const Whose& whose, std::string_view retention, const Place& event)
      : sealer_(sealer), whose_(whose), retention_(retention), event_(event) {}

  /// The clear text (canonical JSON) of the field at that place as a compact JWE; noted and empty where that fails.
  [[nodiscard]] std::string seal(std::string_view clear, const Place& place) const;

  /// Whether a field of this name, which is personal elsewhere, is public in the event that is patched.
  [[nodiscard]] bool is_public(std::string_view name) const;

 private:
  core::event::Sealer* sealer_;
  const Whose& whose_;
  std::string_view retention_;
  const Place& event_;
};

/// `{"jwe":"…"}`, the form in which a personal field is stored.
void append_sealed(std::string& out, std::string_view jwe);
/// Reads that form; noted where it is another.
void read_sealed(std::string& jwe, core::json::Value value, const Place& place);
void sealed_schema(core::json::Writer& out);

}  // namespace careledger::events
