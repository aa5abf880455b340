#pragma once

#include "api/http/loop.hpp"

namespace careledger::api::http {

/// Serves one connection of the loop from accept to close, then takes it off the loop's list. On the loop's thread.
void serve(Loop& loop, std::list<Connection>::iterator connection, bool from_operator);

}  // namespace careledger::api::http
