#include "projections/contracting/process.hpp"

#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/packages.hpp"
#include "events/commissioning/requirements.hpp"
#include "events/market/joining.hpp"
#include "projections/allocations/package.hpp"
#include "projections/record/amendments.hpp"

#include <algorithm>

namespace careledger::projections::contracting {
namespace {

namespace commissioning = events::commissioning;
namespace market = events::market;
using core::fail;
using core::json::Value;

/// How an event names its process.
enum class Names : std::uint8_t { requirement, placement, package, contract };

struct Row {
  std::string_view type;
  Step step;
  Names names;
};

constexpr std::array table{
    Row{commissioning::RequirementPublished::type, Step::tendered, Names::requirement},
    Row{commissioning::RequirementWidened::type, Step::tender_amended, Names::requirement},
    Row{commissioning::RequirementCancelled::type, Step::tender_cancelled, Names::requirement},
    Row{commissioning::AwardMade::type, Step::awarded, Names::requirement},
    Row{commissioning::PlacementMade::type, Step::awarded, Names::placement},
    Row{commissioning::PackageStarted::type, Step::contract_begun, Names::package},
    Row{commissioning::PackageVaried::type, Step::contract_amended, Names::package},
    Row{commissioning::PackageEnded::type, Step::contract_ended, Names::package},
    Row{commissioning::PackageHandedBack::type, Step::contract_ended, Names::package},
    Row{market::ContractSigned::type, Step::awarded, Names::contract},
    Row{market::ContractVaried::type, Step::contract_amended, Names::contract},
    Row{market::ContractTerminated::type, Step::contract_ended, Names::contract},
};
/// Changes nothing itself, but its correction may change what was awarded.
constexpr Row offer_row{commissioning::OfferSubmitted::type, Step::offer_made, Names::requirement};

const Row* row_of(std::string_view type, bool is_amended) {
  if (is_amended && type == offer_row.type) return &offer_row;
  const auto* const found =
      std::find_if(table.begin(), table.end(), [type](const Row& row) { return row.type == type; });
  return found == table.end() ? nullptr : found;
}

/// Adds what an event that reads so changes.
Result<void> add_change(Readings& readings, std::string_view type, Value data, Sequence known_at, bool is_amended,
                        std::vector<Change>& changes) {
  const Row* const row = row_of(type, is_amended);
  if (row == nullptr) return {};
  Change change{.process = {},
                .step = row->step,
                .package = std::string(data.text("package")),
                .offer = std::string(data.text("offer")),
                .is_amended = is_amended};
  switch (row->names) {
    case Names::requirement:
      change.process = {Process::Kind::requirement, std::string(data.text("requirement"))};
      break;
    case Names::placement:
      change.process = {Process::Kind::placement, change.package};
      break;
    case Names::contract:
      change.process = {Process::Kind::contract, std::string(data.text("contract"))};
      break;
    case Names::package: {
      auto process = process_of(readings, change.package, known_at);
      if (!process) return fail(std::move(process.error()));
      if (!*process) return {};  // what bought it was retracted
      change.process = std::move(**process);
      break;
    }
  }
  const auto is_same = [&change](const Change& each) { return each.process == change.process; };
  if (std::none_of(changes.begin(), changes.end(), is_same)) changes.push_back(std::move(change));
  return {};
}

}  // namespace

std::vector<std::string> types_of_changes() {
  std::vector<std::string> types{std::string(record::corrected_type), std::string(record::retracted_type)};
  for (const Row& row : table) types.emplace_back(row.type);
  return types;
}

Result<std::optional<Process>> process_of(Readings& readings, const std::string& package, Sequence known_at) {
  const auto bought = allocations::package_of(readings, package, {.at = core::time::latest, .known_at = known_at});
  if (!bought) return fail(bought.error());
  if (!*bought) return std::nullopt;
  if ((*bought)->placed) return Process{Process::Kind::placement, package};
  return Process{Process::Kind::requirement, (*bought)->requirement};
}

Result<std::vector<Change>> changes_by(Readings& readings, Sequence sequence) {
  std::vector<Change> changes;
  const record::ViewedAmendments amendments(readings.view());
  const auto written = amendments.as_written(sequence);
  if (!written) return fail(written.error());
  core::json::Parser parser;
  if (!record::is_amendment(written->type)) {
    const auto data = parser.parse_trusted(written->data);
    if (!data) return fail(data.error());
    auto added = add_change(readings, written->type, *data, sequence, false, changes);
    if (!added) return fail(std::move(added.error()));
    return changes;
  }
  const auto chain = record::chain_from(amendments, sequence, {sequence});
  if (!chain) return fail(chain.error());
  for (const Sequence root : chain->roots) {
    for (const Sequence then : {sequence - 1, sequence}) {
      const auto read = record::effective(amendments, root, then);
      if (!read) return fail(read.error());
      if (!*read) continue;
      const auto data = parser.parse_trusted((*read)->data);
      if (!data) return fail(data.error());
      auto added = add_change(readings, (*read)->type, *data, then, true, changes);
      if (!added) return fail(std::move(added.error()));
    }
  }
  return changes;
}

}  // namespace careledger::projections::contracting
