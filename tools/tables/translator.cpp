#include "tools/tables/translator.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/hmac.hpp"
#include "core/json/writer.hpp"
#include "tools/tables/cell.hpp"
#include "tools/tables/fold_case.hpp"

#include <algorithm>

namespace careledger::tools::tables {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;

constexpr std::string_view type_prefix = "careledger.";
constexpr std::size_t pseudonym_bytes = 16;  // 22 characters of base64url

std::string without_prefix(std::string_view type) {
  return std::string(type.starts_with(type_prefix) ? type.substr(type_prefix.size()) : type);
}

void add_columns(const Map& map, const Template& from, std::string& names) {
  for (const auto& part : from.parts) {
    if (part.column) names += (names.empty() ? "" : ", ") + map.columns[*part.column];
  }
}

/// The columns of all fields at the pointer, above it or beneath it.
void add_columns(const Map& map, const Node& node, std::string_view pointer, std::string& names) {
  const auto leads_to = [](std::string_view from, std::string_view to) {
    return to.starts_with(from) && (to.size() == from.size() || to[from.size()] == '/');
  };
  if (!leads_to(node.pointer, pointer) && !leads_to(pointer, node.pointer)) return;
  if (node.field) add_columns(map, node.field->from, names);
  for (const auto& member : node.members) add_columns(map, member, pointer, names);
}

}  // namespace

/// One row under way.
class RowTranslation {
 public:
  RowTranslation(const Translator& by, const Record& record) : by_(by), map_(*by.map_), record_(record) {}

  Row translate() {
    if (record_.fields.size() != by_.width_) {
      row_.faults.push_back({.detail = "has " + std::to_string(record_.fields.size()) + " fields, and the header " +
                                       std::to_string(by_.width_)});
      return std::move(row_);
    }
    row_.skipped =
        std::any_of(map_.skip.begin(), map_.skip.end(), [this](const Condition& each) { return holds(each); });
    for (std::size_t i = 0; i < map_.events.size() && !row_.skipped; ++i) {
      const auto& when = map_.events[i].when;
      if (std::all_of(when.begin(), when.end(), [this](const Condition& each) { return holds(each); })) make(i);
    }
    if (!row_.faults.empty()) {
      row_.events.clear();
      row_.made_from.clear();
    }
    row_.skipped = row_.events.empty() && row_.faults.empty();
    return std::move(row_);
  }

 private:
  [[nodiscard]] std::string cell(std::size_t column) const { return trimmed(record_.fields[by_.fields_[column]]); }

  [[nodiscard]] bool holds(const Condition& condition) const {
    const auto content = fold_case(cell(condition.column));
    const bool listed = std::find(condition.values.begin(), condition.values.end(), content) != condition.values.end();
    switch (condition.holds) {
      case Condition::Holds::in:
        return listed;
      case Condition::Holds::not_in:
        return !listed;
      case Condition::Holds::filled:
        return !content.empty();
      case Condition::Holds::blank:
        return content.empty();
    }
    return false;
  }

  /// The template with the row's contents; nothing where a column in it is blank.
  [[nodiscard]] std::optional<std::string> fill(const Template& from, bool clear) const {
    std::string text;
    for (const auto& part : from.parts) {
      if (!part.column) {
        text += part.text;
        continue;
      }
      auto content = cell(*part.column);
      if (content.empty()) return std::nullopt;
      text += map_.is_pseudonym[*part.column] && !clear ? pseudonym(content) : content;
    }
    return text;
  }

  [[nodiscard]] std::string pseudonym(const std::string& content) const {
    const auto digest = core::crypto::hmac_sha256(by_.pseudonyms_->bytes(), content);
    return core::crypto::base64url(core::crypto::bytes(digest).substr(0, pseudonym_bytes));
  }

  void fault(std::size_t event, std::string_view pointer, std::string detail) {
    auto fault = by_.fault_at(event, pointer, std::move(detail));
    if (fault.type.empty()) fault.type = without_prefix(type_);
    row_.faults.push_back(std::move(fault));
  }

  /// The JSON of a field; nothing where it is left out, or wrong (which is noted).
  std::optional<std::string> value(std::size_t event, const Field& field, std::string_view pointer) {
    if (!field.constant.empty()) return field.constant;
    const auto text = fill(field.from, field.clear);
    if (!text) {
      if (!field.fallback.empty()) return field.fallback;
      if (!field.optional) fault(event, pointer, "is blank");
      return std::nullopt;
    }
    auto read = value_of(field, *text);
    if (read) return std::move(*read);
    const bool shown = std::none_of(field.from.parts.begin(), field.from.parts.end(), [this](const auto& part) {
      return part.column && map_.is_pseudonym[*part.column];
    });
    fault(event, pointer, (shown ? "'" + *text + "' " : "") + read.error().detail);
    return std::nullopt;
  }

  /// Whether anything was written.
  bool write(std::size_t event, const Node& node, json::Writer& out) {
    const auto begin_member = [&] {
      if (in_object_) out.name(node.name);
    };
    if (node.field) {
      const auto json = value(event, *node.field, node.pointer);
      if (!json) return false;
      begin_member();
      out.raw(*json);
      return true;
    }
    std::string inner;
    json::Writer members(inner);
    node.is_list ? members.begin_array() : members.begin_object();
    const bool outer = std::exchange(in_object_, !node.is_list);
    bool any = false;
    for (const auto& member : node.members) any = write(event, member, members) || any;
    in_object_ = outer;
    node.is_list ? members.end_array() : members.end_object();
    if (!any) return false;
    begin_member();
    out.raw(inner);
    return true;
  }

  /// The type that the row's column chooses; empty, and noted, where it chooses none.
  std::string type_of(std::size_t event) {
    const auto& map = map_.events[event];
    if (!map.type.empty()) return map.type;
    const auto content = cell(map.type_column);
    const auto found = std::find_if(map.type_words.begin(), map.type_words.end(),
                                    [word = fold_case(content)](const Translation& each) { return each.word == word; });
    if (found != map.type_words.end()) return found->value;
    fault(event, "/type", content.empty() ? "is blank" : "'" + content + "' chooses no type of event");
    return {};
  }

  void make(std::size_t event) {
    const auto& map = map_.events[event];
    type_.clear();
    type_ = type_of(event);
    if (type_.empty()) return;
    std::string text;
    json::Writer out(text);
    out.begin_object().member("specversion", "1.0").member("source", map_.source).member("type", type_);
    if (const auto id = fill(map.id, false)) {
      out.member("id", *id);
    } else {
      fault(event, "/id", "is blank");
    }
    if (map.time) {
      if (const auto time = value(event, *map.time, "/time")) out.name("time").raw(*time);
    }
    in_object_ = true;
    if (!write(event, map.data, out)) out.name("data").raw("{}");
    out.end_object();
    row_.events.push_back(std::move(text));
    row_.made_from.push_back(event);
  }

  const Translator& by_;
  const Map& map_;
  const Record& record_;
  Row row_;
  std::string type_;  // of the event under way
  bool in_object_ = true;
};

core::Result<Translator> Translator::bind(const Map& map, const Record& header,
                                          const std::optional<core::keys::Secret>& pseudonyms) {
  Translator translator(map);
  translator.width_ = header.fields.size();
  translator.pseudonyms_ = pseudonyms;
  std::vector<std::string> names;
  for (const auto& field : header.fields) names.push_back(trimmed(field));
  std::string missing;
  for (const auto& column : map.columns) {
    const auto found = std::find(names.begin(), names.end(), column);
    if (found == names.end()) missing += (missing.empty() ? "" : ", ") + column;
    translator.fields_.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  for (const auto& name : names) {
    if (std::count(names.begin(), names.end(), name) > 1 && !name.empty()) {
      return fail(Fault::bad_request, "the header names the column \"" + name + "\" twice");
    }
    const auto is_in = [&name](const auto& list) { return std::find(list.begin(), list.end(), name) != list.end(); };
    if (!is_in(map.columns) && !is_in(map.ignored)) translator.unknown_.push_back(name);
  }
  if (!missing.empty()) return fail(Fault::bad_request, "the header lacks what the map reads: " + missing);
  if (map.has_pseudonyms() && !pseudonyms) {
    return fail(Fault::bad_request, "the map keeps columns back, for which a key makes other names: give one by --key");
  }
  return translator;
}

Row Translator::translate(const Record& record) const {
  return RowTranslation(*this, record).translate();
}

RowFault Translator::fault_at(std::size_t made_from, std::string_view pointer, std::string detail) const {
  const auto& event = map_->events[made_from];
  RowFault fault{.type = without_prefix(event.type), .pointer = std::string(pointer), .detail = std::move(detail)};
  if (pointer == "/type") fault.columns = map_->columns[event.type_column];
  if (pointer == "/id") add_columns(*map_, event.id, fault.columns);
  if (pointer == "/time" && event.time) add_columns(*map_, event.time->from, fault.columns);
  if (pointer.starts_with("/data")) add_columns(*map_, event.data, pointer, fault.columns);
  return fault;
}

}  // namespace careledger::tools::tables
