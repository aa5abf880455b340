#pragma once

#include "tools/simulation/joining.hpp"

namespace careledger::tools::simulation {

/// How the services that take part fare: inspections, statements and plans, one after the other and never corrected, so
/// that how a service stands is known here as the rules know it.
class Quality {
 public:
  Quality(Stage& stage, City& city, Joining& joining) : stage_(stage), city_(city), joining_(joining) {}

  /// Plans the first inspection of each, by which it comes in.
  void open();

 private:
  void inspect(std::size_t service, bool by_cqc);
  void plan_inspection(std::size_t service);
  void state(std::size_t service);
  void plan_statement(std::size_t service);
  void improve(std::size_t service);
  void complete(std::size_t service, const std::string& plan);

  Stage& stage_;
  City& city_;
  Joining& joining_;
};

}  // namespace careledger::tools::simulation
