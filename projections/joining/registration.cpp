#include "projections/joining/registration.hpp"

#include "events/market/events.hpp"
#include "projections/record/dossier.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::joining {
namespace {

using core::json::Value;

constexpr std::array types{events::market::ServiceRegistered::type};

ServiceRegistration read(Value data) {
  ServiceRegistration read{.because = {},
                           .provider = std::string(data.text("provider")),
                           .name = std::string(data.text("name")),
                           .category = std::string(data.text("category")),
                           .area = std::string(data.text("area")),
                           .location = std::string(data.text("location")),
                           .host_authority = std::string(data.text("host_authority")),
                           .cqc_location = std::string(data.text("cqc_location")),
                           .postcode = std::string(data.text("postcode")),
                           .places = {},
                           .needs = {}};
  if (read.location.empty()) read.location = "in_city";
  if (const auto places = data.find("places")) read.places = places->integer();
  if (const auto needs = data.find("needs")) {
    for (const Value need : needs->elements()) read.needs.emplace_back(need.string());
  }
  return read;
}

}  // namespace

bool ServiceRegistration::declares(std::string_view need) const {
  return std::find(needs.begin(), needs.end(), need) != needs.end();
}

Result<std::optional<ServiceRegistration>> registration_of(const Readings& readings, const std::string& service,
                                                           Sequence known_at) {
  const auto entries = record::dossier(readings.view(), "service:" + service, types, known_at);
  if (!entries) return core::fail(entries.error());
  const auto latest =
      std::max_element((*entries)->begin(), (*entries)->end(),
                       [](const record::Entry& a, const record::Entry& b) { return a.sequence < b.sequence; });
  if (latest == (*entries)->end()) return std::nullopt;
  core::json::Parser parser;
  const auto data = parser.parse_trusted(latest->event.data);
  if (!data) return core::fail(core::Fault::corrupt, "the registration of " + service + " can't be read");
  auto registration = read(*data);
  latest->append_to(registration.because);
  return registration;
}

}  // namespace careledger::projections::joining
