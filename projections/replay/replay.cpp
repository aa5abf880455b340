#include "projections/replay/replay.hpp"

#include "core/crypto/encoding.hpp"
#include "projections/replay/gatherer.hpp"
#include "projections/suspensions/reasons.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>

namespace careledger::projections::replay {
namespace {

using core::fail;
using core::Fault;
using ratings::Fact;
using ratings::FactKind;

constexpr Sequence events_a_report = 16'384;

/// The amendments of the log, in memory; what they amend is read from it.
class GatheredAmendments final : public record::Amendments {
 public:
  explicit GatheredAmendments(const core::log::Log& log) : log_(log) {}

  void add(Sequence target, Sequence amendment) { naming_[target].insert(amendment); }

  Result<std::vector<Sequence>> naming(Sequence target) const override {
    const auto found = naming_.find(target);
    if (found == naming_.end()) return std::vector<Sequence>{};
    return std::vector<Sequence>(found->second.begin(), found->second.end());
  }

  Result<record::Effective> as_written(Sequence sequence) const override {
    const core::log::CommittedView view(log_);
    return record::ViewedAmendments(view).as_written(sequence);
  }

 private:
  const core::log::Log& log_;
  std::map<Sequence, std::set<Sequence>> naming_;
};

/// What all threads have read, by entity.
class GatheredFacts final : public facts::Source {
 public:
  GatheredFacts(const core::log::Log& log, std::vector<Gatherer> parts) : amendments_(log) {
    for (auto& part : parts) {
      for (auto& service : part.services) take(service);
      for (auto& [entity, facts] : part.shared) append(entities_[entity].facts, facts);
      for (const auto& [sequence, target] : part.amendments) amendments_.add(target, sequence);
      append(all_amendments_, part.amendments);
      part = Gatherer();
    }
  }

  /// Finds what is amended, and sorts. Once, before anything is loaded.
  Result<void> settle(Sequence head) {
    // A corrected amendment may name another event than it did: then it is an amendment of both.
    std::vector<Sequence> targets;
    for (const auto& [sequence, target] : all_amendments_) {
      targets.push_back(target);
      const auto named = current_target(sequence, head);
      if (!named) return fail(named.error());
      if (*named == 0 || *named == target) continue;
      amendments_.add(*named, sequence);
      targets.push_back(*named);
    }
    std::set<Sequence> roots;
    for (const Sequence target : targets) {
      const auto chain = record::chain_from(amendments_, target, {head});
      if (!chain) return fail(chain.error());
      roots.insert(chain->roots.begin(), chain->roots.end());
    }
    for (const Sequence root : roots) {
      if (auto noted = note_amended(root, head); !noted) return noted;
    }
    for (auto& [entity, kept] : entities_) prune(kept);
    return {};
  }

  Result<facts::Loaded> load(const std::string& entity, Sequence known_at) const override {
    if (entity == facts::reviews_entity) return load_kind(entity, FactKind::reviewed, known_at);
    if (entity == facts::registrations_entity) return load_kind(entity, FactKind::registered, known_at);
    const auto found = entities_.find(entity);
    if (found == entities_.end()) return facts::Loaded{};
    return load_from(entity, found->second.facts, found->second.amended_roots, known_at);
  }

  Result<std::optional<record::Effective>> read_event(Sequence sequence, Sequence known_at) const override {
    return record::effective(amendments_, sequence, known_at);
  }

  [[nodiscard]] std::vector<std::string> service_ids() const {
    std::vector<std::string> ids;
    for (const auto& [entity, unused] : entities_) {
      if (entity.starts_with(facts::service_prefix)) ids.push_back(entity.substr(facts::service_prefix.size()));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

 private:
  struct Kept {
    std::vector<Fact> facts;
    std::vector<std::pair<core::time::Instant, Sequence>> named;
    std::set<Sequence> amended_roots;
  };

  /// What is kept by service alone, of all of them.
  Result<facts::Loaded> load_kind(const std::string& entity, FactKind kind, Sequence known_at) const {
    std::vector<Fact> of_kind;
    for (const auto& [name, kept] : entities_) {
      if (!name.starts_with(facts::service_prefix)) continue;
      std::copy_if(kept.facts.begin(), kept.facts.end(), std::back_inserter(of_kind),
                   [kind](const Fact& fact) { return fact.kind == kind; });
    }
    const auto found = entities_.find(entity);
    return load_from(entity, std::move(of_kind),
                     found == entities_.end() ? std::set<Sequence>{} : found->second.amended_roots, known_at);
  }

  Result<facts::Loaded> load_from(const std::string& entity, std::vector<Fact> kept, const std::set<Sequence>& roots,
                                  Sequence known_at) const {
    facts::Loaded loaded;
    loaded.first = 1;
    loaded.facts = std::move(kept);
    if (!roots.empty()) {
      std::erase_if(loaded.facts, [&roots](const Fact& fact) { return roots.contains(fact.sequence); });
    }
    std::sort(loaded.facts.begin(), loaded.facts.end(), ratings::before);
    for (const Sequence root : roots) {
      auto version = facts::version_at(*this, entity, root, known_at);
      if (!version) return fail(std::move(version.error()));
      version->from = root;
      loaded.amended.push_back({.root = root, .versions = {std::move(*version)}});
    }
    return loaded;
  }

  template <class T>
  static void append(std::vector<T>& into, std::vector<T>& from) {
    if (into.empty()) {
      into = std::move(from);
    } else {
      into.insert(into.end(), from.begin(), from.end());
    }
  }

  void take(Gatherer::Service& service) {
    auto& kept = entities_[std::string(facts::service_prefix) + service.id];
    append(kept.facts, service.facts);
    append(kept.named, service.named);
  }

  /// The event that the amendment names as it now reads; 0 where it is retracted.
  Result<Sequence> current_target(Sequence amendment, Sequence head) const {
    const auto read = record::effective(amendments_, amendment, head);
    if (!read) return fail(read.error());
    if (!*read) return Sequence{0};
    core::json::Parser parser;
    const auto data = parser.parse_trusted((*read)->data);
    return data ? record::target_of((*read)->type, *data) : Sequence{0};
  }

  /// The amended event counts under all that it names, as written or as it reads.
  Result<void> note_amended(Sequence root, Sequence head) {
    auto written = amendments_.as_written(root);
    if (!written) return fail(std::move(written.error()));
    auto read = record::effective(amendments_, root, head);
    if (!read) return fail(std::move(read.error()));
    std::vector<record::Effective> readings{std::move(*written)};
    if (*read) readings.push_back(std::move(**read));
    for (const auto& reading : readings) {
      const auto subjects = facts::subjects_of(reading);
      if (!subjects) return fail(subjects.error());
      for (const auto& entity : subjects->entities) {
        entities_[entity].amended_roots.insert(root);
      }
    }
    return {};
  }

  /// Of the events that matter only by naming the entity the earliest is kept, unless they are amended.
  static void prune(Kept& kept) {
    std::optional<std::pair<core::time::Instant, Sequence>> earliest;
    for (const auto& one : kept.named) {
      if (!kept.amended_roots.empty() && kept.amended_roots.contains(one.second)) continue;
      if (!earliest || one < *earliest) earliest = one;
    }
    kept.named.clear();
    if (!earliest) return;
    Fact fact;
    fact.time = earliest->first;
    fact.sequence = earliest->second;
    fact.kind = FactKind::named;
    kept.facts.push_back(fact);
  }

  GatheredAmendments amendments_;
  std::vector<Gatherer::Amendment> all_amendments_;
  std::unordered_map<std::string, Kept> entities_;
};

/// Runs `work(0)` to `work(n-1)`, each on a thread; the first error wins.
template <class Work>
Result<void> on_threads(unsigned n, const Work& work) {
  std::vector<Result<void>> results(n);
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < n; ++i) threads.emplace_back([&, i] { results[i] = work(i); });
  results[0] = work(0);
  for (auto& thread : threads) thread.join();
  for (auto& result : results) {
    if (!result) return result;
  }
  return {};
}

}  // namespace

std::string text_of(const services::Service& service) {
  std::string text = service.id;
  const auto add = [&text](std::string_view part) { text.append(" ").append(part); };
  const auto add_because = [&](const ratings::Sequences& because) {
    for (const auto sequence : because) add(std::to_string(sequence));
  };
  for (const auto& segment : service.history.segments) {
    add(segment.since ? core::time::format(*segment.since) : "-");
    add(segment.scheme.empty() ? "-" : segment.scheme);
    add(ratings::text(segment.band));
    add(segment.score ? segment.score->text() : "-");
    add(segment.rule);
    add_because(segment.because);
  }
  for (const auto& span : service.history.suspensions) {
    add(core::time::format(span.since));
    add(span.until ? core::time::format(*span.until) : "-");
    add(span.rule);
    add_because(span.because);
  }
  return text;
}

std::string Market::digest() const {
  std::string all;
  for (const auto& service : services) all.append(text_of(*service)).append("\n");
  return core::crypto::hex(core::crypto::bytes(core::crypto::sha256(all)));
}

Result<Market> replay(const core::log::Log& log, unsigned threads, const Progress& progress) {
  const Sequence head = log.head().size;
  std::vector<Gatherer> parts(threads);
  std::atomic<Sequence> done = 0;
  auto gathered = on_threads(threads, [&](unsigned i) -> Result<void> {
    const Sequence from = head * i / threads + 1;
    const Sequence to = head * (i + 1) / threads;
    Sequence sequence = from;
    const auto cursor = log.scan(from, to);
    for (; cursor->valid(); cursor->next(), ++sequence) {
      if (auto taken = parts[i].take(sequence, cursor->value()); !taken) return taken;
      if (sequence % events_a_report != 0) continue;
      done += events_a_report;
      if (progress && i == 0) progress(std::min<Sequence>(done, head), head);
    }
    if (auto status = cursor->status(); !status) return status;
    if (sequence != to + 1)
      return fail(Fault::corrupt, "event " + std::to_string(sequence) + " is missing from the log");
    return {};
  });
  if (!gathered) return fail(std::move(gathered.error()));

  GatheredFacts facts(log, std::move(parts));
  if (auto settled = facts.settle(head); !settled) return fail(std::move(settled.error()));
  auto policies = services::load_policies(facts, head);
  if (!policies) return fail(std::move(policies.error()));

  const auto known = feedback::load_market(facts, head);
  if (!known) return fail(known.error());

  Market market;
  market.events = head;
  market.policies = std::make_shared<const services::Policies>(std::move(*policies));
  const auto ids = facts.service_ids();
  market.services.resize(ids.size());
  std::atomic<std::size_t> next = 0;
  auto folded = on_threads(threads, [&](unsigned) -> Result<void> {
    for (std::size_t i = next++; i < ids.size(); i = next++) {
      auto service = services::load_service(facts, ids[i], head, market.policies,
                                            [&](Sequence) -> Result<feedback::MarketPointer> { return *known; });
      if (service) {
        market.services[i] = std::move(*service);
      } else if (service.error().fault != Fault::not_found) {
        return fail(std::move(service.error()));
      }
    }
    return {};
  });
  if (!folded) return fail(std::move(folded.error()));
  std::erase(market.services, nullptr);
  if (progress) progress(head, head);
  return market;
}

}  // namespace careledger::projections::replay
