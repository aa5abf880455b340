#pragma once

#include <cstddef>

namespace careledger::core::event {

// A leaf's length is two bytes in an entry bundle (C2SP tlog-tiles), the sequence counted as 20 digits.
inline constexpr std::size_t max_leaf_bytes = 65'535;
inline constexpr std::size_t max_events_a_request = 1'000;
inline constexpr std::size_t max_request_bytes = 8u << 20;
inline constexpr std::size_t max_attribute_bytes = 256;  // id, source, correlationid, causationid
inline constexpr std::size_t max_condition_tags = 16;
inline constexpr std::size_t max_condition_types = 16;

}  // namespace careledger::core::event
