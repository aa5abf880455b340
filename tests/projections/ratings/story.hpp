#pragma once

#include "projections/ratings/fold.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::tests {

/// `2018-04-10` is its start in London, `2018-04-10 10:00`, `…:00:59` and `…:59.999999` are UTC.
[[nodiscard]] core::time::Instant instant(std::string_view text);

/// The bundled policies as a new ledger adopts them: sequences 1 to 6.
[[nodiscard]] const std::vector<projections::policies::PolicyInForce>& bundled_policies();
/// A bundled policy document with one text replaced by another, read; it starts then.
[[nodiscard]] projections::policies::PolicyInForce amended_policy(std::string_view scheme, std::string_view from,
                                                                  std::string_view to, core::event::Sequence sequence,
                                                                  std::string_view start);

/// Facts of one service as text, and what follows from them as text. A line is a time, a word and its details:
///
///     2018-04-10 10:00 full council gold visited=2018-04-01 domains=gggss
///     2018-06-01       statement st1 declared=bronze shortfalls improvements
///
/// The line's number and 100 make the sequence, unless it begins with one: `#17 2018-04-10 closed`. The service is
/// registered as #10 at 2012-01-02 10:00, unless the category is empty.
class Story {
 public:
  Story(std::string_view category, std::string_view text);

  Story& with(projections::policies::PolicyInForce policy);
  Story& with_policies(std::vector<projections::policies::PolicyInForce> policies);
  Story& corrected(core::event::Sequence event, core::event::Sequence correction);
  Story& months(std::vector<projections::ratings::FeedbackMonth> months);
  Story& shared(std::string_view text);
  Story& until(std::string_view horizon);

  [[nodiscard]] projections::ratings::Knowledge known() const;
  [[nodiscard]] projections::ratings::History history() const { return projections::ratings::fold(known()); }
  [[nodiscard]] std::vector<projections::ratings::Fact>& facts() { return facts_; }

  /// `2018 silver QR-1 101`, with the score after the band where there is one; `-` for no scheme.
  [[nodiscard]] std::string rating(std::string_view at) const;
  /// `gold 2018-04-10T10:00:00Z, …`: every segment's band and beginning.
  [[nodiscard]] std::string bands() const;
  [[nodiscard]] std::string since(std::string_view at) const;
  /// `QR-6 2018-06-01T00:00:00Z 101; …`, or `free`.
  [[nodiscard]] std::string suspension(std::string_view at) const;
  /// `2020-01-31 12`, `2020-01-31 6 overdue`, or `-`.
  [[nodiscard]] std::string assurance(std::string_view at) const;
  /// `2019-05-10 101`, or `-`.
  [[nodiscard]] std::string inspection(std::string_view at) const;
  /// `missing 2020-02-01T00:00:00Z 103; …`
  [[nodiscard]] std::string breaches() const;
  /// `2018-10-01T00:00:00Z..2018-11-01T00:00:00Z 103; …`
  [[nodiscard]] std::string lapses() const;
  [[nodiscard]] std::string reviews() const;

  struct Row {
    std::string_view at;
    std::string_view answer;
  };
  /// Checks each row's rating.
  void check(std::initializer_list<Row> rows) const;
  void check_assurance(std::initializer_list<Row> rows) const;
  void check_inspections(std::initializer_list<Row> rows) const;
  void check_suspension(std::initializer_list<Row> rows) const;

 private:
  std::string text_;
  std::vector<projections::ratings::Fact> facts_;
  std::vector<projections::ratings::Fact> shared_;
  std::vector<projections::policies::PolicyInForce> policies_;
  std::vector<projections::ratings::Amendments::Amendment> amendments_;
  std::vector<projections::ratings::FeedbackMonth> months_;
  core::time::Instant horizon_ = core::time::latest;
};

}  // namespace careledger::tests
