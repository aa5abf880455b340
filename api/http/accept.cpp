#include "api/http/accept.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace careledger::api::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Takes what stands before the separator off the text.
std::string_view take_until(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto part = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

/// In thousandths, by a parameter `q` of at most three digits; what is written otherwise counts in full.
int weight_of(std::string_view parameters) {
  constexpr int whole = 1'000;
  while (!parameters.empty()) {
    const auto parameter = take_until(parameters, ';');
    if (parameter.size() < 3 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=') continue;
    const auto number = parameter.substr(2);
    if (number.front() != '0') return whole;
    int weight = 0;
    for (std::size_t i = 2; i < 5; ++i) {
      const bool digit = i < number.size() && number[i] >= '0' && number[i] <= '9';
      weight = weight * 10 + (digit ? number[i] - '0' : 0);
    }
    return weight;
  }
  return whole;
}

bool takes_in(std::string_view range, std::string_view type) {
  std::string lower(range);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower == "*/*" || lower == type) return true;
  return lower.ends_with("/*") && type.starts_with(lower.substr(0, lower.size() - 1));
}

}  // namespace

std::optional<std::size_t> preferred(std::string_view accept, std::span<const std::string_view> offered) {
  if (trimmed(accept).empty()) return 0;
  std::optional<std::size_t> found;
  int most = 0;
  while (!accept.empty()) {
    auto range = take_until(accept, ',');
    const auto type = take_until(range, ';');
    const int weight = weight_of(range);
    if (weight <= most) continue;
    const auto taken =
        std::find_if(offered.begin(), offered.end(), [type](std::string_view each) { return takes_in(type, each); });
    if (taken == offered.end()) continue;
    found = static_cast<std::size_t>(taken - offered.begin());
    most = weight;
  }
  return found;
}

}  // namespace careledger::api::http
