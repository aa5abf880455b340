#include "events/vocabulary.hpp"

#include "events/commissioning/events.hpp"
#include "events/event_type.hpp"
#include "events/market/events.hpp"
#include "events/money/events.hpp"
#include "events/quality/events.hpp"
#include "events/record/events.hpp"
#include "events/relationship/events.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

namespace careledger::events {
namespace {

struct Family {
  std::string_view name;
  std::span<const EventType* const> types;
};

std::array<Family, 6> families() {
  return {{{"market", market::types()},
           {"quality", quality::types()},
           {"relationship", relationship::types()},
           {"commissioning", commissioning::types()},
           {"money", money::types()},
           {"record", record::types()}}};
}

/// Sorted by name, each name once.
class CareVocabulary final : public core::event::Vocabulary {
 public:
  CareVocabulary() {
    for (const auto& family : families()) {
      for (const EventType* type : family.types) {
        types_.push_back(type);
        const auto names = type->personal_names();
        personal_names_.insert(personal_names_.end(), names.begin(), names.end());
        for (const auto name : type->public_names()) public_names_.emplace(type->name(), name);
      }
    }
    std::sort(types_.begin(), types_.end(), [](auto* a, auto* b) { return a->name() < b->name(); });
    std::sort(personal_names_.begin(), personal_names_.end());
    const auto twice =
        std::adjacent_find(types_.begin(), types_.end(), [](auto* a, auto* b) { return a->name() == b->name(); });
    CARELEDGER_ASSERT(twice == types_.end());
  }

  [[nodiscard]] const core::event::EventType* find(std::string_view name) const override {
    const auto found = std::lower_bound(types_.begin(), types_.end(), name,
                                        [](auto* type, std::string_view wanted) { return type->name() < wanted; });
    return found != types_.end() && (*found)->name() == name ? *found : nullptr;
  }

  [[nodiscard]] std::vector<const core::event::EventType*> all() const override { return types_; }

  [[nodiscard]] bool is_personal_name(std::string_view name) const {
    return std::binary_search(personal_names_.begin(), personal_names_.end(), name);
  }
  [[nodiscard]] bool is_public_name_too(std::string_view name) const {
    return is_personal_name(name) && std::any_of(public_names_.begin(), public_names_.end(),
                                                 [name](const auto& each) { return each.second == name; });
  }
  [[nodiscard]] bool is_public_name_of(std::string_view type, std::string_view name) const {
    return public_names_.contains({type, name});
  }

 private:
  std::vector<const core::event::EventType*> types_;
  std::vector<std::string_view> personal_names_;
  std::set<std::pair<std::string_view, std::string_view>> public_names_;  // type, name
};

const CareVocabulary& care_vocabulary() {
  static const CareVocabulary vocabulary;
  return vocabulary;
}

}  // namespace

const core::event::Vocabulary& vocabulary() {
  return care_vocabulary();
}

std::vector<std::string_view> types_of_family(std::string_view family) {
  std::vector<std::string_view> names;
  for (const auto& each : families()) {
    if (each.name != family) continue;
    for (const EventType* type : each.types) names.push_back(type->name());
  }
  return names;
}

bool is_personal_name(std::string_view name) {
  return care_vocabulary().is_personal_name(name);
}

bool is_public_name_too(std::string_view name) {
  return care_vocabulary().is_public_name_too(name);
}

bool is_public_name_of(std::string_view type, std::string_view name) {
  return care_vocabulary().is_public_name_of(type, name);
}

}  // namespace careledger::events
