#pragma once

#include <string>

/// An inspection of the service `home` by the CQC, as a client sends it.
inline std::string inspection(const std::string& id, const std::string& outcome,
                              const std::string& time = "2019-03-01T00:00:00Z") {
  return R"({"specversion":"1.0","id":")" + id +
         R"(","source":"/feeds/cqc","type":"careledger.inspection.published","time":")" + time +
         R"(","data":{"service":"home","inspector":"cqc","kind":"full","outcome":")" + outcome + R"("}})";
}

/// The event with one attribute more, or another value for one it has.
inline std::string with(std::string event, const std::string& name, const std::string& value) {
  const auto opening = "\"" + name + "\":";
  if (const auto at = event.find(opening); at != std::string::npos) {
    const auto from = at + opening.size();
    return event.replace(from, event.find(",\"", from) - from, value);
  }
  return event.insert(1, opening + value + ",");
}

/// The event with one field more in its data.
inline std::string with_data(std::string event, const std::string& name, const std::string& value) {
  const std::string opening = "\"data\":{";
  return event.insert(event.find(opening) + opening.size(), "\"" + name + "\":" + value + ",");
}
