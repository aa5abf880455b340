#include "events/limits.hpp"

#include <array>

namespace careledger::events::limits {

std::span<const Limit> all() {
  static constexpr std::array limits{
      Limit{"id", id},
      Limit{"reference", reference},
      Limit{"name", name},
      Limit{"link", link},
      Limit{"words", words},
      Limit{"list", list},
      Limit{"checklist", checklist},
      Limit{"decimal_digits", decimal_digits},
      Limit{"decimal_places", decimal_places},
      Limit{"errors", errors},
      Limit{"count", count},
      Limit{"pence", pence},
  };
  return limits;
}

}  // namespace careledger::events::limits
