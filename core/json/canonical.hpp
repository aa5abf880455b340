#pragma once

#include "core/json/value.hpp"

#include <string>
#include <string_view>

namespace careledger::core::json {

/// RFC 8785 (JCS) for documents whose numbers are integers within ±(2^53−1); a Value with any other number is refused
/// by whoever admits it, and its presence here is a broken invariant.
void append_canonical(std::string& out, Value value);
[[nodiscard]] std::string canonical(Value value);

/// A JSON string with RFC 8785's escapes and its quotation marks.
void append_string(std::string& out, std::string_view text);

/// RFC 8785's order of member names: by UTF-16 code units.
[[nodiscard]] bool name_before(std::string_view a, std::string_view b);

/// The pointers (RFC 6901, below `base`) of all numbers that are not integers within ±(2^53−1).
void find_other_numbers(Value value, const std::string& base, std::vector<PointedError>& errors);

/// RFC 7396: the target with the patch applied, canonical.
[[nodiscard]] std::string merge_patch(Value target, Value patch);

/// The RFC 7396 patch that turns `from` into `to` (both objects), canonical; `{}` where they are equal. `to` must hold
/// no null member.
[[nodiscard]] std::string merge_diff(Value from, Value to);

/// `name` as one reference token of a pointer: `~` and `/` escaped (RFC 6901 §3).
[[nodiscard]] std::string pointer_token(std::string_view name);

}  // namespace careledger::core::json
