#include "tools/careledger/interruption.hpp"

#include <csignal>

namespace careledger::tools {
namespace {

volatile std::sig_atomic_t noted = 0;

void note(int) {
  noted = 1;
}

}  // namespace

Interruption::Interruption() {
  noted = 0;
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
}

Interruption::~Interruption() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interruption::asked_for() {
  return noted != 0;
}

}  // namespace careledger::tools
