#include "core/event/stored.hpp"

#include <charconv>

namespace careledger::core::event {

std::string_view type_of(std::string_view leaf) {
  constexpr std::string_view opening = R"("type":")";
  constexpr std::string_view closing = R"("})";
  if (leaf.size() < opening.size() + closing.size() || !leaf.ends_with(closing)) return {};
  const auto end = leaf.size() - closing.size();
  const auto quote = leaf.rfind('"', end - 1);
  if (quote == std::string_view::npos || quote + 1 < opening.size()) return {};
  if (leaf.substr(quote + 1 - opening.size(), opening.size()) != opening) return {};
  return leaf.substr(quote + 1, end - quote - 1);
}

Result<Stored> read_stored(std::string_view leaf, json::Parser& parser) {
  const auto event = parser.parse_trusted(leaf);
  if (!event || !event->is_object()) return fail(Fault::corrupt, "a stored event is not JSON");
  Stored stored;
  std::string_view time;
  std::string_view recorded;
  bool has_data = false;
  for (const auto [name, value] : event->members()) {
    if (name == "data") {
      stored.data = value;
      has_data = true;
      continue;
    }
    if (!value.is_string()) continue;
    const auto text = value.string();
    if (name == "type") {
      stored.type = text;
    } else if (name == "time") {
      time = text;
    } else if (name == "recordedtime") {
      recorded = text;
    } else if (name == "sequence") {
      std::from_chars(text.data(), text.data() + text.size(), stored.sequence);
    } else if (name == "id") {
      stored.id = text;
    } else if (name == "source") {
      stored.source = text;
    } else if (name == "subject") {
      stored.subject = text;
    } else if (name == "authid") {
      stored.authid = text;
    }
  }
  const auto at = time::parse_instant(time);
  const auto known = time::parse_instant(recorded);
  if (!has_data || stored.sequence == 0 || stored.type.empty() || !at || !known) {
    return fail(Fault::corrupt, "a stored event lacks what the ledger writes into each");
  }
  stored.time = *at;
  stored.recorded = *known;
  return stored;
}

}  // namespace careledger::core::event
