#pragma once

#include "core/log/sequencer.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace careledger::api {

/// Counts of answered requests by class of status, and how long they took. Written by all I/O threads without a lock.
class Metrics {
 public:
  void answered(int status, std::uint64_t micros);

  /// The Prometheus text format (0.0.4).
  [[nodiscard]] std::string text(const core::log::Sequencer& sequencer, std::uint64_t head) const;

 private:
  static constexpr std::array<std::uint64_t, 8> bucket_micros{100,    300,    1'000,   3'000,
                                                              10'000, 30'000, 100'000, 1'000'000};
  std::array<std::atomic<std::uint64_t>, 6> by_class_{};  // index 1 is 1xx, 5 is 5xx
  std::array<std::atomic<std::uint64_t>, bucket_micros.size() + 1> buckets_{};
  std::atomic<std::uint64_t> micros_ = 0;
};

}  // namespace careledger::api
