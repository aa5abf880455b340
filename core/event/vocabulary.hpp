#pragma once

#include "core/error/result.hpp"
#include "core/json/value.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::core::event {

using Sequence = std::uint64_t;  // the first event is 1; 0 is "nothing known"

/// Who wrote the `data` that is read: a client (personal fields in clear, `{"jwe":…}` refused) or the log (sealed).
enum class Origin { client, stored };

/// Encrypts one personal field before it is stored. Called on an I/O thread, while the event is drafted.
class Sealer {
 public:
  virtual ~Sealer() = default;
  /// `citizen`: whose key, empty for a key of the event's own; `retention`: the class of the key; `pointer`: of the
  /// field within `data`, as `/details`; `clear`: canonical JSON of the field. Returns a compact JWE (RFC 7516).
  [[nodiscard]] virtual Result<std::string> seal(std::string_view citizen, std::string_view retention,
                                                 std::string_view pointer, std::string_view clear) = 0;
  /// The citizen behind something that the event names in place of one: `requirement:r1`, `event:17`. Empty where there
  /// is none. Error: Fault::not_found where nothing of that name is known.
  [[nodiscard]] virtual Result<std::string> citizen_behind(std::string_view) { return std::string(); }
  /// The type of `event:17`, or, where that amends another, of what it amends in the end. Empty where nothing is known.
  [[nodiscard]] virtual Result<std::string> type_behind(std::string_view) { return std::string(); }
};

/// What a type makes of the `data` of one event.
struct Content {
  std::string data;               // RFC 8785, instants in UTC, personal fields sealed
  std::string subject;            // `service/1-117227134`: the type's first entity field; empty where there is none
  std::vector<std::string> tags;  // `service:1-117227134`, each once, in the order of the fields
};

/// One type of event, as the ledger needs it: what it may contain and what it is about. Immutable, shared by threads.
class EventType {
 public:
  virtual ~EventType() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;  // `careledger.inspection.published`
  [[nodiscard]] virtual int version() const = 0;            // of its schema, in `dataschema`
  [[nodiscard]] virtual bool receipt_timed() const = 0;     // `time` is the ledger's clock, whatever a client says
  [[nodiscard]] virtual std::string schema() const = 0;     // JSON Schema 2020-12 of `data`
  [[nodiscard]] virtual bool has_personal_fields() const = 0;

  /// Reads and checks `data`. `errors` get RFC 6901 pointers that begin with `base` (`/data`, `/1/data`); where any was
  /// added the answer is nothing. `sealer` may be null where origin is `stored` or the type has no personal fields.
  [[nodiscard]] virtual std::optional<Content> read(json::Value data, Origin origin, Sealer* sealer,
                                                    const std::string& base,
                                                    std::vector<PointedError>& errors) const = 0;
};

/// All types that the ledger admits. Implemented by the events folder; core knows nothing of care.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;
  [[nodiscard]] virtual const EventType* find(std::string_view name) const = 0;
  [[nodiscard]] virtual std::vector<const EventType*> all() const = 0;
};

}  // namespace careledger::core::event
