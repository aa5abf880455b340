#include "core/storage/database_files.hpp"

namespace careledger::core::storage {

Result<void> check_current(const std::filesystem::path& directory) {
  std::error_code error;
  if (std::filesystem::exists(directory / "CURRENT", error)) return {};
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const auto kind = entry.path().extension();
    if (kind != ".log" && kind != ".sst") continue;
    return fail(Fault::corrupt, "the file " + (directory / "CURRENT").string() + " is gone, and the database's " +
                                    entry.path().filename().string() +
                                    " and others are there: put it back from a copy");
  }
  return {};  // there is none yet
}

}  // namespace careledger::core::storage
