#pragma once

#include "core/error/result.hpp"
#include "core/event/vocabulary.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace careledger::events {

using core::event::Origin;

/// What is wrong with one document, gathered while it is read. Beyond limits::errors faults are counted, not listed.
class Report {
 public:
  /// `base` is the pointer of the document within the request, as `/1/data`.
  Report(std::string_view base, Origin origin, std::vector<core::PointedError>& errors)
      : base_(base), origin_(origin), errors_(errors) {}

  [[nodiscard]] bool failed() const { return faults_ != 0; }
  [[nodiscard]] Origin origin() const { return origin_; }

 private:
  friend class Place;
  std::string_view base_;
  Origin origin_;
  std::vector<core::PointedError>& errors_;
  std::size_t faults_ = 0;
};

/// Where in the document a reader stands: a chain of frames on the stack, so that a pointer (RFC 6901) is spelled out
/// only where something is wrong. A place must not outlive the one it was made from.
class Place {
 public:
  explicit Place(Report& report) : report_(&report) {}
  [[nodiscard]] Place member(std::string_view name) const { return {report_, this, name, 0}; }
  [[nodiscard]] Place element(std::size_t index) const { return {report_, this, {}, index}; }

  /// Notes what is wrong here, as the end of a sentence that begins with the field: "must be a string".
  void wrong(std::string_view detail) const;
  /// The same of what lies below, at that pointer from here: `/a/0`.
  void wrong_below(std::string_view pointer, std::string_view detail) const;
  /// The pointer below the document's root: `/actions/0/due`.
  [[nodiscard]] std::string pointer() const;
  [[nodiscard]] Origin origin() const { return report_->origin_; }

 private:
  Place(Report* report, const Place* outer, std::string_view name, std::size_t index)
      : report_(report), outer_(outer), name_(name), index_(index) {}
  void append_pointer(std::string& out) const;

  Report* report_;
  const Place* outer_ = nullptr;
  std::string_view name_;  // null data: an element
  std::size_t index_ = 0;
};

}  // namespace careledger::events
