#include "api/routes/feedback_json.hpp"

namespace careledger::api::routes {
namespace {

namespace json = core::json;
namespace feedback = projections::feedback;

/// Hundredths of a point with two decimals, as a decimal string.
void write_points(json::Writer& out, std::string_view name, const std::optional<std::uint64_t>& hundredths) {
  out.name(name);
  if (!hundredths) return static_cast<void>(out.null());
  out.string(feedback::points(*hundredths));
}

std::optional<std::uint64_t> rounded(const std::optional<feedback::Percentage>& percentage) {
  if (!percentage) return std::nullopt;
  return percentage->rounded();
}

}  // namespace

void write_figures(json::Writer& out, const feedback::Figures& figures) {
  out.member("month", feedback::text(figures.month))
      .member("reviews", static_cast<std::int64_t>(figures.tally.reviews));
  write_points(out, "outcomes_percent", rounded(figures.tally.outcomes()));
  write_points(out, "recommended_percent", rounded(figures.tally.recommended()));
  write_points(out, "rating", rounded(figures.rating));
  write_points(out, "market_average", figures.market_average);
  out.member("adjustment", figures.adjustment).member("insufficient", figures.insufficient);
}

}  // namespace careledger::api::routes
