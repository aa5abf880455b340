#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace careledger::tools::cqc {

/// A service's category by the names of its `gacServiceTypes`: the most intensive care it gives. What is none of the
/// four (shared lives, extra care housing, …) is nearest to supported living.
[[nodiscard]] std::string_view category(std::span<const std::string_view> service_types);

/// The need groups that the names of the `specialisms` surely mean, in the vocabulary's order. "Caring for adults under
/// 65 yrs", "Eating disorders" or "Services for everyone" are no group of ours.
[[nodiscard]] std::vector<std::string_view> needs(std::span<const std::string_view> specialisms);

/// A rating in the words of the vocabulary. The API writes both "Requires improvement" and "Requires Improvement";
/// "Inspected but not rated", "No published rating" and all else rate nothing: `not_rated`.
[[nodiscard]] std::string_view outcome(std::string_view rating);

inline constexpr std::string_view not_rated = "not_rated";

/// Of two outcomes the worse; a rating is worse than none.
[[nodiscard]] std::string_view worse_of(std::string_view one, std::string_view other);

}  // namespace careledger::tools::cqc
