#include "core/log/ledger.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "core/keys/event_sealer.hpp"
#include "core/log/index.hpp"
#include "core/log/rocks_log.hpp"
#include "core/merkle/hash.hpp"
#include "core/storage/durable_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <unordered_map>

namespace careledger::core::log {
namespace {

constexpr Sequence events_a_step = 2'000;  // of catching up: one write of derived families
constexpr std::string_view origin_name = "origin";
// 1, or none: a restart left out tags that events of a package have from its award.
constexpr std::string_view tags_version = "2";

/// What a start that was killed left half written.
void remove_leftovers(const std::filesystem::path& directory) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(directory, ignored)) {
    const auto name = entry.path().filename().string();
    const bool half_a_key = name.starts_with("signing.key.") || name.starts_with("master.key.");
    if (half_a_key || name.ends_with(".new")) std::filesystem::remove(entry.path(), ignored);
  }
}

/// The key under which the sequencer put the identity of an event: its own where an earlier event has the other.
/// `brought`: those that are not in the log's index yet.
Result<std::string> identity_of(const Log& log, const std::unordered_map<std::string, Sequence>& brought,
                                const event::Stored& event) {
  auto key = id_key(event.source, event.id);
  std::optional<Sequence> first;
  if (const auto found = brought.find(key); found != brought.end()) {
    first = found->second;
  } else {
    const auto indexed = log.get(Family::ids, key);
    if (!indexed) return fail(indexed.error());
    if (*indexed) first = sequence_of(**indexed);
  }
  if (!first || *first >= event.sequence) return key;
  return own_id_key(event.source, event.id, event.authid);
}

std::string drawn_origin() {
  return "careledger.localhost/" + crypto::hex(crypto::random_bytes(4));
}

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::open(const LedgerOptions& options, Domain& domain,
                                             const event::Vocabulary& vocabulary) {
  std::unique_ptr<Ledger> ledger(new Ledger(domain, vocabulary));
  if (auto started = ledger->start(options); !started) return fail(std::move(started.error()));
  return ledger;
}

Ledger::~Ledger() {
  close();
  if (lock_file_ >= 0) ::close(lock_file_);
}

Result<void> Ledger::lock_directory(const std::filesystem::path& directory) {
  std::error_code error;
  if (std::filesystem::create_directories(directory, error)) {
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
  }
  const auto path = directory / "lock";
  lock_file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_file_ < 0) return fail(Fault::storage, "cannot use " + directory.string() + ": " + std::strerror(errno));
  if (::flock(lock_file_, LOCK_EX | LOCK_NB) != 0) {
    return fail(Fault::storage, "another process holds the ledger in " + directory.string());
  }
  return {};
}

Result<void> Ledger::settle_origin(const std::string& wanted) {
  const auto kept = log_->meta(origin_name);
  if (!kept) return fail(kept.error());
  if (*kept) {
    origin_ = **kept;
    if (wanted.empty() || wanted == origin_) return {};
    return fail(Fault::bad_request,
                "this ledger's origin is " + origin_ + " since its first start and can't become " + wanted);
  }
  origin_ = wanted.empty() ? drawn_origin() : wanted;
  if (!merkle::is_key_name(origin_)) {
    return fail(Fault::bad_request, "an origin is not empty and holds no space and no +: \"" + origin_ + "\"");
  }
  return log_->set_meta(origin_name, origin_);
}

Result<void> Ledger::start(const LedgerOptions& options) {
  directory_ = options.directory;
  if (auto locked = lock_directory(directory_); !locked) return locked;
  remove_leftovers(directory_);
  auto log = open_rocks_log(directory_);
  if (!log) return fail(std::move(log.error()));
  log_ = std::move(*log);
  if (auto settled = settle_origin(options.origin); !settled) return settled;

  constexpr std::string_view keys_made = "keys_made";
  std::error_code ignored;
  const auto had_keys = log_->meta(keys_made);
  if (!had_keys) return fail(had_keys.error());
  const auto of_keys = directory_ / "keys" / "CURRENT";
  if (*had_keys && !std::filesystem::exists(of_keys, ignored)) {
    return fail(Fault::corrupt, "the personal-data keys are gone, or a part of them: there is no " + of_keys.string() +
                                    "; put all of the folder back from a copy");
  }
  auto keys = keys::KeyStore::open(directory_ / "keys",
                                   options.master_key.empty() ? directory_ / "master.key" : options.master_key);
  if (!keys) return fail(std::move(keys.error()));
  keys_ = std::move(*keys);
  if (!*had_keys) {
    if (auto marked = log_->set_meta(keys_made, "yes"); !marked) return marked;
  }
  const auto key_file = directory_ / "signing.key";
  if (log_->head().size > 0 && !std::filesystem::exists(key_file)) {
    return fail(Fault::corrupt, "the log's key " + key_file.string() + " is gone: no other can vouch for this log");
  }
  auto key = crypto::Ed25519Key::load_or_make(key_file);
  if (!key) return fail(std::move(key.error()));
  signer_ = std::make_unique<merkle::Signer>(origin_, std::move(*key));
  verifier_key_ = signer_->verifier_key();

  if (auto renewed = renew(Family::facts, "facts_version", domain_.facts_version()); !renewed) return renewed;
  if (auto renewed = renew(Family::tags, "tags_version", tags_version); !renewed) return renewed;
  tree_ = std::make_unique<Tree>(*log_);
  if (auto loaded = tree_->load(); !loaded) return loaded;
  if (auto caught_up = catch_up(options.progress); !caught_up) return caught_up;
  if (auto same = compare_with_signed(); !same) return same;
  sequencer_ = std::make_unique<Sequencer>(*log_, *tree_, domain_, unsealer(), time::now);
  return {};
}

Result<void> Ledger::renew(Family family, std::string_view setting, std::string_view version) {
  const auto kept = log_->meta(setting);
  if (!kept) return fail(kept.error());
  if (*kept && **kept == version) return {};
  if (log_->head().size > 0) {
    if (auto cleared = log_->clear(family); !cleared) return cleared;
  }
  return log_->set_meta(setting, version);
}

Result<void> Ledger::catch_up(const Progress& progress) {
  const Head head = log_->head();
  Sequence position = head.size;
  for (const Family family : families) position = std::min(position, log_->position(family));
  Sequence hashed = tree_->size();
  json::Parser parser;
  while (position < head.size) {
    const Sequence to = std::min(head.size, position + events_a_step);
    const CommittedView before(*log_, position);
    Overlay overlay(before);  // as it was when the sequencer put these events: an event may rest on another of the step
    auto& batch = overlay.batch();
    std::vector<crypto::Digest> hashes;
    std::unordered_map<std::string, Sequence> brought;  // identities of this step
    const auto cursor = log_->scan(position + 1, to);
    for (; cursor->valid(); cursor->next()) {
      const std::string_view leaf = cursor->value();
      const auto event = event::read_stored(leaf, parser);
      if (!event) return fail(event.error());
      if (event->sequence != ++position)
        return fail(Fault::corrupt, "event " + std::to_string(position) + " is missing from the log");
      const auto* const type = vocabulary_.find(event->type);
      std::vector<PointedError> errors;
      auto content =
          type == nullptr ? std::nullopt : type->read(event->data, event::Origin::stored, nullptr, "/data", errors);
      if (!content)
        return fail(Fault::corrupt, "event " + std::to_string(position) + " is none that this program can read");
      overlay.append(std::string(leaf));
      auto& tags = content->tags;
      if (auto derived = domain_.derive(*event, overlay, batch, tags); !derived) return derived;
      auto identity = identity_of(*log_, brought, *event);
      if (!identity) return fail(std::move(identity.error()));
      index_event(batch, position, *identity, event->type, tags, event->recorded);
      brought.emplace(std::move(*identity), position);
      if (position > hashed) hashes.push_back(merkle::leaf_hash(leaf));
    }
    if (auto status = cursor->status(); !status) return status;
    if (position != to) return fail(Fault::corrupt, "the log ends at event " + std::to_string(position));
    batch.position = to;
    tree_->extend(hashes, batch);
    hashed += hashes.size();
    if (auto written = log_->derive(batch); !written) return written;
    if (progress) progress("deriving", position, head.size);
  }
  tree_->publish();
  if (tree_->size() != head.size || tree_->frontier().root() != head.root) {
    return fail(Fault::corrupt, "the tree over the log's events has not the root that was committed with them");
  }
  return {};
}

Result<void> Ledger::compare_with_signed() {
  const auto path = directory_ / "checkpoint";
  std::ifstream in(path, std::ios::binary);
  if (!in) return {};  // none has been signed yet
  const std::string note{std::istreambuf_iterator<char>(in), {}};
  const auto checkpoint = merkle::open_checkpoint(note, verifier_key_);
  if (!checkpoint) return fail(Fault::corrupt, path.string() + ": " + checkpoint.error().detail);
  const auto differs = [](const std::string& detail) {
    return fail(Fault::corrupt, "the log does not extend the last checkpoint that it signed: " + detail);
  };
  if (checkpoint->size > size()) {
    return differs("that covers " + std::to_string(checkpoint->size) + " events, and there are " +
                   std::to_string(size()));
  }
  const auto root = merkle::root_of(*tree_, checkpoint->size);
  if (!root) return fail(root.error());
  if (*root != checkpoint->root)
    return differs("the root over its " + std::to_string(checkpoint->size) + " events is another");
  signed_ = {.size = checkpoint->size, .note = note};
  return {};
}

event::SealerFactory Ledger::sealers() {
  return [this](std::string_view source, std::string_view id) {
    return std::make_unique<keys::EventSealer>(*keys_, source, id);
  };
}

event::Unsealer Ledger::unsealer() {
  return [this](std::string_view jwe) { return keys::unseal(*keys_, jwe); };
}

std::string Ledger::failure() const {
  if (auto failure = sequencer_->failure(); !failure.empty()) return failure;
  if (keys_->failed()) return "the key store has failed; no personal field is taken until the ledger is started again";
  return {};
}

Result<std::string> Ledger::leaf(Sequence sequence) const {
  if (sequence < 1 || sequence > size()) return fail(Fault::not_found, "there is no event " + std::to_string(sequence));
  return log_->read(sequence);
}

Result<std::vector<Sequence>> Ledger::find(std::string_view source, std::string_view id) const {
  return find_identity(*log_, source, id);
}

Result<Sequence> Ledger::free_at(std::span<const event::Draft> drafts) const {
  const Sequence position = log_->position(Family::ids);
  for (const auto& draft : drafts) {
    const auto taken = log_->get(Family::ids, id_key(draft.source, draft.id));
    if (!taken) return fail(taken.error());
    if (*taken) return Sequence{0};
  }
  return position;
}

Result<Sequence> Ledger::known_by(time::Instant instant) const {
  return log::known_by(*log_, instant, size());
}

Result<SignedCheckpoint> Ledger::checkpoint() {
  const std::lock_guard lock(signing_);
  if (signed_.note.empty() || signed_.size < size()) {
    const merkle::Frontier head = tree_->frontier();
    auto note = merkle::sign_checkpoint({.origin = origin_, .size = head.size(), .root = head.root()}, *signer_);
    if (!note) return fail(std::move(note.error()));
    if (auto written = storage::replace_file(directory_ / "checkpoint", *note); !written) {
      // What was not kept is not handed out: a later start could not know that it was signed.
      return fail(Fault::read_only, written.error().detail);
    }
    signed_ = {.size = head.size(), .note = std::move(*note)};
  }
  return signed_;
}

Result<Proof> Ledger::prove(Sequence sequence) {
  auto leaf = this->leaf(sequence);
  if (!leaf) return fail(std::move(leaf.error()));
  auto checkpoint = this->checkpoint();
  if (!checkpoint) return fail(std::move(checkpoint.error()));
  auto path = merkle::inclusion_proof(*tree_, sequence - 1, checkpoint->size);
  if (!path) return fail(std::move(path.error()));
  return Proof{.sequence = sequence,
               .leaf_hash = merkle::leaf_hash(*leaf),
               .path = std::move(*path),
               .checkpoint = std::move(*checkpoint),
               .leaf = std::move(*leaf)};
}

Result<void> Ledger::rebuild(const Progress& progress) {
  sequencer_->stop();
  for (const Family family : families) {
    if (auto cleared = log_->clear(family); !cleared) return cleared;
  }
  if (auto loaded = tree_->load(); !loaded) return loaded;
  if (auto caught_up = catch_up(progress); !caught_up) return caught_up;
  return log_->flush();
}

void Ledger::close() {
  if (!sequencer_) return;
  sequencer_->stop();
  if (sequencer_->failure().empty()) {
    // What can't be flushed now is derived again at the next start.
    [[maybe_unused]] const auto flushed = log_->flush();
  }
}

}  // namespace careledger::core::log
