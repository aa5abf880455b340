#pragma once

#include "tools/simulation/city.hpp"

namespace careledger::tools::simulation {

/// How services come into schemes: lots, contracts, applications with their evidence, acceptances; and again where a
/// new scheme takes over their category.
class Joining {
 public:
  Joining(Stage& stage, City& city) : stage_(stage), city_(city) {}

  /// Plans the city's lots and contracts of both schemes of home support, and what each scheme's start brings.
  void open();
  /// A service that may enter the scheme which governs its category applies and is accepted, where it is not in
  /// already.
  void enter(std::size_t service);

 private:
  void award_lots(std::string_view scheme);
  void confirm_specialisms();

  Stage& stage_;
  City& city_;
};

}  // namespace careledger::tools::simulation
