#pragma once

#include "core/log/derived.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace careledger::core::log {

/// The puts of a batch in the order of their keys, brought up to date when somebody asks: a group that nothing is asked
/// about pays nothing for it. Lives with the batch, on the thread that fills it.
class PutIndex {
 public:
  using Puts = std::vector<DerivedBatch::Put>;
  /// Places in the batch, by key; of one key the later ones last. Until the batch changes.
  using Places = std::span<const std::uint32_t>;

  /// From `lower` to before `upper`.
  [[nodiscard]] Places range(const Puts& puts, Family family, std::string_view lower, std::string_view upper);
  [[nodiscard]] Places equal(const Puts& puts, Family family, std::string_view key);
  /// The batch has been cut off there.
  void roll_back(std::size_t size);

 private:
  [[nodiscard]] const std::vector<std::uint32_t>& up_to_date(const Puts& puts, Family family);

  std::array<std::vector<std::uint32_t>, families.size()> sorted_;
  std::size_t indexed_ = 0;
};

}  // namespace careledger::core::log
