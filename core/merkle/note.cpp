#include "core/merkle/note.hpp"

#include "core/crypto/encoding.hpp"
#include "core/merkle/big_endian.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace careledger::core::merkle {
namespace {

constexpr std::string_view line_start = "\u2014 ";  // an em dash
constexpr std::size_t key_id_bytes = 4;

/// The first code point of `text`, taken off it; nothing where it is not UTF-8 (RFC 3629).
std::optional<char32_t> take_code_point(std::string_view& text) {
  struct Form {
    unsigned char mask, lead;
    char32_t lowest;  // a smaller one has a shorter form, which alone is valid
  };
  constexpr std::array<Form, 4> forms{
      {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}}};
  const auto lead = static_cast<unsigned char>(text.front());
  const auto* const form = std::ranges::find_if(forms, [lead](const Form& f) { return (lead & f.mask) == f.lead; });
  const auto size = static_cast<std::size_t>(form - forms.begin()) + 1;
  if (form == forms.end() || text.size() < size) return std::nullopt;
  char32_t point = lead & static_cast<unsigned char>(~form->mask);
  for (const char c : text.substr(1, size - 1)) {
    const auto next = static_cast<unsigned char>(c);
    if ((next & 0xc0) != 0x80) return std::nullopt;
    point = point << 6 | (next & 0x3f);
  }
  if (point < form->lowest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return std::nullopt;
  text.remove_prefix(size);
  return point;
}

bool is_space(char32_t point) {
  return point == 0x20 || (point >= 0x09 && point <= 0x0d) || point == 0x85 || point == 0xa0 || point == 0x1680 ||
         (point >= 0x2000 && point <= 0x200a) || point == 0x2028 || point == 0x2029 || point == 0x202f ||
         point == 0x205f || point == 0x3000;
}

bool is_note_text(std::string_view text) {
  while (!text.empty()) {
    const auto point = take_code_point(text);
    if (!point || (*point < 0x20 && *point != '\n')) return false;
  }
  return true;
}

tl::unexpected<Error> malformed(std::string_view what) {
  return fail(Fault::bad_request, "not a signed note: " + std::string(what));
}

Result<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(line_start)) return malformed("a signature line does not begin with an em dash and a space");
  line.remove_prefix(line_start.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return malformed("a signature line has no signature");
  NoteSignature signature{.name = std::string(line.substr(0, space)), .key_id = 0, .bytes = {}};
  if (!is_key_name(signature.name)) return malformed("a signature's name is no key name");
  const auto bytes = crypto::from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= key_id_bytes) return malformed("a signature is not base64 of more than four bytes");
  signature.key_id = static_cast<std::uint32_t>(from_big_endian(std::string_view(*bytes).substr(0, key_id_bytes)));
  signature.bytes = bytes->substr(key_id_bytes);
  return signature;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const auto point = take_code_point(name);
    if (!point || *point < 0x20 || *point == '+' || is_space(*point)) return false;
  }
  return true;
}

Result<Note> parse_note(std::string_view text) {
  if (text.size() > max_note_bytes) return malformed("it is too large");
  if (!is_note_text(text)) return malformed("it is not UTF-8 without control characters");
  const std::size_t blank = text.rfind("\n\n");
  if (blank == std::string_view::npos) return malformed("no blank line comes before its signatures");
  if (!text.ends_with('\n')) return malformed("its last line does not end");

  Note note{.text = std::string(text.substr(0, blank + 1)), .signatures = {}};
  std::string_view lines = text.substr(blank + 2);
  if (lines.empty()) return malformed("it has no signature");
  while (!lines.empty()) {
    if (note.signatures.size() == max_note_signatures) return malformed("it has too many signatures");
    const std::size_t end = lines.find('\n');
    auto signature = parse_signature(lines.substr(0, end));
    if (!signature) return fail(std::move(signature.error()));
    note.signatures.push_back(std::move(*signature));
    lines.remove_prefix(end + 1);
  }
  return note;
}

std::string to_text(const NoteSignature& signature) {
  const auto bytes = to_big_endian(signature.key_id, key_id_bytes) + signature.bytes;
  return std::string(line_start) + signature.name + " " + crypto::base64(bytes) + "\n";
}

std::string to_text(const Note& note) {
  std::string text = note.text + "\n";
  for (const auto& signature : note.signatures) text += to_text(signature);
  return text;
}

}  // namespace careledger::core::merkle
