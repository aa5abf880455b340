#pragma once

#include "tools/simulation/care.hpp"

#include <memory>

namespace careledger::tools::simulation {

/// An offer that was made, as the ranking will look at it.
struct Bid {
  std::string offer;
  std::size_t service = 0;
  bool can_meet = true;
  bool counts = true;  // neither late, nor withdrawn, nor replaced
};

/// A requirement that is out.
struct Requirement {
  std::string id;
  Package wanted;               // what it asks for: its service comes with the award
  std::vector<unsigned> areas;  // named so far
  std::optional<NeedGroup> need;
  bool specialist = false;
  bool discharge = false;
  Instant closes;
  std::vector<Bid> bids;  // in the order in which they were received
  std::string choice;     // an offer's id
  std::string replaces;   // a package
};

/// How care is bought: requirements are put out, services answer, and each is awarded as its scheme's rules recommend,
/// but for a few awards that depart and say why. Offers are sought so that it is known here what the rules recommend:
/// the schemes that rank by scores see one service of each band.
class Tenders {
 public:
  Tenders(Stage& stage, City& city, Care& care);

  /// A requirement of a category that is drawn, now.
  void publish();

 private:
  using Open = std::shared_ptr<Requirement>;
  void publish(const Open& requirement);
  void replace(const Package& package);
  void seek_offers(const Open& requirement);
  [[nodiscard]] std::vector<std::size_t> candidates(const Requirement& requirement) const;
  [[nodiscard]] bool is_candidate(const Requirement& requirement, const Service& service) const;
  void bid(const Open& requirement, std::size_t service);
  void submit(const Open& requirement, std::size_t service, bool can_meet);
  void choose(Requirement& requirement);
  void decide(const Open& requirement);
  [[nodiscard]] std::vector<const Bid*> ranking(const Requirement& requirement) const;
  [[nodiscard]] bool comes_first(const Requirement& requirement, const Service& service) const;
  [[nodiscard]] std::vector<const Bid*> tie(const Requirement& requirement,
                                            const std::vector<const Bid*>& ranking) const;
  [[nodiscard]] const Bid* recommended(const Requirement& requirement, const std::vector<const Bid*>& ranking) const;
  void award(const Open& requirement, const Bid& bid, const std::vector<const Bid*>& ranking, bool is_sure);
  void close(const Requirement& requirement);
  void widen_or_cancel(const Open& requirement);

  Stage& stage_;
  City& city_;
  Care& care_;
};

}  // namespace careledger::tools::simulation
