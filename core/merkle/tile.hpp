#pragma once

#include "core/error/result.hpp"
#include "core/merkle/hash.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::merkle {

// C2SP tlog-tiles: a tile is a subtree of height 8, given as its 256 hashes.
inline constexpr unsigned tile_height = 8;
inline constexpr unsigned tile_width = 1u << tile_height;
inline constexpr std::size_t hash_bytes = 32;
inline constexpr std::size_t tile_bytes = tile_width * hash_bytes;
inline constexpr unsigned max_tile_level = 63;

/// Hash i of the tile is the root over leaves (index·256 + i)·256^level up to the next such place.
struct TileId {
  unsigned level = 0;
  std::uint64_t index = 0;

  auto operator<=>(const TileId&) const = default;
};

/// How many hashes that tile has in a tree of `size` leaves: 256 is full, 0 is no such tile.
[[nodiscard]] unsigned width_at(TileId tile, std::uint64_t size);

/// What a path below the log's prefix names: a tile of hashes, or the entries of a tile of level 0; full, or the first
/// `width` of it.
struct TilePath {
  TileId tile;
  unsigned width = tile_width;
  bool entries = false;

  bool operator==(const TilePath&) const = default;
};

/// `tile/0/x001/x234/067.p/5`, `tile/entries/000`: each path has one text, and no other is parsed.
/// Error: Fault::not_found, as no such resource can exist.
[[nodiscard]] std::string to_text(const TilePath& path);
[[nodiscard]] Result<TilePath> parse_tile_path(std::string_view text);

/// Hash i of a tile's bytes.
[[nodiscard]] Digest hash_at(std::string_view tile, std::size_t i);
/// The root over `hashes`, whose number is a power of two.
[[nodiscard]] Digest perfect_root(std::string_view hashes);

/// An entry bundle: each entry behind its length, two bytes big-endian.
void append_entry(std::string& bundle, std::string_view entry);
[[nodiscard]] std::string encode_entries(std::span<const std::string> entries);
/// Views into `bundle`, at most 256. Error: Fault::corrupt.
[[nodiscard]] Result<std::vector<std::string_view>> decode_entries(std::string_view bundle);

}  // namespace careledger::core::merkle
