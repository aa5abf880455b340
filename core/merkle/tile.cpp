#include "core/merkle/tile.hpp"

#include "core/merkle/decimal.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace careledger::core::merkle {
namespace {

constexpr std::string_view root_folder = "tile/";
constexpr std::string_view entries_folder = "entries";
constexpr std::string_view partial_mark = ".p/";

tl::unexpected<Error> no_such_tile() {
  return fail(Fault::not_found, "no tile has this path");
}

/// 1234067 is x001/x234/067.
std::string index_text(std::uint64_t index) {
  std::string text;
  do {
    std::string group = std::to_string(index % 1000);
    group.insert(0, 3 - group.size(), '0');
    text = text.empty() ? group : "x" + group + "/" + text;
    index /= 1000;
  } while (index != 0);
  return text;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<std::uint64_t> parse_index(std::string_view text) {
  std::string digits;
  while (text.starts_with('x')) {
    if (text.size() < 5 || text[4] != '/') return std::nullopt;
    digits += text.substr(1, 3);
    text.remove_prefix(5);
  }
  if (text.size() != 3) return std::nullopt;
  digits += text;
  if (!std::ranges::all_of(digits, is_digit)) return std::nullopt;
  // Beyond the padding of the first group, a zero in front would be a second path of the same tile.
  if (digits.size() > 3 && digits.starts_with("000")) return std::nullopt;
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return parse_decimal(std::string_view(digits).substr(first));
}

}  // namespace

unsigned width_at(TileId tile, std::uint64_t size) {
  const unsigned shift = tile.level * tile_height;
  if (shift >= 64) return 0;
  const std::uint64_t hashes = size >> shift;
  if (tile.index > hashes >> tile_height) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(hashes - (tile.index << tile_height), tile_width));
}

std::string to_text(const TilePath& path) {
  std::string text(root_folder);
  text += path.entries ? std::string(entries_folder) : std::to_string(path.tile.level);
  text += "/" + index_text(path.tile.index);
  if (path.width != tile_width) text += std::string(partial_mark) + std::to_string(path.width);
  return text;
}

Result<TilePath> parse_tile_path(std::string_view text) {
  if (!text.starts_with(root_folder)) return no_such_tile();
  text.remove_prefix(root_folder.size());
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return no_such_tile();

  TilePath path;
  const std::string_view folder = text.substr(0, slash);
  text.remove_prefix(slash + 1);
  path.entries = folder == entries_folder;
  if (!path.entries) {
    const auto level = parse_decimal(folder);
    if (!level || *level > max_tile_level) return no_such_tile();
    path.tile.level = static_cast<unsigned>(*level);
  }

  if (const std::size_t mark = text.find(partial_mark); mark != std::string_view::npos) {
    const auto width = parse_decimal(text.substr(mark + partial_mark.size()));
    if (!width || *width == 0 || *width >= tile_width) return no_such_tile();
    path.width = static_cast<unsigned>(*width);
    text = text.substr(0, mark);
  }
  const auto index = parse_index(text);
  if (!index) return no_such_tile();
  path.tile.index = *index;
  return path;
}

Digest hash_at(std::string_view tile, std::size_t i) {
  CARELEDGER_ASSERT((i + 1) * hash_bytes <= tile.size());
  Digest digest;
  std::copy_n(reinterpret_cast<const std::uint8_t*>(tile.data()) + i * hash_bytes, hash_bytes, digest.begin());
  return digest;
}

Digest perfect_root(std::string_view hashes) {
  const std::size_t count = hashes.size() / hash_bytes;
  CARELEDGER_ASSERT(std::has_single_bit(count) && count * hash_bytes == hashes.size());
  std::vector<Digest> row(count);
  for (std::size_t i = 0; i < count; ++i) row[i] = hash_at(hashes, i);
  for (std::size_t width = count; width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  }
  return row.front();
}

void append_entry(std::string& bundle, std::string_view entry) {
  CARELEDGER_ASSERT(entry.size() <= std::numeric_limits<std::uint16_t>::max());
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xff);
  bundle += entry;
}

std::string encode_entries(std::span<const std::string> entries) {
  CARELEDGER_ASSERT(entries.size() <= tile_width);
  std::string bundle;
  for (const auto& entry : entries) append_entry(bundle, entry);
  return bundle;
}

Result<std::vector<std::string_view>> decode_entries(std::string_view bundle) {
  std::vector<std::string_view> entries;
  while (!bundle.empty()) {
    if (entries.size() == tile_width) return fail(Fault::corrupt, "an entry bundle has more than 256 entries");
    if (bundle.size() < 2) return fail(Fault::corrupt, "an entry bundle ends within a length");
    const std::size_t size =
        static_cast<std::size_t>(static_cast<std::uint8_t>(bundle[0])) << 8 | static_cast<std::uint8_t>(bundle[1]);
    bundle.remove_prefix(2);
    if (bundle.size() < size) return fail(Fault::corrupt, "an entry bundle ends within an entry");
    entries.push_back(bundle.substr(0, size));
    bundle.remove_prefix(size);
  }
  return entries;
}

}  // namespace careledger::core::merkle
