#include "projections/joining/membership.hpp"

#include "events/market/events.hpp"
#include "events/market/joining.hpp"
#include "projections/record/telling.hpp"

#include <algorithm>
#include <array>

namespace careledger::projections::joining {
namespace {

namespace market = events::market;
using core::json::Value;

constexpr std::array types{
    market::EnrolmentAccepted::type, market::EnrolmentEnded::type,    market::SpecialismApproved::type,
    market::SpecialismEnded::type,   market::BlockContractHeld::type, market::BlockContractEnded::type,
    market::ServiceClosed::type,     market::ServiceRegistered::type, market::ServiceRegistrationChanged::type};

/// Takes out the one thing of the list that is identified so.
template <class Thing>
void take_out(std::vector<Thing>& things, std::string Thing::*id, std::string_view wanted) {
  std::erase_if(things, [&](const Thing& each) { return each.*id == wanted; });
}

template <class Thing>
const Thing* find(const std::vector<Thing>& things, std::string Thing::*id, std::string_view wanted) {
  const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& each) { return each.*id == wanted; });
  return found == things.end() ? nullptr : &*found;
}

class Fold {
 public:
  explicit Fold(Membership& membership) : membership_(membership) {}

  void apply(const record::Entry& entry, Value data) {
    const std::string_view type = entry.event.type;
    because_.clear();
    entry.append_to(because_);
    since_ = entry.event.time;
    if (type == market::EnrolmentAccepted::type) {
      enrol(data);
    } else if (type == market::EnrolmentEnded::type) {
      end(membership_.enrolments, &Enrolment::scheme, data.text("scheme"), membership_.ended_enrolments);
    } else if (type == market::SpecialismApproved::type) {
      take_out(membership_.specialisms, &Specialism::need, data.text("need"));
      take_out(membership_.ended_specialisms, &Ended::name, data.text("need"));
      membership_.specialisms.push_back({std::string(data.text("need")), since_, because_});
    } else if (type == market::SpecialismEnded::type) {
      end(membership_.specialisms, &Specialism::need, data.text("need"), membership_.ended_specialisms);
    } else if (type == market::BlockContractHeld::type) {
      hold_places(data);
    } else if (type == market::BlockContractEnded::type) {
      take_out(membership_.block_contracts, &BlockContract::category, data.text("category"));
    } else if (type == market::ServiceRegistrationChanged::type) {
      const auto status = ratings::named<Registration>(ratings::registration_names, data.text("status"));
      membership_.registration = {status.value_or(Registration::registered), since_, because_};
    } else if (type == market::ServiceRegistered::type) {
      membership_.closed.reset();  // what is made again after its end is no longer ended
    } else if (!membership_.closed) {
      membership_.closed = Closing{since_, because_};
      for (const Enrolment& each : membership_.enrolments)
        membership_.ended_enrolments.push_back({each.scheme, because_});
      membership_.enrolments.clear();
    }
  }

 private:
  /// What ends a thing before it began does nothing.
  template <class Thing>
  void end(std::vector<Thing>& things, std::string Thing::*id, std::string_view wanted, std::vector<Ended>& ended) {
    if (find(things, id, wanted) == nullptr) return;
    take_out(things, id, wanted);
    take_out(ended, &Ended::name, wanted);
    ended.push_back({std::string(wanted), because_});
  }

  void enrol(Value data) {
    if (membership_.closed) return;
    take_out(membership_.enrolments, &Enrolment::scheme, data.text("scheme"));
    take_out(membership_.ended_enrolments, &Ended::name, data.text("scheme"));
    Enrolment enrolment{.scheme = std::string(data.text("scheme")), .areas = {}, .since = since_, .because = because_};
    if (const auto areas = data.find("areas")) {
      for (const Value area : areas->elements()) enrolment.areas.emplace_back(area.string());
    }
    membership_.enrolments.push_back(std::move(enrolment));
  }

  void hold_places(Value data) {
    take_out(membership_.block_contracts, &BlockContract::category, data.text("category"));
    const auto places = data.find("places");
    membership_.block_contracts.push_back(
        {std::string(data.text("category")), places ? places->integer() : 0, since_, because_});
  }

  Membership& membership_;
  Instant since_;
  std::vector<Sequence> because_;
};

}  // namespace

bool Enrolment::names(std::string_view area) const {
  return std::find(areas.begin(), areas.end(), area) != areas.end();
}

const Enrolment* Membership::enrolled_in(std::string_view scheme) const {
  return find(enrolments, &Enrolment::scheme, scheme);
}

bool Membership::approved_for(std::string_view need) const {
  return find(specialisms, &Specialism::need, need) != nullptr;
}

std::vector<Sequence> Membership::left(std::string_view scheme) const {
  const auto* const ended = find(ended_enrolments, &Ended::name, scheme);
  return ended == nullptr ? std::vector<Sequence>() : ended->because;
}

std::vector<Sequence> Membership::lost(std::string_view need) const {
  const auto* const ended = find(ended_specialisms, &Ended::name, need);
  return ended == nullptr ? std::vector<Sequence>() : ended->because;
}

const BlockContract* Membership::block_contract_for(std::string_view category) const {
  return find(block_contracts, &BlockContract::category, category);
}

Result<Membership> membership(const Readings& readings, const std::string& service, const Moment& moment) {
  Membership membership;
  Fold fold(membership);
  auto told = record::tell(readings.view(), "service:" + service, types, moment,
                           [&fold](const record::Entry& entry, Value data) { fold.apply(entry, data); });
  if (!told) return core::fail(std::move(told.error()));
  return membership;
}

}  // namespace careledger::projections::joining
