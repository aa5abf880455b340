#include "api/routes/selected.hpp"

#include "core/event/stored.hpp"

namespace careledger::api::routes {

using core::fail;
using core::Fault;
using core::event::Sequence;

core::Result<Selected> read_selected(const Context& context, const http::Query& query) {
  Selected selected;
  selected.selection.tags = query.all("tag");
  selected.selection.types = query.all("type");
  for (const auto& text : selected.selection.types) {
    if (context.app.ledger().vocabulary().find(text) == nullptr) {
      return fail(Fault::bad_request, "there is no type of event \"" + text + "\"");
    }
  }
  if (const auto after = query.get("after")) {
    const auto number = read_number("after", *after);
    if (!number) return fail(number.error());
    selected.selection.after = *number;
  }
  const auto span = read_span(query);
  if (!span) return fail(span.error());
  selected.span = *span;
  return selected;
}

core::Result<bool> look_at(Application& app, auth::Sight& sight, Selected& selected, Sequence head, std::size_t most,
                           const TakeEvent& take) {
  auto& selection = selected.selection;
  const auto found = core::log::select(app.ledger().log(), selection, head, most);
  if (!found) return fail(found.error());
  core::json::Parser parser;
  for (const Sequence sequence : *found) {
    auto leaf = app.ledger().leaf(sequence);
    if (!leaf) return fail(std::move(leaf.error()));
    const auto seen = sight.sees(*leaf);
    if (!seen) return fail(seen.error());
    selection.after = sequence;
    if (selected.span.from || selected.span.to) {
      const auto event = core::event::read_stored(*leaf, parser);
      if (!event) return fail(event.error());
      if (!selected.span.has(event->time)) continue;
    }
    if (!take(sequence, std::move(*leaf), *seen)) return true;
  }
  return found->size() == most;
}

}  // namespace careledger::api::routes
