#include "tools/careledger/config.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>

namespace careledger::tools {
namespace {

constexpr std::string_view flag = "--config";

bool is_given(const std::vector<std::string>& arguments, const std::string& name) {
  const std::string long_flag = "--" + name;
  const bool on_line = std::any_of(arguments.begin(), arguments.end(), [&long_flag](const std::string& argument) {
    return argument == long_flag || argument.starts_with(long_flag + "=");
  });
  std::string variable = "CARELEDGER_" + name;
  std::transform(variable.begin(), variable.end(), variable.begin(),
                 [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
  return on_line || std::getenv(variable.c_str()) != nullptr;
}

}  // namespace

std::vector<std::string> with_config(int argc, const char* const* argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  auto found = std::find_if(arguments.begin(), arguments.end(),
                            [](const std::string& argument) { return argument.starts_with(flag); });
  if (found == arguments.end()) return arguments;
  std::string file = found->size() > flag.size() ? found->substr(flag.size() + 1) : std::string();
  found = arguments.erase(found);
  if (file.empty() && found != arguments.end()) {
    file = *found;
    arguments.erase(found);
  }
  const auto given = arguments;
  for (const auto& item : CLI::ConfigTOML().from_file(file)) {
    if (!item.parents.empty() || item.name.empty() || is_given(given, item.name)) continue;
    for (const auto& value : item.inputs) {
      if (value != "false") arguments.push_back("--" + item.name + (value == "true" ? "" : "=" + value));
    }
  }
  return arguments;
}

}  // namespace careledger::tools
