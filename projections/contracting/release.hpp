#pragma once

#include "core/money/pence.hpp"
#include "core/time/calendar.hpp"
#include "projections/contracting/process.hpp"

#include <optional>
#include <set>

namespace careledger::projections::contracting {

using core::time::Instant;

struct Supplier {
  std::string provider;
  std::string name;
  std::string company_number;  // empty: none is known
};

/// What is bought. Nothing in it tells for whom.
struct Line {
  std::string category;
  std::string unit;
  std::string units_per_week;
  std::vector<std::string> areas;
  std::optional<core::money::Pence> fee_pence;  // of one unit
};

/// A change of terms that an event made.
struct Amendment {
  Sequence sequence = 0;
  Instant since;
};

struct Tender {
  enum class Status : std::uint8_t { active, cancelled, unsuccessful, complete };
  Status status = Status::active;
  std::string scheme;
  bool direct = false;  // placed outside a tender
  Instant published;
  std::optional<Instant> closes;
  std::optional<std::int64_t> tenderers;  // once it is awarded
  std::optional<Line> line;               // nothing of a contract of the framework
  std::optional<Amendment> amendment;
};

struct Award {
  enum class Status : std::uint8_t { active, cancelled };
  Status status = Status::active;
  std::string id;  // the package's, or the contract's
  Instant made;
  Supplier supplier;
  std::optional<Line> line;
};

struct Contract {
  enum class Status : std::uint8_t { pending, active, terminated, cancelled };
  Status status = Status::pending;
  std::string id;  // the award's too
  Instant signed_on;
  std::optional<Instant> starts;
  std::optional<Instant> ends;
  std::optional<Line> line;
  std::optional<Amendment> amendment;
};

/// A process as the event of `sequence` left it, as known with that event: an OCDS release. Never changes: what is
/// learned later is in later ones.
/// What an earlier release told of under another id, and is no more.
struct Withdrawn {
  Award award;
  std::optional<Contract> contract;
};

struct Release {
  Process process;
  Sequence sequence = 0;
  Instant date;  // when the event was recorded
  std::vector<std::string_view> tags;
  std::optional<Tender> tender;
  std::optional<Award> award;
  std::optional<Contract> contract;
  std::optional<Process> replaces;
  bool replaces_no_more = false;  // another process, which an earlier release named
  std::optional<Withdrawn> withdrawn{};
};

/// Makes the releases of one ledger. Of a requirement that is sealed nothing is told but what it asks for.
class Releases {
 public:
  /// Both outlive it. `sealed`: by the server's clock.
  Releases(Readings& readings, const std::set<std::string, std::less<>>& sealed)
      : readings_(readings), sealed_(sealed) {}

  /// Those that the event of that sequence makes, at most one a process.
  [[nodiscard]] Result<std::vector<Release>> of(Sequence sequence) const;

 private:
  Readings& readings_;
  const std::set<std::string, std::less<>>& sealed_;
};

}  // namespace careledger::projections::contracting
