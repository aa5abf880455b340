#include "projections/record/telling.hpp"

namespace careledger::projections::record {

Result<void> tell(const core::log::View& view, const std::string& tag, std::span<const std::string_view> types,
                  const Moment& moment, const Listener& listener) {
  const auto entries = dossier(view, tag, types, moment.known_at);
  if (!entries) return core::fail(entries.error());
  core::json::Parser parser;
  for (const auto& entry : **entries) {
    if (entry.event.time > moment.at) break;
    const auto data = parser.parse_trusted(entry.event.data);
    if (!data) return core::fail(core::Fault::corrupt, "event " + std::to_string(entry.sequence) + " can't be read");
    listener(entry, *data);
  }
  return {};
}

}  // namespace careledger::projections::record
