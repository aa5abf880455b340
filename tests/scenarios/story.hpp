#pragma once

#include "core/json/value.hpp"
#include "tools/careledger/instance.hpp"

#include <map>
#include <string>

/// A ledger with the bundled policies, asked as a client asks it: a path in, a JSON document out.
class StoryLedger {
 public:
  explicit StoryLedger(const std::filesystem::path& directory);

  struct Answer {
    int status;
    std::string body;
    std::string headers;
    std::string_view type{};  // Content-Type
  };
  [[nodiscard]] Answer get(const std::string& target, std::string_view accept = "application/json");
  [[nodiscard]] careledger::tools::Instance& instance() { return *instance_; }
  [[nodiscard]] Answer post(const std::string& body, std::string_view content_type = "application/cloudevents+json",
                            std::string_view path = "/v1/events");

  /// Sends one event of a story; the sequence that it got, or 0.
  std::uint64_t tell(careledger::core::json::Value event, Answer& answer);
  /// `{seq:ID}` stands for the sequence of the event ID.
  [[nodiscard]] std::string filled(std::string text) const;

 private:
  std::unique_ptr<careledger::tools::Instance> instance_;
  std::map<std::string, std::uint64_t> sequences_;
};

/// The value that an RFC 6901 pointer leads to, as canonical JSON; `null` where it leads nowhere. A last step `#` is
/// the length of the list there.
[[nodiscard]] std::string at_pointer(careledger::core::json::Value value, std::string_view pointer);
