#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace careledger::tools::simulation {

/// Chance, the same for the same seed on every machine, as long as no two arguments of one call draw: compilers differ
/// in which comes first.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::uint64_t bits() { return engine_(); }
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
  [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least + 1)));
  }
  [[nodiscard]] bool percent(unsigned chance) { return below(100) < chance; }
  template <class List>
  [[nodiscard]] auto& pick(List& list) {
    return list[static_cast<std::size_t>(below(list.size()))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace careledger::tools::simulation
