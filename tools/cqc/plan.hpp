#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"
#include "core/time/instant.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace careledger::tools::cqc {

/// The `source` of all events that come of the CQC's register.
inline constexpr std::string_view source = "/feeds/cqc";

/// An event that a record of the CQC gives rise to. Its id follows from what it is about and never from what it says of
/// it, so that the next import finds it again and can tell whether the CQC has changed its mind.
struct Planned {
  std::string id;
  std::string_view type;  // the full name, `careledger.inspection.published`
  core::time::Instant time;
  std::string data;           // canonical JSON
  bool first_stands = false;  // several locations say it, each with its own day: whichever came first is kept
};

/// The events of one location as the CQC's API returns it (`GET /locations/{id}`): provider, service, changes of the
/// registration, and each published overall rating as a full inspection; provider and service first, then by time.
/// A location outside adult social care gives none. Error: Fault::bad_request with a pointer for each fault.
[[nodiscard]] core::Result<std::vector<Planned>> plan(core::json::Value location);

}  // namespace careledger::tools::cqc
