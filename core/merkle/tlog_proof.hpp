#pragma once

#include "core/merkle/checkpoint.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::merkle {

/// A `.tlog-proof` file (C2SP tlog-proof): that a leaf lies in a log, for one who has only the log's key.
struct TlogProof {
  std::uint64_t index = 0;  // counted from 0
  std::vector<Digest> path;
  std::string checkpoint;            // the signed note, to the letter
  std::optional<std::string> extra;  // bytes that nothing vouches for
};

/// Whom a verifier believes: the log, and so many of these witnesses.
struct Trust {
  VerifierKey log;
  std::vector<VerifierKey> witnesses{};
  std::size_t quorum = 0;
};

[[nodiscard]] std::string format_tlog_proof(const TlogProof& proof);
/// Error: Fault::bad_request.
[[nodiscard]] Result<TlogProof> parse_tlog_proof(std::string_view text);
/// The checkpoint that the leaf is proved to be in. Errors: Fault::bad_request where the checkpoint can't be read,
/// Fault::corrupt where signatures, witnesses or path do not hold.
[[nodiscard]] Result<Checkpoint> verify_tlog_proof(const TlogProof& proof, std::string_view leaf, const Trust& trust);

}  // namespace careledger::core::merkle
