#include "tools/tables/map_part.hpp"

#include "core/json/canonical.hpp"
#include "tools/tables/pointer.hpp"

#include <algorithm>

namespace careledger::tools::tables {

namespace json = core::json;

MapPart MapPart::at(std::string_view name, json::Value value) const {
  return {value, pointer_ + "/" + json::pointer_token(name), *errors_};
}

bool MapPart::is_object_of(std::initializer_list<std::string_view> names) const {
  if (!value_.is_object()) {
    fault("must be an object");
    return false;
  }
  for (const auto [name, value] : value_.members()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) at(name, value).fault("is not known here");
  }
  return true;
}

std::optional<MapPart> MapPart::find(std::string_view name) const {
  const auto member = value_.find(name);
  return member ? std::optional(at(name, *member)) : std::nullopt;
}

std::vector<MapPart> MapPart::members() const {
  std::vector<MapPart> parts;
  if (!value_.is_object()) {
    fault("must be an object");
    return parts;
  }
  for (const auto [name, value] : value_.members()) parts.push_back(at(name, value));
  return parts;
}

std::vector<MapPart> MapPart::elements() const {
  std::vector<MapPart> parts;
  if (!value_.is_array()) {
    fault("must be an array");
    return parts;
  }
  for (const auto value : value_.elements()) parts.push_back(at(std::to_string(parts.size()), value));
  return parts;
}

std::string MapPart::text() const {
  if (!value_.is_string() || value_.string().empty()) {
    fault("must be a text, and not empty");
    return {};
  }
  return std::string(value_.string());
}

std::string MapPart::required_text(std::string_view name) const {
  if (const auto member = find(name)) return member->text();
  errors_->push_back({pointer_ + "/" + json::pointer_token(name), "is missing"});
  return {};
}

bool MapPart::flag(std::string_view name) const {
  const auto member = find(name);
  if (!member) return false;
  if (member->value_.kind() == json::Kind::boolean) return member->value_.boolean();
  member->fault("must be true or false");
  return false;
}

std::string MapPart::name() const {
  return unescaped(std::string_view(pointer_).substr(pointer_.rfind('/') + 1));
}

}  // namespace careledger::tools::tables
