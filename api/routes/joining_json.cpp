#include "api/routes/joining_json.hpp"

namespace careledger::api::routes {

namespace joining = projections::joining;
namespace policies = projections::policies;
using core::json::Writer;

void write_text(Writer& out, std::string_view name, std::string_view text) {
  out.name(name);
  text.empty() ? out.null() : out.string(text);
}

void write_number(Writer& out, std::string_view name, const std::optional<std::int64_t>& number) {
  out.name(name);
  number ? out.integer(*number) : out.null();
}

void write_words(Writer& out, std::string_view name, std::span<const std::string> words) {
  out.name(name).begin_array();
  for (const auto& word : words) out.string(word);
  out.end_array();
}

void write_beginning(Writer& out, core::time::Instant since, std::span<const core::event::Sequence> because) {
  out.member("since", core::time::format(since)).name("because").begin_array();
  for (const auto sequence : because) out.string(std::to_string(sequence));
  out.end_array();
}

void write_membership(Writer& out, const joining::Membership& membership) {
  const auto& registration = membership.registration;
  out.name("registration").begin_object();
  out.member("status", projections::ratings::registration_names[static_cast<std::size_t>(registration.status)]);
  if (registration.since) write_beginning(out, *registration.since, registration.because);
  out.end_object().name("closed");
  if (const auto& closed = membership.closed) {
    out.begin_object();
    write_beginning(out, closed->since, closed->because);
    out.end_object();
  } else {
    out.null();
  }
  out.name("enrolments").begin_array();
  for (const auto& enrolment : membership.enrolments) {
    out.begin_object().member("scheme", enrolment.scheme);
    write_words(out, "areas", enrolment.areas);
    write_beginning(out, enrolment.since, enrolment.because);
    out.end_object();
  }
  out.end_array().name("specialisms").begin_array();
  for (const auto& specialism : membership.specialisms) {
    out.begin_object().member("need", specialism.need);
    write_beginning(out, specialism.since, specialism.because);
    out.end_object();
  }
  out.end_array().name("block_contracts").begin_array();
  for (const auto& contract : membership.block_contracts) {
    out.begin_object().member("category", contract.category).member("places", contract.places);
    write_beginning(out, contract.since, contract.because);
    out.end_object();
  }
  out.end_array();
}

void write_lot(Writer& out, const joining::Lot& lot, policies::Size size) {
  out.member("size", text(size)).member("discharge", lot.discharge);
  write_beginning(out, lot.since, lot.because);
}

Writer& begin_sizes(Writer& out, const policies::BySize& numbers) {
  out.begin_object();
  for (std::size_t i = 0; i < policies::size_names.size(); ++i) {
    out.member(policies::size_names[i], numbers.numbers[i]);
  }
  return out;
}

}  // namespace careledger::api::routes
