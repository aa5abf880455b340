#pragma once

#include "core/log/domain.hpp"
#include "projections/facts/facts.hpp"
#include "projections/pending_readings.hpp"
#include "projections/policies/in_force.hpp"
#include "projections/services/service.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace careledger::projections {

/// All that is derived from the ledger, read at any time and with any knowledge. As the sequencer's domain it judges
/// events and keeps their facts; readers fold a service when they first need it and keep the fold until a fact of it,
/// or of what governs all services, comes in. Readers may be any threads.
class Book final : public core::log::Domain, public Readings {
 public:
  /// Begins to answer from that log. For the start, once its derived families are caught up.
  [[nodiscard]] core::Result<void> attach(const core::log::Log& log, Sequence head);

  // For the sequencer.
  [[nodiscard]] std::string_view facts_version() const override { return facts::format_version; }
  [[nodiscard]] core::Result<void> admit(const core::event::Stored& candidate, const core::log::View& before,
                                         const core::log::Sees& known_to_sender, const std::string& base) override;
  [[nodiscard]] core::Result<void> derive(const core::event::Stored& event, const core::log::View& view,
                                          core::log::DerivedBatch& batch, std::vector<std::string>& tags) override;
  [[nodiscard]] core::log::TagCache* cache() override { return &cache_; }
  void committed(const core::log::DerivedBatch& batch, Sequence head) override;

  // For readers.
  [[nodiscard]] const core::log::View& view() const override { return *view_; }
  [[nodiscard]] core::Result<std::shared_ptr<const services::Service>> service(const std::string& id,
                                                                               Sequence known_at) override;
  /// As much of the service as tells its rating at that instant and how long it holds.
  [[nodiscard]] core::Result<std::shared_ptr<const services::Service>> rated(const std::string& id,
                                                                             core::time::Instant at, Sequence known_at);
  [[nodiscard]] std::vector<std::string> service_ids() const override;
  [[nodiscard]] core::Result<feedback::MarketPointer> market(Sequence known_at) override;
  [[nodiscard]] core::Result<std::shared_ptr<const services::Policies>> policies(Sequence known_at) override;

 private:
  using ServicePointer = std::shared_ptr<const services::Service>;
  using PoliciesPointer = std::shared_ptr<const services::Policies>;
  struct Entry {
    Sequence changed = 0;  // the last change since the start; 0: none
    ServicePointer folded;
    feedback::MarketPointer market;  // with which its months were last compared
    bool used = false;               // since the cache was last thinned out

    /// But for what concerns many services.
    [[nodiscard]] bool is_current() const { return folded && changed <= folded->known_at; }
  };
  /// From the service as known now, as it was earlier; nothing where that takes reading the log.
  using Earlier = std::function<core::Result<ServicePointer>(const ServicePointer& newest, PoliciesPointer policies,
                                                             const services::MarketAt& market)>;
  [[nodiscard]] core::Result<ServicePointer> read(const std::string& id, Sequence known_at, const Earlier& earlier);
  [[nodiscard]] core::Result<ServicePointer> newest(const std::string& id);
  [[nodiscard]] core::Result<ServicePointer> adjusted(ServicePointer folded, Sequence known_at);
  void keep(const ServicePointer& folded, feedback::MarketPointer market);

  core::log::TagCache cache_;
  std::optional<core::log::CommittedView> view_;
  PendingFacts pending_;
  feedback::Markets markets_;
  std::atomic<Sequence> head_ = 0;
  std::atomic<Sequence> globals_changed_ = 0;  // the last change of what concerns many services

  mutable std::shared_mutex mutex_;  // guards all below
  std::unordered_map<std::string, Entry> entries_;
  std::size_t cached_bytes_ = 0;
  std::map<Sequence, PoliciesPointer> policies_;  // by what they know; emptied when a policy comes in
};

}  // namespace careledger::projections
