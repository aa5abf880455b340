#pragma once

#include "api/application.hpp"
#include "projections/record/citizens.hpp"

#include <span>
#include <string>
#include <vector>

namespace careledger::api::routes {

/// An event of a request, with the pointer to it.
struct Listed {
  core::json::Value event;
  std::string base;
};

/// The events of an array that lies at `base`. Fault::invalid_event where it holds none.
[[nodiscard]] core::Result<std::vector<Listed>> listed(core::json::Value array, const std::string& base);
/// Fault::too_large where so many events are more than one request may hold.
[[nodiscard]] core::Result<void> fits_a_request(std::size_t events);
/// Of a request, or of what lies at `pointer` in it.
[[nodiscard]] tl::unexpected<core::Error> invalid_request(std::string pointer, std::string detail);

/// Drafts the events of one request, each with what those before it make known. Words about persons are sealed with the
/// keys of the ledger, which are made where there are none; or, by a factory of one's own, otherwise.
class Drafting {
 public:
  Drafting(Application& app, const core::event::Sender& sender) : Drafting(app, sender, app.ledger().sealers()) {}
  Drafting(Application& app, const core::event::Sender& sender, core::event::SealerFactory sealers);

  /// Adds their drafts to the submission. Error: all faults of all of them (Fault::invalid_event), or the first of
  /// another kind; the submission may then hold some of them.
  [[nodiscard]] core::Result<void> add(std::span<const Listed> events, core::log::Submission& to);

 private:
  Application& app_;
  core::event::Sender sender_;
  core::event::SealerFactory sealers_;
  projections::record::Citizens citizens_;
};

/// No answer to a submission may tell its sender of offers that are sealed, and its condition holds of what it sees.
void limit_sight(Application& app, const auth::Principal& sender, core::log::Submission& submission);

}  // namespace careledger::api::routes
