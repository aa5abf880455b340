#pragma once

#include "events/care.hpp"
#include "tools/simulation/stage.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace careledger::tools::simulation {

using events::Band;
using events::Category;
using events::NeedGroup;

inline constexpr std::size_t categories = events::words_of<Category>.size();

/// Of Birmingham's size: so many belong to about 1,000 providers.
inline constexpr unsigned services_of_a_city = 1'100;

/// How large a market is, and for how many events.
struct Scale {
  unsigned services = services_of_a_city;
  std::uint64_t events = 10'000;
};

struct Provider {
  std::string id;
  std::int64_t weekly_hours = 0;
  std::vector<unsigned> lots;       // areas, of home support
  std::vector<unsigned> discharge;  // of those: where it takes hospital discharges first
};

/// What stands behind a service's rating, so far as the simulation brings it about.
struct Standing {
  Band beneath = Band::inadequate;
  bool cqc_hold = false;   // the CQC's inadequate stands
  bool silent = false;     // it lets its statement fall due
  bool may_enter = false;  // its latest rated outcome is enough to enter a scheme
  bool plan_under_way = false;
  int open_bids = 0;  // for requirements that are not decided

  [[nodiscard]] bool may_offer() const { return beneath != Band::inadequate && !cqc_hold && !silent; }
};

struct Service {
  std::string id;
  std::size_t provider = 0;
  Category category{};
  unsigned area = 0;  // 1 to 5
  std::vector<NeedGroup> needs;
  std::optional<NeedGroup> specialism;  // approved
  bool takes_part = false;              // in schemes and tenders; the others' records are full of corrections
  std::vector<std::string> schemes;     // entered
  Standing standing;

  [[nodiscard]] bool is_in(std::string_view scheme) const;
  [[nodiscard]] bool declares(NeedGroup need) const;
};

/// The providers and services of a city of five areas, as its policies divide it up.
class City {
 public:
  /// Makes them up, and plans their registrations for now.
  City(Stage& stage, const Scale& scale);

  std::vector<Provider> providers;
  std::vector<Service> services;
  std::vector<std::size_t> with_trouble;  // services that take no part

  [[nodiscard]] Provider& provider_of(const Service& service) { return providers[service.provider]; }
  /// The scheme that governs a category, for what is asked for now; empty where none does.
  [[nodiscard]] static std::string_view scheme_of(Category category, Instant now);
  /// Areas next to those, and not among them.
  [[nodiscard]] std::vector<unsigned> next_to(const std::vector<unsigned>& areas) const;
  [[nodiscard]] const std::vector<std::string>& evidence_of(std::string_view scheme) const;

 private:
  struct Places {
    unsigned large, medium, small;
  };
  void read_policies();
  std::size_t make_provider(std::int64_t weekly_hours);
  [[nodiscard]] bool make_home_support(Stage& stage, Service& service);
  void make_service(Stage& stage, std::size_t number, bool takes_part);
  void plan_registration(Stage& stage, std::size_t service, bool new_provider) const;

  std::map<unsigned, Places> places_;  // of home support, by area
  std::size_t in_home_support_ = 0;    // services that take part, or would if there were a lot for them
  std::vector<std::pair<unsigned, unsigned>> adjacent_;
  std::map<std::string, std::vector<std::string>, std::less<>> evidence_;
};

}  // namespace careledger::tools::simulation
