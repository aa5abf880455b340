#include "projections/allocations/direct_payments.hpp"

#include "events/commissioning/citizens.hpp"
#include "projections/record/fields.hpp"
#include "projections/record/telling.hpp"

#include <array>
#include <map>

namespace careledger::projections::allocations {
namespace {

using events::commissioning::DirectPaymentEnded;
using events::commissioning::DirectPaymentStarted;

constexpr std::array types{DirectPaymentStarted::type, DirectPaymentEnded::type};

struct Payment {
  bool part = false;
  std::vector<Sequence> because;
};

}  // namespace

Result<std::vector<Sequence>> buys_alone(const Readings& readings, const std::string& citizen,
                                         const std::string& category, const Moment& moment) {
  std::map<std::string, Payment, std::less<>> payments;  // by category; an empty one is all care
  auto told = record::tell(readings.view(), "citizen:" + citizen, types, moment,
                           [&payments](const record::Entry& entry, core::json::Value data) {
                             const auto of = data.text("category");
                             if (entry.event.type == DirectPaymentStarted::type) {
                               payments[std::string(of)] = {record::flag(data, "part"), record::because_of(entry)};
                             } else if (of.empty()) {
                               payments.clear();  // an end that names no category ends the payments of all
                             } else {
                               payments.erase(std::string(of));
                             }
                           });
  if (!told) return core::fail(std::move(told.error()));
  std::vector<Sequence> because;
  for (const auto& [of, payment] : payments) {
    if (payment.part || (!of.empty() && of != category)) continue;
    because.insert(because.end(), payment.because.begin(), payment.because.end());
  }
  return because;
}

}  // namespace careledger::projections::allocations
