#pragma once

#include "core/crypto/ed25519.hpp"
#include "core/merkle/note.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::merkle {

/// The assigned types of C2SP signed-note that this program checks. A key of another type can be named, and none of
/// its signatures passes.
inline constexpr std::uint8_t ed25519_type = 0x01;
inline constexpr std::uint8_t cosignature_type = 0x04;  // of a witness, with the time at which it saw the checkpoint

/// A public key by the name of its holder.
struct VerifierKey {
  std::string name;
  std::uint8_t type = ed25519_type;
  std::string key;

  /// The four bytes that, with the name, tell which key made a signature.
  [[nodiscard]] std::uint32_t id() const;
  bool operator==(const VerifierKey&) const = default;
};

/// The vkey: `name+id+base64`, its id computed anew. Error: Fault::bad_request.
[[nodiscard]] Result<VerifierKey> parse_verifier_key(std::string_view text);
[[nodiscard]] std::string to_text(const VerifierKey& key);

/// Signs notes in a log's name, as type 0x01. Any thread may use it.
class Signer {
 public:
  /// `name` is a key name.
  Signer(std::string name, crypto::Ed25519Key key);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] VerifierKey verifier() const;
  [[nodiscard]] std::string verifier_key() const { return to_text(verifier()); }
  /// `text` ends with a newline.
  [[nodiscard]] NoteSignature sign(std::string_view text) const;

 private:
  std::string name_;
  crypto::Ed25519Key key_;
  std::uint32_t id_;
};

/// Which of `keys` signed the note, by their place among them. Signatures by others are passed over; one by a key of
/// these that does not hold spoils the note, and so does the lack of any. Error: Fault::corrupt.
[[nodiscard]] Result<std::vector<std::size_t>> signers_of(const Note& note, std::span<const VerifierKey> keys);

}  // namespace careledger::core::merkle
