#pragma once

#include "core/error/result.hpp"
#include "tools/tables/map.hpp"

#include <string>

namespace careledger::tools::tables {

/// The JSON value that the text of a cell, not blank, stands for in that field. Error: Fault::bad_request, a sentence
/// about the text.
[[nodiscard]] core::Result<std::string> value_of(const Field& field, const std::string& text);

/// Without the white space around it, the no-break space of web pages too.
[[nodiscard]] std::string trimmed(std::string_view text);

}  // namespace careledger::tools::tables
