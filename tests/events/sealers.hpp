#pragma once

#include "core/crypto/encoding.hpp"
#include "core/event/vocabulary.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::events {

/// Looks like encryption: the clear text in base64url, in the form of a compact JWE. Keeps what it was asked for.
class MaskingSealer final : public core::event::Sealer {
 public:
  struct Request {
    std::string citizen, retention, pointer, clear;
    bool operator==(const Request&) const = default;
  };

  core::Result<std::string> seal(std::string_view citizen, std::string_view retention, std::string_view pointer,
                                 std::string_view clear) override {
    requests.push_back({std::string(citizen), std::string(retention), std::string(pointer), std::string(clear)});
    return jwe(clear);
  }

  static std::string jwe(std::string_view clear) { return "aGVhZA..aXY." + core::crypto::base64url(clear) + ".dGFn"; }

  core::Result<std::string> citizen_behind(std::string_view thing) override {
    if (const auto found = citizens.find(std::string(thing)); found != citizens.end()) return found->second;
    if (thing.starts_with("event:")) return std::string();
    return core::fail(core::Fault::not_found, "is not known");
  }

  core::Result<std::string> type_behind(std::string_view thing) override { return types[std::string(thing)]; }

  std::vector<Request> requests;
  std::map<std::string, std::string> types;                             // by the event that is of it
  std::map<std::string, std::string> citizens{{"requirement:r1", ""}};  // by the thing that they are behind
};

class FailingSealer final : public core::event::Sealer {
 public:
  core::Result<std::string> seal(std::string_view, std::string_view, std::string_view, std::string_view) override {
    return core::fail(core::Fault::storage, "the disk is full");
  }
};

}  // namespace careledger::events
