#include "tools/simulation/joining.hpp"

namespace careledger::tools::simulation {
namespace {

constexpr std::int64_t notice_days = 90;

}  // namespace

void Joining::open() {
  stage_.at(start_of(2018, 4, 3), [this] {
    award_lots("2018");
    confirm_specialisms();
  });
  stage_.at(start_of(2019, 3, 18), [this] { award_lots("2019"); });
  // Who is in goes over to the scheme that takes over, at the first instant of its first day.
  for (const auto start : {start_of(2019, 4, 1), start_of(2023, 4, 1)}) {
    stage_.at(start, [this] {
      for (std::size_t i = 0; i < city_.services.size(); ++i) enter(i);
    });
  }
}

void Joining::award_lots(std::string_view scheme) {
  for (const auto& provider : city_.providers) {
    if (provider.lots.empty()) continue;
    for (const auto area : provider.lots) {
      Fields fields;
      fields.member("provider", provider.id).member("scheme", scheme).member("area", std::to_string(area));
      for (const auto discharge : provider.discharge) {
        if (discharge == area) fields.member("discharge", true);
      }
      stage_.tell("lot.awarded", fields);
    }
    Fields fields;
    fields.member("contract", stage_.new_id("contract")).member("provider", provider.id).member("scheme", scheme);
    fields.member("starts", scheme == "2018" ? "2018-04-03" : "2019-04-01").member("notice_days", notice_days);
    stage_.tell("contract.signed", fields);
  }
}

void Joining::confirm_specialisms() {
  for (const auto& service : city_.services) {
    if (!service.specialism) continue;
    Fields fields;
    fields.member("service", service.id).member("need", events::text(*service.specialism));
    fields.member("evidence", "training records and three case studies");
    stage_.tell("specialism.approved", fields);
  }
}

void Joining::enter(std::size_t index) {
  auto& service = city_.services[index];
  const auto scheme = City::scheme_of(service.category, stage_.now());
  if (!service.takes_part || scheme.empty() || service.is_in(scheme)) return;
  // EC-1 and EC-2 would refuse it, and it waits for its next inspection. Day opportunities are rated by none.
  if (!service.standing.may_enter || service.standing.cqc_hold) return;
  service.schemes.emplace_back(scheme);
  {
    Fields fields;
    fields.member("service", service.id).member("scheme", scheme).out().name("evidence").begin_object();
    for (const auto& item : city_.evidence_of(scheme)) fields.out().member(item, true);
    fields.out().end_object();
    stage_.tell("enrolment.applied", fields);
  }
  if (stage_.draw.percent(50)) {
    Fields fields;
    fields.member("service", service.id).member("item", "public_liability");
    fields.member("expires", day_text(later(stage_.now(), stage_.draw.between(200, 365) * day)));
    stage_.tell("evidence.recorded", fields.member("cover_pence", std::int64_t{1'000'000'000}));
  }
  Fields fields;
  fields.member("service", service.id).member("scheme", scheme);
  const auto& lots = city_.provider_of(service).lots;
  if (!lots.empty()) {
    fields.out().name("areas").begin_array();
    for (const auto area : lots) fields.out().string(std::to_string(area));
    fields.out().end_array();
  }
  stage_.tell("enrolment.accepted", fields);
}

}  // namespace careledger::tools::simulation
