#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace careledger::tools::tables {

/// A number as people write it, digit by digit: no binary floating point touches it.
struct Number {
  bool negative = false;
  std::string whole;     // at least one digit, no leading zeros
  std::string fraction;  // no trailing zeros

  /// `7.5`, `-12`: the form in which the vocabulary writes decimals.
  [[nodiscard]] std::string decimal() const;
  /// The number as so many hundredths (pence), or units; nothing where it has more places than that, or is out of the
  /// range of a JSON integer.
  [[nodiscard]] std::optional<std::string> hundredths() const { return scaled(2); }
  [[nodiscard]] std::optional<std::string> integer() const { return scaled(0); }

 private:
  [[nodiscard]] std::optional<std::string> scaled(std::size_t places) const;
};

/// `1,234.50`, `-12`, `(12.00)`, `.5`, `007`; with `£` before it where it is money. Thousands are parted by commas in
/// groups of three or not at all. Nothing for all else.
[[nodiscard]] std::optional<Number> read_number(std::string_view text, bool money = false);

}  // namespace careledger::tools::tables
