#pragma once

#include "core/error/result.hpp"

#include <string>
#include <string_view>

namespace careledger::core::crypto {

/// RFC 4648: base64 with padding (§4), base64url without (§5), lower-case hexadecimal (§8).
[[nodiscard]] std::string base64(std::string_view bytes);
[[nodiscard]] std::string base64url(std::string_view bytes);
[[nodiscard]] std::string hex(std::string_view bytes);
/// Strict: no white space, the padding exact, no stray bits. Error: Fault::bad_request.
[[nodiscard]] Result<std::string> from_base64(std::string_view text);
[[nodiscard]] Result<std::string> from_base64url(std::string_view text);

}  // namespace careledger::core::crypto
