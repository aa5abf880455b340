#include "api/routes/dry_run.hpp"

#include "api/http/problem.hpp"
#include "api/routes/drafting.hpp"
#include "core/crypto/encoding.hpp"
#include "core/json/writer.hpp"
#include "projections/policies/rule_json.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

namespace crypto = core::crypto;
namespace json = core::json;
using core::fail;
using core::Fault;

// In the place of a sealed text stands the text itself, in the form of a JWE: header, no key, nonce, text, tag.
constexpr std::string_view unsealed_begin = "ZHJ5LXJ1bg..0.";
constexpr std::string_view unsealed_end = ".0";

/// Seals nothing, so that no key is made; a real JWE is longer by its header.
class LeavesUnsealed final : public core::event::Sealer {
 public:
  core::Result<std::string> seal(std::string_view, std::string_view, std::string_view,
                                 std::string_view clear) override {
    return std::string(unsealed_begin).append(crypto::base64url(clear)).append(unsealed_end);
  }
};

core::event::Unsealer also_unsealed(core::event::Unsealer sealed) {
  return [sealed = std::move(sealed)](std::string_view jwe) {
    if (!jwe.starts_with(unsealed_begin)) return sealed(jwe);
    jwe.remove_prefix(unsealed_begin.size());
    return crypto::from_base64url(jwe.substr(0, jwe.size() - unsealed_end.size()));
  };
}

class DryRun final : public http::Append {
 public:
  using http::Append::Append;

  http::Response response() const override {
    if (!outcome) return http::problem(outcome.error());
    std::string body;
    json::Writer writer(body);
    writer.begin_object().name("judged").begin_array();
    for (const auto& trial : trials) write(writer, trial);
    writer.end_array().member("size", static_cast<std::int64_t>(outcome->size)).end_object();
    return {.status = 200, .body = std::move(body), .headers = "Cache-Control: no-store\r\n"};
  }

 private:
  static void write(json::Writer& writer, const core::log::Trial& trial) {
    if (trial.outcome) {
      const auto fresh = std::count_if(trial.outcome->begin(), trial.outcome->end(),
                                       [](const core::log::Appended& item) { return !item.duplicate; });
      writer.begin_object().member("status", fresh > 0 ? 201 : 200).member("new", std::int64_t{fresh}).end_object();
      return;
    }
    const auto problem = http::problem(trial.outcome.error(), projections::policies::write_rule);
    writer.begin_object().member("status", problem.status).name("problem").raw(problem.body).end_object();
  }
};

/// The events of an element, with pointers from the request's root.
core::Result<std::vector<Listed>> events_of(json::Value element, const std::string& base) {
  if (element.is_array()) return listed(element, base);
  return std::vector<Listed>{{element, base}};
}

core::Result<void> check_shape(json::Value body) {
  if (!body.is_array() || body.size() == 0)
    return invalid_request("", "must be an array of events, or of arrays of events that belong together");
  std::size_t events = 0;
  for (const auto element : body.elements()) events += element.is_array() ? element.size() : 1;
  return fits_a_request(events);
}

}  // namespace

core::Result<std::unique_ptr<http::Append>> read_dry_run(Application& app, const http::Request& request,
                                                         const core::Result<auth::Principal>& sender,
                                                         core::log::Lane& lane) {
  thread_local json::Parser parser;
  const auto body = parser.parse(request.body);
  if (!body) return fail(body.error());
  const auto shape = check_shape(*body);
  if (!shape && shape.error().fault == Fault::too_large) return fail(shape.error());
  if (!sender) return fail(sender.error());
  if (sender->is_provider()) return fail(Fault::forbidden, "a provider's token does not open this");
  if (!shape) return fail(shape.error());

  auto run = std::make_unique<DryRun>(lane);
  limit_sight(app, *sender, *run);
  run->unseal = also_unsealed(app.ledger().unsealer());
  Drafting drafting(app, {.authid = sender->name, .may_import = sender->may_import},
                    [](std::string_view, std::string_view) { return std::make_unique<LeavesUnsealed>(); });
  for (const auto element : body->elements()) {
    core::log::Trial trial{.first = run->drafts.size()};
    const auto events = events_of(element, "/" + std::to_string(run->trials.size()));
    const auto drafted = events ? drafting.add(*events, *run) : fail(events.error());
    if (drafted) {
      trial.count = run->drafts.size() - trial.first;
    } else {
      trial.outcome = fail(drafted.error());
    }
    run->trials.push_back(std::move(trial));
  }
  return run;
}

}  // namespace careledger::api::routes
