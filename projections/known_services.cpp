#include "projections/known_services.hpp"

namespace careledger::projections {

core::Result<void> for_each_known(Readings& readings, const Whose& whose, core::event::Sequence known_at,
                                  const VisitService& visit) {
  return for_each_known(
      readings, whose, [&](const std::string& id) { return readings.service(id, known_at); }, visit);
}

core::Result<void> for_each_known(Readings& readings, const Whose& whose, const ReadService& read,
                                  const VisitService& visit) {
  for (const auto& id : readings.service_ids()) {
    if (whose.service && *whose.service != id) continue;
    const auto service = read(id);
    if (!service && service.error().fault == core::Fault::not_found) continue;  // not known then
    if (!service) return core::fail(service.error());
    if (!whose.admits((*service)->details)) continue;
    if (auto visited = visit(*service); !visited) return visited;
  }
  return {};
}

}  // namespace careledger::projections
