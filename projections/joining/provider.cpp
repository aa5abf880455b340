#include "projections/joining/provider.hpp"

#include "events/market/events.hpp"
#include "projections/joining/registration.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::joining {
namespace {

using core::json::Value;
using events::market::ProviderChanged;
using events::market::ProviderRegistered;

constexpr std::array types{ProviderRegistered::type, ProviderChanged::type};
constexpr std::array services_registered{events::market::ServiceRegistered::type};

std::string tag_of(const std::string& provider) {
  return "provider:" + provider;
}

void apply(Provider& provider, const record::Entry& entry, Value data) {
  if (entry.event.type == ProviderRegistered::type) provider = {.registered = true};
  for (const auto& [name, into] :
       {std::pair("name", &provider.name), std::pair("company_number", &provider.company_number),
        std::pair("cqc_provider", &provider.cqc_provider)}) {
    if (const auto text = data.text(name); !text.empty()) *into = text;
  }
  if (const auto hours = data.find("weekly_hours")) {
    provider.weekly_hours = hours->integer();
    provider.hours_by.clear();
    entry.append_to(provider.hours_by);
  }
  entry.append_to(provider.because);
}

}  // namespace

Result<Provider> provider_at(const Readings& readings, const std::string& provider, const Moment& moment) {
  Provider found;
  auto told = record::tell(readings.view(), tag_of(provider), types, moment,
                           [&found](const record::Entry& entry, Value data) { apply(found, entry, data); });
  if (!told) return core::fail(std::move(told.error()));
  std::sort(found.because.begin(), found.because.end());
  return found;
}

Result<bool> is_registered(const Readings& readings, const std::string& provider, Sequence known_at) {
  const auto entries = record::dossier(readings.view(), tag_of(provider), std::span(types).first<1>(), known_at);
  if (!entries) return core::fail(entries.error());
  return !(*entries)->empty();
}

Result<std::vector<std::string>> services_of(const Readings& readings, const std::string& provider, Sequence known_at) {
  std::vector<std::string> candidates;
  auto told = record::tell(
      readings.view(), tag_of(provider), services_registered, {.at = core::time::latest, .known_at = known_at},
      [&candidates](const record::Entry&, Value data) { candidates.emplace_back(data.text("service")); });
  if (!told) return core::fail(std::move(told.error()));
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<std::string> services;
  for (auto& candidate : candidates) {
    // A later registration may have given the service to another provider.
    const auto registration = registration_of(readings, candidate, known_at);
    if (!registration) return core::fail(registration.error());
    if (*registration && (*registration)->provider == provider) services.push_back(std::move(candidate));
  }
  return services;
}

}  // namespace careledger::projections::joining
