#include "projections/record/telling.hpp"

#include "core/log/index.hpp"

#include <vector>

namespace careledger::projections::record {

Result<void> tell(const core::log::View& view, const std::string& tag, std::span<const std::string_view> types,
                  const Moment& moment, const Listener& listener) {
  const auto entries = dossier(view, tag, types, moment.known_at);
  if (!entries) return core::fail(entries.error());
  return tell(**entries, moment.at, listener);
}

Result<void> tell(std::span<const Entry> entries, core::time::Instant at, const Listener& listener) {
  core::json::Parser parser;
  for (const auto& entry : entries) {
    if (entry.event.time > at) break;
    const auto data = parser.parse_trusted(entry.event.data);
    if (!data) return core::fail(core::Fault::corrupt, "event " + std::to_string(entry.sequence) + " can't be read");
    listener(entry, *data);
  }
  return {};
}

Result<void> tell_each(const core::log::View& view, std::string_view type, const Moment& moment,
                       const Listener& listener) {
  constexpr std::size_t at_once = 4'096;
  core::json::Parser parser;
  for (Sequence from = 1; from <= moment.known_at;) {
    std::vector<Sequence> found;
    const auto end = core::log::tag_key("", type, moment.known_at + 1);
    auto visited = view.leap(core::log::Family::tags, core::log::tag_key("", type, from), end,
                             [&](std::string_view key, std::string_view /*unused*/) {
                               found.push_back(core::log::sequence_of(key.substr(key.size() - 8)));
                               return found.size() == at_once ? end : std::string();
                             });
    if (!visited) return visited;
    const auto amendments = AmendmentsOf::find(view, found);
    if (!amendments) return core::fail(amendments.error());
    for (const Sequence sequence : found) {
      auto event = effective(*amendments, sequence, moment.known_at);
      if (!event) return core::fail(std::move(event.error()));
      if (!*event || (*event)->time > moment.at) continue;
      const Entry entry{.sequence = sequence, .event = std::move(**event)};
      const auto data = parser.parse_trusted(entry.event.data);
      if (!data) return core::fail(core::Fault::corrupt, "event " + std::to_string(sequence) + " can't be read");
      listener(entry, *data);
    }
    if (found.size() < at_once) break;
    from = found.back() + 1;
  }
  return {};
}

}  // namespace careledger::projections::record
