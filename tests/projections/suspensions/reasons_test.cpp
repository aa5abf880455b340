#include "projections/suspensions/reasons.hpp"

#include <doctest/doctest.h>

using namespace careledger::projections;
using careledger::core::time::Instant;
using ratings::SuspensionSpan;

namespace {

ratings::History suspended() {
  ratings::History history;
  using Cause = SuspensionSpan::Cause;
  history.suspensions = {
      {Cause::band, {100}, Instant{200}, "QR-1", {1}},
      {Cause::person, {50}, std::nullopt, "SU-3", {2}, 7},
      {Cause::cqc, {100}, Instant{150}, "QR-6", {1}},
  };
  return history;
}

std::string rules(Instant at) {
  std::string text;
  for (const suspensions::Reason& reason : suspensions::reasons(suspended(), at))
    text += std::string{reason.rule} + " ";
  return text;
}

}  // namespace

TEST_CASE("SU-1, SU-2, SU-3: all causes that hold, oldest first; the end is not included") {
  CHECK(rules({49}).empty());
  CHECK(rules({50}) == "SU-3 ");
  CHECK(rules({100}) == "SU-3 QR-6 QR-1 ");
  CHECK(rules({149}) == "SU-3 QR-6 QR-1 ");
  CHECK(rules({150}) == "SU-3 QR-1 ");
  CHECK(rules({200}) == "SU-3 ");
  CHECK_FALSE(suspensions::is_suspended(suspended(), {49}));
  CHECK(suspensions::is_suspended(suspended(), {50}));
}

TEST_CASE("A refused offer names SU-1 if any derived cause holds, else SU-3") {
  CHECK(suspensions::refusing_rule(suspensions::reasons(suspended(), {120})) == "SU-1");
  CHECK(suspensions::refusing_rule(suspensions::reasons(suspended(), {60})) == "SU-3");
  CHECK(suspensions::refusing_rule({}).empty());
}
