#include "tests/projections/allocations/tender.hpp"

#include "tests/projections/ratings/story.hpp"

#include <doctest/doctest.h>

namespace careledger::tests {
namespace {

constexpr std::string_view evidence =
    "{'cqc_registration':true,'insurance':true,'bank_details':true,'accounts':true,'employers_liability':true,"
    "'public_liability':true,'company_registration':true,'bankruptcy_and_convictions_disclosed':true,'policies':true,"
    "'data_protection':true,'modern_slavery':true,'business_charter':true}";

}  // namespace

void Tender::service(const std::string& id, const std::string& category, const std::string& more) {
  told("2012-01-02", "provider.registered", "{'provider':'p-" + id + "','name':'P','weekly_hours':2500}");
  told("2012-01-02", "service.registered",
       "{'service':'" + id + "','provider':'p-" + id + "','name':'S','category':'" + category + "'" + more + "}");
}

void Tender::rated(const std::string& id, const std::string& band, std::string_view when) {
  told(when, "inspection.published",
       "{'service':'" + id + "','inspector':'council','kind':'full','outcome':'" + band + "'}");
}

void Tender::enrolled(const std::string& id, const std::string& scheme, std::string_view when,
                      const std::vector<std::string>& areas) {
  std::string list;
  for (const auto& area : areas) {
    list += (list.empty() ? "'" : ",'") + area + "'";
    if (scheme == "2018" || scheme == "2019") {
      told(when, "lot.awarded", "{'provider':'p-" + id + "','scheme':'" + scheme + "','area':'" + area + "'}");
    }
  }
  told(when, "enrolment.applied",
       "{'service':'" + id + "','scheme':'" + scheme + "','evidence':" + std::string(evidence) + "}");
  told(when, "enrolment.accepted",
       "{'service':'" + id + "','scheme':'" + scheme + "'" + (list.empty() ? "" : ",'areas':[" + list + "]") + "}");
}

void Tender::requirement(const std::string& id, const std::string& scheme, const std::string& category,
                         std::string_view published, std::string_view closes, const std::string& more) {
  told(published, "requirement.published",
       "{'requirement':'" + id + "','scheme':'" + scheme + "','category':'" + category +
           "','citizen':'c1','unit':'week','units_per_week':'1','closes':'" + core::time::format(instant(closes)) +
           "'" + more + "}");
}

void Tender::offer(std::string_view when, const std::string& requirement, const std::string& service,
                   const std::string& more, std::string name) {
  if (name.empty()) name = "o-" + service;
  tell(when, "offer.submitted",
       "{'offer':'" + name + "','requirement':'" + requirement + "','service':'" + service + "'" +
           (more.find("can_meet") == std::string::npos ? ",'can_meet':true" : "") + more + "}");
}

std::string Tender::award(std::string_view when, const std::string& requirement, const std::string& offer,
                          const std::string& more) {
  tell(when, "award.made",
       "{'requirement':'" + requirement + "','offer':'" + offer + "','package':'k-" + requirement + "'" + more + "}");
  return outcome();
}

projections::allocations::Evaluation Tender::evaluation(const std::string& requirement, std::string_view at,
                                                        core::event::Sequence known_at) {
  auto moment = now_of(at);
  if (known_at != 0) moment.known_at = known_at;
  auto evaluation = projections::allocations::evaluate(book(), requirement, moment);
  REQUIRE(evaluation.has_value());
  REQUIRE(evaluation->has_value());
  return std::move(**evaluation);
}

std::string Tender::ranked(const std::string& requirement, std::string_view at, core::event::Sequence known_at) {
  const auto evaluation = this->evaluation(requirement, at, known_at);
  std::string text;
  for (const auto& each : evaluation.ranking) text += each.offer.offer + " ";
  text += "|";
  for (const auto& each : evaluation.excluded) text += " " + each.offer.offer + " " + std::string(each.bar.rule);
  return text + " | " + evaluation.recommended.value_or("-");
}

}  // namespace careledger::tests
