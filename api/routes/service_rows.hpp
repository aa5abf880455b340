#pragma once

#include "api/routes/listing.hpp"
#include "projections/services/service.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace careledger::api::routes {

/// The row of a service as a JSON object; empty where the service is not wanted.
using ServiceRow =
    std::function<core::Result<std::string>(const projections::services::Service& service, const Moment& moment)>;

/// How much of each service is read: all, or as much as tells its rating at that instant and how long it holds.
enum class Told : std::uint8_t { all, rating };

/// One row for each service known then, in the order of their ids.
[[nodiscard]] core::Result<http::Response> respond_with_services(const Context& context, const Listing& listing,
                                                                 std::string_view name, Told told,
                                                                 const ServiceRow& row);

}  // namespace careledger::api::routes
