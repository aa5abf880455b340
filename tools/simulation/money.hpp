#pragma once

#include "core/money/pence.hpp"
#include "tools/simulation/care.hpp"
#include "tools/simulation/periods.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace careledger::tools::simulation {

/// What care costs and what is paid for it: fee schedules, the indices and the review of each April, invoices by the
/// hour and session, schedules for beds, payments.
class Money {
 public:
  Money(Stage& stage, City& city, Care& care) : stage_(stage), city_(city), care_(care) {}

  void open();
  /// Settles one period of a package that is drawn, where one is over; whether there was one.
  bool settle_one();

 private:
  struct Fee {
    core::money::Pence hotel = 0;
    core::money::Pence care = 0;
    Instant since;
  };
  void set_fee(std::string_view scheme, Category category, Fee fee);
  void publish(std::string_view index, int year, const std::string& value);
  void begin_year(int year);
  void review(std::string_view scheme, int year);
  void confirm_monitoring();
  void return_books(int year);
  [[nodiscard]] core::money::Pence price_of(const Package& package, Instant at) const;
  void invoice(const Package& package, const PaymentPeriod& period, std::int64_t hundredths);
  void pay_invoice(const std::string& invoice, core::money::Pence amount, std::int64_t days);
  void schedule(const Package& package, const PaymentPeriod& period);

  Stage& stage_;
  City& city_;
  Care& care_;
  std::map<std::pair<std::string, Category>, std::vector<Fee>> fees_;  // by scheme and category, the latest last
};

}  // namespace careledger::tools::simulation
