#pragma once

namespace careledger::tools {

/// While one lives, SIGINT and SIGTERM do not end the program: they are noted, for long work to stop at its next good
/// place. One at a time, on the main thread.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] static bool asked_for();
};

}  // namespace careledger::tools
