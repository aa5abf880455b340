#include "projections/allocations/namesakes.hpp"

#include "core/event/stored.hpp"

#include <algorithm>

namespace careledger::projections::allocations {
namespace {

using core::fail;

bool is_same(const Offer& a, const Offer& b) {
  return a.requirement == b.requirement && a.service == b.service;
}

bool is_later(const Offer& a, const Offer& b) {
  return a.received != b.received ? a.received > b.received : a.sequence > b.sequence;
}

}  // namespace

Result<std::string> sender_of(const core::log::View& view, Sequence sequence) {
  const auto leaf = view.leaf(sequence);
  if (!leaf) return fail(leaf.error());
  return std::string(core::event::authid_of(*leaf));
}

Result<Namesakes> Namesakes::of(const core::log::View& view, std::vector<Offer> offers) {
  Namesakes found(std::move(offers));
  const auto& first = found.offers_.front();
  if (std::all_of(found.offers_.begin(), found.offers_.end(),
                  [&first](const Offer& each) { return is_same(each, first); })) {
    return found;
  }
  for (const auto& offer : found.offers_) {
    auto sender = sender_of(view, offer.sequence);
    if (!sender) return fail(std::move(sender.error()));
    found.senders_.push_back(std::move(*sender));
  }
  return found;
}

bool Namesakes::is_anothers(const Offer& offer) const {
  if (are_one()) return false;
  std::size_t first = offers_.size();
  for (std::size_t i = 0; i < offers_.size(); ++i) {
    if (offers_[i].requirement != offer.requirement) continue;
    if (first == offers_.size() || offers_[i].sequence < offers_[first].sequence) first = i;
  }
  return !is_same(offers_[first], offer) && senders_[first] != sender_of_offer(offer);
}

bool Namesakes::is_replaced(const Offer& offer, Instant closes, Instant at) const {
  for (std::size_t i = 0; i < senders_.size(); ++i) {
    const auto& other = offers_[i];
    if (other.received > at || is_same(other, offer) || !is_later(other, offer)) continue;
    if (other.requirement == offer.requirement && other.received > closes) continue;
    if (senders_[i] == sender_of_offer(offer)) return true;
  }
  return false;
}

bool Namesakes::is_meant(const Offer& offer, const std::string& sender, Instant time, Instant closes) const {
  if (are_one()) return true;
  bool makes_any = false;
  for (std::size_t i = 0; i < senders_.size(); ++i) {
    if (senders_[i] != sender) continue;
    if (is_same(offers_[i], offer)) return true;
    makes_any = true;
  }
  return !makes_any && !offer.id_is_anothers && time > closes;
}

std::string_view Namesakes::sender_of_offer(const Offer& offer) const {
  const auto found = std::find_if(offers_.begin(), offers_.end(),
                                  [&offer](const Offer& each) { return each.sequence == offer.sequence; });
  return found == offers_.end() ? std::string_view() : senders_[static_cast<std::size_t>(found - offers_.begin())];
}

}  // namespace careledger::projections::allocations
