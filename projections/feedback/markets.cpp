#include "projections/feedback/markets.hpp"

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

using core::fail;

constexpr std::size_t most_older = 32;

}  // namespace

Result<KnownMarket> load_market(const facts::Source& source, Sequence known_at) {
  const auto registrations = source.load(std::string(facts::registrations_entity), known_at);
  if (!registrations) return fail(registrations.error());
  const auto reviews = source.load(std::string(facts::reviews_entity), known_at);
  if (!reviews) return fail(reviews.error());
  return KnownMarket{.market = std::make_shared<const Market>(facts::known_by(*registrations, known_at).facts,
                                                              facts::known_by(*reviews, known_at).facts),
                     .changed = std::max(registrations->changed, reviews->changed)};
}

void Markets::reset() {
  const std::lock_guard lock(mutex_);
  held_.reset();
  newest_ = {};
  older_.clear();
  changed_ = 0;
}

void Markets::committed(const core::log::DerivedBatch& batch) {
  std::vector<ratings::Fact> reviews;
  bool begin_anew = false;
  Sequence last = 0;
  for (const auto& put : batch.puts) {
    if (put.family != core::log::Family::facts) continue;
    const auto entity = facts::entity_of_key(put.key);
    if (entity != facts::reviews_entity && entity != facts::registrations_entity) continue;
    last = std::max(last, core::log::sequence_of(std::string_view(put.key).substr(put.key.size() - 8)));
    const auto fact = put.key.starts_with(facts::reviews_entity) ? ratings::decode(put.value) : std::nullopt;
    if (fact) reviews.push_back(*fact);
    begin_anew = begin_anew || !fact;  // a registration or an amendment: who counts where may be another
  }
  if (last == 0) return;
  const std::lock_guard lock(mutex_);
  changed_ = std::max(changed_, last);
  if (!held_) return;
  if (begin_anew) {
    held_.reset();
    newest_ = {};
    older_.clear();
    return;
  }
  // What was read while it was being committed is not taken twice.
  std::erase_if(reviews, [this](const auto& review) { return review.sequence <= held_->reviews.changed; });
  if (reviews.empty()) return;
  auto& kept = held_->reviews.facts;
  for (const auto& review : reviews) {
    kept.insert(std::upper_bound(kept.begin(), kept.end(), review, ratings::before), review);
  }
  held_->reviews.changed = last;
  newest_ = {.market = std::make_shared<const Market>(*newest_.market, reviews), .changed = last};
}

Result<KnownMarket> Markets::at(const facts::Source& source, Sequence head, Sequence known_at) {
  const std::lock_guard lock(mutex_);
  if (!held_) {
    auto registrations = source.load(std::string(facts::registrations_entity), head);
    if (!registrations) return fail(std::move(registrations.error()));
    auto reviews = source.load(std::string(facts::reviews_entity), head);
    if (!reviews) return fail(std::move(reviews.error()));
    held_ = {.registrations = std::move(*registrations), .reviews = std::move(*reviews)};
    newest_ = build(head);
    changed_ = std::max(changed_, newest_.changed);
  }
  if (known_at >= newest_.changed) return newest_;
  if (const auto found = older_.find(known_at); found != older_.end()) return found->second;
  if (older_.size() >= most_older) older_.clear();
  return older_[known_at] = build(known_at);
}

Sequence Markets::changed() const {
  const std::lock_guard lock(mutex_);
  return changed_;
}

KnownMarket Markets::build(Sequence known_at) const {
  const Sequence changed = std::max(held_->registrations.changed, held_->reviews.changed);
  if (newest_.market && held_->registrations.changed <= known_at) {
    // From the newest, what was learned since is taken away: that is little for what was known of late.
    std::vector<ratings::Fact> further;
    std::vector<ratings::Fact> since;
    for (const auto& review : held_->reviews.facts) {
      if (review.sequence > known_at) since.push_back(review);
    }
    for (const auto& event : held_->reviews.amended) {
      if (const auto now = event.read_by(changed)) since.push_back(*now);
      if (const auto then = event.read_by(known_at)) further.push_back(*then);
    }
    return {.market = std::make_shared<const Market>(*newest_.market, further, since), .changed = changed};
  }
  return {.market = std::make_shared<const Market>(facts::known_by(held_->registrations, known_at).facts,
                                                   facts::known_by(held_->reviews, known_at).facts),
          .changed = changed};
}

}  // namespace careledger::projections::feedback
