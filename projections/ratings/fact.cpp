#include "projections/ratings/fact.hpp"

namespace careledger::projections::ratings {
namespace {

constexpr std::uint8_t version = 2;

class Bytes {
 public:
  explicit Bytes(std::string& out) : out_(out) {}
  void put(std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) out_.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
  }
  template <class Enum>
  void put_enum(Enum value) {
    put(static_cast<std::uint8_t>(value), 1);
  }

 private:
  std::string& out_;
};

class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t get(unsigned size) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i) value |= std::uint64_t{static_cast<unsigned char>(bytes_[at_++])} << (8 * i);
    return value;
  }
  template <class Enum>
  Enum get_enum(std::size_t count) {
    const std::uint64_t value = get(1);
    valid_ = valid_ && value < count;
    return static_cast<Enum>(value);
  }
  [[nodiscard]] bool valid() const { return valid_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool valid_ = true;
};

unsigned flags(const Fact& f) {
  return (f.has_day ? 1U : 0U) | (f.out_of_city ? 2U : 0U) | (f.shortfalls ? 4U : 0U) | (f.improvements ? 8U : 0U) |
         (f.satisfactory ? 16U : 0U) | (f.of_category ? 32U : 0U) | (f.of_provider ? 64U : 0U);
}

bool valid_domains(std::uint64_t packed) {
  for (unsigned domain = 0; domain < domain_names.size(); ++domain) {
    if (((packed >> (3 * domain)) & 7U) > rated_band_count) return false;
  }
  return packed < 1U << (3 * domain_names.size());
}

}  // namespace

std::string encode(const Fact& fact) {
  std::string out;
  out.reserve(encoded_fact_size);
  Bytes bytes{out};
  bytes.put(version, 1);
  bytes.put_enum(fact.kind);
  bytes.put(static_cast<std::uint64_t>(fact.time.micros), 8);
  bytes.put(fact.sequence, 8);
  bytes.put(fact.key, 8);
  bytes.put(fact.part, 4);
  bytes.put(fact.whole, 4);
  bytes.put(static_cast<std::uint32_t>(fact.day.days), 4);
  bytes.put(fact.domains.packed, 2);
  bytes.put_enum(fact.inspector);
  bytes.put_enum(fact.inspection);
  bytes.put_enum(fact.outcome);
  bytes.put_enum(fact.declared);
  bytes.put_enum(fact.category);
  bytes.put_enum(fact.component);
  bytes.put(fact.score, 1);
  bytes.put_enum(fact.registration);
  bytes.put_enum(fact.level);
  bytes.put_enum(fact.recommends);
  bytes.put(flags(fact), 1);
  return out;
}

std::optional<Fact> decode(std::string_view encoded) {
  if (encoded.size() != encoded_fact_size || static_cast<std::uint8_t>(encoded[0]) != version) return std::nullopt;
  Cursor bytes{encoded.substr(1)};
  Fact fact;
  fact.kind = bytes.get_enum<FactKind>(fact_kind_count);
  fact.time.micros = static_cast<std::int64_t>(bytes.get(8));
  fact.sequence = bytes.get(8);
  fact.key = bytes.get(8);
  fact.part = static_cast<std::uint32_t>(bytes.get(4));
  fact.whole = static_cast<std::uint32_t>(bytes.get(4));
  fact.day.days = static_cast<std::int32_t>(bytes.get(4));
  fact.domains.packed = static_cast<std::uint16_t>(bytes.get(2));
  fact.inspector = bytes.get_enum<Inspector>(inspector_names.size());
  fact.inspection = bytes.get_enum<InspectionKind>(inspection_kind_names.size());
  fact.outcome = bytes.get_enum<Outcome>(outcome_names.size());
  fact.declared = bytes.get_enum<Band>(band_count);
  fact.category = bytes.get_enum<policies::Category>(policies::category_names.size());
  fact.component = bytes.get_enum<Component>(component_names.size());
  fact.score = static_cast<std::uint8_t>(bytes.get(1));
  fact.registration = bytes.get_enum<Registration>(registration_names.size());
  fact.level = bytes.get_enum<Level>(level_names.size());
  fact.recommends = bytes.get_enum<Recommends>(3);
  const std::uint64_t bits = bytes.get(1);
  fact.has_day = (bits & 1U) != 0;
  fact.out_of_city = (bits & 2U) != 0;
  fact.shortfalls = (bits & 4U) != 0;
  fact.improvements = (bits & 8U) != 0;
  fact.satisfactory = (bits & 16U) != 0;
  fact.of_category = (bits & 32U) != 0;
  fact.of_provider = (bits & 64U) != 0;
  if (!bytes.valid() || bits > 127 || !valid_domains(fact.domains.packed)) return std::nullopt;
  return fact;
}

}  // namespace careledger::projections::ratings
