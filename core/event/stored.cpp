#include "core/event/stored.hpp"

#include <charconv>

namespace careledger::core::event {

namespace {

/// Takes the member `"<name>":"<value>"` off the end of the text, with the comma before it; nothing where another ends
/// it.
std::optional<std::string_view> take_last(std::string_view& text, std::string_view name) {
  if (!text.ends_with('"')) return std::nullopt;
  const auto quote = text.rfind('"', text.size() - 2);
  const std::size_t before = name.size() + 4;  // a comma, the name in its quotation marks, a colon
  if (quote == std::string_view::npos || quote < before) return std::nullopt;
  const auto opening = text.substr(quote - before, before);
  if (opening.substr(0, 2) != ",\"" || opening.substr(2, name.size()) != name || opening.substr(before - 2) != "\":") {
    return std::nullopt;
  }
  const auto value = text.substr(quote + 1, text.size() - quote - 2);
  text = text.substr(0, quote - before);
  return value;
}

}  // namespace

std::optional<Tail> tail_of(std::string_view leaf) {
  if (!leaf.ends_with('}')) return std::nullopt;
  leaf.remove_suffix(1);
  const auto type = take_last(leaf, "type");
  if (!type) return std::nullopt;
  [[maybe_unused]] const auto traceparent = take_last(leaf, "traceparent");
  const auto time = take_last(leaf, "time");
  if (!time) return std::nullopt;
  return Tail{.subject = take_last(leaf, "subject").value_or(std::string_view()), .time = *time, .type = *type};
}

std::optional<std::string_view> data_of(std::string_view leaf) {
  // A quotation mark within a string is escaped, and behind the data no member holds others: so the first of the one
  // and the last of the other are no text within a value.
  constexpr std::string_view opening = R"(,"data":)";
  constexpr std::string_view behind = R"(,"datacontenttype":"application/json","dataschema":)";
  const auto start = leaf.find(opening);
  // Forwards, since a search backwards compares at every byte.
  auto end = std::string_view::npos;
  for (auto at = leaf.find(behind); at != std::string_view::npos; at = leaf.find(behind, at + behind.size())) end = at;
  if (start == std::string_view::npos || end == std::string_view::npos || end < start + opening.size() ||
      leaf.size() - end < json::Parser::padding) {
    return std::nullopt;
  }
  return leaf.substr(start + opening.size(), end - start - opening.size());
}

std::string_view authid_of(std::string_view leaf) {
  constexpr std::string_view opening = R"({"authid":")";
  if (!leaf.starts_with(opening)) return {};
  leaf.remove_prefix(opening.size());
  return leaf.substr(0, leaf.find('"'));
}

std::string_view type_of(std::string_view leaf) {
  const auto tail = tail_of(leaf);
  return tail ? tail->type : std::string_view();
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
