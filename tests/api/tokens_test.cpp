#include "tests/scenarios/story.hpp"
#include "tests/scratch.hpp"

#include <doctest/doctest.h>

// How a request says whose it is.

TEST_CASE("the name of the scheme of a token is read in any case, with spaces behind it") {
  Scratch scratch;
  StoryLedger ledger(scratch.path());
  const auto token = *ledger.instance().application().tokens().create({.role = "admin", .name = "t"});
  for (const auto& [written, status] :
       {std::pair("Bearer " + token, 200), std::pair("bearer " + token, 200), std::pair("BEARER   " + token, 200),
        std::pair("Bearer" + token, 401), std::pair("Basic " + token, 401), std::pair(std::string("Bearer"), 401)}) {
    careledger::api::http::Request request;
    request.path = "/v1/policies";
    request.authorization = written;
    CHECK(ledger.instance().answer(request).status == status);
  }
}
