#include "tests/scenarios/story.hpp"

#include "core/json/canonical.hpp"
#include "core/json/writer.hpp"

#include <doctest/doctest.h>

using namespace careledger;
namespace json = core::json;

StoryLedger::StoryLedger(const std::filesystem::path& directory) {
  auto opened = tools::Instance::open({.directory = directory});
  REQUIRE_MESSAGE(opened.has_value(), opened.error().detail);
  instance_ = std::move(*opened);
}

StoryLedger::Answer StoryLedger::get(const std::string& target, std::string_view accept) {
  api::http::Request request;
  const std::string_view text = target;
  request.path = text.substr(0, text.find('?'));
  if (request.path.size() < text.size()) request.query = text.substr(request.path.size() + 1);
  request.accept = accept;
  request.from_operator = true;
  auto response = instance_->answer(request);
  return {response.status, std::move(response.body), std::move(response.headers), response.content_type};
}

StoryLedger::Answer StoryLedger::post(const std::string& body, std::string_view content_type, std::string_view path) {
  api::http::Request request;
  request.method = api::http::Method::post;
  request.path = path;
  request.content_type = content_type;
  request.body = body;
  request.from_operator = true;
  auto response = instance_->answer(request);
  return {response.status, std::move(response.body), std::move(response.headers), response.content_type};
}

std::uint64_t StoryLedger::tell(json::Value event, Answer& answer) {
  const std::string id(event.find("id")->string());
  std::string body;
  json::Writer writer(body);
  writer.begin_object()
      .member("specversion", "1.0")
      .member("source", "/stories")
      .member("id", id)
      .member("type", "careledger." + std::string(event.find("type")->string()))
      .member("time", event.find("time")->string())
      .name("data")
      .raw(filled(json::canonical(*event.find("data"))))
      .end_object();
  answer = post(body);
  if (answer.status != 201) return 0;
  json::Parser parser;
  const auto value = parser.parse(answer.body);
  const auto sequence = (*value->find("appended")->elements().begin()).find("sequence")->string();
  return sequences_[id] = std::stoull(std::string(sequence));
}

std::string StoryLedger::filled(std::string text) const {
  constexpr std::string_view opening = "{seq:";
  for (auto from = text.find(opening); from != std::string::npos; from = text.find(opening, from)) {
    const auto to = text.find('}', from);
    const auto name = text.substr(from + opening.size(), to - from - opening.size());
    const auto found = sequences_.find(name);
    REQUIRE_MESSAGE(found != sequences_.end(), "no event named " << name);
    text.replace(from, to - from + 1, std::to_string(found->second));
  }
  return text;
}

std::string at_pointer(json::Value value, std::string_view pointer) {
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const auto token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    if (token == "#") return std::to_string(value.is_array() ? value.size() : 0);
    std::optional<json::Value> next;
    if (value.is_array()) {
      std::size_t index = std::stoul(std::string(token));
      for (const auto element : value.elements()) {
        if (index-- == 0) next = element;
      }
    } else {
      next = value.find(token);
    }
    if (!next) return "null";
    value = *next;
  }
  return json::canonical(value);
}
