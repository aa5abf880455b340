#pragma once

#include "api/routes/moment.hpp"
#include "core/json/writer.hpp"
#include "projections/services/service.hpp"

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::api::routes {

/// A question about the service that the path names.
struct Asked {
  Moment moment;
  std::shared_ptr<const projections::services::Service> service;
};
/// Takes `at`, `known_at` and no other parameter. Fault::not_found where no event known then names the service.
[[nodiscard]] core::Result<Asked> read_asked(const Context& context);
/// The same, with as much of the service as tells its rating at that instant and how long it holds.
[[nodiscard]] core::Result<Asked> read_asked_rating(const Context& context);

/// Ends an answer that is an open object: its tag is over all so far, then come the two times it was asked with, also
/// where `timed` says, ascending: at the ends of ratings within.
[[nodiscard]] http::Response finish(const Context& context, std::string body, const Moment& moment,
                                    std::span<const std::size_t> timed = {});

/// The same two times as the last members of an object: `,"at":"…","known_at":"…"`.
[[nodiscard]] std::string time_members(const Moment& moment);

/// And as members of a list.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> times_of(const Moment& moment);

/// `"because":["17","21"]`
template <class Sequences>
void write_because(core::json::Writer& out, const Sequences& because) {
  out.name("because").begin_array();
  for (const auto sequence : because) out.string(std::to_string(sequence));
  out.end_array();
}

}  // namespace careledger::api::routes
