#pragma once

#include "core/event/stored.hpp"
#include "projections/facts/facts.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace careledger::projections::replay {

using core::Result;
using core::event::Sequence;

/// What one thread has read of its part of the log: facts by service, what concerns many of them, and what is amended.
/// Ids are interned: a service is a number from its first event on.
class Gatherer {
 public:
  Gatherer();

  [[nodiscard]] Result<void> take(Sequence sequence, std::string_view leaf);

  struct Service {
    std::string id;
    std::vector<ratings::Fact> facts;
    std::vector<std::pair<core::time::Instant, Sequence>> named;  // by events that matter by that alone
  };
  struct Amendment {
    Sequence sequence;
    Sequence target;
  };

  std::vector<Service> services;
  std::map<std::string, std::vector<ratings::Fact>> shared;  // by entity: provider, category, suspension, policy
  std::vector<Amendment> amendments;

 private:
  enum class Handling : std::uint8_t { skip, only_names_service, names_service, shared, amendment };
  [[nodiscard]] Handling handling_of(std::string_view type) const;
  Service& service_named(std::string_view id);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  core::json::Parser parser_;
  std::unordered_map<std::string_view, Handling> handlings_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> numbers_;
};

}  // namespace careledger::projections::replay
