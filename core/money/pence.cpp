#include "core/money/pence.hpp"

#include "core/error/result.hpp"

#include <algorithm>

namespace careledger::core::money {
namespace {

__extension__ using Wide = __int128;

}  // namespace

bool is_less(const Ratio& a, const Ratio& b) {
  return Wide{a.numerator} * b.denominator < Wide{b.numerator} * a.denominator;
}

Pence times(Pence pence, const Ratio& ratio) {
  CARELEDGER_ASSERT(pence >= 0 && pence <= most_pence && ratio.numerator >= 0 && ratio.denominator > 0);
  const Wide doubled = Wide{pence} * ratio.numerator * 2;
  const Wide denominator = ratio.denominator;
  return static_cast<Pence>(std::min(Wide{most_pence}, (doubled + denominator) / (denominator * 2)));
}

Pence adjusted(Pence pence, int basis_points) {
  return times(pence,
               {.numerator = std::max(0, whole_in_basis_points + basis_points), .denominator = whole_in_basis_points});
}

}  // namespace careledger::core::money
