#pragma once

#include "api/routes/route.hpp"

namespace careledger::api::routes {

// Every interaction, each event as stored, newest first:
[[nodiscard]] core::Result<http::Response> list_service_record(const Context& context);  // …/services/{service}/record
[[nodiscard]] core::Result<http::Response> list_provider_record(
    const Context& context);  // …/providers/{provider}/record
[[nodiscard]] core::Result<http::Response> list_citizen_record(const Context& context);  // …/citizens/{citizen}/record

}  // namespace careledger::api::routes
