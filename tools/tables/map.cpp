#include "tools/tables/map.hpp"

#include "core/event/vocabulary.hpp"
#include "core/json/canonical.hpp"
#include "events/event_type.hpp"
#include "events/vocabulary.hpp"
#include "tools/tables/fold_case.hpp"
#include "tools/tables/map_part.hpp"
#include "tools/tables/pointer.hpp"

#include <algorithm>
#include <array>

namespace careledger::tools::tables {
namespace {

using core::fail;
using core::Fault;
namespace json = core::json;

constexpr std::array<std::string_view, 8> kinds{"string", "integer", "decimal", "money",
                                                "date",   "instant", "boolean", "period"};

class Reader {
 public:
  explicit Reader(Map& map) : map_(map) {}

  std::size_t column(const std::string& name) {
    const auto found = std::find(map_.columns.begin(), map_.columns.end(), name);
    const auto place = static_cast<std::size_t>(found - map_.columns.begin());
    if (found == map_.columns.end()) {
      map_.columns.push_back(name);
      map_.is_pseudonym.push_back(false);
    }
    return place;
  }

  /// `text {Column} text`; a brace that is one is written twice.
  Template read_template(const MapPart& part) {
    Template read;
    const std::string text = part.text();
    std::string plain;
    const auto end_plain = [&] {
      if (!plain.empty()) read.parts.push_back({std::exchange(plain, {}), std::nullopt});
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool twice = i + 1 < text.size() && text[i + 1] == text[i];
      if ((text[i] == '{' || text[i] == '}') && twice) {
        plain += text[i++];
      } else if (text[i] == '{') {
        const auto close = text.find('}', i);
        if (close == std::string::npos || close == i + 1) {
          part.fault("a brace opens that names no column; a brace itself is written twice");
          return read;
        }
        end_plain();
        read.parts.push_back({{}, column(text.substr(i + 1, close - i - 1))});
        i = close;
      } else {
        plain += text[i];
      }
    }
    end_plain();
    return read;
  }

  Condition read_condition(const MapPart& part) {
    Condition condition;
    if (!part.is_object_of({"column", "in", "not_in", "filled"})) return condition;
    condition.column = column(part.required_text("column"));
    const auto in = part.find("in");
    const auto not_in = part.find("not_in");
    const auto filled = part.find("filled");
    if ((in ? 1 : 0) + (not_in ? 1 : 0) + (filled ? 1 : 0) != 1) part.fault("needs one of in, not_in and filled");
    if (filled) condition.holds = part.flag("filled") ? Condition::Holds::filled : Condition::Holds::blank;
    if (in || not_in) {
      condition.holds = in ? Condition::Holds::in : Condition::Holds::not_in;
      for (const auto& value : (in ? *in : *not_in).elements()) condition.values.push_back(fold_case(value.text()));
    }
    return condition;
  }

  std::vector<Condition> read_conditions(const MapPart& part) {
    std::vector<Condition> conditions;
    for (const auto& element : part.elements()) conditions.push_back(read_condition(element));
    return conditions;
  }

  Field read_field(const MapPart& part) {
    Field field;
    if (!part.is_object_of({"constant", "column", "text", "kind", "format", "twice", "words", "split", "optional",
                            "default", "clear"})) {
      return field;
    }
    const auto constant = part.find("constant");
    const auto one = part.find("column");
    const auto text = part.find("text");
    if ((constant ? 1 : 0) + (one ? 1 : 0) + (text ? 1 : 0) != 1) {
      part.fault("needs one of constant, column and text");
      return field;
    }
    if (constant) field.constant = json::canonical(constant->value());
    if (one) field.from.parts.push_back({{}, column(one->text())});
    if (text) field.from = read_template(*text);
    read_kind(part, field);
    if (const auto words = part.find("words")) field.words = read_words(*words);
    if (const auto split = part.find("split")) field.split = split->text();
    if (const auto fallback = part.find("default")) field.fallback = json::canonical(fallback->value());
    field.optional = part.flag("optional");
    field.clear = part.flag("clear");
    return field;
  }

  Node read_data(const MapPart& part) {
    Node root{.name = "data", .pointer = "/data"};
    for (const auto& member : part.members()) {
      const std::string pointer = member.name();
      if (pointer.size() < 2 || pointer[0] != '/') {
        member.fault("a field of data is named by a pointer, as /service");
        continue;
      }
      place(root, pointer, member);
    }
    settle(root);
    return root;
  }

  EventMap read_event(const MapPart& part) {
    EventMap event;
    if (!part.is_object_of({"type", "when", "id", "time", "data"})) return event;
    read_type(part, event);
    if (const auto when = part.find("when")) event.when = read_conditions(*when);
    if (const auto id = part.find("id")) {
      event.id = read_template(*id);
    } else {
      part.fault("has no id: what names the event again when the table is imported again");
    }
    if (const auto time = part.find("time")) {
      event.time = read_field(*time);
      event.time->kind = Kind::instant;
      if (event.time->clear) time->fault("is no personal field: nothing stands there in clear");
    }
    if (const auto data = part.find("data")) {
      event.data = read_data(*data);
      check_clear(*data, event);
    } else {
      part.fault("has no data");
    }
    return event;
  }

 private:
  void read_kind(const MapPart& part, Field& field) {
    if (const auto kind = part.find("kind")) {
      const auto found = std::find(kinds.begin(), kinds.end(), kind->text());
      if (found == kinds.end()) {
        kind->fault("is no kind: string, integer, decimal, money, date, instant, boolean or period");
      } else {
        field.kind = static_cast<Kind>(found - kinds.begin());
      }
    }
    if (const auto format = part.find("format")) {
      auto read = TimeFormat::parse(format->text());
      if (read) {
        field.format = std::move(*read);
      } else {
        format->fault(read.error().detail);
      }
    }
    if (const auto twice = part.find("twice")) {
      const auto text = twice->text();
      if (text != "earlier" && text != "later") twice->fault("is earlier or later");
      field.twice = text == "later" ? Twice::later : Twice::earlier;
    }
  }

  static std::vector<Translation> read_words(const MapPart& part) {
    std::vector<Translation> words;
    for (const auto& member : part.members()) {
      words.push_back({fold_case(member.name()), json::canonical(member.value())});
    }
    if (words.empty()) part.fault("translates no word");
    return words;
  }

  void read_type(const MapPart& part, EventMap& event) {
    const auto type = part.find("type");
    if (!type) return part.fault("has no type");
    if (type->is_string()) {
      event.type = type->text();
      return check_type(*type, event.type);
    }
    if (!type->is_object_of({"column", "words"})) return;
    event.type_column = column(type->required_text("column"));
    if (const auto words = type->find("words")) {
      for (const auto& member : words->members()) {
        event.type_words.push_back({fold_case(member.name()), member.text()});
        check_type(member, event.type_words.back().value);
      }
    }
    if (event.type_words.empty()) type->fault("a column that chooses the type needs words: its contents, each a type");
  }

  static void check_type(const MapPart& part, const std::string& type) {
    if (!type.empty() && events::vocabulary().find(type) == nullptr) part.fault("is no type of event");
  }

  /// Puts the field at its place in the tree, with the objects that lead there.
  void place(Node& root, std::string_view pointer, const MapPart& part) {
    Node* node = &root;
    while (!pointer.empty()) {
      const auto end = std::min(pointer.find('/', 1), pointer.size());
      const auto token = pointer.substr(1, end - 1);
      pointer.remove_prefix(end);
      const auto name = unescaped(token);
      auto& members = node->members;
      auto found = std::find_if(members.begin(), members.end(), [&](const Node& each) { return each.name == name; });
      if (found == members.end()) {
        members.push_back({.name = name, .pointer = node->pointer + "/" + std::string(token)});
        found = members.end() - 1;
      }
      node = &*found;
      if (node->field) return part.fault("lies within another field");
    }
    if (!node->members.empty()) return part.fault("holds other fields");
    node->field = read_field(part);
  }

  /// Members that are named 0, 1, 2 are a list's.
  static void settle(Node& node) {
    std::size_t next = 0;
    node.is_list =
        !node.members.empty() && std::all_of(node.members.begin(), node.members.end(),
                                             [&next](const Node& each) { return each.name == std::to_string(next++); });
    for (auto& member : node.members) settle(member);
  }

  /// What is kept back goes out in clear into a personal field alone: there it is sealed.
  static void check_clear(const MapPart& data, const EventMap& event) {
    const auto* const type = dynamic_cast<const events::EventType*>(events::vocabulary().find(event.type));
    check_clear(data, event.data, type == nullptr ? std::vector<std::string_view>() : type->personal_names());
  }

  static void check_clear(const MapPart& data, const Node& node, const std::vector<std::string_view>& personal) {
    const auto pointer = std::string_view(node.pointer).substr(std::string_view("/data").size());
    const auto is_personal = [pointer](std::string_view name) { return pointer.substr(1) == name; };
    if (node.field && node.field->clear && std::none_of(personal.begin(), personal.end(), is_personal)) {
      data.fault(std::string(pointer) + " is no personal field: nothing stands there in clear");
    }
    for (const auto& member : node.members) check_clear(data, member, personal);
  }

  Map& map_;
};

}  // namespace

bool Map::has_pseudonyms() const {
  return std::find(is_pseudonym.begin(), is_pseudonym.end(), true) != is_pseudonym.end();
}

core::Result<Map> parse_map(json::Value document) {
  std::vector<core::PointedError> errors;
  Map map;
  Reader reader(map);
  const MapPart root(document, "", errors);
  if (root.is_object_of({"title", "source", "separator", "pseudonyms", "ignore", "skip", "events"})) {
    map.title = root.required_text("title");
    map.source = root.required_text("source");
    if (const auto separator = root.find("separator")) {
      const auto text = separator->text();
      if (text != "," && text != ";" && text != "\t" && text != "|") separator->fault("is one of , ; | and a tab");
      if (!text.empty()) map.separator = text[0];
    }
    if (const auto pseudonyms = root.find("pseudonyms")) {
      for (const auto& each : pseudonyms->elements()) map.is_pseudonym[reader.column(each.text())] = true;
    }
    if (const auto ignored = root.find("ignore")) {
      for (const auto& each : ignored->elements()) map.ignored.push_back(each.text());
    }
    if (const auto skip = root.find("skip")) {
      for (const auto& each : skip->elements()) map.skip.push_back(reader.read_condition(each));
    }
    if (const auto events = root.find("events")) {
      for (const auto& each : events->elements()) map.events.push_back(reader.read_event(each));
    }
    if (map.events.empty()) root.fault("has no events");
  }
  if (errors.empty()) return map;
  return fail({.fault = Fault::bad_request, .detail = "the map is not valid", .errors = std::move(errors)});
}

}  // namespace careledger::tools::tables
