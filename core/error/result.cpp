#include "core/error/result.hpp"

#include <cstdio>
#include <cstdlib>

namespace careledger::core {

void broken_invariant(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "broken invariant: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace careledger::core
