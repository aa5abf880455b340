#pragma once

#include "core/error/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::merkle {

// Notes come from strangers. The standard wants at least 16 signatures read, of up to 5 kB each.
inline constexpr std::size_t max_note_bytes = 1u << 20;
inline constexpr std::size_t max_note_signatures = 100;

/// One signature line. What `bytes` mean is told by the key that the name and the key id name.
struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;

  bool operator==(const NoteSignature&) const = default;
};

/// A text and the signatures over it (C2SP signed-note). `text` ends with a newline, which is signed too.
struct Note {
  std::string text;
  std::vector<NoteSignature> signatures;
};

/// Not empty, UTF-8, and without Unicode spaces, control characters and plus signs.
[[nodiscard]] bool is_key_name(std::string_view name);

/// Says nothing of whether the signatures are good. Error: Fault::bad_request.
[[nodiscard]] Result<Note> parse_note(std::string_view text);
[[nodiscard]] std::string to_text(const NoteSignature& signature);
[[nodiscard]] std::string to_text(const Note& note);

}  // namespace careledger::core::merkle
