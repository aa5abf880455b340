#include "projections/policies/parameters.hpp"

#include <limits>

namespace careledger::projections::policies {

using core::json::Kind;
using core::json::Value;

namespace {

std::string_view article(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return "true or false";
    case Kind::integer:
      return "an integer";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "a list";
    case Kind::object:
      return "an object";
    default:
      return "something else";
  }
}

int narrow(std::int64_t value) {
  constexpr std::int64_t limit = std::numeric_limits<int>::max();
  return static_cast<int>(value > limit ? limit : value < -limit ? -limit : value);
}

}  // namespace

void Reading::refuse_the_rest() {
  for (const auto& [part, at] : parts_) {
    for (const auto& [name, unused] : part.members()) {
      const auto pointer = at + "/" + std::string{name};
      if (!asked_for_.contains(pointer)) error(pointer, "is no parameter of a policy here");
    }
  }
}

void Parameters::error(std::string_view name, std::string detail) {
  reading_.error(pointer_ + "/" + std::string{name}, std::move(detail));
}

std::optional<Value> Parameters::ask_for(std::string_view name) {
  if (!part_) return std::nullopt;
  reading_.ask_for(pointer_ + "/" + std::string{name});
  return part_->find(name);
}

Parameters Parameters::part(std::string_view name) {
  const auto found = ask_for(name);
  if (part_ && (!found || !found->is_object())) error(name, "is missing: an object of parameters");
  return Parameters{found && found->is_object() ? found : std::nullopt, pointer_ + "/" + std::string{name}, reading_};
}

bool Parameters::cited(Value parameter) const {
  const auto rules = parameter.find("rules");
  if (!rules || !rules->is_array() || rules->size() == 0) return false;
  const auto assumed = parameter.find("assumed");
  if (assumed && assumed->kind() == Kind::boolean && assumed->boolean()) return true;
  const auto source = parameter.find("source");
  return source && source->find("document") && source->find("section");
}

std::optional<Value> Parameters::value(std::string_view name, Kind kind) {
  if (!part_) return std::nullopt;  // that the part is missing was said once
  const auto parameter = ask_for(name);
  if (!parameter || !parameter->is_object()) {
    error(name, "is missing: an object with value, rules, and source or assumed");
    return std::nullopt;
  }
  if (!cited(*parameter)) error(name, "names its rules, and a source (document, section) or \"assumed\": true");
  const auto found = parameter->find("value");
  if (!found || found->kind() != kind) {
    error(std::string{name} + "/value", "is " + std::string{article(kind)});
    return std::nullopt;
  }
  return found;
}

int Parameters::integer(std::string_view name) {
  const auto found = value(name, Kind::integer);
  return found ? narrow(found->integer()) : 0;
}

bool Parameters::flag(std::string_view name) {
  const auto found = value(name, Kind::boolean);
  return found && found->boolean();
}

std::string_view Parameters::word(std::string_view name) {
  const auto found = value(name, Kind::string);
  return found ? found->string() : std::string_view{};
}

std::vector<std::string_view> Parameters::words(std::string_view name) {
  std::vector<std::string_view> words;
  const auto list = value(name, Kind::array);
  if (!list) return words;
  for (const Value word : list->elements()) {
    if (word.is_string()) {
      words.push_back(word.string());
    } else {
      error(std::string{name} + "/value", "is a list of strings");
    }
  }
  return words;
}

int Parameters::integer_in(Value object, std::string_view name, std::string_view member) {
  const auto found = object.find(member);
  if (found && found->kind() == Kind::integer) return narrow(found->integer());
  error(std::string{name} + "/value/" + std::string{member}, "is an integer");
  return 0;
}

void Parameters::for_people(std::string_view name, Kind kind) {
  if (has(name)) (void)value(name, kind);
}

void Parameters::only(std::string_view name, std::string_view known) {
  const auto found = value(name, Kind::string);
  if (found && found->string() != known) {
    error(std::string{name} + "/value", "can only be '" + std::string{known} + "' so far");
  }
}

}  // namespace careledger::projections::policies
