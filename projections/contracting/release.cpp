#include "projections/contracting/release.hpp"

#include "core/event/stored.hpp"
#include "projections/contracting/bought.hpp"

#include <algorithm>

namespace careledger::projections::contracting {
namespace {

using allocations::Package;
using allocations::Requirement;
using core::fail;
using Kind = Process::Kind;

/// One event, and the two states between which it stands.
struct Turn {
  Sequence sequence = 0;
  Instant time;  // as it was written
  Instant recorded;
  Moment after;
  Moment before;
};

/// How a process stands, as far as it may be told.
struct Standing {
  std::optional<Tender> tender;
  std::optional<Award> award;
  std::string offer;  // that was awarded
  std::optional<Contract> contract;
  std::optional<Process> replaces;
};

/// How many services made an offer by closing.
std::int64_t tenderers_of(const Requirement& requirement) {
  std::set<std::string_view> services;
  for (const auto& offer : requirement.offers) {
    if (!offer.late) services.insert(offer.service);
  }
  return static_cast<std::int64_t>(services.size());
}

Tender tender_of(const Requirement& requirement) {
  using enum Tender::Status;
  Tender tender{.scheme = requirement.scheme,
                .published = requirement.published,
                .closes = requirement.closes,
                .line = line_of(requirement)};
  if (requirement.cancelled) tender.status = requirement.cancelled->reason == "no_offers" ? unsuccessful : cancelled;
  return tender;
}

Result<void> add_package(Readings& readings, const Package& package, const Moment& moment, Standing& standing) {
  auto bought = bought_as(readings, package, moment);
  if (!bought) return fail(std::move(bought.error()));
  standing.award = std::move(bought->award);
  standing.contract = std::move(bought->contract);
  return {};
}

Result<Standing> requirement_standing(Readings& readings, const std::string& id, bool is_sealed, const Moment& moment) {
  Standing standing;
  const auto requirement = allocations::requirement_of(readings.view(), id, moment);
  if (!requirement) return fail(requirement.error());
  if (!*requirement) return standing;
  standing.tender = tender_of(**requirement);
  if (const auto& replaced = (*requirement)->replaces; !replaced.empty()) {
    auto process = process_of(readings, replaced, moment.known_at);
    if (!process) return fail(std::move(process.error()));
    standing.replaces = std::move(*process);
  }
  const auto& award = (*requirement)->award;
  if (!award || is_sealed) return standing;
  const auto package = allocations::package_of(readings, award->package, moment);
  if (!package) return fail(package.error());
  if (!*package) return standing;
  standing.offer = award->offer;
  standing.tender->status = Tender::Status::complete;
  standing.tender->tenderers = tenderers_of(**requirement);
  if (auto added = add_package(readings, **package, moment, standing); !added) return fail(std::move(added.error()));
  return standing;
}

Result<Standing> placement_standing(Readings& readings, const std::string& id, const Moment& moment) {
  Standing standing;
  const auto package = allocations::package_of(readings, id, moment);
  if (!package) return fail(package.error());
  if (!*package || !(*package)->placed) return standing;
  if (auto added = add_package(readings, **package, moment, standing); !added) return fail(std::move(added.error()));
  standing.tender = Tender{.status = Tender::Status::complete,
                           .scheme = (*package)->scheme,
                           .direct = true,
                           .published = (*package)->awarded,
                           .closes = {},
                           .line = standing.award->line};
  return standing;
}

Result<Standing> contract_standing(const Readings& readings, const std::string& id, const Moment& moment) {
  Standing standing;
  auto framework = framework_of(readings, id, moment);
  if (!framework) return fail(std::move(framework.error()));
  if (!*framework) return standing;
  standing.tender = Tender{.status = Tender::Status::complete,
                           .scheme = (*framework)->scheme,
                           .published = (*framework)->bought.award.made,
                           .closes = {}};
  standing.award = std::move((*framework)->bought.award);
  standing.contract = std::move((*framework)->bought.contract);
  return standing;
}

Result<Standing> standing_of(Readings& readings, const Process& process, bool is_sealed, const Moment& moment) {
  switch (process.kind) {
    case Kind::requirement:
      return requirement_standing(readings, process.id, is_sealed, moment);
    case Kind::placement:
      return placement_standing(readings, process.id, moment);
    case Kind::contract:
      break;
  }
  return contract_standing(readings, process.id, moment);
}

/// What is gone was not: it stays in the release, as cancelled.
void cancel(Standing& standing) {
  if (standing.tender) standing.tender->status = Tender::Status::cancelled;
  if (standing.award) standing.award->status = Award::Status::cancelled;
  if (standing.contract) standing.contract->status = Contract::Status::cancelled;
}

using Tags = std::vector<std::string_view>;

/// OCDS 1.1, codelist releaseTag: `…Amendment` is a change of terms, `…Update` a correction of what was told.
Tags tags_of(const Change& change, const Standing& before, const Standing& after) {
  switch (change.step) {
    case Step::tendered:
      if (!after.tender) return {"tenderCancellation"};
      return {before.tender ? "tenderUpdate" : "tender"};
    case Step::tender_amended:
      return {change.is_amended ? "tenderUpdate" : "tenderAmendment"};
    case Step::tender_cancelled:
      return {change.is_amended ? "tenderUpdate" : "tenderCancellation"};
    case Step::awarded:
      if (!after.award) return {"awardCancellation", "contractTermination"};
      if (!before.award) return {"award", "contract"};
      return {"awardUpdate", "contractUpdate"};
    case Step::contract_begun:
      return {"contractUpdate"};
    case Step::contract_amended:
      return {change.is_amended ? "contractUpdate" : "contractAmendment"};
    case Step::contract_ended:
      return {change.is_amended ? "contractUpdate" : "contractTermination"};
    case Step::offer_made:
      break;
  }
  return {"awardUpdate", "contractUpdate"};
}

/// Whether a step is told only together with an award.
bool is_about_award(Step step) {
  return step != Step::tendered && step != Step::tender_amended && step != Step::tender_cancelled;
}

/// Nothing where it changes nothing that may be told.
std::optional<Release> release_of(const Change& change, const Turn& turn, Standing before, Standing after) {
  if (is_about_award(change.step) && !before.award && !after.award) return std::nullopt;
  if (!before.tender && !after.tender) return std::nullopt;
  // Only the correction of the offer that won changes what is told.
  if (change.step == Step::offer_made && change.offer != after.offer) return std::nullopt;
  Release release{.process = change.process,
                  .sequence = turn.sequence,
                  .date = turn.recorded,
                  .tags = tags_of(change, before, after),
                  .replaces_no_more = before.replaces && !after.replaces};
  if (!after.tender) {
    cancel(before);
    after = std::move(before);
  } else if (!after.award && before.award) {
    cancel(before);
    after.award = std::move(before.award);
    after.contract = std::move(before.contract);
  } else if (before.award && before.award->id != after.award->id) {
    cancel(before);
    release.withdrawn = Withdrawn{.award = std::move(*before.award), .contract = std::move(before.contract)};
  }
  const Amendment amendment{.sequence = turn.sequence, .since = turn.time};
  if (!change.is_amended && change.step == Step::tender_amended) after.tender->amendment = amendment;
  if (!change.is_amended && change.step == Step::contract_amended && after.contract) {
    after.contract->amendment = amendment;
  }
  release.tender = std::move(after.tender);
  release.award = std::move(after.award);
  release.contract = std::move(after.contract);
  release.replaces = std::move(after.replaces);
  return release;
}

}  // namespace

Result<std::vector<Release>> Releases::of(Sequence sequence) const {
  const auto leaf = readings_.view().leaf(sequence);
  if (!leaf) return fail(leaf.error());
  core::json::Parser parser;
  const auto event = core::event::read_stored(*leaf, parser);
  if (!event) return fail(event.error());
  // What an event says of a time to come is told as if it had come.
  const auto at = std::max(event->recorded, event->time);
  const Turn turn{.sequence = sequence,
                  .time = event->time,
                  .recorded = event->recorded,
                  .after = {.at = at, .known_at = sequence},
                  .before = {.at = at, .known_at = sequence - 1}};
  const auto changes = changes_by(readings_, sequence);
  if (!changes) return fail(changes.error());
  std::vector<Release> releases;
  for (const Change& change : *changes) {
    const bool is_sealed = change.process.kind == Kind::requirement && sealed_.contains(change.process.id);
    auto before = standing_of(readings_, change.process, is_sealed, turn.before);
    if (!before) return fail(std::move(before.error()));
    auto after = standing_of(readings_, change.process, is_sealed, turn.after);
    if (!after) return fail(std::move(after.error()));
    auto release = release_of(change, turn, std::move(*before), std::move(*after));
    if (release) releases.push_back(std::move(*release));
  }
  return releases;
}

}  // namespace careledger::projections::contracting
