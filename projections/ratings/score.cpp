#include "projections/ratings/score.hpp"

#include "core/error/result.hpp"

namespace careledger::projections::ratings {

std::string Score::text() const {
  CARELEDGER_ASSERT(denominator >= 1 && numerator >= 0);
  if (!decimals) return std::to_string(numerator / denominator);
  const std::int64_t hundredths = (numerator * 200 + denominator) / (2 * denominator);
  const std::int64_t fraction = hundredths % 100;
  return std::to_string(hundredths / 100) + (fraction < 10 ? ".0" : ".") + std::to_string(fraction);
}

}  // namespace careledger::projections::ratings
