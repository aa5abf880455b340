#pragma once

#include <string>
#include <string_view>

namespace careledger::projections::policies {

/// A rule as every answer cites it: `{"id","text","source":{"document","section"}}`, and `assumed` where the documents
/// leave something open. An id that is in no catalogue is written alone.
void write_rule(std::string& out, std::string_view id);

}  // namespace careledger::projections::policies
