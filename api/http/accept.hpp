#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace careledger::api::http {

/// Which of the media types that a resource has is wanted most by an Accept header (RFC 9110 §12.5.1): the range with
/// the greatest weight, of equal ones the first; within a range the first type that it takes in. The first where the
/// header is absent; nothing where it takes in none.
[[nodiscard]] std::optional<std::size_t> preferred(std::string_view accept, std::span<const std::string_view> offered);

}  // namespace careledger::api::http
