#pragma once

#include <string>
#include <vector>

namespace careledger::tools {

/// The arguments with the settings of `--config FILE` added as flags: a TOML file whose keys are the long flags. What
/// is given on the command line or in the environment (CARELEDGER_<KEY>) goes before it. Throws CLI::FileError.
[[nodiscard]] std::vector<std::string> with_config(int argc, const char* const* argv);

}  // namespace careledger::tools
