#include "api/routes/route.hpp"
#include "core/crypto/encoding.hpp"
#include "tests/api/sealed_market.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <regex>

// Two ledgers that are alike but for sealed offers: whoever is not the bidder gets the same answers from both, at every
// route there is and to everything that can be sent.

using careledger::api::http::Method;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view batch_type = "application/cloudevents-batch+json";
constexpr std::string_view append_type = "application/vnd.careledger.append+json";

/// Without what is drawn (salt) or taken from the clock (a `uri` holds what `next` pins); with that in clear.
std::string without_chance(std::string text) {
  static const std::regex next(R"re("next":"([^"]*)")re");
  std::smatch found;
  if (std::regex_search(text, found, next)) {
    const auto clear = careledger::core::crypto::from_base64url(found[1].str());
    if (clear) text.replace(static_cast<std::size_t>(found.position(1)), found[1].str().size(), *clear);
  }
  static const std::pair<std::regex, const char*> rules[] = {
      {std::regex(R"re("(salt|leaf|uri)":"[^"]*")re"), R"("$1":"")"},
      {std::regex(R"re(,("'[+-])?[A-Za-z0-9_-]{21,22}"?,)re"), ",,"},  // the same in CSV
      {std::regex(R"re([0-9-]{10}T[0-9:]{8}\.[0-9]{6}Z|[0-9-]{10}T[0-9]{2}%3A[0-9]{2}%3A[0-9]{2}\.[0-9]{6}Z)re"), ""},
      {std::regex(R"re([0-9:]{8}\.[0-9]{6} UTC)re"), ""},
      {std::regex(R"re(careledger\.localhost/[0-9a-f]{8})re"), ""},  // the origin
      {std::regex(R"re(careledger_[a-z_]*seconds[^\n]*\n)re"), ""},
  };
  for (const auto& [pattern, with] : rules) text = std::regex_replace(text, pattern, with);
  return text;
}

std::string etag_of(const Answer& answer) {
  const auto from = answer.headers.find("ETag: ");
  return from == std::string::npos ? "" : answer.headers.substr(from, answer.headers.find("\r\n", from) - from);
}

/// The same bidder, or another, says other things of another requirement: as many, so that sequences agree.
struct Pair {
  Market one{{{"a", {"offer.submitted", "i1", offer("o1", "r1", "a", R"(,"price_pence":70000)")}},
              {"a", {"offer.submitted", "i2", offer("o1", "r1", "a", R"(,"price_pence":60000)")}},
              {"a", {"offer.withdrawn", "i3", R"({"offer":"o1"})"}},
              {"a", {"offer.submitted", "i4", offer("o2", "r1", "a", R"(,"price_pence":60001)")}}}};
  Market other{{{"c", {"offer.submitted", "j1", offer("x1", "r2", "c", "")}},
                {"c", {"offer.submitted", "i2", offer("x2", "r1", "c", R"(,"price_pence":1)")}},
                {"c", {"offer.submitted", "j3", offer("x3", "r2", "c", "")}},
                {"c", {"offer.withdrawn", "j4", R"({"offer":"x3"})"}}}};

  void same(const std::string& what, const Answer& a, const Answer& b) {
    CAPTURE(what);
    CHECK(a.status == b.status);
    const auto first = without_chance(a.body);
    CHECK(first == without_chance(b.body));
    // A tag over what is drawn or taken from the clock differs by chance.
    static const std::regex pinned(R"re(,"at":"[^"]*"|"next":"[^"]*")re");
    const bool chance = std::regex_replace(a.body, pinned, "") != std::regex_replace(b.body, pinned, "");
    if (!chance) CHECK(etag_of(a) == etag_of(b));
  }
  /// Sends the same to both; whether both took it.
  bool post(const std::string& as, const std::string& body, std::string_view media = single_type,
            const std::string& target = "/v1/events") {
    if (media == single_type) {
      const auto trial = "[" + body + "]";
      same(as + " tries " + body, one.post(as, trial, "application/json", "/v1/dry-run"),
           other.post(as, trial, "application/json", "/v1/dry-run"));
    }
    const auto a = one.post(as, body, media, target);
    same(as + " sends " + body, a, other.post(as, body, media, target));
    return a.status == 201;
  }
};

/// What may stand in a path where a pattern has `{}`, by what stands before.
const std::map<std::string, Texts> names = {
    {"services", {"a", "b", "c", "z"}},
    {"providers", {"p-a", "p-b", "p-c"}},
    {"citizens", {"c1"}},
    {"requirements", {"r0", "r1", "r2"}},
    {"offers", {"o0", "o1", "o2", "x1", "x2", "b1"}},
    {"packages", {"k0"}},
    {"payments", {"k0"}},
    {"breaches", {"AS-3-1"}},
    {"market", {"fully_tendered", "good_awards", "cancelled_without_offers"}},  // measures of the report
    {"rules", {"AL-0"}},
    {"problems", {"sealed"}},
    {"schemas", {"offer.submitted"}},
    {"events", {}},  // every sequence
};
/// Questions that not every route takes: where it doesn't, both must say so alike.
const Texts queries = {"",
                       "?at=2195-01-01",
                       "?limit=1",
                       "?known_at={sealed}",
                       "?at=2195-01-01&known_at={sealed}",
                       "?at=2195-01-01&known_at={head}&limit=1",
                       "?status=open",
                       "?provider=p-a",
                       "?service=a",
                       "?category=residential",
                       "?scheme=2018",
                       "?scheme=2018&category=residential&service=a",
                       "?owner=council",
                       "?kind=replacement",
                       "?kind=offer.submitted",
                       "?kind=commissioning&limit=1",
                       "?kind=commissioning&at=2195-01-01&limit=1",
                       "?suspended=false",
                       "?period=2026-P03",
                       "?from=2026-01-01&to=2190-01-01",
                       "?from=2026-01-01&to=2190-01-01&limit=2",
                       "?from=2026-01-01&to=2026-09-01",
                       "?tag=offer:o1",
                       "?tag=service:a&limit=1",
                       "?tag=service:c&limit=2",
                       "?tag=requirement:r1",
                       "?tag=requirement:r1&limit=1",
                       "?type=careledger.offer.submitted",
                       "?type=careledger.offer.submitted&limit=1",
                       "?type=careledger.offer.withdrawn",
                       "?after=20",
                       "?after=20&limit=1",
                       "?source=/portal&id=i1",
                       "?source=/portal&id=i2",
                       "?source=/portal&id=j4"};
/// Of these the log's growth is the answer: they are hashes of all that is in it, and signatures.
const Texts of_the_log = {"/log/checkpoint", "/log/key", "/log/tile/*", "/v1/events/{}/receipt"};

/// All paths that a pattern stands for.
Texts paths_of(const std::string& pattern, std::uint64_t size) {
  if (pattern == "/log/tile/*") return {"/log/tile/0/000.p/" + std::to_string(size)};
  if (pattern == "/log/tile/entries/*") {
    return {"/log/tile/entries/000.p/" + std::to_string(size), "/log/tile/entries/000.p/8"};
  }
  if (pattern == "/schemas/{}/{}") return {"/schemas/offer.submitted/1"};
  const auto hole = pattern.find("{}");
  if (hole == std::string::npos) return {pattern};
  const auto slash = pattern.rfind('/', hole - 2);
  const auto kind = pattern.substr(slash + 1, hole - slash - 2);
  REQUIRE_MESSAGE(names.contains(kind), "this test knows no names for ", pattern);
  auto ids = names.at(kind);
  for (std::uint64_t sequence = 1; kind == "events" && sequence <= size + 1; ++sequence)
    ids.push_back(std::to_string(sequence));
  Texts paths;
  for (const auto& id : ids) paths.push_back(pattern.substr(0, hole) + id + pattern.substr(hole + 2));
  return paths;
}

void compare(Pair& pair, const std::string& as, const std::string& target, std::string_view accept) {
  std::string question = target;
  for (int page = 0; page < 40; ++page) {
    const auto a = pair.one.get(as, question, accept);
    const auto b = pair.other.get(as, question, accept);
    pair.same(as + " asks for " + question + " as " + std::string(accept), a, b);
    careledger::core::json::Parser parser;
    const auto value = parser.parse(a.body);
    const auto next = value && value->is_object() ? std::string(value->text("next")) : std::string();
    if (next.empty() || a.status != 200) return;
    question = target.substr(0, target.find('?')) + "?next=" + next;
    if (const auto limit = target.find("limit="); limit != std::string::npos) {
      question += "&" + target.substr(limit, target.find('&', limit) - limit);
    }
  }
}

/// `{sealed}` is a sequence among those that are sealed, `{head}` the last of all.
std::string with_sequences(std::string query, Market& market) {
  for (const auto& [name, sequence] : {std::pair(std::string("{sealed}"), market.first_sealed() + 1),
                                       std::pair(std::string("{head}"), market.size())}) {
    if (const auto at = query.find(name); at != std::string::npos)
      query.replace(at, name.size(), std::to_string(sequence));
  }
  return query;
}

void compare_all(Pair& pair) {
  REQUIRE(pair.one.size() == pair.other.size());
  for (const std::string as : {"b", "admin", "importer", ""}) {
    for (const auto& route : careledger::api::routes::table()) {
      const std::string pattern(route.pattern);
      if (route.method != Method::get) continue;
      for (const auto& path : paths_of(pattern, pair.one.size())) {
        if (std::find(of_the_log.begin(), of_the_log.end(), pattern) != of_the_log.end()) {
          const auto a = pair.one.get(as, path, "");
          const auto b = pair.other.get(as, path, "");
          CAPTURE(path);
          CHECK(a.status == b.status);
          continue;
        }
        // The operator reads whole bundles: it has the files.
        if (pattern == "/log/tile/entries/*" && as.empty()) continue;
        const bool single = path.find("/v1/events/") == 0;
        for (const auto& query : queries) {
          if (single && !query.empty()) continue;
          compare(pair, as, path + with_sequences(query, pair.one), "application/json");
        }
        if (!single) compare(pair, as, path, "text/csv");
      }
    }
  }
}

}  // namespace

TEST_CASE("every route answers others alike, whatever is sealed") {
  Pair pair;
  compare_all(pair);
  // And the test would notice: the bidders themselves are told.
  CHECK(pair.one.get("a", "/v1/events?tag=offer:o1", "").body !=
        pair.other.get("a", "/v1/events?tag=offer:o1", "").body);
}

TEST_CASE("whatever others send, the answer tells nothing of what is sealed") {
  Pair pair;
  const std::string soon = "2195-01-01T00:00:00Z";
  int sent = 0;
  const auto fresh = [&sent] { return "f" + std::to_string(++sent); };
  for (const std::string as : {"b", "admin", "importer", ""}) {
    // Identities: of what is sealed in one, the other, both; as it was sent, and otherwise.
    for (const std::string id : {"i1", "i2", "i3", "j1", "j4"}) {
      pair.post(as, event({"alert.raised", id, R"({"alert":"x","service":"b","kind":"quality","severity":"low"})"}));
      pair.post(as, event({"offer.submitted", id, offer("o1", "r1", "a", R"(,"price_pence":70000)")}));
      pair.post(as, event({"offer.submitted", id, offer(as + id, "r1", "b", "")}));
    }
    // Names of offers.
    for (const std::string id : {"o1", "o2", "x1", "x2"}) {
      pair.post(as, event({"offer.submitted", fresh(), offer(id, "r2", "b", "")}));
      pair.post(as, event({"offer.withdrawn", fresh(), R"({"offer":")" + id + "\"}"}));
      pair.post(as, event({"offer.scored", fresh(), R"({"offer":")" + id + R"(","outcomes_score":9})"}));
      for (const std::string requirement : {"r0", "r1", "r2"}) {
        pair.post(as,
                  event({"choice.made", fresh(), R"({"requirement":")" + requirement + R"(","offer":")" + id + "\"}"}));
        for (const std::string more : {"", R"(,"departure":"d")", R"(,"evaluated_at":"27")"}) {
          pair.post(as, event({"award.made", fresh(),
                               R"({"requirement":")" + requirement + R"(","offer":")" + id + R"(","package":"k)" +
                                   fresh() + "\"" + more + "}"},
                              soon));
        }
      }
    }
    // Amendments, by sequence and by way of an amendment of one's own.
    const auto from = pair.one.first_sealed();
    for (std::uint64_t sequence = from - 1; sequence <= from + 3; ++sequence) {
      const auto text = std::to_string(sequence);
      for (const std::string patch : {R"({"price_pence":1})", R"({"nonsense":1})", R"({"requirement":"r0"})"}) {
        pair.post(as, event({"event.corrected", fresh(),
                             R"({"corrects":")" + text + R"(","data":)" + patch + R"(,"reason":"r"})"}));
      }
      if (sequence >= from) {
        pair.post(as, event({"event.retracted", fresh(), R"({"retracts":")" + text + R"(","reason":"r"})"}));
      }
    }
    const auto corrects = [](std::uint64_t sequence, const std::string& patch) {
      return R"({"corrects":")" + std::to_string(sequence) + R"(","data":)" + patch + R"(,"reason":"r"})";
    };
    if (pair.post(as, event({"event.corrected", fresh(), corrects(pair.one.requirement("r0"), R"({"carers":2})")}))) {
      const auto own = pair.one.size();
      for (auto sequence = from; sequence < from + 4; ++sequence) {
        pair.post(as, event({"event.corrected", fresh(),
                             corrects(own, R"({"corrects":")" + std::to_string(sequence) + "\"}")}));
      }
    }
    // Conditions.
    for (const std::string tag :
         {"requirement:r1", "requirement:r2", "service:a", "service:c", "offer:o1", "offer:x1"}) {
      for (const std::string type : {"offer.submitted", "offer.withdrawn", "event.corrected"}) {
        pair.post(
            as,
            R"({"events":[)" +
                event({"alert.raised", fresh(), R"({"alert":"x","service":"b","kind":"quality","severity":"low"})"}) +
                R"(],"condition":{"tags":[")" + tag + R"("],"types":["careledger.)" + type + R"("],"after":10}})",
            append_type);
      }
    }
    // What ranks offers when it is let in.
    pair.post(as, event({"requirement.cancelled", fresh(), R"({"requirement":"r2","reason":"other"})"}, soon));
    pair.post(as,
              "[" + event({"offer.withdrawn", fresh(), R"({"offer":"o1"})"}) + "," +
                  event({"offer.withdrawn", fresh(), R"({"offer":"x1"})"}) + "]",
              batch_type);
  }
  compare_all(pair);
}

TEST_CASE("a requirement that is retracted keeps its offers sealed") {
  Pair pair;
  for (const std::string id : {"r1", "r2"}) {
    const auto sequence = std::to_string(pair.one.requirement(id));
    CHECK(
        pair.post("admin", event({"event.retracted", "t" + id, R"({"retracts":")" + sequence + R"(","reason":"r"})"})));
  }
  compare_all(pair);
}
