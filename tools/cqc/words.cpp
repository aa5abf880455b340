#include "tools/cqc/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace careledger::tools::cqc {

namespace {

struct Pair {
  std::string_view theirs;
  std::string_view ours;
};

// In order of precedence.
constexpr std::array<Pair, 4> categories{{
    {"Nursing homes", "nursing"},
    {"Residential homes", "residential"},
    {"Supported living", "supported_living"},
    {"Homecare agencies", "home_support"},
}};

constexpr std::array<Pair, 7> need_groups{{
    {"Caring for adults over 65 yrs", "older_adults"},
    {"Dementia", "dementia"},
    {"Learning disabilities", "learning_disability"},
    {"Physical disabilities", "physical_disability"},
    {"Mental health conditions", "mental_health"},
    {"Substance misuse problems", "substance_misuse"},
    {"Sensory impairment", "sensory_impairment"},
}};

// From worst to best.
constexpr std::array<Pair, 4> ratings{{
    {"inadequate", "inadequate"},
    {"requires improvement", "requires_improvement"},
    {"good", "good"},
    {"outstanding", "outstanding"},
}};

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::size_t rank(std::string_view outcome) {
  return static_cast<std::size_t>(std::ranges::find(ratings, outcome, &Pair::ours) - ratings.begin());
}

}  // namespace

std::string_view category(std::span<const std::string_view> service_types) {
  for (const auto& [theirs, ours] : categories) {
    if (std::ranges::find(service_types, theirs) != service_types.end()) return ours;
  }
  return "supported_living";
}

std::vector<std::string_view> needs(std::span<const std::string_view> specialisms) {
  std::vector<std::string_view> found;
  for (const auto& [theirs, ours] : need_groups) {
    if (std::ranges::find(specialisms, theirs) != specialisms.end()) found.push_back(ours);
  }
  return found;
}

std::string_view outcome(std::string_view rating) {
  const auto name = lower(rating);
  const auto found = std::ranges::find(ratings, name, &Pair::theirs);
  return found == ratings.end() ? not_rated : found->ours;
}

std::string_view worse_of(std::string_view one, std::string_view other) {
  return rank(one) <= rank(other) ? one : other;
}

}  // namespace careledger::tools::cqc
