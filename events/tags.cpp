#include "events/tags.hpp"

#include <algorithm>

namespace careledger::events {

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

}  // namespace careledger::events
