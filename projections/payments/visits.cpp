#include "projections/payments/visits.hpp"

#include "events/describe.hpp"
#include "events/money/visits.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace careledger::projections::payments {
namespace {

using core::fail;
using events::money::VisitRecorded;

constexpr std::int64_t micros_a_second = 1'000'000;

Result<std::vector<Visit>> visits_under(const Readings& readings, const std::string& tag, const Moment& moment) {
  constexpr std::array types{VisitRecorded::type};
  std::vector<Visit> visits;
  auto told =
      record::tell(readings.view(), tag, types, moment, [&](const record::Entry& entry, core::json::Value data) {
        const auto recorded = events::decode_stored<VisitRecorded>(data);
        if (!recorded) return;
        Visit& visit = visits.emplace_back(Visit{.package = recorded->package.value,
                                                 .sequence = entry.sequence,
                                                 .planned_start = recorded->planned_start,
                                                 .planned_end = recorded->planned_end,
                                                 .start = recorded->start,
                                                 .end = recorded->end,
                                                 .carers = recorded->carers.value,
                                                 .because = {}});
        entry.append_to(visit.because);
      });
  if (!told) return fail(std::move(told.error()));
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) {
    return std::tie(a.planned_start, a.sequence) < std::tie(b.planned_start, b.sequence);
  });
  return visits;
}

}  // namespace

std::int64_t Visit::payable_micros() const {
  return start && end ? std::min(end->micros - start->micros, planned_micros()) : 0;
}

std::int64_t Visit::late_seconds() const {
  return late() ? (start->micros - planned_start.micros) / micros_a_second : 0;
}

std::int64_t Visit::short_seconds() const {
  return cut_short() ? (planned_micros() - payable_micros()) / micros_a_second : 0;
}

Result<std::vector<Visit>> visits_of(const Readings& readings, const std::string& package, const Moment& moment) {
  return visits_under(readings, "package:" + package, moment);
}

Result<std::vector<Visit>> all_visits(const Readings& readings, const Moment& moment) {
  return visits_under(readings, "", moment);
}

}  // namespace careledger::projections::payments
