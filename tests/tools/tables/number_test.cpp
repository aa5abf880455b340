#include "tools/tables/number.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace careledger::tools::tables {

TEST_CASE("numbers are read as people write them, digit by digit") {
  struct Case {
    std::string_view text, decimal, hundredths, integer;  // "-": none
  };
  for (const auto& [text, decimal, hundredths, integer] : std::vector<Case>{
           {"7.5", "7.5", "750", "-"},
           {"7.50", "7.5", "750", "-"},
           {"12", "12", "1200", "12"},
           {"12.000", "12", "1200", "12"},
           {"007", "7", "700", "7"},
           {"0", "0", "0", "0"},
           {"-0.00", "0", "0", "0"},
           {".5", "0.5", "50", "-"},
           {"5.", "5", "500", "5"},
           {"-3.25", "-3.25", "-325", "-"},
           {"(3.25)", "-3.25", "-325", "-"},
           {"1,018.50", "1018.5", "101850", "-"},
           {"1,234,567", "1234567", "123456700", "1234567"},
           {"£18.40", "18.4", "1840", "-"},
           {"-£0.01", "-0.01", "-1", "-"},
           {"£-0.01", "-0.01", "-1", "-"},
           {"0.005", "0.005", "-", "-"},
           {"999999999999999", "999999999999999", "-", "999999999999999"},  // 15 digits and no more
           {"9999999999999999", "9999999999999999", "-", "-"},
           {"0.1", "0.1", "10", "-"},  // which binary floating point does not know
       }) {
    INFO(text);
    const auto number = read_number(text, true);
    REQUIRE(number.has_value());
    CHECK(number->decimal() == decimal);
    CHECK(number->hundredths().value_or("-") == hundredths);
    CHECK(number->integer().value_or("-") == integer);
  }
}

TEST_CASE("what is no number is none") {
  for (const std::string_view text :
       {"",       ".",     "-",       "abc", "1e3",  "0x10", "1 000", "12,34", "1,2345", ",123",
        "1,,234", "1.2.3", "1.2,345", "--1", "-(1)", "(1",   "+1",    "£",     "$5",     "١"}) {
    INFO(text);
    CHECK_FALSE(read_number(text, true).has_value());
  }
  CHECK_FALSE(read_number("£5").has_value());
}

}  // namespace careledger::tools::tables
