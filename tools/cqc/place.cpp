#include "tools/cqc/place.hpp"

#include "core/json/canonical.hpp"

namespace careledger::tools::cqc {

using core::json::Kind;
using core::json::Value;

std::optional<Value> Place::find(std::string_view name) const {
  const auto member = value_.find(name);
  return member && member->kind() != Kind::null ? member : std::nullopt;
}

void Place::fault(std::string_view name, std::string detail) const {
  errors_->push_back({pointer_ + "/" + core::json::pointer_token(name), std::move(detail)});
}

std::optional<std::string_view> Place::text(std::string_view name) const {
  const auto member = find(name);
  if (!member) return std::nullopt;
  if (!member->is_string()) {
    fault(name, "must be a string");
    return std::nullopt;
  }
  const auto text = member->string();
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string_view Place::required_text(std::string_view name) const {
  const auto before = errors_->size();
  const auto found = text(name);
  if (!found && errors_->size() == before) fault(name, "is missing");
  return found.value_or(std::string_view());
}

std::optional<core::time::Date> Place::day(std::string_view name) const {
  const auto written = text(name);
  if (!written) return std::nullopt;
  const auto date = core::time::parse_date(*written);
  if (!date) {
    fault(name, "'" + std::string(*written) + "' is no day, YYYY-MM-DD");
    return std::nullopt;
  }
  return *date;
}

core::time::Date Place::required_day(std::string_view name) const {
  const auto before = errors_->size();
  const auto found = day(name);
  if (!found && errors_->size() == before) fault(name, "is missing");
  return found.value_or(core::time::Date{});
}

std::optional<std::int64_t> Place::integer(std::string_view name) const {
  const auto member = find(name);
  if (!member) return std::nullopt;
  if (member->kind() != Kind::integer) {
    fault(name, "must be a whole number");
    return std::nullopt;
  }
  return member->integer();
}

std::optional<Place> Place::object(std::string_view name) const {
  const auto member = find(name);
  if (!member) return std::nullopt;
  if (!member->is_object()) {
    fault(name, "must be an object");
    return std::nullopt;
  }
  return Place(*member, pointer_ + "/" + core::json::pointer_token(name), *errors_);
}

std::vector<Place> Place::objects(std::string_view name) const {
  std::vector<Place> places;
  const auto member = find(name);
  if (!member) return places;
  if (!member->is_array()) {
    fault(name, "must be an array");
    return places;
  }
  const auto array = pointer_ + "/" + core::json::pointer_token(name) + "/";
  std::size_t index = 0;
  for (const auto element : member->elements()) {
    const auto pointer = array + std::to_string(index++);
    if (element.is_object()) {
      places.emplace_back(element, pointer, *errors_);
    } else {
      errors_->push_back({pointer, "must be an object"});
    }
  }
  return places;
}

}  // namespace careledger::tools::cqc
