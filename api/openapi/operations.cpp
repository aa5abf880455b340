#include "api/openapi/operation.hpp"
#include "api/openapi/split.hpp"

#include <algorithm>

namespace careledger::api::openapi {
namespace {

using enum http::Method;
using enum Form;

// In the order in which a reader wants them: writing, the market, buying, money, the record, the log, the server.
constexpr std::array listed{
    Operation{post, "/v1/events", "appendEvents", "Appends one event, several, or several under a condition", "", "",
              appended, "Appended", "403 409 412 413 415 422 503", "events"},
    Operation{post, "/v1/dry-run", "judgeEvents",
              "Judges events, or arrays of events that belong together, without storing anything", "", "", computed,
              "Judged", "413 422 503", "Trials", routes::Access::council},
    Operation{get, "/v1/events", "listEvents", "Events as they are stored, in the order of the log", "",
              "tag type after event_from event_to log_known_at limit next source id", log, "events StoredEvent", "503"},
    Operation{get, "/v1/events/{}", "getEvent", "The stored bytes of one event", "sequence", "", event, "StoredEvent"},
    Operation{get, "/v1/events/{}/receipt", "getReceipt", "The proof that an event is in the log", "sequence", "",
              receipt, "Receipt"},

    Operation{get, "/v1/services", "findServices", "The services that fit", "",
              "at known_at limit next category area need free q", table, "services ServiceRow"},
    Operation{get, "/v1/services/{}", "getService", "A service: its registration, schemes and contracts", "service",
              "at known_at", object, "Service"},
    Operation{get, "/v1/services/{}/record", "getServiceRecord", "Every interaction with a service, newest first",
              "service", "at known_at kind event_from event_to limit next", table, "events StoredEvent"},
    Operation{get, "/v1/services/{}/rating", "getRating", "The rating of a service", "service", "at known_at", object,
              "Rating"},
    Operation{get, "/v1/services/{}/rating/history", "getRatingHistory",
              "All ratings of a service, oldest first, with the changes that are scheduled after now, whatever `at`",
              "service", "at known_at", table, "segments Rating OfService"},
    Operation{get, "/v1/services/{}/rating/why", "explainRating", "Why a service has its rating", "service",
              "at known_at", object, "RatingExplained"},
    Operation{get, "/v1/services/{}/suspension", "getSuspension", "Whether a service is suspended, and why", "service",
              "at known_at", object, "Suspension"},
    Operation{get, "/v1/services/{}/feedback", "getFeedback", "Customer feedback beside the market", "service",
              "at known_at", object, "Feedback"},
    Operation{get, "/v1/services/{}/assurance", "getAssurance", "The assurance statement that is owed", "service",
              "at known_at", object, "Assurance"},
    Operation{get, "/v1/services/{}/triggers", "getTriggers", "Triggers of a focussed inspection that hold", "service",
              "at known_at", object, "Triggers"},
    Operation{get, "/v1/ratings", "listRatings", "The rating of every service", "",
              "at known_at limit next category area band scheme", table, "ratings Rating"},
    Operation{get, "/v1/suspensions", "listSuspensions", "The services that are suspended", "",
              "at known_at limit next category area", table, "suspensions Suspension"},
    Operation{get, "/v1/due", "listDue", "What is owed, by whom and until when", "",
              "at known_at limit next due_kind owner service provider area", table, "due Due"},
    Operation{get, "/v1/breaches", "listBreaches", "Breaches, raised by a person or derived", "",
              "at known_at limit next service provider area", table, "breaches Breach"},
    Operation{get, "/v1/breaches/{}", "getBreach", "A breach with its evidence and decisions", "breach", "at known_at",
              object, "Investigation"},
    Operation{get, "/v1/providers/{}", "getProvider", "A provider: its services and lots", "provider", "at known_at",
              object, "Provider"},
    Operation{get, "/v1/providers/{}/record", "getProviderRecord",
              "Every interaction with a provider and its services, newest first", "provider",
              "at known_at kind event_from event_to limit next", table, "events StoredEvent"},
    Operation{get, "/v1/citizens/{}/record", "getCitizenRecord", "Every event about a citizen, newest first", "citizen",
              "at known_at kind event_from event_to limit next", table, "events StoredEvent"},
    Operation{get, "/v1/capacity", "listCapacity", "Lots by area and size class against the policy's table", "",
              "at known_at the_scheme", table, "areas AreaCapacity Capacity", "404"},

    Operation{get, "/v1/requirements", "listRequirements", "What was asked for", "",
              "at known_at limit next status area", table, "requirements RequirementRow"},
    Operation{get, "/v1/requirements/{}", "getRequirement",
              "A requirement and the offers for it that the asker may see", "requirement", "at known_at", object,
              "Requirement"},
    Operation{get, "/v1/requirements/{}/invitations", "getInvitations", "Which services were invited, and which not",
              "requirement", "at known_at", object, "Invitations"},
    Operation{get, "/v1/requirements/{}/evaluation", "getEvaluation", "How the offers rank, once it has closed",
              "requirement", "at known_at", object, "Evaluation", "409"},
    Operation{get, "/v1/requirements/{}/evaluation/why", "explainEvaluation", "Each step of the ranking", "requirement",
              "at known_at", object, "EvaluationExplained", "409"},
    Operation{get, "/v1/offers/{}/outcome", "getOutcome", "What became of an offer, for its bidder", "offer",
              "at known_at", object, "Outcome", "409"},
    Operation{get, "/v1/packages/{}", "getPackage", "A package: its terms, its fee and its changes", "package",
              "at known_at", object, "Package"},
    Operation{get, "/v1/allocations", "listAllocations", "The packages in force", "",
              "at known_at limit next service provider area scheme", table, "allocations Allocation"},
    Operation{get, "/v1/releases", "listReleases", "What was bought, as releases of OCDS 1.1", "",
              "at known_at limit next event_from event_to prefix buyer", lines, "releases Release ReleasePackage"},

    Operation{get, "/v1/fees", "getFee", "What care of a scheme and category costs", "",
              "at known_at the_scheme the_category tier service", object, "Fee", "404"},
    Operation{get, "/v1/exposure", "getExposure", "Packages, citizens and weekly pence with such services", "",
              "at known_at band suspended category area", object, "Exposure"},
    Operation{get, "/v1/audit/controls", "getControls",
              "Hotel costs that differ, premiums that later knowledge would change, providers that record no visits",
              "", "at known_at", object, "Controls"},
    Operation{get, "/v1/payments", "listPayments", "What was invoiced or scheduled, and paid", "",
              "at known_at limit next provider period state", table, "payments Payment"},
    Operation{get, "/v1/payments/{}", "getAccount",
              "Visits, invoices and payments of a package in a period, and their differences", "package",
              "at known_at period", object, "Account"},
    Operation{get, "/v1/reports/market", "reportMarket", "The performance measures of the strategy", "",
              "at known_at limit next span_from span_to area categories", table, "measures Measure Period"},
    Operation{get, "/v1/reports/market/{}", "reportMeasure", "What one measure counts", "measure",
              "at known_at limit next span_from span_to area categories", table, "counted Counted MeasurePeriod"},
    Operation{get, "/v1/reports/visits", "reportVisits", "Missed, late and short visits", "",
              "at known_at limit next provider package visit_from visit_to", table, "visits Visit VisitCounts"},
    Operation{post, "/v1/what-if", "askWhatIf", "What would differ under another policy; nothing is stored", "", "",
              computed, "WhatIf", "413 422 503", "WhatIfQuestion"},

    Operation{get, "/v1/policies", "listPolicies", "The policies that were adopted", "", "at known_at", table,
              "policies AdoptedPolicy"},
    Operation{get, "/v1/rules", "listRules", "All rules, with what each adopted policy sets them to", "", "at known_at",
              table, "rules RuleInForce"},
    Operation{get, "/v1/rules/{}", "getRule", "A rule, with what each adopted policy sets it to", "rule", "at known_at",
              object, "RuleInForce"},
    Operation{get, "/v1/limits", "getLimits", "What is refused for its size", "", "", object, "Limits"},
    Operation{post, "/v1/tokens", "createToken", "Makes a token, which is shown this once", "", "", created,
              "CreatedToken", "413", "TokenRequest"},

    Operation{get, "/log/checkpoint", "getCheckpoint", "The signed checkpoint of the log (C2SP tlog-checkpoint)", "",
              "", note, ""},
    Operation{get, "/log/key", "getVerifierKey", "The key that verifies checkpoints (C2SP signed-note)", "", "", note,
              ""},
    Operation{get, "/log/tile/*", "getTile", "A tile of hashes (C2SP tlog-tiles)", "level index", "", bytes, ""},
    Operation{get, "/log/tile/entries/*", "getEntries", "The stored events of a tile (C2SP tlog-tiles)", "index", "",
              bytes, ""},

    Operation{get, "/openapi.json", "getDescription", "This description", "", "", document, ""},
    Operation{get, "/schemas/{}/{}", "getSchema", "The JSON Schema of a type's data", "event_type version", "", schema,
              ""},
    Operation{get, "/problems/{}", "getProblem", "The page that explains a problem", "slug", "", note, ""},
    Operation{get, "/health/live", "getLive", "Whether the server runs", "", "", note, ""},
    Operation{get, "/health/ready", "getReady", "Whether it takes events", "", "", note, "", "503"},
    Operation{get, "/metrics", "getMetrics", "For Prometheus", "", "", note, ""},
};

}  // namespace

std::span<const Operation> operations() {
  return listed;
}

const routes::Route* route_of(const Operation& operation) {
  const auto routes = routes::table();
  const auto found = std::find_if(routes.begin(), routes.end(), [&operation](const routes::Route& route) {
    return route.method == operation.method && route.pattern == operation.pattern;
  });
  return found == routes.end() ? nullptr : &*found;
}

std::string path_of(const Operation& operation) {
  std::string path;
  const auto parts = split(operation.parts);
  auto part = parts.begin();
  const auto append_part = [&path, &part] { path.append("{").append(*part++).append("}"); };
  for (const char c : operation.pattern) {
    if (c == '{') append_part();
    if (c == '*') {
      append_part();
      for (; part != parts.end();) {
        path += '/';
        append_part();
      }
    }
    if (c != '{' && c != '}' && c != '*') path += c;
  }
  return path;
}

}  // namespace careledger::api::openapi
