#include "core/keys/key_store.hpp"

#include "core/crypto/encoding.hpp"
#include "core/crypto/random.hpp"
#include "core/keys/key_record.hpp"
#include "core/keys/key_table.hpp"
#include "core/keys/master_key.hpp"

#include <array>
#include <atomic>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace careledger::core::keys {
namespace {

constexpr std::size_t name_random_bytes = 16;
constexpr std::size_t stripes = 32;
constexpr std::size_t cached_keys_a_stripe = 512;

// What a stripe's mutex guards: the records of the ids that fall on it, and their cache. A new key is synced under it,
// so that its id waits and the others don't.
struct Stripe {
  std::mutex mutex;
  std::unordered_map<std::string, Key> cache;
};

// The keys that an erasure is about. What is noted of one scope says nothing of another.
struct Scope {
  std::string name;
  std::string first_bytes;  // of the ids
  bool whole_ids = false;   // first_bytes is a whole id
};

Key new_key() {
  return Key{crypto::base64url(crypto::random_bytes(name_random_bytes)), Secret::random()};
}

Result<Secret> settle_master_key(KeyTable& table, const std::filesystem::path& directory,
                                 const std::filesystem::path& file) {
  const auto check = table.check();
  if (!check) return fail(check.error());
  auto master = read_master_key(file);
  if (*check) {
    if (!master && master.error().fault == Fault::not_found) {
      return fail(Fault::storage, master.error().detail + ", and without it no key in " + directory.string() +
                                      " can be read: put back the file that it was made with");
    }
    if (!master) return master;
    if (!is_checked_by(**check, *master)) {
      return fail(Fault::storage,
                  "the key store " + directory.string() + " was made with another master key than " + file.string());
    }
    return master;
  }
  if (!master && master.error().fault == Fault::not_found) master = make_master_key(file);
  if (!master) return master;
  if (auto written = table.set_check(master_check(*master)); !written) return fail(written.error());
  return master;
}

}  // namespace

struct KeyStore::State {
  State(std::unique_ptr<KeyTable> opened, const Secret& secret) : table(std::move(opened)), master(secret) {}

  // The second byte is the first of the digest: the keys of one citizen share a stripe.
  Stripe& stripe_of(std::string_view id) { return all[static_cast<std::uint8_t>(id[1]) % stripes]; }

  // Under the stripe's mutex.
  Result<std::optional<Key>> load(Stripe& stripe, const std::string& id);
  void remember(Stripe& stripe, const std::string& id, const Key& key);

  Result<void> erase(const Scope& scope, std::uint64_t erasure);

  void count(std::string_view id, std::int64_t by) {
    (id.front() == 'c' ? of_citizens : of_events) += static_cast<std::uint64_t>(by);
  }

  std::unique_ptr<KeyTable> table;
  const Secret master;
  std::array<Stripe, stripes> all;
  std::mutex erasing;  // taken before a stripe's: one erasure at a time, to its sweep's end
  std::atomic<std::uint64_t> of_citizens = 0;
  std::atomic<std::uint64_t> of_events = 0;
};

Result<std::optional<Key>> KeyStore::State::load(Stripe& stripe, const std::string& id) {
  if (const auto cached = stripe.cache.find(id); cached != stripe.cache.end()) return cached->second;
  const auto record = table->record(id);
  if (!record) return fail(record.error());
  if (!*record) return std::nullopt;
  auto key = unwrap(master, id, **record);
  if (!key) return fail(key.error());
  remember(stripe, id, *key);
  return std::move(*key);
}

void KeyStore::State::remember(Stripe& stripe, const std::string& id, const Key& key) {
  if (stripe.cache.size() >= cached_keys_a_stripe) stripe.cache.clear();
  stripe.cache.emplace(id, key);
}

Result<void> KeyStore::State::erase(const Scope& scope, std::uint64_t erasure) {
  CARELEDGER_ASSERT(erasure > 0);
  const std::lock_guard one_at_a_time(erasing);
  std::vector<std::string> ids;
  {
    Stripe& stripe = stripe_of(scope.first_bytes);
    const std::lock_guard lock(stripe.mutex);
    const auto last = table->last_erasure(scope.name);
    if (!last) return fail(last.error());
    if (*last >= erasure) return {};
    const auto collect = [&](std::string_view id) {
      if (!scope.whole_ids || id == scope.first_bytes) ids.emplace_back(id);
    };
    if (auto collected = table->for_each_id(scope.first_bytes, collect); !collected) return collected;
    if (auto removed = table->remove(ids, scope.name, erasure); !removed) return removed;
    for (const std::string& id : ids) {
      stripe.cache.erase(id);
      count(id, -1);
    }
  }
  if (ids.empty()) return {};
  return table->sweep();
}

KeyStore::KeyStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
KeyStore::~KeyStore() = default;

Result<std::unique_ptr<KeyStore>> KeyStore::open(const std::filesystem::path& directory,
                                                 const std::filesystem::path& master_key) {
  auto table = KeyTable::open(directory);
  if (!table) return fail(table.error());
  const auto master = settle_master_key(**table, directory, master_key);
  if (!master) return fail(master.error());
  auto state = std::make_unique<State>(std::move(*table), *master);
  const auto ids = state->table->for_each_id("", [&](std::string_view id) { state->count(id, 1); });
  if (!ids) return fail(ids.error());
  return std::unique_ptr<KeyStore>(new KeyStore(std::move(state)));
}

Result<Key> KeyStore::get_or_create(const KeyId& id) {
  Stripe& stripe = state_->stripe_of(id.bytes());
  const std::lock_guard lock(stripe.mutex);
  auto found = state_->load(stripe, id.bytes());
  if (!found) return fail(found.error());
  if (*found) return std::move(**found);
  Key key = new_key();
  const auto stored = state_->table->add(id.bytes(), key.name, wrap(state_->master, id.bytes(), key));
  if (!stored) return fail(stored.error());
  state_->remember(stripe, id.bytes(), key);
  state_->count(id.bytes(), 1);
  return key;
}

Result<std::optional<Key>> KeyStore::find(const KeyId& id) {
  Stripe& stripe = state_->stripe_of(id.bytes());
  const std::lock_guard lock(stripe.mutex);
  return state_->load(stripe, id.bytes());
}

Result<std::optional<Key>> KeyStore::find_named(std::string_view name) {
  const auto id = state_->table->id_of(name);
  if (!id) return fail(id.error());
  if (!*id) return std::nullopt;
  Stripe& stripe = state_->stripe_of(**id);
  const std::lock_guard lock(stripe.mutex);
  auto key = state_->load(stripe, **id);
  // Destroyed since, and another made for the same id.
  if (key && *key && (*key)->name != name) return std::nullopt;
  return key;
}

Result<void> KeyStore::destroy(const KeyId& id, std::uint64_t erasure) {
  return state_->erase({.name = id.bytes(), .first_bytes = id.bytes(), .whole_ids = true}, erasure);
}

Result<void> KeyStore::destroy_all(std::string_view citizen, std::uint64_t erasure) {
  const std::string prefix = KeyId::citizen_prefix(citizen);
  return state_->erase({.name = "*" + prefix, .first_bytes = prefix}, erasure);
}

bool KeyStore::failed() const {
  return state_->table->failed();
}

KeyCounts KeyStore::counts() const {
  return {state_->of_citizens, state_->of_events};
}

}  // namespace careledger::core::keys
