#include "api/routes/route.hpp"

#include "api/routes/account.hpp"
#include "api/routes/allocations.hpp"
#include "api/routes/audit.hpp"
#include "api/routes/breaches.hpp"
#include "api/routes/capacity.hpp"
#include "api/routes/description.hpp"
#include "api/routes/due.hpp"
#include "api/routes/evaluations.hpp"
#include "api/routes/events.hpp"
#include "api/routes/fees.hpp"
#include "api/routes/following.hpp"
#include "api/routes/log.hpp"
#include "api/routes/packages.hpp"
#include "api/routes/payments.hpp"
#include "api/routes/policies.hpp"
#include "api/routes/providers.hpp"
#include "api/routes/quality.hpp"
#include "api/routes/ratings.hpp"
#include "api/routes/records.hpp"
#include "api/routes/releases.hpp"
#include "api/routes/reports.hpp"
#include "api/routes/requirements.hpp"
#include "api/routes/services.hpp"
#include "api/routes/system.hpp"
#include "api/routes/visits.hpp"
#include "api/routes/what_if.hpp"

namespace careledger::api::routes {

std::span<const Route> table() {
  using enum http::Method;
  using enum Access;
  using enum Place;
  static constexpr std::array routes{
      Route{get, "/v1/services/{}/rating", token, here, get_rating},
      Route{get, "/v1/services/{}/suspension", token, here, get_suspension},
      Route{get, "/v1/services/{}/rating/history", token, here, get_history},
      Route{get, "/v1/services/{}/rating/why", token, here, get_why},
      Route{get, "/v1/services/{}/feedback", token, here, get_feedback},
      Route{get, "/v1/services/{}/assurance", token, here, get_assurance},
      Route{get, "/v1/services/{}/triggers", token, here, get_triggers},
      Route{get, "/v1/services/{}", token, here, get_service},
      Route{get, "/v1/services/{}/record", token, pool, list_service_record},
      Route{get, "/v1/services", token, pool, list_services},
      Route{get, "/v1/providers/{}", token, here, get_provider},
      Route{get, "/v1/providers/{}/record", token, pool, list_provider_record},
      Route{get, "/v1/citizens/{}/record", council, pool, list_citizen_record},
      Route{get, "/v1/capacity", token, pool, list_capacity},
      Route{get, "/v1/requirements", token, pool, list_requirements},
      Route{get, "/v1/requirements/{}", token, here, get_requirement},
      Route{get, "/v1/requirements/{}/invitations", council, pool, get_invitations},
      Route{get, "/v1/requirements/{}/evaluation", council, here, get_evaluation},
      Route{get, "/v1/requirements/{}/evaluation/why", council, here, get_evaluation_why},
      Route{get, "/v1/offers/{}/outcome", token, here, get_outcome},
      Route{get, "/v1/allocations", council, pool, list_allocations},
      Route{get, "/v1/ratings", token, pool, list_ratings},
      Route{get, "/v1/suspensions", token, pool, list_suspensions},
      Route{get, "/v1/due", council, pool, list_due},
      Route{get, "/v1/breaches", council, pool, list_breaches},
      Route{get, "/v1/breaches/{}", council, pool, get_breach},
      Route{get, "/v1/fees", token, here, get_fee},
      Route{get, "/v1/exposure", council, pool, get_exposure},
      Route{get, "/v1/packages/{}", council, here, get_package},
      Route{get, "/v1/payments", council, pool, list_payments},
      Route{get, "/v1/payments/{}", council, here, get_account},
      Route{get, "/v1/reports/market", council, pool, report_market},
      Route{get, "/v1/reports/market/{}", council, pool, report_measure},
      Route{get, "/v1/reports/visits", council, pool, report_visits},
      Route{get, "/v1/releases", council, pool, list_releases},
      Route{get, "/v1/events", token, pool, list_events, follow_events},
      Route{get, "/v1/events/{}", token, here, get_event},
      Route{get, "/v1/events/{}/receipt", token, here, get_receipt},
      Route{get, "/v1/policies", token, here, list_policies},
      Route{get, "/v1/rules", token, pool, list_rules},
      Route{get, "/v1/rules/{}", token, here, get_rule},
      Route{get, "/v1/limits", token, here, get_limits},
      Route{get, "/v1/audit/controls", council, pool, get_controls},
      Route{post, "/v1/what-if", council, pool, ask_what_if},
      Route{post, "/v1/tokens", operator_only, here, create_token},
      Route{get, "/log/checkpoint", anyone, here, get_checkpoint},
      Route{get, "/log/key", anyone, here, get_key},
      Route{get, "/log/tile/entries/*", council, pool, get_entries},
      Route{get, "/log/tile/*", anyone, here, get_tile},
      Route{get, "/openapi.json", anyone, here, get_description},
      Route{get, "/schemas/{}/{}", anyone, here, get_schema},
      Route{get, "/problems/{}", anyone, here, get_problem},
      Route{get, "/health/live", anyone, here, get_live},
      Route{get, "/health/ready", anyone, here, get_ready},
      Route{get, "/metrics", token, here, get_metrics},
  };
  return routes;
}

}  // namespace careledger::api::routes
