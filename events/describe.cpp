#include "events/describe.hpp"

#include <bit>

namespace careledger::events::detail {

void note_missing(std::uint32_t missing, const std::string_view* names, const Place& place) {
  for (; missing != 0; missing &= missing - 1) {
    place.member(names[std::countr_zero(missing)]).wrong("is missing");
  }
}

}  // namespace careledger::events::detail
