#include "core/event/draft.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "core/event/limits.hpp"
#include "core/json/canonical.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace careledger::core::event {
namespace {

constexpr std::array given_by_the_ledger{std::string_view("subject"),  std::string_view("dataschema"),
                                         std::string_view("sequence"), std::string_view("recordedtime"),
                                         std::string_view("authid"),   std::string_view("salt")};
constexpr std::string_view type_prefix = "careledger.";
constexpr std::size_t recorded_bytes = 27;
constexpr std::size_t sequence_bytes = 20;
constexpr std::size_t salt_bytes = 16;

/// Hands back the clear text instead of a JWE: what a stored event's opened fields are compared with.
class ClearSealer final : public Sealer {
 public:
  /// `sealer`: null where the ledger keeps no keys.
  explicit ClearSealer(Sealer* sealer) : sealer_(sealer) {}
  Result<std::string> seal(std::string_view, std::string_view, std::string_view, std::string_view clear) override {
    return std::string(clear);
  }
  Result<std::string> type_behind(std::string_view thing) override {
    return sealer_ == nullptr ? Result<std::string>() : sealer_->type_behind(thing);
  }

 private:
  Sealer* sealer_;
};

/// Passes on, and remembers a key that could not be had: that is no fault of the event.
class NotingSealer final : public Sealer {
 public:
  explicit NotingSealer(Sealer& sealer) : sealer_(sealer) {}
  Result<std::string> seal(std::string_view citizen, std::string_view retention, std::string_view pointer,
                           std::string_view clear) override {
    auto sealed = sealer_.seal(citizen, retention, pointer, clear);
    if (!sealed) failure = sealed.error();
    return sealed;
  }
  Result<std::string> citizen_behind(std::string_view thing) override {
    auto citizen = sealer_.citizen_behind(thing);
    if (!citizen && citizen.error().fault != Fault::not_found) failure = citizen.error();
    return citizen;
  }
  Result<std::string> type_behind(std::string_view thing) override {
    auto type = sealer_.type_behind(thing);
    if (!type) failure = type.error();
    return type;
  }

  std::optional<Error> failure;

 private:
  Sealer& sealer_;
};

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// W3C Trace Context, version 00.
bool is_traceparent(std::string_view text) {
  if (text.size() != 55 || text.substr(0, 3) != "00-" || text[35] != '-' || text[52] != '-') return false;
  const auto trace = text.substr(3, 32);
  const auto span = text.substr(36, 16);
  const auto not_zero = [](std::string_view id) { return id.find_first_not_of('0') != std::string_view::npos; };
  return is_hex(trace) && is_hex(span) && is_hex(text.substr(53)) && not_zero(trace) && not_zero(span);
}

/// Reads the attributes of one event, noting each that is wrong.
class Reader {
 public:
  Reader(const std::string& base, std::vector<PointedError>& errors) : base_(base), errors_(errors) {}

  void note(std::string_view name, std::string detail) {
    errors_.push_back({base_ + '/' + json::pointer_token(name), std::move(detail)});
  }

  void read(json::Value event) {
    for (const auto [name, value] : event.members()) {
      if (name == "data") {
        data = value;
      } else if (name == "type") {
        text(name, value, type);
      } else if (name == "id") {
        text(name, value, id);
      } else if (name == "source") {
        text(name, value, source);
        if (source.find(' ') != std::string_view::npos) note(name, "a URI reference holds no space (RFC 3986)");
      } else if (name == "time") {
        text(name, value, time);
      } else if (name == "specversion") {
        text(name, value, specversion);
        if (!specversion.empty() && specversion != "1.0") note(name, "must be \"1.0\"");
      } else if (name == "datacontenttype") {
        std::string_view content_type;
        text(name, value, content_type);
        if (!content_type.empty() && content_type != "application/json") note(name, "must be \"application/json\"");
      } else if (name == "correlationid") {
        text(name, value, correlationid);
      } else if (name == "causationid") {
        text(name, value, causationid);
      } else if (name == "traceparent") {
        text(name, value, traceparent);
        if (!traceparent.empty() && !is_traceparent(traceparent)) note(name, "is no W3C traceparent");
      } else if (name == "data_base64") {
        note(name, "data is a JSON value in the member data");
      } else if (std::find(given_by_the_ledger.begin(), given_by_the_ledger.end(), name) != given_by_the_ledger.end()) {
        note(name, "is given by the ledger, not by a client");
      } else {
        note(name, "is no attribute of an event");
      }
    }
    for (const auto& [name, found] : {std::pair("specversion", specversion), std::pair("id", id),
                                      std::pair("source", source), std::pair("type", type)}) {
      if (found.data() == nullptr) note(name, "is missing");
    }
    if (!data) note("data", "is missing");
  }

  std::string_view specversion, id, source, type, time, correlationid, causationid, traceparent;
  std::optional<json::Value> data;

 private:
  void text(std::string_view name, json::Value value, std::string_view& out) {
    static constexpr std::string_view wrong = "";
    out = wrong;  // present, though nothing to go on with
    if (!value.is_string()) return note(name, "must be a string");
    const auto found = value.string();
    if (found.empty()) return note(name, "must not be empty");
    if (found.size() > max_attribute_bytes) {
      return note(name, "is longer than " + std::to_string(max_attribute_bytes) + " bytes");
    }
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (std::any_of(found.begin(), found.end(), control)) return note(name, "holds a control character");
    out = found;
  }

  const std::string& base_;
  std::vector<PointedError>& errors_;
};

void append_member(std::string& out, std::string_view opened_name, std::string_view value) {
  if (value.empty()) return;
  out += opened_name;
  json::append_string(out, value);
}

/// Writes the leaf in canonical order, with the places of what is still to come in.
void write_text(Draft& draft, const Reader& event, const Sender& sender, const Content& content) {
  const EventType& type = *draft.type;
  std::string& out = draft.text;
  out.reserve(content.data.size() + 640);
  out += R"({"authid":)";
  json::append_string(out, sender.authid);
  append_member(out, R"(,"causationid":)", event.causationid);
  append_member(out, R"(,"correlationid":)", event.correlationid);
  out += R"(,"data":)";
  draft.data_at = out.size();
  draft.data_bytes = content.data.size();
  out += content.data;
  out += R"(,"datacontenttype":"application/json","dataschema":"/schemas/)";
  out += type.name().substr(type_prefix.size());
  out += '/';
  out += std::to_string(type.version());
  out += R"(","id":)";
  json::append_string(out, event.id);
  out += R"(,"recordedtime":")";
  draft.recorded_at = out.size();
  out += R"(","salt":")";
  out += crypto::base64url(crypto::random_bytes(salt_bytes));
  out += R"(","sequence":")";
  draft.sequence_at = out.size();
  out += R"(","source":)";
  json::append_string(out, event.source);
  out += R"(,"specversion":"1.0")";
  append_member(out, R"(,"subject":)", content.subject);
  out += R"(,"time":")";
  draft.time_at = out.size();
  out += '"';
  append_member(out, R"(,"traceparent":)", event.traceparent);
  out += R"(,"type":)";
  json::append_string(out, type.name());
  out += '}';
}

bool same_value(json::Value sent, json::Value stored, const Unsealer& unseal, std::optional<Error>& error);

bool same_object(json::Value sent, json::Value stored, const Unsealer& unseal, std::optional<Error>& error) {
  if (sent.size() != stored.size()) return false;
  for (const auto [name, value] : sent.members()) {
    const auto other = stored.find(name);
    if (!other) return false;
    if (name == "jwe" && sent.size() == 1 && value.is_string() && other->is_string()) {
      const auto clear = unseal(other->string());
      if (!clear) {
        error = clear.error();
        return false;
      }
      return *clear == value.string();
    }
    if (!same_value(value, *other, unseal, error)) return false;
  }
  return true;
}

bool same_value(json::Value sent, json::Value stored, const Unsealer& unseal, std::optional<Error>& error) {
  if (sent.kind() != stored.kind()) return false;
  if (sent.is_object()) return same_object(sent, stored, unseal, error);
  if (!sent.is_array()) return json::canonical(sent) == json::canonical(stored);
  if (sent.size() != stored.size()) return false;
  auto other = stored.elements().begin();
  for (const json::Value element : sent.elements()) {
    if (!same_value(element, *other, unseal, error)) return false;
    ++other;
  }
  return true;
}

bool same_attribute(json::Value stored, std::string_view name, std::string_view sent) {
  if (sent.empty()) return true;
  const auto value = stored.find(name);
  return value && value->is_string() && value->string() == sent;
}

}  // namespace

std::string Draft::leaf(Sequence sequence, time::Instant recorded) const {
  const std::string recorded_text = time::format_recorded(recorded);
  const std::string_view all(text);
  std::string out;
  out.reserve(all.size() + 2 * recorded_bytes + sequence_bytes);
  out += all.substr(0, recorded_at);
  out += recorded_text;
  out += all.substr(recorded_at, sequence_at - recorded_at);
  char digits[sequence_bytes];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, sequence).ptr);
  out += all.substr(sequence_at, time_at - sequence_at);
  out += time ? time::format(*time) : recorded_text;
  out += all.substr(time_at);
  return out;
}

Result<Draft> make_draft(json::Value event, const Sender& sender, const Vocabulary& vocabulary,
                         const SealerFactory& sealers, const std::string& base) {
  std::vector<PointedError> errors;
  const auto refuse = [&errors] {
    return fail({.fault = Fault::invalid_event, .detail = "the event is not valid", .errors = std::move(errors)});
  };
  if (!event.is_object()) {
    errors.push_back({base, "an event is a JSON object"});
    return refuse();
  }
  Reader reader(base, errors);
  reader.read(event);

  Draft draft;
  if (!reader.type.empty()) {
    draft.type = vocabulary.find(reader.type);
    if (draft.type == nullptr) reader.note("type", "is no type of event that this ledger knows");
  }
  if (!reader.time.empty()) {
    const auto time = time::parse_instant(reader.time);
    if (!time) {
      reader.note("time", time.error().detail);
    } else if (draft.type != nullptr && (!draft.type->receipt_timed() || sender.may_import)) {
      draft.time = *time;
    }
  }
  if (draft.type == nullptr || !reader.data) return refuse();

  const std::string data_base = base + "/data";
  std::unique_ptr<Sealer> sealer;
  std::optional<Content> clear;
  if (draft.type->has_personal_fields()) {
    sealer = sealers(reader.source, reader.id);
    ClearSealer as_sent(sealer.get());
    clear = draft.type->read(*reader.data, Origin::client, &as_sent, data_base, errors);
  }
  if (!errors.empty()) {
    // Faults of the data are told with those of the envelope; nothing is sealed for an event that is refused.
    if (!draft.type->has_personal_fields()) {
      [[maybe_unused]] const auto unread = draft.type->read(*reader.data, Origin::client, nullptr, data_base, errors);
    }
    return refuse();
  }
  std::optional<NotingSealer> noting;
  if (sealer) noting.emplace(*sealer);
  auto content = draft.type->read(*reader.data, Origin::client, noting ? &*noting : nullptr, data_base, errors);
  if (noting && noting->failure) return fail(Fault::read_only, noting->failure->detail);
  if (!content) return refuse();

  draft.source = reader.source;
  draft.id = reader.id;
  draft.correlationid = reader.correlationid;
  draft.causationid = reader.causationid;
  draft.traceparent = reader.traceparent;
  draft.tags = std::move(content->tags);
  if (clear) draft.clear_data = std::move(clear->data);
  write_text(draft, reader, sender, *content);

  const std::size_t leaf_bytes = draft.text.size() + recorded_bytes + sequence_bytes +
                                 (draft.time ? time::format(*draft.time).size() : recorded_bytes);
  if (leaf_bytes > max_leaf_bytes) {
    return fail(Fault::too_large, "the event" + (base.empty() ? std::string() : " at " + base) +
                                      " would be stored as " + std::to_string(leaf_bytes) + " bytes; at most " +
                                      std::to_string(max_leaf_bytes) + " are kept");
  }
  return draft;
}

Result<bool> same_content(const Draft& draft, std::string_view stored_leaf, const Unsealer& unseal) {
  thread_local json::Parser stored_parser;
  thread_local json::Parser sent_parser;
  const auto stored = stored_parser.parse_trusted(stored_leaf);
  if (!stored) return fail(stored.error());
  if (!same_attribute(*stored, "type", draft.type->name()) ||
      !same_attribute(*stored, "time", draft.time ? time::format(*draft.time) : std::string()) ||
      !same_attribute(*stored, "correlationid", draft.correlationid) ||
      !same_attribute(*stored, "causationid", draft.causationid) ||
      !same_attribute(*stored, "traceparent", draft.traceparent)) {
    return false;
  }
  const auto stored_data = stored->find("data");
  const auto sent = sent_parser.parse_trusted(draft.clear_data ? *draft.clear_data : draft.data_in(draft.text));
  if (!stored_data || !sent) return fail(Fault::corrupt, "a stored event has no data");
  std::optional<Error> error;
  const bool same = same_value(*sent, *stored_data, unseal, error);
  if (error) return fail(std::move(*error));
  return same;
}

}  // namespace careledger::core::event
