#include "projections/payments/visits.hpp"

#include "events/describe.hpp"
#include "events/money/visits.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace careledger::projections::payments {
namespace {

using core::fail;
using events::money::VisitRecorded;

constexpr std::int64_t micros_a_second = 1'000'000;

/// Nothing where the event can't be read as one.
std::optional<Visit> visit_of(const record::Entry& entry, core::json::Value data) {
  const auto recorded = events::decode_stored<VisitRecorded>(data);
  if (!recorded) return std::nullopt;
  Visit visit{.package = recorded->package.value,
              .sequence = entry.sequence,
              .planned_start = recorded->planned_start,
              .planned_end = recorded->planned_end,
              .start = recorded->start,
              .end = recorded->end,
              .carers = recorded->carers.value,
              .because = {}};
  entry.append_to(visit.because);
  return visit;
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
  constexpr std::array types{VisitRecorded::type};
  std::vector<Visit> visits;
  auto told = record::tell(readings.view(), "package:" + package, types, moment,
                           [&visits](const record::Entry& entry, core::json::Value data) {
                             if (auto visit = visit_of(entry, data)) visits.push_back(std::move(*visit));
                           });
  if (!told) return fail(std::move(told.error()));
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.place() < b.place(); });
  return visits;
}

Result<std::optional<Visit>> visit_at(const Readings& readings, Sequence sequence, const Moment& moment) {
  if (sequence == 0) return std::nullopt;
  const record::ViewedAmendments amendments(readings.view());
  auto event = record::effective(amendments, sequence, moment.known_at);
  if (!event) return fail(std::move(event.error()));
  if (!*event || (*event)->type != VisitRecorded::type || (*event)->time > moment.at) return std::nullopt;
  core::json::Parser parser;
  const auto data = parser.parse_trusted((*event)->data);
  if (!data) return fail(data.error());
  return visit_of({.sequence = sequence, .event = std::move(**event)}, *data);
}

Result<void> for_each_visit(const Readings& readings, const Moment& moment, const TakeVisit& take) {
  return record::tell_each(readings.view(), VisitRecorded::type, moment,
                           [&take](const record::Entry& entry, core::json::Value data) {
                             if (auto visit = visit_of(entry, data)) take(std::move(*visit));
                           });
}

}  // namespace careledger::projections::payments
