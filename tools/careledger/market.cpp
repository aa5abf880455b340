#include "tools/careledger/market.hpp"

#include "core/json/writer.hpp"

#include <array>

namespace careledger::tools {
namespace {

namespace json = core::json;

constexpr core::time::Instant opening{1'333'238'400'000'000};  // 2012-04-01T00:00:00Z
constexpr std::int64_t day_micros = 86'400'000'000;
constexpr std::size_t remembered = 4'096;

constexpr std::array categories{"home_support", "supported_living", "residential", "nursing", "day_opportunities"};
constexpr std::array cqc_outcomes{"outstanding",          "good",       "good",     "good",
                                  "requires_improvement", "inadequate", "not_rated"};
constexpr std::array council_outcomes{"gold", "silver", "silver", "silver", "bronze", "inadequate"};
constexpr std::array severities{"low", "medium", "high", "immediate"};

std::string service_id(std::uint64_t number) {
  return "service-" + std::to_string(number);
}

}  // namespace

SimulatedMarket::SimulatedMarket(std::uint64_t seed, unsigned services, std::uint64_t first_sequence)
    : generator_(seed),
      seed_(seed),
      services_(services),
      next_sequence_(first_sequence),
      now_(opening),
      last_(opening) {}

std::string SimulatedMarket::next() {
  std::string text;
  if (made_ < services_) {
    text = registration();
  } else {
    now_.micros += static_cast<std::int64_t>(draw(120'000'000));
    text = !amendable_.empty() && draw(200) == 0 ? amendment() : fact();
  }
  ++made_;
  ++next_sequence_;
  return text;
}

/// Mostly today; one in ten is told up to a year late, one in fifty happens at the very instant of another.
core::time::Instant SimulatedMarket::draw_time() {
  const auto kind = draw(50);
  if (kind == 0) return last_;
  last_ = now_;
  if (kind <= 5) last_.micros -= static_cast<std::int64_t>(draw(365)) * day_micros;
  return last_;
}

std::string SimulatedMarket::event(std::string_view type, core::time::Instant time, const std::string& data) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object()
      .member("specversion", "1.0")
      .member("id", "m" + std::to_string(seed_) + "-" + std::to_string(made_))
      .member("source", "/simulated/market")
      .member("type", "careledger." + std::string(type))
      .member("time", core::time::format(time))
      .name("data")
      .raw(data)
      .end_object();
  return text;
}

std::string SimulatedMarket::registration() {
  std::string data;
  json::Writer writer(data);
  const auto area = std::to_string(1 + draw(5));
  writer.begin_object()
      .member("service", service_id(made_))
      .member("provider", "provider-" + std::to_string(made_ / 3))
      .member("name", "Service " + std::to_string(made_))
      .member("category", categories[draw(categories.size())])
      .member("area", area)
      .member("location", draw(20) == 0 ? "out_of_city" : "in_city")
      .end_object();
  return event("service.registered", opening, data);
}

std::string SimulatedMarket::fact() {
  const auto service = service_id(draw(services_));
  const auto time = draw_time();
  std::string data;
  json::Writer writer(data);
  writer.begin_object();
  const auto kind = draw(100);
  if (kind < 20) {
    const bool cqc = draw(2) == 0;
    constexpr std::array kinds{"full", "full", "full", "focussed", "focussed", "validation"};
    writer.member("service", service)
        .member("inspector", cqc ? "cqc" : "council")
        .member("kind", kinds[draw(kinds.size())])
        .member("outcome",
                cqc ? cqc_outcomes[draw(cqc_outcomes.size())] : council_outcomes[draw(council_outcomes.size())]);
    if (draw(2) == 0) {
      writer.member("visited",
                    core::time::format({time.micros - static_cast<std::int64_t>(draw(90)) * day_micros}).substr(0, 10));
    }
    writer.end_object();
    if (amendable_.size() == remembered) amendable_.erase(amendable_.begin(), amendable_.begin() + remembered / 2);
    amendable_.push_back({next_sequence_, !cqc});
    return event("inspection.published", time, data);
  }
  if (kind < 25) {
    writer.member("statement", "statement-" + std::to_string(made_)).member("service", service);
    if (draw(3) == 0) writer.member("declared", council_outcomes[1 + draw(4)]);
    if (draw(2) == 0) {
      writer.name("improvements")
          .begin_array()
          .begin_object()
          .member("domain", "staffing")
          .member("evidence", "rota and training records")
          .end_object()
          .end_array();
    }
    writer.end_object();
    return event("assurance-statement.submitted", time, data);
  }
  if (kind < 30) {
    writer.member("alert", "alert-" + std::to_string(made_)).member("service", service).member("kind", "quality");
    writer.member("severity", severities[draw(severities.size())]).end_object();
    return event("alert.raised", time, data);
  }
  if (kind < 32) {
    writer.member("plan", "plan-" + std::to_string(draw(services_))).member("service", service);
    writer.member("due", core::time::format({time.micros + 60 * day_micros}).substr(0, 10)).end_object();
    return event("improvement-plan.approved", time, data);
  }
  const auto set = 1 + draw(9);
  writer.member("service", service)
      .member("citizen", "citizen-" + std::to_string(generator_()))
      .member("outcomes_set", static_cast<std::int64_t>(set))
      .member("outcomes_delivered", static_cast<std::int64_t>(draw(set + 1)))
      .member("recommends", draw(4) != 0)
      .end_object();
  return event("feedback.reviewed", time, data);
}

std::string SimulatedMarket::amendment() {
  const auto which = draw(amendable_.size());
  const auto past = amendable_[which];
  amendable_.erase(amendable_.begin() + static_cast<std::ptrdiff_t>(which));
  std::string data;
  json::Writer writer(data);
  writer.begin_object();
  if (draw(5) == 0) {
    writer.member("retracts", std::to_string(past.sequence)).member("reason", "entered twice").end_object();
    return event("event.retracted", now_, data);
  }
  writer.member("corrects", std::to_string(past.sequence)).member("reason", "the report was read wrongly");
  if (past.inspection) {
    writer.name("data").begin_object().member("outcome", council_outcomes[draw(council_outcomes.size())]).end_object();
  } else {
    writer.member("time", core::time::format({now_.micros - static_cast<std::int64_t>(draw(30)) * day_micros}));
  }
  writer.end_object();
  return event("event.corrected", now_, data);
}

}  // namespace careledger::tools
