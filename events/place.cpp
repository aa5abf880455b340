#include "events/place.hpp"

#include "core/json/canonical.hpp"
#include "events/limits.hpp"

namespace careledger::events {

void Place::wrong(std::string_view detail) const {
  wrong_below({}, detail);
}

void Place::wrong_below(std::string_view below, std::string_view detail) const {
  if (++report_->faults_ > limits::errors) return;
  std::string pointer(report_->base_);
  append_pointer(pointer);
  pointer += below;
  report_->errors_.push_back({std::move(pointer), std::string(detail)});
}

std::string Place::pointer() const {
  std::string out;
  append_pointer(out);
  return out;
}

void Place::append_pointer(std::string& out) const {
  if (outer_ == nullptr) return;
  outer_->append_pointer(out);
  out += '/';
  out += name_.data() != nullptr ? core::json::pointer_token(name_) : std::to_string(index_);
}

}  // namespace careledger::events
