#include "core/merkle/tlog_proof.hpp"

#include "core/crypto/encoding.hpp"
#include "core/merkle/decimal.hpp"

#include <algorithm>

namespace careledger::core::merkle {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_mark = "extra ";
constexpr std::string_view index_mark = "index ";
constexpr std::size_t max_path = 64;  // the height of the largest tree

tl::unexpected<Error> malformed(std::string_view what) {
  return fail(Fault::bad_request, "not a tlog-proof: " + std::string(what));
}

/// The next line without its end, taken off `text`; nothing where no line ends.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string format_tlog_proof(const TlogProof& proof) {
  std::string text = std::string(first_line) + "\n";
  if (proof.extra) text += std::string(extra_mark) + crypto::base64(*proof.extra) + "\n";
  text += std::string(index_mark) + std::to_string(proof.index) + "\n";
  for (const auto& hash : proof.path) text += crypto::base64(crypto::bytes(hash)) + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<TlogProof> parse_tlog_proof(std::string_view text) {
  if (take_line(text) != first_line) return malformed("its first line is another");
  TlogProof proof;
  auto line = take_line(text);
  if (line && line->starts_with(extra_mark)) {
    auto extra = crypto::from_base64(line->substr(extra_mark.size()));
    if (!extra) return malformed("its extra data is not base64");
    proof.extra = std::move(*extra);
    line = take_line(text);
  }
  if (!line || !line->starts_with(index_mark)) return malformed("it has no index");
  const auto index = parse_decimal(line->substr(index_mark.size()));
  if (!index) return malformed("its index is no plain decimal number");
  proof.index = *index;

  for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
    const auto bytes = crypto::from_base64(*line);
    if (!bytes || bytes->size() != hash_bytes) return malformed("a line of its path is not base64 of 32 bytes");
    if (proof.path.size() == max_path) return malformed("its path is longer than any tree is high");
    proof.path.push_back(hash_at(*bytes, 0));
  }
  if (!line || text.empty()) return malformed("it has no checkpoint");
  proof.checkpoint = text;
  return proof;
}

Result<Checkpoint> verify_tlog_proof(const TlogProof& proof, std::string_view leaf, const Trust& trust) {
  auto checkpoint = open_checkpoint(proof.checkpoint, trust.log);
  if (!checkpoint) return checkpoint;
  if (trust.quorum > 0) {
    const auto note = parse_note(proof.checkpoint);
    if (!note) return fail(note.error());
    const auto witnesses = signers_of(*note, trust.witnesses);
    if (!witnesses) return fail(witnesses.error());
    if (witnesses->size() < trust.quorum) {
      return fail(Fault::corrupt, std::to_string(witnesses->size()) + " of " + std::to_string(trust.quorum) +
                                      " witnesses have cosigned the checkpoint");
    }
  }
  if (!verify_inclusion(leaf_hash(leaf), proof.index, checkpoint->head(), proof.path)) {
    return fail(Fault::corrupt, "the path does not lead from the leaf at index " + std::to_string(proof.index) +
                                    " to the checkpoint's root");
  }
  return checkpoint;
}

}  // namespace careledger::core::merkle
