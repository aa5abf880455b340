#include "api/routes/following.hpp"

#include "api/routes/selected.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::event::Sequence;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_looked_at = 256;  // events a piece
constexpr std::size_t piece_bytes = 64u << 10;
constexpr std::chrono::seconds between_looks{1};  // at what was sealed; longer where a look takes long
constexpr int looks_share = 20;                   // they take no more than this part of the time

void append_event(std::string& text, Sequence sequence, std::string_view leaf) {
  text.append("id: ").append(std::to_string(sequence)).append("\ndata: ").append(leaf).append("\n\n");
}

class Following final : public http::Stream {
 public:
  Following(Application& app, auth::Principal reader, Selected selected)
      : app_(app), reader_(std::move(reader)), selected_(std::move(selected)) {}

  core::Result<Piece> next() override {
    auth::Sight sight(app_.book(), reader_, app_.now());
    Piece piece;
    if (auto told = tell_opened(sight, piece.text); !told) return fail(std::move(told.error()));
    const Sequence head = app_.ledger().size();
    if (selected_.selection.after >= head) return piece;
    const auto more = look_at(app_, sight, selected_, head, most_looked_at,
                              [&](Sequence sequence, const std::string& leaf, bool seen) {
                                if (seen) {
                                  append_event(piece.text, sequence, leaf);
                                } else {
                                  sealed_.push_back(sequence);
                                }
                                return piece.text.size() < piece_bytes;
                              });
    if (!more) return fail(more.error());
    piece.more = *more;
    if (!piece.more) selected_.selection.after = head;
    return piece;
  }

 private:
  core::Result<void> tell_opened(auth::Sight& sight, std::string& text) {
    const auto begun = Clock::now();
    if (sealed_.empty() || begun < next_look_) return {};
    std::vector<Sequence> still;
    for (const Sequence sequence : sealed_) {
      const auto leaf = app_.ledger().leaf(sequence);
      if (!leaf) return fail(leaf.error());
      const auto seen = sight.sees(*leaf);
      if (!seen) return fail(seen.error());
      if (*seen) {
        append_event(text, sequence, *leaf);
      } else {
        still.push_back(sequence);
      }
    }
    sealed_ = std::move(still);
    const auto now = Clock::now();
    next_look_ = now + std::max<Clock::duration>(between_looks, looks_share * (now - begun));
    return {};
  }

  Application& app_;
  auth::Principal reader_;
  Selected selected_;
  std::vector<Sequence> sealed_;  // that were passed and are to be told once they open
  Clock::time_point next_look_;
};

}  // namespace

core::Result<std::unique_ptr<http::Stream>> follow_events(const Context& context) {
  const auto query = http::Query::parse(context.request.query, {"after", "from", "to"}, {"tag", "type"});
  if (!query) return fail(query.error());
  auto selected = read_selected(context, *query);
  if (!selected) return fail(std::move(selected.error()));
  auto& after = selected->selection.after;
  if (const auto last = context.request.last_event_id; !last.empty()) {
    const auto number = read_number("Last-Event-ID", last);
    if (!number) return fail(number.error());
    after = *number;
  }
  if (const auto head = context.app.ledger().size(); after > head) {
    return fail(Fault::bad_request,
                "sequence " + std::to_string(after) + " lies beyond the last event, " + std::to_string(head));
  }
  return std::make_unique<Following>(context.app, context.principal, std::move(*selected));
}

}  // namespace careledger::api::routes
