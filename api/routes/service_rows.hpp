#pragma once

#include "api/routes/listing.hpp"
#include "projections/services/service.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace careledger::api::routes {

/// The row of a service as a JSON object; empty where the service is not wanted.
using ServiceRow =
    std::function<core::Result<std::string>(const projections::services::Service& service, const Moment& moment)>;

/// One row for each service known then, in the order of their ids.
[[nodiscard]] core::Result<http::Response> respond_with_services(const Context& context, const Listing& listing,
                                                                 std::string_view name, const ServiceRow& row);

}  // namespace careledger::api::routes
