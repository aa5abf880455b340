#pragma once

#include "projections/contracting/release.hpp"

#include <string>
#include <string_view>

namespace careledger::api::routes {

/// What a publisher has to say of itself.
struct Publisher {
  std::string ocid_prefix;  // as the Open Contracting Partnership gave it
  std::string buyer;        // the council's name
  std::string origin;       // of the log, in which providers have their ids
};

/// A release of the Open Contracting Data Standard 1.1, as a JSON object.
[[nodiscard]] std::string ocds_release(const projections::contracting::Release& release, const Publisher& publisher);

}  // namespace careledger::api::routes
