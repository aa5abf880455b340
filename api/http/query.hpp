#pragma once

#include "core/error/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::api::http {

/// The parameters of a query string, percent-decoded. A `+` stays a `+`, so that an offset of an instant survives.
class Query {
 public:
  using Names = std::vector<std::string_view>;

  Query() = default;
  /// Faults: bad_request for a bad escape, a parameter that is not among the allowed, or one given twice that may not
  /// be.
  [[nodiscard]] static core::Result<Query> parse(std::string_view text, const Names& allowed,
                                                 const Names& repeated = {});

  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  /// Fault::bad_request where the parameter is given, once or more, and is none of the words; it names them.
  [[nodiscard]] core::Result<void> must_be_among(std::string_view name, std::span<const std::string_view> words) const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

/// Percent-encoding: all but the unreserved characters (RFC 3986 §2.3) and those of `kept`.
[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view kept = {});

/// Percent-decoding (RFC 3986 §2.1). Nothing where an escape is malformed or stands for a NUL, or the text is not
/// UTF-8.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace careledger::api::http
