#pragma once

// What a header that describes events needs.
#include "events/care.hpp"
#include "events/fields.hpp"
#include "events/ids.hpp"
#include "events/retention.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace careledger::events {
class EventType;
class Place;
}  // namespace careledger::events
