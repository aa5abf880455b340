#pragma once

#include "core/crypto/sha256.hpp"
#include "core/error/result.hpp"
#include "core/event/vocabulary.hpp"
#include "core/json/value.hpp"
#include "core/time/instant.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::event {

/// Who sends: the identity that `authid` will name, and whether receipt-timed events may bring their own `time`.
struct Sender {
  std::string authid;
  bool may_import = false;
};

/// An event that is ready but for its place in the log: all that can be done before ordering is done. The leaf is
/// its RFC 8785 form, into which the sequencer splices what only it knows.
struct Draft {
  const EventType* type = nullptr;
  std::string source;
  std::string id;
  std::optional<time::Instant> time;  // nothing: the recorded time
  std::vector<std::string> tags;

  // The leaf, but for what comes in at three places.
  std::string text;
  std::size_t recorded_at = 0;
  std::size_t sequence_at = 0;
  std::size_t time_at = 0;
  std::size_t data_at = 0;
  std::size_t data_bytes = 0;

  // What the client sent, to compare with a stored event of the same identity.
  std::optional<std::string> clear_data;  // with personal fields as {"jwe":<clear>}; nothing: the data has none
  std::string correlationid;
  std::string causationid;
  std::string traceparent;

  [[nodiscard]] std::string leaf(Sequence sequence, time::Instant recorded) const;
  /// The canonical data as it is stored, which lies in the leaf at the same place as in the text.
  [[nodiscard]] std::string_view data_in(std::string_view text_or_leaf) const {
    return text_or_leaf.substr(data_at, data_bytes);
  }
};

/// Makes a sealer for the event of that identity; null where the ledger keeps no keys (then personal fields are
/// refused).
using SealerFactory = std::function<std::unique_ptr<Sealer>(std::string_view source, std::string_view id)>;

/// Turns a client's CloudEvents 1.0 JSON event into a draft. `base` is the pointer of the event within the request.
/// Errors: Fault::invalid_event with a pointer for each; Fault::too_large.
[[nodiscard]] Result<Draft> make_draft(json::Value event, const Sender& sender, const Vocabulary& vocabulary,
                                       const SealerFactory& sealers, const std::string& base);

/// Opens a sealed personal field: the clear text of a compact JWE. Fault::not_found where its key is destroyed.
using Unsealer = std::function<Result<std::string>(std::string_view jwe)>;

/// Whether every member that the client sent equals the stored event's; personal fields are compared in clear.
[[nodiscard]] Result<bool> same_content(const Draft& draft, std::string_view stored_leaf, const Unsealer& unseal);

}  // namespace careledger::core::event
