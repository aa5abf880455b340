#pragma once

#include "tools/simulation/care.hpp"

namespace careledger::tools::simulation {

/// What is said of care under way: reviews, complaints, alerts. None of it moves a rating.
class Voices {
 public:
  Voices(Stage& stage, City& city, Care& care) : stage_(stage), city_(city), care_(care) {}

  /// Each is of a package that is drawn; false where there is none.
  bool review_one();
  bool complain_or_alert();

 private:
  void complain(const std::string& service, const std::string& citizen);
  void alert(const std::string& service, const std::string& citizen);

  Stage& stage_;
  City& city_;
  Care& care_;
};

}  // namespace careledger::tools::simulation
