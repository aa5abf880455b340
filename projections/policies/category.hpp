#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace careledger::projections::policies {

/// The kinds of care that are commissioned, each governed by one policy at a time.
enum class Category : std::uint8_t { home_support, supported_living, residential, nursing, day_opportunities };

inline constexpr std::array<std::string_view, 5> category_names{"home_support", "supported_living", "residential",
                                                                "nursing", "day_opportunities"};

[[nodiscard]] constexpr std::string_view text(Category category) {
  return category_names[static_cast<std::size_t>(category)];
}

[[nodiscard]] constexpr std::optional<Category> category_named(std::string_view name) {
  for (std::size_t i = 0; i < category_names.size(); ++i) {
    if (category_names[i] == name) return static_cast<Category>(i);
  }
  return std::nullopt;
}

/// A set of categories in one byte.
class Categories {
 public:
  constexpr void add(Category category) { bits_ = static_cast<std::uint8_t>(bits_ | bit(category)); }
  [[nodiscard]] constexpr bool has(Category category) const { return (bits_ & bit(category)) != 0; }
  [[nodiscard]] constexpr bool has_any_of(Categories others) const { return (bits_ & others.bits_) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  bool operator==(const Categories&) const = default;

 private:
  static constexpr std::uint8_t bit(Category category) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(category));
  }
  std::uint8_t bits_ = 0;
};

}  // namespace careledger::projections::policies
