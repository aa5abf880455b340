#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace careledger::core {

/// What went wrong, in the order in which a request is judged. The api folder maps each to a status and a problem page.
enum class Fault : std::uint8_t {
  bad_request,             // 400, the request itself
  not_json,                // 400, the body is not strict JSON
  unsupported_media_type,  // 415
  too_large,               // 413
  unauthorized,            // 401
  forbidden,               // 403
  not_found,               // 404
  not_acceptable,          // 406
  invalid_event,           // 422, with a pointer for each error
  id_reused,               // 409, same source and id, other content
  condition_failed,        // 412
  refused,                 // 409, by a rule
  sealed,                  // 409, not to be known before offers close
  overloaded,              // 503, the queue is full: try again
  read_only,               // 503, a sync has failed: no write until restart
  corrupt,                 // what is stored contradicts itself
  storage,                 // the disk or the database said no
};

/// One place in a request (RFC 6901 pointer, from the request's root) and what is wrong there.
struct PointedError {
  std::string pointer;
  std::string detail;
};

/// A refusal by a rule of the domain: its id, and the sequences of the events that it rests on.
struct Refusal {
  std::string rule;
  std::vector<std::uint64_t> because;
};

/// An operating error. `detail` is a sentence for the person who reads it; the layer that knows the context adds it.
struct Error {
  Fault fault{};
  std::string detail;
  std::vector<PointedError> errors{};
  Refusal refusal{};
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Fault fault, std::string detail) {
  return tl::unexpected<Error>(Error{.fault = fault, .detail = std::move(detail)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

/// Stops the program on a broken invariant, in every build: a restart replays the log, a wrong answer stays wrong.
[[noreturn]] void broken_invariant(const char* condition, const char* file, int line);

}  // namespace careledger::core

#define CARELEDGER_ASSERT(condition) \
  ((condition) ? void() : ::careledger::core::broken_invariant(#condition, __FILE__, __LINE__))
