#include "projections/allocations/purchase.hpp"

#include "events/commissioning/awards.hpp"
#include "events/commissioning/offers.hpp"
#include "events/commissioning/packages.hpp"
#include "events/commissioning/requirements.hpp"
#include "projections/record/fields.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace careledger::projections::allocations {
namespace {

namespace commissioning = events::commissioning;
using core::fail;
using core::json::Value;
using core::log::TagCache;
using record::because_of;
using record::Entry;
using record::number;

// What each part of a purchase is read from; then, what spoils one that is remembered.
constexpr std::array made_by{commissioning::AwardMade::type, commissioning::PlacementMade::type};
constexpr std::array about_package{commissioning::AwardMade::type,         commissioning::PlacementMade::type,
                                   commissioning::PackageStarted::type,    commissioning::PackageEnded::type,
                                   commissioning::PackageHandedBack::type, commissioning::PackageVaried::type,
                                   commissioning::TopUpAgreed::type,       commissioning::RequirementPublished::type};
constexpr std::array about_requirement{commissioning::RequirementPublished::type};
constexpr std::array about_offer{commissioning::OfferSubmitted::type};

template <std::size_t N>
constexpr std::array<std::string_view, N + 2> with_amendments(const std::array<std::string_view, N>& types) {
  std::array<std::string_view, N + 2> all{};
  std::copy(types.begin(), types.end(), all.begin());
  all[N] = record::corrected_type;
  all[N + 1] = record::retracted_type;
  return all;
}
constexpr auto spoils_package = with_amendments(about_package);
constexpr auto spoils_requirement = with_amendments(about_requirement);
constexpr auto spoils_offer = with_amendments(about_offer);

bool makes(const Entry& entry) {
  return std::find(made_by.begin(), made_by.end(), entry.event.type) != made_by.end();
}

Package made(const std::string& id, const Entry& entry, Value data) {
  Package package;
  package.package = id;
  package.placed = entry.event.type == commissioning::PlacementMade::type;
  package.requirement = data.text("requirement");
  package.offer = data.text("offer");
  package.service = data.text("service");
  package.citizen = data.text("citizen");
  package.scheme = data.text("scheme");
  package.category = data.text("category");
  package.unit = data.text("unit");
  package.units_per_week = data.text("units_per_week");
  package.awarded = entry.event.time;
  package.sequence = entry.sequence;
  package.because = because_of(entry);
  if (const auto pence = number(data, "price_pence")) {
    package.price = AgreedPrice{.pence = *pence,
                                .source = package.placed ? PriceSource::placed : PriceSource::host_rate,
                                .since = package.awarded,
                                .because = package.because};
  }
  return package;
}

/// What an award buys is what its requirement asked for and its offer promised.
Result<void> add_terms(const core::log::View& view, Package& package, Sequence known_at) {
  const Moment then{.at = package.awarded, .known_at = known_at};
  const auto requirement = published_requirement(view, package.requirement, then);
  if (!requirement) return fail(requirement.error());
  if (!*requirement) return {};  // retracted since
  const Requirement& asked = **requirement;
  package.citizen = asked.citizen;
  package.scheme = asked.scheme;
  package.category = asked.category;
  package.area = asked.area;
  package.unit = asked.unit;
  package.units_per_week = asked.units_per_week;
  package.tier = asked.tier;
  package.carers = asked.carers;
  // What is offered under its id after the award is no part of it.
  const auto offer = offer_for(view, asked, package.offer, then, package.sequence);
  if (!offer) return fail(offer.error());
  if (!*offer) return {};
  package.service = (*offer)->service;
  if (!package.price && (*offer)->price_pence) {
    package.price = AgreedPrice{.pence = *(*offer)->price_pence,
                                .source = PriceSource::offered,
                                .since = package.awarded,
                                .because = (*offer)->because};
  }
  return {};
}

/// What a requirement or an offer says, a purchase rests on too.
struct Ground {
  std::string tag;
  TagCache::Types read_from;
  TagCache::Types spoils;
};

std::vector<Ground> grounds_of(const Purchase& purchase) {
  std::vector<Ground> grounds;
  for (const auto& package : purchase.made) {
    if (package.placed) continue;
    grounds.push_back({"requirement:" + package.requirement, about_requirement, spoils_requirement});
    grounds.push_back({"offer:" + package.offer, about_offer, spoils_offer});
  }
  return grounds;
}

Result<Purchase> read(const core::log::View& view, const std::string& id, Sequence known_at) {
  const auto entries = record::dossier(view, "package:" + id, about_package, known_at);
  if (!entries) return fail(entries.error());
  Purchase purchase;
  auto told = record::tell(**entries, core::time::latest, [&](const Entry& entry, Value data) {
    if (makes(entry)) {
      purchase.made.push_back(made(id, entry, data));
    } else {
      purchase.followed.push_back(entry);
    }
  });
  if (!told) return fail(std::move(told.error()));
  for (auto& package : purchase.made) {
    if (package.placed) continue;
    if (auto added = add_terms(view, package, known_at); !added) return fail(std::move(added.error()));
  }
  return purchase;
}

/// A purchase by all that was known when it was read, and what it rests on.
struct Kept {
  Purchase purchase;
  std::vector<Ground> grounds;
  Sequence begun = 0;
  Sequence changed = 0;  // by the last event that made it what it is

  /// None of its grounds has changed since, nor does the view bring anything about them.
  [[nodiscard]] bool is_good(const core::log::View& view, const TagCache& cache) const {
    return std::ranges::all_of(grounds, [&](const Ground& ground) {
      return view.beneath(ground.tag, ground.spoils).cache() == &cache &&
             cache.is_good(begun, ground.tag, ground.spoils);
    });
  }
};
constexpr core::log::Shelf purchases{.name = "purchase", .most_bytes = 512u << 20};

std::size_t bytes_of(const Kept& kept) {
  constexpr std::size_t longer_texts = 200;  // about what those of a package take
  std::size_t bytes = sizeof(Kept) + kept.purchase.made.size() * (sizeof(Package) + longer_texts) +
                      kept.grounds.size() * sizeof(Ground);
  for (const auto& entry : kept.purchase.followed) bytes += sizeof(Entry) + entry.event.data.size();
  return bytes;
}

Result<Kept> read_newest(const core::log::View& view, const TagCache& cache, const std::string& id) {
  Kept kept{.begun = cache.begin()};
  auto purchase = read(view, id, view.size());
  if (!purchase) return fail(std::move(purchase.error()));
  kept.grounds = grounds_of(*purchase);
  kept.purchase = std::move(*purchase);
  const auto whole = record::newest_dossier(view, "package:" + id, about_package);
  if (!whole) return fail(whole.error());
  kept.changed = (*whole)->changed;
  for (const auto& ground : kept.grounds) {
    const auto dossier = record::newest_dossier(view, ground.tag, ground.read_from);
    if (!dossier) return fail(dossier.error());
    kept.changed = std::max(kept.changed, (*dossier)->changed);
  }
  return kept;
}

using KeptPointer = std::shared_ptr<const Kept>;

KeptPointer find(TagCache& cache, const core::log::View& view, const std::string& tag) {
  auto kept = std::static_pointer_cast<const Kept>(cache.find(purchases, tag, spoils_package));
  return kept && kept->is_good(view, cache) ? kept : nullptr;
}

}  // namespace

Result<PurchasePointer> purchase_of(const core::log::View& view, const std::string& id, Sequence known_at) {
  const std::string tag = "package:" + id;
  const auto& beneath = view.beneath(tag, spoils_package);
  if (auto* const cache = beneath.cache(); cache != nullptr) {
    auto kept = find(*cache, view, tag);
    if (!kept) {
      auto newest = read_newest(beneath, *cache, id);
      if (!newest) return fail(std::move(newest.error()));
      auto made = std::make_shared<const Kept>(std::move(*newest));
      cache->keep(purchases, tag, spoils_package, made->begun, made, bytes_of(*made));
      if (made->is_good(view, *cache)) kept = std::move(made);
    }
    if (kept && kept->changed <= known_at) return PurchasePointer(kept, &kept->purchase);
  }
  auto purchase = read(view, id, known_at);
  if (!purchase) return fail(std::move(purchase.error()));
  return std::make_shared<const Purchase>(std::move(*purchase));
}

Result<void> read_purchases_ahead(const core::log::View& view, std::span<const std::string> ids) {
  auto* const cache = view.cache();
  if (cache == nullptr) return {};
  std::vector<std::string> packages;
  for (const auto& id : ids) {
    auto tag = "package:" + id;
    if (!find(*cache, view, tag)) packages.push_back(std::move(tag));
  }
  if (auto read = record::read_ahead(view, packages, about_package); !read) return read;
  std::set<std::string> requirements, offers;
  for (const auto& tag : packages) {
    const auto dossier = record::newest_dossier(view, tag, about_package);
    if (!dossier) return fail(dossier.error());
    auto told = record::tell((*dossier)->entries, core::time::latest, [&](const Entry& entry, Value data) {
      if (entry.event.type != commissioning::AwardMade::type) return;
      requirements.insert("requirement:" + std::string(data.text("requirement")));
      offers.insert("offer:" + std::string(data.text("offer")));
    });
    if (!told) return told;
  }
  const auto all = [](const std::set<std::string>& tags) { return std::vector(tags.begin(), tags.end()); };
  if (auto read = record::read_ahead(view, all(requirements), about_requirement); !read) return read;
  return record::read_ahead(view, all(offers), about_offer);
}

Result<bool> is_package(const core::log::View& view, const std::string& id, Sequence known_at) {
  const auto made = record::dossier(view, "package:" + id, made_by, known_at);
  if (!made) return fail(made.error());
  return !(*made)->empty();
}

}  // namespace careledger::projections::allocations
