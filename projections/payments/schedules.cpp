#include "projections/payments/schedules.hpp"

#include "events/describe.hpp"
#include "events/money/payments.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace careledger::projections::payments {
namespace {

using core::fail;
using core::json::Value;
using events::money::PaymentMade;
using events::money::PaymentScheduleSet;

class Schedules {
 public:
  void add(const record::Entry& entry, Value data) {
    if (entry.event.type == PaymentScheduleSet::type) return set(entry, data);
    pay(entry, data);
  }

  [[nodiscard]] std::vector<Scheduled> finished() {
    for (auto& [unused, paid] : payments_) {
      Scheduled& scheduled = of(paid.first.first, paid.first.second);
      auto& because = scheduled.because;
      because.insert(because.end(), paid.second.because.begin(), paid.second.because.end());
      scheduled.payments.push_back(std::move(paid.second));
    }
    std::vector<Scheduled> all;
    for (auto& [unused, scheduled] : scheduled_) {
      std::sort(scheduled.because.begin(), scheduled.because.end());
      all.push_back(std::move(scheduled));
    }
    return all;
  }

 private:
  using Place = std::pair<std::string, Period>;

  Scheduled& of(const std::string& package, Period period) {
    Scheduled& scheduled = scheduled_[{package, period}];
    scheduled.package = package;
    scheduled.period = period;
    return scheduled;
  }

  void set(const record::Entry& entry, Value data) {
    const auto set = events::decode_stored<PaymentScheduleSet>(data);
    if (!set) return;
    Scheduled& scheduled = of(set->package.value, set->period);
    scheduled.amount_pence = set->amount_pence.value;
    scheduled.because.clear();
    entry.append_to(scheduled.because);
  }

  void pay(const record::Entry& entry, Value data) {
    const auto made = events::decode_stored<PaymentMade>(data);
    if (!made) return;
    payments_.erase(made->payment.value);
    if (!made->package || !made->period) return;
    Payment payment{.payment = made->payment.value,
                    .amount_pence = made->amount_pence.value,
                    .made = entry.event.time,
                    .because = {}};
    entry.append_to(payment.because);
    payments_.emplace(made->payment.value, std::pair(Place(made->package->value, *made->period), std::move(payment)));
  }

  std::map<Place, Scheduled> scheduled_;
  std::map<std::string, std::pair<Place, Payment>> payments_;  // by their ids: for what
};

}  // namespace

Result<std::vector<Scheduled>> scheduled_for(const Readings& readings, const std::string& package,
                                             const Moment& moment) {
  constexpr std::array types{PaymentScheduleSet::type, PaymentMade::type};
  Schedules schedules;
  auto told = record::tell(readings.view(), "package:" + package, types, moment,
                           [&schedules](const record::Entry& entry, Value data) { schedules.add(entry, data); });
  if (!told) return fail(std::move(told.error()));
  return schedules.finished();
}

}  // namespace careledger::projections::payments
