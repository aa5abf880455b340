#include "core/merkle/tile.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace merkle = careledger::core::merkle;
using careledger::core::Fault;
using merkle::TilePath;

TEST_CASE("a tile's path is that of tlog-tiles, and parses to the same tile") {
  struct Row {
    TilePath path;
    std::string_view text;
  };
  for (const auto& [path, text] : std::vector<Row>{
           {{.tile = {0, 0}}, "tile/0/000"},
           {{.tile = {0, 7}}, "tile/0/007"},
           {{.tile = {1, 999}}, "tile/1/999"},
           {{.tile = {1, 1000}}, "tile/1/x001/000"},
           {{.tile = {2, 1'234'067}}, "tile/2/x001/x234/067"},
           {{.tile = {63, 0}, .width = 255}, "tile/63/000.p/255"},
           {{.tile = {0, 1'234'067}, .width = 1}, "tile/0/x001/x234/067.p/1"},
           {{.tile = {0, 273}, .width = 112, .entries = true}, "tile/entries/273.p/112"},
           {{.tile = {0, 100'000}, .entries = true}, "tile/entries/x100/000"},
           {{.tile = {0, std::numeric_limits<std::uint64_t>::max()}}, "tile/0/x018/x446/x744/x073/x709/x551/615"},
       }) {
    CHECK(merkle::to_text(path) == text);
    CHECK(merkle::parse_tile_path(text) == path);
  }
}

TEST_CASE("no second text names a tile") {
  for (const std::string_view text : {
           "",
           "tile",
           "tile/",
           "tile/0",
           "tile/0/",
           "tile//000",
           "/tile/0/000",
           "tile/0/000/",
           "tile/0//000",
           "tile/00/000",
           "tile/01/000",
           "tile/64/000",
           "tile/-1/000",
           "tile/+1/000",
           "tile/a/000",
           "tile/data/000",
           "tile/entries",
           "tile/entries/",
           "tile/Entries/000",
           "tile/0/0",
           "tile/0/00",
           "tile/0/0000",
           "tile/0/x000",
           "tile/0/x000/067",
           "tile/0/x000/x001/067",
           "tile/0/x01/067",
           "tile/0/x0001/067",
           "tile/0/001/067",
           "tile/0/x001/x067",
           "tile/0/X001/067",
           "tile/0/x001067",
           "tile/0/x/067",
           "tile/0/x-01/000",
           "tile/0/ 00",
           "tile/0/0a0",
           "tile/0/000.p",
           "tile/0/000.p/",
           "tile/0/000.p/0",
           "tile/0/000.p/256",
           "tile/0/000.p/01",
           "tile/0/000.p/1/",
           "tile/0/000.p/1.p/1",
           "tile/0/000.p/-1",
           "tile/0/000.p/1 ",
           "tile/0/000.P/1",
           "tile/0/000.p1",
           "tile/0/.p/1",
           "tile/0/x001/.p/1",
           "tile/0/x001.p/1",
           "tile/0/x018/x446/x744/x073/x709/x551/616",       // 2^64
           "tile/0/x001/x000/x000/x000/x000/x000/x000/000",  // 10^21
       }) {
    CAPTURE(text);
    const auto path = merkle::parse_tile_path(text);
    REQUIRE_FALSE(path.has_value());
    CHECK(path.error().fault == Fault::not_found);
  }
  CHECK_FALSE(merkle::parse_tile_path(std::string_view("tile/0/00\0", 10)).has_value());
}

TEST_CASE("a tile's width follows from the size: the example of 70,000 leaves, and the ends of the range") {
  const auto width = [](unsigned level, std::uint64_t index, std::uint64_t size) {
    return merkle::width_at({level, index}, size);
  };
  CHECK(width(0, 0, 0) == 0);
  CHECK(width(0, 0, 1) == 1);
  CHECK(width(0, 0, 255) == 255);
  CHECK(width(0, 0, 256) == 256);
  CHECK(width(0, 1, 256) == 0);
  CHECK(width(1, 0, 255) == 0);
  CHECK(width(1, 0, 256) == 1);

  CHECK(width(0, 272, 70'000) == 256);
  CHECK(width(0, 273, 70'000) == 112);
  CHECK(width(0, 274, 70'000) == 0);
  CHECK(width(1, 0, 70'000) == 256);
  CHECK(width(1, 1, 70'000) == 17);
  CHECK(width(2, 0, 70'000) == 1);
  CHECK(width(3, 0, 70'000) == 0);

  constexpr auto all = std::numeric_limits<std::uint64_t>::max();
  CHECK(width(0, all, all) == 0);
  CHECK(width(0, all >> 8, all) == 255);
  CHECK(width(7, 0, all) == 255);
  CHECK(width(8, 0, all) == 0);
  CHECK(width(63, 0, all) == 0);
}

TEST_CASE("an entry bundle gives back its entries, of any length that two bytes can say") {
  std::vector<std::string> entries{"", "a", std::string(255, 'b'), std::string(256, 'c'), std::string(65'535, 'd')};
  const auto bundle = merkle::encode_entries(entries);
  CHECK(bundle.substr(0, 5) == std::string("\0\0\0\1a", 5));
  CHECK(bundle.substr(5 + 2 + 255, 2) == std::string("\1\0", 2));
  const auto back = merkle::decode_entries(bundle);
  REQUIRE(back.has_value());
  CHECK(std::vector<std::string>(back->begin(), back->end()) == entries);
  CHECK(merkle::decode_entries("")->empty());
}

TEST_CASE("a bundle that is cut or has more than a tile's entries is refused") {
  const auto bundle = merkle::encode_entries(std::vector<std::string>{"first", "second"});
  for (std::size_t size = 1; size < bundle.size(); ++size) {
    CAPTURE(size);
    const bool between_entries = size == 2 + 5;
    CHECK(merkle::decode_entries(std::string_view(bundle).substr(0, size)).has_value() == between_entries);
  }
  CHECK(merkle::decode_entries(std::string(256 * 2, '\0'))->size() == 256);
  CHECK(merkle::decode_entries(std::string(257 * 2, '\0')).error().fault == Fault::corrupt);
}
