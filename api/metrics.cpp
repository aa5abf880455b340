#include "api/metrics.hpp"

#include <cstdio>

namespace careledger::api {
namespace {

std::string seconds(std::uint64_t micros) {
  char text[32];
  std::snprintf(text, sizeof text, "%llu.%06llu", static_cast<unsigned long long>(micros / 1'000'000),
                static_cast<unsigned long long>(micros % 1'000'000));
  return text;
}

void describe(std::string& out, std::string_view name, std::string_view kind, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(kind).append("\n");
}

void one(std::string& out, std::string_view name, std::string_view kind, std::string_view help,
         const std::string& value) {
  describe(out, name, kind, help);
  out.append(name).append(" ").append(value).append("\n");
}

}  // namespace

void Metrics::answered(int status, std::uint64_t micros) {
  constexpr auto relaxed = std::memory_order_relaxed;
  const auto which = static_cast<std::size_t>(status / 100);
  if (which < by_class_.size()) by_class_[which].fetch_add(1, relaxed);
  std::size_t bucket = 0;
  while (bucket < bucket_micros.size() && micros > bucket_micros[bucket]) ++bucket;
  buckets_[bucket].fetch_add(1, relaxed);
  micros_.fetch_add(micros, relaxed);
}

std::string Metrics::text(const core::log::Sequencer& sequencer, std::uint64_t head) const {
  const auto& figures = sequencer.figures();
  std::string out;
  describe(out, "careledger_http_requests_total", "counter", "Requests answered, by class of status.");
  for (std::size_t i = 1; i < by_class_.size(); ++i) {
    out +=
        "careledger_http_requests_total{status=\"" + std::to_string(i) + "xx\"} " + std::to_string(by_class_[i]) + "\n";
  }
  describe(out, "careledger_http_request_seconds", "histogram", "From a request's last byte to its answer.");
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < bucket_micros.size(); ++i) {
    below += buckets_[i];
    out += "careledger_http_request_seconds_bucket{le=\"" + seconds(bucket_micros[i]) + "\"} " + std::to_string(below) +
           "\n";
  }
  below += buckets_.back();
  out += "careledger_http_request_seconds_bucket{le=\"+Inf\"} " + std::to_string(below) + "\n";
  out += "careledger_http_request_seconds_sum " + seconds(micros_) + "\n";
  out += "careledger_http_request_seconds_count " + std::to_string(below) + "\n";
  one(out, "careledger_log_head", "gauge", "Events in the log.", std::to_string(head));
  one(out, "careledger_projection_position", "gauge", "The last event that the projections have seen.",
      std::to_string(head));
  one(out, "careledger_queue_waiting", "gauge", "Submissions that wait for the sequencer.",
      std::to_string(figures.waiting));
  one(out, "careledger_events_appended_total", "counter", "Events committed since the start.",
      std::to_string(figures.events));
  one(out, "careledger_groups_total", "counter", "Groups worked since the start; events over groups is the group size.",
      std::to_string(figures.groups));
  one(out, "careledger_submissions_refused_total", "counter", "Submissions that were not admitted.",
      std::to_string(figures.refused));
  one(out, "careledger_duplicates_total", "counter", "Events that were in already.",
      std::to_string(figures.duplicates));
  one(out, "careledger_commit_seconds_total", "counter", "Time in groups, from taking them to their answer.",
      seconds(figures.commit_micros));
  one(out, "careledger_sync_seconds_total", "counter", "Of that, in the synced write.", seconds(figures.sync_micros));
  one(out, "careledger_read_only", "gauge", "1 after a failed write, until restart.",
      sequencer.failure().empty() ? "0" : "1");
  return out;
}

}  // namespace careledger::api
