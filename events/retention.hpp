#pragma once

#include <string_view>

namespace careledger::events {

/// For how long words about a person are kept is decided by class. The names are stored: append only.
namespace retention {
inline constexpr std::string_view care = "care";                // what a citizen needs, and the answers to it
inline constexpr std::string_view citizens = "citizens";        // who a citizen is
inline constexpr std::string_view concerns = "concerns";        // complaints, alerts, breaches
inline constexpr std::string_view contracts = "contracts";      // dealings with a provider
inline constexpr std::string_view corrections = "corrections";  // personal words within a correction
}  // namespace retention

}  // namespace careledger::events
