#include "projections/feedback/markets.hpp"

#include <algorithm>

namespace careledger::projections::feedback {
namespace {

using core::fail;

constexpr std::size_t most_older = 32;

Result<Reviewed> load_reviewed(const facts::Source& source, Sequence known_at) {
  auto registrations = source.load(std::string(facts::registrations_entity), known_at);
  if (!registrations) return fail(std::move(registrations.error()));
  auto reviews = source.load(std::string(facts::reviews_entity), known_at);
  if (!reviews) return fail(std::move(reviews.error()));
  return Reviewed{.registrations = std::move(*registrations), .reviews = std::move(*reviews)};
}

}  // namespace

KnownMarket Reviewed::market(Sequence known_at) const {
  return {.market = std::make_shared<const Market>(registrations, reviews, known_at),
          .changed = std::max(registrations.changed, reviews.changed)};
}

Result<KnownMarket> load_market(const facts::Source& source, Sequence known_at) {
  const auto reviewed = load_reviewed(source, known_at);
  if (!reviewed) return fail(reviewed.error());
  return reviewed->market(known_at);
}

void Markets::reset() {
  const std::lock_guard lock(mutex_);
  held_.reset();
  newest_ = {};
  older_.clear();
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
    auto reviewed = load_reviewed(source, head);
    if (!reviewed) return fail(std::move(reviewed.error()));
    held_ = std::move(*reviewed);
    newest_ = held_->market(head);
  }
  if (known_at >= newest_.changed) return newest_;
  if (const auto found = older_.find(known_at); found != older_.end()) return found->second;
  if (older_.size() >= most_older) older_.clear();
  return older_[known_at] = held_->market(known_at);
}

}  // namespace careledger::projections::feedback
