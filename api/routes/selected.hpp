#pragma once

#include "api/auth/sight.hpp"
#include "api/http/query.hpp"
#include "api/routes/moment.hpp"
#include "core/log/index.hpp"

#include <functional>
#include <string>

namespace careledger::api::routes {

/// Which events are asked for: all of the tags, any of the types, of that time.
struct Selected {
  core::log::Selection selection;
  Span span;
};

/// `tag`, `type`, `after`, `from` and `to`. Fault::bad_request.
[[nodiscard]] core::Result<Selected> read_selected(const Context& context, const http::Query& query);

/// Looks at up to so many of them behind `selection.after` and up to `head`, and moves that behind the last one.
/// `take` is told of each that is of the time asked for, and whether the reader sees it; it says whether to go on.
/// Whether more may follow.
using TakeEvent = std::function<bool(core::event::Sequence sequence, std::string leaf, bool seen)>;
[[nodiscard]] core::Result<bool> look_at(Application& app, auth::Sight& sight, Selected& selected,
                                         core::event::Sequence head, std::size_t most, const TakeEvent& take);

}  // namespace careledger::api::routes
