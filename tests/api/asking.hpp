#pragma once

#include "tests/scenarios/story.hpp"

#include <string>
#include <string_view>

/// A request as one of several senders makes it: with a token, or as the ledger's operator where that is empty.
struct Asking {
  std::string target;
  std::string token{};
  std::string body{};                                       // a POST where there is one
  std::string_view media = "application/cloudevents+json";  // of the body, or wanted of an answer
};

inline StoryLedger::Answer ask(StoryLedger& ledger, const Asking& asking) {
  using careledger::api::http::Method;
  careledger::api::http::Request request;
  const std::string_view text = asking.target;
  request.path = text.substr(0, text.find('?'));
  if (request.path.size() < text.size()) request.query = text.substr(request.path.size() + 1);
  const std::string bearer = "Bearer " + asking.token;
  if (!asking.token.empty()) request.authorization = bearer;
  request.from_operator = asking.token.empty();
  if (asking.body.empty()) {
    request.accept = asking.media;
  } else {
    request.method = Method::post;
    request.content_type = asking.media;
    request.body = asking.body;
  }
  auto response = ledger.instance().answer(request);
  return {response.status, std::move(response.body), std::move(response.headers), response.content_type};
}
