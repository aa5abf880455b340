#include "projections/reports/measures.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::reports {
namespace {

constexpr std::string_view good_is =
    "Good is the good of a score scheme; in a scheme of bands it is silver or gold, as the CQC's good becomes silver.";
constexpr std::string_view every_service =
    "A provider is rated good where each of its services on the framework is. Good is the good of a score scheme; in a "
    "scheme of bands it is silver or gold, as the CQC's good becomes silver.";

constexpr std::array table{
    Definition{Measure::market_growth, "market_growth", "Growth of the market", Unit::percent,
               "Providers on the framework at the end of the period, less those on it just before the period began, "
               "in percent of the latter. On the framework is who has a service that is enrolled in a scheme.",
               ""},
    Definition{Measure::client_growth, "client_growth", "Change in the number of clients", Unit::percent,
               "Citizens with a package in force at the end of the period, less those with one just before it began, "
               "in percent of the latter. Who buys their own care is in no event.",
               ""},
    Definition{Measure::new_providers, "new_providers", "New providers a month", Unit::per_month,
               "Providers whose first enrolment ever lies in the period, by its months. Months are London's, from the "
               "day on which the period begins; days left over count by the length of their month, and then both "
               "figures are multiplied by that length.",
               ""},
    Definition{Measure::registered_providers, "registered_providers", "Providers with an active CQC registration",
               Unit::providers,
               "Providers on the framework at the end of the period with an enrolled service in the city that the "
               "CQC's register does not say is dormant or cancelled, of all providers on the framework.",
               "The document's own numbers add up to the providers within the city alone."},
    Definition{Measure::clients_with_good, "clients_with_good", "Clients placed with a provider rated good",
               Unit::percent,
               "Citizens all of whose packages in force at the end of the period are with services rated good then, of "
               "all citizens with a package in force.",
               good_is},
    Definition{Measure::good_providers_before, "good_providers_before", "Providers rated good as the period began",
               Unit::percent, "Providers rated good just before the period began, of all providers on the framework.",
               every_service},
    Definition{Measure::good_providers, "good_providers", "Providers rated good as the period ended", Unit::percent,
               "Providers rated good at the end of the period, of all providers on the framework.", every_service},
    Definition{
        Measure::fully_tendered, "fully_tendered", "Requirements put to the whole market", Unit::percent,
        "Requirements published in the period that stood until they closed, of these, of those cancelled, and of "
        "the placements made in the period without a tender. What is open still counts in neither.",
        "A tender is full where it was not broken off before closing."},
    Definition{Measure::good_awards, "good_awards", "Awards to offers of providers rated good", Unit::percent,
               "Awards of the period to a service that was rated good when it won, of all awards of the period.",
               good_is},
    Definition{Measure::cancelled_without_offers, "cancelled_without_offers",
               "Requirements cancelled for want of offers", Unit::percent,
               "Requirements published in the period and cancelled by its end because there were no offers, of those "
               "published in it that have closed or were cancelled.",
               ""},
};

constexpr std::array not_measured{
    Unmeasured{"cashable_savings", "Savings in cash",
               "What the care would have cost without the framework, and what the framework's systems cost, is in no "
               "event."},
    Unmeasured{"fees_of_other_cities", "Fees beside those that other cities pay",
               "The ledger holds the fees of one council."},
    Unmeasured{"back_office", "Work saved in the council's own offices",
               "How long a step takes its officer, and what that costs, is in no event."},
    Unmeasured{"worth_of_outcomes_scores", "What the scoring of outcomes adds",
               "The ledger holds the scores that were given, and no care that was bought without them to compare."},
};

}  // namespace

std::span<const Definition> definitions() {
  return table;
}

const Definition* definition_of(std::string_view id) {
  const auto found = std::find_if(table.begin(), table.end(), [id](const Definition& each) { return each.id == id; });
  return found == table.end() ? nullptr : &*found;
}

std::span<const Unmeasured> unmeasured() {
  return not_measured;
}

std::string_view text(Unit unit) {
  static constexpr std::array<std::string_view, 3> names{"percent", "per_month", "providers"};
  return names[static_cast<std::size_t>(unit)];
}

}  // namespace careledger::projections::reports
