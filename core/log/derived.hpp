#pragma once

#include "core/event/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <vector>

namespace careledger::core::log {

using event::Sequence;

/// The derived families: all that the log alone can restore. They are written outside the write-ahead log, each with
/// its own position, and caught up from the log's tail at start.
enum class Family : std::uint8_t {
  ids,    // source, id → sequence
  tags,   // tag, type, sequence → nothing
  tiles,  // level, index → a full Merkle tile
  times,  // recorded time of each 64th event → its sequence
  facts,  // what the projections keep of an event, by entity and time
};
inline constexpr std::array<Family, 5> families{Family::ids, Family::tags, Family::tiles, Family::times, Family::facts};
[[nodiscard]] std::string_view name(Family family);
[[nodiscard]] constexpr std::size_t index_of(Family family) {
  return static_cast<std::size_t>(family);
}

/// Changes to derived families, in order, that take effect together. `position`: the last event they follow from. The
/// batch owns the bytes of its keys and values; one thread at a time.
class DerivedBatch {
 public:
  struct Put {
    Family family;
    std::string_view key;
    std::string_view value;
  };
  std::vector<Put> puts;
  Sequence position = 0;

  void put(Family family, std::string_view key, std::string_view value = {}) { put_joined(family, {key}, value); }
  /// The key is what the parts are, one behind the other.
  void put_joined(Family family, std::initializer_list<std::string_view> key, std::string_view value = {});

 private:
  std::unique_ptr<std::pmr::monotonic_buffer_resource> bytes_ = std::make_unique<std::pmr::monotonic_buffer_resource>();
};

}  // namespace careledger::core::log
