#include "events/tags.hpp"

#include "events/codec.hpp"
#include "events/tag.hpp"

#include <algorithm>
#include <array>

namespace careledger::events {
namespace {

constexpr std::array tag_kinds{ProviderId::kind,
                               ServiceId::kind,
                               CitizenId::kind,
                               RequirementId::kind,
                               OfferId::kind,
                               PackageId::kind,
                               StatementId::kind,
                               PlanId::kind,
                               BreachId::kind,
                               ComplaintId::kind,
                               AlertId::kind,
                               SuspensionId::kind,
                               HoldId::kind,
                               InvoiceId::kind,
                               ContractId::kind,
                               SchemeId::kind,
                               std::string_view("category"),
                               AreaId::kind};

}  // namespace

void detail::add_tag(std::string_view kind, std::string_view value, std::vector<std::string>& tags) {
  std::string tag;
  tag.reserve(kind.size() + 1 + value.size());
  tag.append(kind).append(":").append(value);
  if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
}

std::string subject_of(const std::vector<std::string>& tags) {
  if (tags.empty()) return {};
  std::string subject = tags.front();
  subject[subject.find(':')] = '/';
  return subject;
}

bool is_tag(std::string_view text) {
  const auto colon = text.find(':');
  return colon != std::string_view::npos && codec::is_id(text.substr(colon + 1)) &&
         std::find(tag_kinds.begin(), tag_kinds.end(), text.substr(0, colon)) != tag_kinds.end();
}

}  // namespace careledger::events
