#pragma once

#include "core/event/limits.hpp"

#include <chrono>
#include <cstddef>

namespace careledger::api::http {

inline constexpr std::size_t max_header_bytes = 16 * 1024;
inline constexpr std::size_t max_body_bytes = core::event::max_request_bytes;
inline constexpr std::size_t max_bodies_bytes = 256u << 20;  // of all requests under way together
inline constexpr std::size_t max_connections = 4'096;  // of all I/O threads; fewer where the machine allows fewer files
inline constexpr std::size_t max_between_chunks = 32 * 1024;  // of a chunked body: sizes, extensions, trailers
inline constexpr std::size_t max_streams = 256;
inline constexpr std::size_t max_raw_bytes = 2 * max_body_bytes + max_header_bytes;  // of a request, as it is sent
inline constexpr std::size_t pool_threads = 2;              // a long answer does not hold up the short ones
inline constexpr std::size_t max_pool_work = 256;           // long answers waiting or under way
inline constexpr std::chrono::milliseconds long_work{500};  // after which its memory is given back
inline constexpr std::chrono::seconds idle_timeout{60};     // between requests of a connection
inline constexpr std::chrono::seconds header_timeout{10};   // from a request's first byte to its header's last
inline constexpr std::chrono::seconds body_timeout{30};
inline constexpr std::chrono::seconds write_timeout{30};
inline constexpr std::chrono::seconds stop_timeout{10};
inline constexpr std::chrono::milliseconds stream_pause{100};  // after which a stream looks for what came
inline constexpr std::chrono::seconds heartbeat{15};           // of a stream that has nothing to tell

}  // namespace careledger::api::http
