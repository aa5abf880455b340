#include "tools/simulation/city.hpp"

#include "core/error/result.hpp"
#include "core/json/value.hpp"
#include "events/policies/bundled.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace careledger::tools::simulation {
namespace {

namespace json = core::json;

constexpr unsigned areas = 5;
// One that takes part makes some thirty events of its own in eight years, joining and being rated: in a short history
// fewer take part, so that there is room for care.
constexpr std::uint64_t events_a_participant = 300;
constexpr std::size_t services_a_new_provider = 6;  // of six services one belongs to the provider before

constexpr std::array category_weights{34U, 14U, 28U, 12U, 12U};

Category draw_category(Draw& draw) {
  auto point = static_cast<unsigned>(draw.below(100));
  for (std::size_t i = 0; i < category_weights.size(); ++i) {
    if (point < category_weights[i]) return static_cast<Category>(i);
    point -= category_weights[i];
  }
  return Category::home_support;
}

unsigned area_named(std::string_view text) {
  unsigned area = 0;
  std::from_chars(text.data(), text.data() + text.size(), area);
  return area;
}

json::Value value_at(json::Value document, std::string_view part, std::string_view parameter) {
  const auto found = document.find(part)->find(parameter);
  CARELEDGER_ASSERT(found.has_value());
  return *found->find("value");
}

}  // namespace

bool Service::is_in(std::string_view scheme) const {
  return std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
}

bool Service::declares(NeedGroup need) const {
  return std::find(needs.begin(), needs.end(), need) != needs.end();
}

City::City(Stage& stage, const Scale& scale) {
  read_policies();
  const auto taking_part = std::min<std::uint64_t>(scale.services, scale.events / events_a_participant);
  services.reserve(scale.services);
  for (std::size_t i = 0; i < scale.services; ++i) make_service(stage, i, i < taking_part);
}

void City::read_policies() {
  for (const auto scheme : events::policies::bundled_schemes) {
    json::Parser parser;
    const auto policy = parser.parse(events::policies::bundled(std::string(scheme) + ".json"));
    CARELEDGER_ASSERT(policy.has_value());
    for (const auto item : value_at(*policy, "framework", "evidence").elements()) {
      evidence_[std::string(scheme)].emplace_back(item.string());
    }
    if (scheme != "2018") continue;
    for (const auto lot : value_at(*policy, "framework", "lots").elements()) {
      const auto number = [&lot](std::string_view name) { return static_cast<unsigned>(lot.find(name)->integer()); };
      places_[area_named(lot.text("area"))] = {number("large"), number("medium"), number("small")};
    }
    for (const auto pair : value_at(*policy, "allocation", "adjacent_areas").elements()) {
      std::vector<unsigned> two;
      for (const auto area : pair.elements()) two.push_back(area_named(area.string()));
      adjacent_.emplace_back(two[0], two[1]);
    }
  }
}

std::size_t City::make_provider(std::int64_t weekly_hours) {
  providers.push_back({.id = "provider-" + std::to_string(providers.size()), .weekly_hours = weekly_hours});
  return providers.size() - 1;
}

/// A provider of its own, with lots as its size allows; false where all places of that size are taken.
bool City::make_home_support(Stage& stage, Service& service) {
  auto& draw = stage.draw;
  const auto number = in_home_support_++;
  // The city's 94,000 hours: half a dozen large providers, twice as many of middling size, and the rest small.
  constexpr std::size_t round = 14;
  const bool large = number % round == 0;
  const bool medium = !large && number % round <= 3;
  const auto hours = large ? draw.between(4'000, 11'000) : medium ? draw.between(1'000, 2'000) : draw.between(300, 999);
  const std::size_t most = large ? 3 : medium ? 2 : 1;
  std::vector<unsigned> lots;
  const auto first = static_cast<unsigned>(draw.below(areas));
  for (unsigned i = 0; i < areas && lots.size() < most; ++i) {
    const unsigned area = 1 + (first + i) % areas;
    auto& places = places_[area];
    auto& free = large ? places.large : medium ? places.medium : places.small;
    if (free == 0) continue;
    --free;
    lots.push_back(area);
  }
  service.provider = make_provider(hours);
  if (lots.empty()) return false;
  service.area = lots.front();
  providers.back().lots = std::move(lots);
  for (const auto area : providers.back().lots) {
    const bool taken = std::any_of(providers.begin(), providers.end(), [area](const Provider& each) {
      return std::find(each.discharge.begin(), each.discharge.end(), area) != each.discharge.end();
    });
    if (!taken) providers.back().discharge.push_back(area);
  }
  return true;
}

void City::make_service(Stage& stage, std::size_t number, bool takes_part) {
  auto& draw = stage.draw;
  Service service{.id = "service-" + std::to_string(number),
                  .category = draw_category(draw),
                  .area = 1 + static_cast<unsigned>(draw.below(areas)),
                  .needs = {NeedGroup::older_adults},
                  .takes_part = takes_part};
  const auto providers_before = providers.size();
  if (takes_part && service.category == Category::home_support) {
    service.takes_part = make_home_support(stage, service);
  } else if (number % services_a_new_provider == 0 && !providers.empty() && providers.back().lots.empty()) {
    service.provider = providers.size() - 1;
  } else {
    service.provider = make_provider(draw.between(50, 900));
  }
  for (auto more = draw.below(4); more > 0; --more) {
    const auto need = static_cast<NeedGroup>(draw.below(events::words_of<NeedGroup>.size()));
    if (!service.declares(need)) service.needs.push_back(need);
  }
  if (service.takes_part && draw.percent(15)) service.specialism = service.needs.back();
  if (!service.takes_part) with_trouble.push_back(services.size());
  services.push_back(std::move(service));
  plan_registration(stage, services.size() - 1, providers.size() > providers_before);
}

void City::plan_registration(Stage& stage, std::size_t index, bool new_provider) const {
  stage.at(stage.now(), [this, &stage, index, new_provider] {
    const auto& service = services[index];
    const auto& provider = providers[service.provider];
    if (new_provider) {
      Fields fields;
      fields.member("provider", provider.id).member("name", "Provider " + provider.id.substr(9));
      fields.member("weekly_hours", provider.weekly_hours);
      stage.tell("provider.registered", fields);
    }
    Fields fields;
    fields.member("service", service.id).member("provider", provider.id);
    fields.member("name", "Service " + service.id.substr(8)).member("category", events::text(service.category));
    fields.member("area", std::to_string(service.area));
    fields.member("location", !service.takes_part && stage.draw.percent(5) ? "out_of_city" : "in_city");
    fields.out().name("needs").begin_array();
    for (const auto need : service.needs) fields.out().string(events::text(need));
    fields.out().end_array();
    stage.tell("service.registered", fields);
  });
}

std::string_view City::scheme_of(Category category, Instant now) {
  switch (category) {
    case Category::home_support:
      return now < start_of(2019, 4, 1) ? "2018" : "2019";
    case Category::supported_living:
      return now < start_of(2023, 4, 1) ? "2018" : "2019";
    case Category::residential:
    case Category::nursing:
      return "2018";
    case Category::day_opportunities:
      return now < start_of(2025, 8, 1) ? "" : "2025";
  }
  return "";
}

std::vector<unsigned> City::next_to(const std::vector<unsigned>& named) const {
  const auto is_named = [&named](unsigned area) { return std::find(named.begin(), named.end(), area) != named.end(); };
  std::vector<unsigned> ring;
  for (const auto& [one, other] : adjacent_) {
    if (is_named(one) == is_named(other)) continue;
    const auto area = is_named(one) ? other : one;
    if (std::find(ring.begin(), ring.end(), area) == ring.end()) ring.push_back(area);
  }
  return ring;
}

const std::vector<std::string>& City::evidence_of(std::string_view scheme) const {
  return evidence_.find(scheme)->second;
}

}  // namespace careledger::tools::simulation
