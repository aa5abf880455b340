#include "core/merkle/note.hpp"

#include "core/crypto/encoding.hpp"
#include "core/merkle/big_endian.hpp"
#include "core/merkle/note_key.hpp"

#include <doctest/doctest.h>

namespace merkle = careledger::core::merkle;
namespace crypto = careledger::core::crypto;
using careledger::core::Fault;
using merkle::Note;
using merkle::Signer;
using merkle::VerifierKey;

namespace {

constexpr std::string_view example_key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view example_note =
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

VerifierKey key_of(std::string_view text) {
  return merkle::parse_verifier_key(text).value();
}

Signer signer(std::string name) {
  return {std::move(name), crypto::Ed25519Key::generate()};
}

Note signed_by(std::string text, const std::vector<Signer>& signers) {
  Note note{.text = std::move(text), .signatures = {}};
  for (const auto& s : signers) note.signatures.push_back(s.sign(note.text));
  return note;
}

merkle::NoteSignature cosigned(std::string_view text, const crypto::Ed25519Key& key, const VerifierKey& as,
                               std::uint64_t time) {
  const auto message = "cosignature/v1\ntime " + std::to_string(time) + "\n" + std::string(text);
  return {.name = as.name, .key_id = as.id(), .bytes = merkle::to_big_endian(time, 8) + key.sign(message)};
}

}  // namespace

TEST_CASE("the example of the signed-note standard parses, verifies under its key, and is written the same") {
  const auto note = merkle::parse_note(example_note);
  REQUIRE(note.has_value());
  CHECK(note->text == "This is an example message.\n");
  REQUIRE(note->signatures.size() == 1);
  CHECK(note->signatures[0].name == "example.com/foo");
  CHECK(note->signatures[0].key_id == 0x530d903a);
  CHECK(merkle::to_text(*note) == example_note);

  const auto key = key_of(example_key);
  CHECK(key.id() == 0x530d903a);
  CHECK(key.type == merkle::ed25519_type);
  CHECK(merkle::to_text(key) == example_key);
  CHECK(merkle::signers_of(*note, {&key, 1}) == std::vector<std::size_t>{0});
}

TEST_CASE("what is not a signed note is refused") {
  const std::string line = "\u2014 name AAAAAAE=\n";
  struct Row {
    std::string_view why;
    std::string text;
  };
  const std::string too_many = [&] {
    std::string text = "text\n\n";
    for (std::size_t i = 0; i <= merkle::max_note_signatures; ++i) text += line;
    return text;
  }();
  for (const auto& [why, text] : std::vector<Row>{
           {"empty", ""},
           {"no blank line", "text\n" + line},
           {"no signature", "text\n\n"},
           {"no text and no newline before the blank line", "\n" + line},
           {"the last line does not end", "text\n\n\u2014 name AAAAAAE="},
           {"a blank line after the signatures", "text\n\n" + line + "\n"},
           {"text after the signatures", "text\n\n" + line + "text\n"},
           {"a hyphen for the dash", "text\n\n- name AAAAAAE=\n"},
           {"no space behind the dash", "text\n\n\u2014name AAAAAAE=\n"},
           {"two spaces", "text\n\n\u2014  name AAAAAAE=\n"},
           {"no signature bytes", "text\n\n\u2014 name\n"},
           {"empty base64", "text\n\n\u2014 name \n"},
           {"a key id alone", "text\n\n\u2014 name AAAAAA==\n"},
           {"unpadded base64", "text\n\n\u2014 name AAAAAAE\n"},
           {"url-safe base64", "text\n\n\u2014 name AAAA-_E=\n"},
           {"a third word", "text\n\n\u2014 name AAAAAAE= x\n"},
           {"a name with a plus", "text\n\n\u2014 na+me AAAAAAE=\n"},
           {"a name with a no-break space", "text\n\n\u2014 na\u00a0me AAAAAAE=\n"},
           {"a name with an ideographic space", "text\n\n\u2014 na\u3000me AAAAAAE=\n"},
           {"a carriage return", "text\r\n\n" + line},
           {"a tab", "te\txt\n\n" + line},
           {"a zero byte", std::string("te\0xt\n\n", 7) + line},
           {"an overlong encoding", "te\xc0\xafxt\n\n" + line},
           {"a surrogate", "te\xed\xa0\x80xt\n\n" + line},
           {"beyond Unicode", "te\xf4\x90\x80\x80xt\n\n" + line},
           {"a lone continuation", "te\x80xt\n\n" + line},
           {"a cut sequence", "te\xe2\x80xt\n\n" + line},
           {"a cut sequence at the end", "text\n\n" + line + "\xe2\x80"},
           {"too many signatures", too_many},
           {"too large", std::string(merkle::max_note_bytes, 'x') + "\n\n" + line},
       }) {
    CAPTURE(why);
    const auto note = merkle::parse_note(text);
    REQUIRE_FALSE(note.has_value());
    CHECK(note.error().fault == Fault::bad_request);
  }
}

TEST_CASE("a note's text may hold blank lines and any writing, and ends at the last blank line") {
  const auto s = signer("log.example/\u00fcber");
  for (const std::string text :
       {"\n", "a\n\nb\n", "a\n\n\u2014 name AAAAAAE=\n", "\u00e9\u4e2d\U0001f600\n", "a\n\n\n"}) {
    CAPTURE(text);
    const auto note = merkle::parse_note(merkle::to_text(signed_by(text, {s})));
    REQUIRE(note.has_value());
    CHECK(note->text == text);
    const auto key = s.verifier();
    CHECK(merkle::signers_of(*note, {&key, 1}).has_value());
  }
}

TEST_CASE("signatures of unknown keys are passed over, and a known key's that does not hold spoils the note") {
  const auto log = signer("log.example");
  const auto other = signer("witness.example");
  const auto same_name = signer("log.example");
  const auto key = log.verifier();
  const std::vector<VerifierKey> keys{key};

  CHECK(merkle::signers_of(signed_by("text\n", {other, same_name, log}), keys) == std::vector<std::size_t>{0});
  CHECK(merkle::signers_of(signed_by("text\n", {other, same_name}), keys).error().fault == Fault::corrupt);
  CHECK(merkle::signers_of(signed_by("text\n", {}), keys).error().fault == Fault::corrupt);
  CHECK(merkle::signers_of(signed_by("text\n", {log}), {}).error().fault == Fault::corrupt);

  auto same_id = signed_by("text\n", {log});
  same_id.signatures.push_back({.name = "another.example", .key_id = key.id(), .bytes = "nonsense"});
  CHECK(merkle::signers_of(same_id, keys).has_value());

  auto spoiled = signed_by("text\n", {log});
  spoiled.signatures.push_back({.name = key.name, .key_id = key.id(), .bytes = "nonsense"});
  CHECK(merkle::signers_of(spoiled, keys).error().fault == Fault::corrupt);
  auto other_text = signed_by("text\n", {log});
  other_text.text = "texT\n";
  CHECK(merkle::signers_of(other_text, keys).error().fault == Fault::corrupt);

  const std::vector<VerifierKey> both{other.verifier(), key, same_name.verifier()};
  CHECK(merkle::signers_of(signed_by("text\n", {log, other}), both) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("sixteen signatures and more, and signatures of five thousand bytes, are read") {
  Note note{.text = "text\n", .signatures = {}};
  const auto log = signer("log.example");
  for (std::size_t i = 0; i + 1 < merkle::max_note_signatures; ++i) {
    note.signatures.push_back({.name = "post-quantum.example",
                               .key_id = static_cast<std::uint32_t>(i),
                               .bytes = std::string(5'000, static_cast<char>(i))});
  }
  note.signatures.push_back(log.sign(note.text));
  const auto back = merkle::parse_note(merkle::to_text(note));
  REQUIRE(back.has_value());
  CHECK(back->signatures == note.signatures);
  const auto key = log.verifier();
  CHECK(merkle::signers_of(*back, {&key, 1}).has_value());
}

TEST_CASE("a witness's cosignature holds for its time and text alone") {
  const auto private_key = crypto::Ed25519Key::generate();
  const auto& bytes = private_key.public_key();
  const VerifierKey witness{
      .name = "witness.example", .type = merkle::cosignature_type, .key = std::string(bytes.begin(), bytes.end())};
  const auto keys = {witness};
  Note note{.text = "text\n", .signatures = {cosigned("text\n", private_key, witness, 1'700'000'000)}};
  CHECK(merkle::signers_of(note, keys).has_value());

  auto other_time = note;
  other_time.signatures[0].bytes[7] ^= 1;
  CHECK_FALSE(merkle::signers_of(other_time, keys).has_value());
  auto other_text = note;
  other_text.text = "texts\n";
  CHECK_FALSE(merkle::signers_of(other_text, keys).has_value());
  auto plain = note;
  plain.signatures[0].bytes = private_key.sign(note.text);
  CHECK_FALSE(merkle::signers_of(plain, keys).has_value());
  auto cut = note;
  cut.signatures[0].bytes = "short";
  CHECK_FALSE(merkle::signers_of(cut, keys).has_value());
  auto late = note;
  late.signatures[0] = cosigned("text\n", private_key, witness, std::uint64_t{1} << 63);
  CHECK_FALSE(merkle::signers_of(late, keys).has_value());
}

TEST_CASE("verifier keys of any type are read; a wrong id, name or length is refused") {
  const VerifierKey ml_dsa{.name = "log.example", .type = 0x06, .key = std::string(1'312, 'k')};
  CHECK(merkle::parse_verifier_key(merkle::to_text(ml_dsa)) == ml_dsa);
  const Note note{.text = "text\n", .signatures = {{"log.example", ml_dsa.id(), std::string(2'420, 's')}}};
  CHECK_FALSE(merkle::signers_of(note, {&ml_dsa, 1}).has_value());

  const std::string good(example_key);
  const VerifierKey short_key{.name = "example.com/foo", .type = merkle::ed25519_type, .key = "short"};
  for (const std::string& text :
       {std::string(), std::string("example.com/foo"), std::string("example.com/foo+530d903a"), good + "\n", good + "A",
        " " + good, good.substr(1), "+530d903a" + good.substr(good.rfind('+')),
        "example.com/foo+530d903b" + good.substr(good.rfind('+')),
        "example.com/foo+530D903A" + good.substr(good.rfind('+')), good.substr(0, good.size() - 4),
        "exam ple.com/foo" + good.substr(good.find('+')), std::string("example.com/foo+530d903a+AQ=="),
        merkle::to_text(short_key)}) {
    CAPTURE(text);
    const auto key = merkle::parse_verifier_key(text);
    REQUIRE_FALSE(key.has_value());
    CHECK(key.error().fault == Fault::bad_request);
  }
}
