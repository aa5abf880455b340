#include "core/merkle/checkpoint.hpp"

#include "core/crypto/encoding.hpp"
#include "core/merkle/decimal.hpp"

#include <algorithm>

namespace careledger::core::merkle {
namespace {

tl::unexpected<Error> malformed(std::string_view what) {
  return fail(Fault::bad_request, "not a checkpoint: " + std::string(what));
}

}  // namespace

std::string to_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         crypto::base64(crypto::bytes(checkpoint.root)) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return malformed("its last line does not end");
    if (end == 0) return malformed("it has an empty line");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < 3) return malformed("it has fewer than three lines");

  Checkpoint checkpoint{.origin = std::string(lines[0])};
  const auto size = parse_decimal(lines[1]);
  if (!size) return malformed("its size is no plain decimal number");
  checkpoint.size = *size;
  const auto root = crypto::from_base64(lines[2]);
  if (!root || root->size() != checkpoint.root.size()) return malformed("its root is not base64 of 32 bytes");
  std::ranges::copy(*root, checkpoint.root.begin());
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) return malformed("an empty tree has another root");
  return checkpoint;
}

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const Signer& signer) {
  if (checkpoint.origin != signer.name()) {
    return fail(Fault::bad_request, "the key of " + signer.name() + " can't sign for " + checkpoint.origin);
  }
  Note note{.text = to_text(checkpoint), .signatures = {}};
  note.signatures.push_back(signer.sign(note.text));
  return to_text(note);
}

Result<Checkpoint> open_checkpoint(std::string_view text, const VerifierKey& log) {
  const auto note = parse_note(text);
  if (!note) return fail(note.error());
  const auto signers = signers_of(*note, {&log, 1});
  if (!signers) return fail(signers.error());
  auto checkpoint = parse_checkpoint(note->text);
  if (checkpoint && checkpoint->origin != log.name) {
    return fail(Fault::corrupt, "the checkpoint is of " + checkpoint->origin + ", the key of " + log.name);
  }
  return checkpoint;
}

Result<Checkpoint> open_checkpoint(std::string_view note, std::string_view verifier_key) {
  const auto log = parse_verifier_key(verifier_key);
  if (!log) return fail(log.error());
  return open_checkpoint(note, *log);
}

}  // namespace careledger::core::merkle
