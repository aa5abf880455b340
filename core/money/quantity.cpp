#include "core/money/quantity.hpp"

#include "core/error/result.hpp"

#include <cstdlib>

namespace careledger::core::money {
namespace {

__extension__ using Wide = __int128;

}  // namespace

std::int64_t hundredths(std::int64_t parts, std::int64_t whole) {
  CARELEDGER_ASSERT(parts >= 0 && whole > 0);
  return static_cast<std::int64_t>((Wide{parts} * 200 + whole) / (Wide{whole} * 2));
}

std::string two_places(std::int64_t hundredths) {
  const std::int64_t size = std::abs(hundredths);
  const std::int64_t fraction = size % 100;
  return (hundredths < 0 ? "-" : "") + std::to_string(size / 100) + (fraction < 10 ? ".0" : ".") +
         std::to_string(fraction);
}

}  // namespace careledger::core::money
