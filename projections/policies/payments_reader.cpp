#include "projections/policies/payments_reader.hpp"

#include "events/period.hpp"

namespace careledger::projections::policies {
namespace {

using core::json::Kind;

class PaymentsReader {
 public:
  PaymentsReader(Parameters payments, PaymentsPolicy& policy) : payments_(std::move(payments)), policy_(policy) {}

  std::optional<BrokenInvariant> read() {
    calendar();
    if (payments_.has("invoice_due_days")) policy_.invoice_due_days = payments_.integer("invoice_due_days");
    if (policy_.invoice_due_days < 0) broken("PA-1", "an invoice is not due before it is received");
    policy_.by_invoice = categories("by_invoice");
    policy_.by_schedule = categories("by_schedule");
    if (payments_.has("call_monitoring_from")) call_monitoring();
    if (payments_.has("open_book_due")) open_book();
    return broken_;
  }

 private:
  void broken(RuleId rule, std::string detail) {
    if (!broken_) broken_ = BrokenInvariant{rule, std::move(detail)};
  }

  // PA-1
  void calendar() {
    if (payments_.has("periods_a_year")) policy_.periods_a_year = payments_.integer("periods_a_year");
    if (payments_.has("period_days")) policy_.period_days = payments_.integer("period_days");
    if (payments_.has("year_begins")) {
      const auto day = month_day_named(payments_.word("year_begins"));
      if (!day) payments_.error("year_begins/value", "is a day of every year, as \"04-01\"");
      policy_.year_begins = day.value_or(policy_.year_begins);
    }
    constexpr int days_of_shortest_year = 365;
    if (policy_.periods_a_year < 1 || policy_.periods_a_year > events::periods_a_year) {
      broken("PA-1", "a year has 1 to 13 periods");
    } else if (policy_.period_days < 1 || policy_.period_days > days_of_shortest_year / policy_.periods_a_year) {
      broken("PA-1", "the periods of a year are longer than the year");
    }
  }

  Categories categories(std::string_view name) {
    Categories found;
    if (!payments_.has(name)) return found;
    for (const std::string_view word : payments_.words(name)) {
      const auto category = category_named(word);
      if (category) found.add(*category);
      if (!category) broken("PA-1", "'" + std::string{word} + "' is no category");
    }
    return found;
  }

  // PA-2
  void call_monitoring() {
    const auto day = core::time::parse_date(payments_.word("call_monitoring_from"));
    if (!day) return payments_.error("call_monitoring_from/value", "is a day");
    policy_.call_monitoring = {.from = *day, .within_days = payments_.integer("call_monitoring_within_days")};
    if (policy_.call_monitoring->within_days < 1) broken("PA-2", "a first visit has at least a day's time");
  }

  // OB-1
  void open_book() {
    const auto value = payments_.value("open_book_due", Kind::object);
    if (!value) return;
    const auto day = month_day_named(payments_.word_in(*value, "open_book_due", "month_day"));
    if (!day) payments_.error("open_book_due/value/month_day", "is a day of every year, as \"03-31\"");
    policy_.open_book = {.day = day.value_or(MonthDay{}),
                         .years_after = payments_.integer_in(*value, "open_book_due", "years_after")};
    constexpr int most_years = 10;
    const int years = policy_.open_book->years_after;
    if (years < 1 || years > most_years) broken("OB-1", "a return is due 1 to 10 years after its year begins");
  }

  Parameters payments_;
  PaymentsPolicy& policy_;
  std::optional<BrokenInvariant> broken_;
};

}  // namespace

std::optional<BrokenInvariant> read_payments(Parameters payments, PaymentsPolicy& policy) {
  return PaymentsReader{std::move(payments), policy}.read();
}

}  // namespace careledger::projections::policies
