#pragma once

#include "core/time/instant.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace careledger::tools {

/// A made-up market of care services: the same seed gives the same events, one at a time, in the order in which a
/// ledger learns of them. Late, corrected, retracted and simultaneous facts come as they do in life. The corrections
/// need to know at which sequence the first event of the market will lie.
class SimulatedMarket {
 public:
  SimulatedMarket(std::uint64_t seed, unsigned services, std::uint64_t first_sequence);

  /// The next event, as a client sends it.
  [[nodiscard]] std::string next();

 private:
  struct Past {
    std::uint64_t sequence;
    bool inspection;
  };
  [[nodiscard]] std::uint64_t draw(std::uint64_t below) { return generator_() % below; }
  [[nodiscard]] core::time::Instant draw_time();
  [[nodiscard]] std::string registration();
  [[nodiscard]] std::string fact();
  [[nodiscard]] std::string amendment();
  [[nodiscard]] std::string event(std::string_view type, core::time::Instant time, const std::string& data);

  std::mt19937_64 generator_;
  std::uint64_t seed_;
  unsigned services_;
  std::uint64_t next_sequence_;
  std::uint64_t made_ = 0;
  core::time::Instant now_;
  core::time::Instant last_;
  std::vector<Past> amendable_;
};

}  // namespace careledger::tools
