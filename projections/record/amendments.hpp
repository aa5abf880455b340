#pragma once

#include "core/event/stored.hpp"
#include "core/log/view.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace careledger::projections::record {

using core::Result;
using core::event::Sequence;

inline constexpr std::string_view corrected_type = "careledger.event.corrected";
inline constexpr std::string_view retracted_type = "careledger.event.retracted";

[[nodiscard]] inline bool is_amendment(std::string_view type) {
  return type == corrected_type || type == retracted_type;
}

/// An event as it reads with the amendments known by some sequence.
struct Effective {
  std::string type;
  core::time::Instant time;
  std::string data;                    // canonical JSON
  std::vector<Sequence> amended_by{};  // the corrections in force, those of corrections too; ascending
};

/// Where amendments are looked up.
class Amendments {
 public:
  virtual ~Amendments() = default;
  /// The corrections and retractions that name (or ever named) the event, ascending.
  [[nodiscard]] virtual Result<std::vector<Sequence>> naming(Sequence target) const = 0;
  /// The event as it was appended.
  [[nodiscard]] virtual Result<Effective> as_written(Sequence sequence) const = 0;
};

/// Amendments as they lie in the family `facts` under the entity `event:<target>`.
class ViewedAmendments : public Amendments {
 public:
  explicit ViewedAmendments(const core::log::View& view) : view_(view) {}
  [[nodiscard]] Result<std::vector<Sequence>> naming(Sequence target) const override;
  [[nodiscard]] Result<Effective> as_written(Sequence sequence) const override;

 private:
  const core::log::View& view_;
};

/// The same, where it is known beforehand which events will be asked about: one walk finds what names them.
class AmendmentsOf final : public ViewedAmendments {
 public:
  /// The targets ascend, and outlive it.
  [[nodiscard]] static Result<AmendmentsOf> find(const core::log::View& view, std::span<const Sequence> targets);
  [[nodiscard]] Result<std::vector<Sequence>> naming(Sequence target) const override;

 private:
  AmendmentsOf(const core::log::View& view, std::span<const Sequence> targets)
      : ViewedAmendments(view), targets_(targets) {}

  std::span<const Sequence> targets_;
  std::vector<std::pair<Sequence, Sequence>> found_;  // target and amendment, ascending
};

/// The key of that entry in the family `facts`.
[[nodiscard]] std::string amendment_key(Sequence target, Sequence amendment);

/// The event `target` as known by `known_at`; nothing where it is retracted or came later. Corrections apply in order
/// of their sequence; corrections and retractions are themselves read as they are amended.
[[nodiscard]] Result<std::optional<Effective>> effective(const Amendments& amendments, Sequence target,
                                                         Sequence known_at);

/// The tags of an event of that type with that data, both as they are stored. Fault::corrupt where the data does not
/// satisfy the type.
[[nodiscard]] Result<std::vector<std::string>> tags_of(std::string_view type, core::json::Value data);

/// What a sequence that was written as decimal digits is; 0 where there are none.
[[nodiscard]] Sequence sequence_of(std::string_view digits);

/// The sequence that an amendment names, by the data of it that is given; 0 where it names none.
[[nodiscard]] Sequence target_of(std::string_view type, core::json::Value data);

/// What is reached from an event along what amendments name: as written, and as they read at each of those points.
struct Chain {
  struct Link {
    Sequence amendment;
    Sequence target;
  };
  std::vector<Sequence> roots;  // those that are no amendments themselves, ascending
  std::vector<Link> links;      // what each amendment on the way names or named
};
[[nodiscard]] Result<Chain> chain_from(const Amendments& amendments, Sequence sequence,
                                       std::initializer_list<Sequence> known_at);

}  // namespace careledger::projections::record
