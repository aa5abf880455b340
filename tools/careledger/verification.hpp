#pragma once

#include "core/event/stored.hpp"
#include "core/log/memory_log.hpp"
#include "core/merkle/checkpoint.hpp"
#include "core/merkle/frontier.hpp"
#include "tools/careledger/client.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace careledger::tools {

using VerifyProgress = std::function<void(std::string_view what, std::uint64_t done, std::uint64_t of)>;

/// Recomputes a ledger from what it serves: every leaf, tile, root and signature, every identity and tag of the
/// indices, and every history. The first thing that is wrong is the error. Holds all leaves in memory.
class Verification {
 public:
  Verification(Client& client, std::string verifier_key, VerifyProgress progress)
      : client_(client), verifier_key_(std::move(verifier_key)), progress_(std::move(progress)) {}

  [[nodiscard]] core::Result<void> run();
  [[nodiscard]] const core::merkle::Checkpoint& checkpoint() const { return checkpoint_; }
  [[nodiscard]] std::size_t services() const { return services_; }
  /// How many events were sealed: their leaves are verified, but no index tells of them yet.
  [[nodiscard]] std::size_t sealed() const { return sealed_.size(); }

 private:
  struct TagSum {
    std::uint64_t count = 0;
    std::uint64_t sum = 0;  // of the sequences
    bool operator==(const TagSum&) const = default;
  };

  [[nodiscard]] core::Result<std::string> fetch(const std::string& target);
  [[nodiscard]] core::Result<void> check_checkpoint();
  [[nodiscard]] core::Result<void> check_leaves();
  [[nodiscard]] core::Result<void> check_bundle(std::uint64_t index, unsigned width);
  [[nodiscard]] core::Result<void> check_leaf(core::event::Sequence sequence, std::string_view leaf);
  [[nodiscard]] core::Result<bool> is_sealed(core::event::Sequence sequence, std::string_view type);
  /// The tags of the event, and where it is about a package those of what made that.
  [[nodiscard]] std::vector<std::string> indexed_under(std::string_view type, std::vector<std::string> tags);
  [[nodiscard]] core::Result<void> check_upper_tiles();
  [[nodiscard]] core::Result<void> check_identities();
  [[nodiscard]] core::Result<void> check_tags();
  [[nodiscard]] core::Result<void> check_histories();

  Client& client_;
  std::string verifier_key_;
  VerifyProgress progress_;
  core::merkle::Checkpoint checkpoint_;
  core::merkle::Frontier frontier_;
  core::time::Instant recorded_ = core::time::earliest;
  std::vector<std::string> leaves_;
  std::vector<std::string> upper_;  // by level above 0: the hashes of all tiles, one after the other
  std::map<std::string, TagSum> tags_;
  std::map<std::string, std::vector<std::string>> making_;  // the tags of the last event that makes each package
  std::set<core::event::Sequence> sealed_;
  core::json::Parser parser_;
  std::size_t services_ = 0;
};

}  // namespace careledger::tools
