#pragma once

#include "core/merkle/note_key.hpp"
#include "core/merkle/proof.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace careledger::core::merkle {

/// What a log says of its tree (C2SP tlog-checkpoint). `origin` names the log.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};

  [[nodiscard]] TreeHead head() const { return {.size = size, .root = root}; }
  bool operator==(const Checkpoint&) const = default;
};

/// The text of a note. Extension lines of other logs are read over; this one writes none, since no one can audit them.
/// Error: Fault::bad_request.
[[nodiscard]] std::string to_text(const Checkpoint& checkpoint);
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text);

/// The signed note. Fault::bad_request where the origin is not the signer's name, which is the log's.
[[nodiscard]] Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer);

/// The checkpoint of a signed note, once the log's key has been found to have signed it and to be its origin's.
/// Errors: Fault::bad_request where it can't be read, Fault::corrupt where it does not hold.
[[nodiscard]] Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& log);
[[nodiscard]] Result<Checkpoint> open_checkpoint(std::string_view note, std::string_view verifier_key);

}  // namespace careledger::core::merkle
