#include "projections/policies/parameters.hpp"

#include "projections/policies/rules.hpp"

#include <algorithm>
#include <array>

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

std::optional<int> small(Value value) {
  if (value.kind() != Kind::integer || value.integer() > largest_integer || value.integer() < -largest_integer)
    return std::nullopt;
  return static_cast<int>(value.integer());
}

std::string is_integer() {
  return "is an integer from -" + std::to_string(largest_integer) + " to " + std::to_string(largest_integer);
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

void Parameters::check_citation(std::string_view name, Value parameter) {
  constexpr std::array<std::string_view, 5> members{"value", "rules", "source", "assumed", "note"};
  for (const auto& [each, unused] : parameter.members()) {
    if (std::find(members.begin(), members.end(), each) == members.end())
      error(std::string{name} + "/" + std::string{each}, "is no member of a parameter");
  }
  const auto rules = parameter.find("rules");
  if (rules && rules->is_array()) {
    for (const Value rule : rules->elements()) {
      if (!rule.is_string() || rule_book().find(rule.string()) == nullptr)
        error(std::string{name} + "/rules", "names rules of the rule book");
    }
  }
  const auto assumed = parameter.find("assumed");
  if (assumed && assumed->kind() != Kind::boolean) error(std::string{name} + "/assumed", "is true or false");
  const auto source = parameter.find("source");
  const bool has_source = source && !source->text("document").empty() && !source->text("section").empty();
  const bool has_ground = has_source || (assumed && assumed->kind() == Kind::boolean && assumed->boolean());
  if (!rules || !rules->is_array() || rules->size() == 0 || !has_ground)
    error(name, "names its rules, and a source (document, section) or \"assumed\": true");
}

std::optional<Value> Parameters::value(std::string_view name, Kind kind) {
  if (!part_) return std::nullopt;  // that the part is missing was said once
  const auto parameter = ask_for(name);
  if (!parameter || !parameter->is_object()) {
    error(name, "is missing: an object with value, rules, and source or assumed");
    return std::nullopt;
  }
  check_citation(name, *parameter);
  const auto found = parameter->find("value");
  if (!found || found->kind() != kind) {
    error(std::string{name} + "/value", "is " + std::string{article(kind)});
    return std::nullopt;
  }
  if (kind == Kind::object) reading_.add_part(*found, pointer_ + "/" + std::string{name} + "/value");
  return found;
}

int Parameters::integer(std::string_view name) {
  const auto found = value(name, Kind::integer);
  if (!found) return 0;
  const auto number = small(*found);
  if (!number) error(std::string{name} + "/value", is_integer());
  return number.value_or(0);
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

std::optional<Value> Parameters::member(Value object, std::string_view name, std::string_view member, Kind kind) {
  const auto at = std::string{name} + "/value/" + std::string{member};
  reading_.ask_for(pointer_ + "/" + at);
  const auto found = object.find(member);
  if (found && found->kind() == kind) return found;
  error(at, "is " + std::string{article(kind)});
  return std::nullopt;
}

int Parameters::integer_in(Value object, std::string_view name, std::string_view member) {
  const auto found = this->member(object, name, member, Kind::integer);
  if (!found) return 0;
  const auto number = small(*found);
  if (!number) error(std::string{name} + "/value/" + std::string{member}, is_integer());
  return number.value_or(0);
}

std::string_view Parameters::word_in(Value object, std::string_view name, std::string_view member) {
  const auto found = this->member(object, name, member, Kind::string);
  return found ? found->string() : std::string_view{};
}

bool Parameters::flag_in(Value object, std::string_view name, std::string_view member) {
  const auto found = this->member(object, name, member, Kind::boolean);
  return found && found->boolean();
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
