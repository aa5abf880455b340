#include "api/routes/ocds_json.hpp"

#include "core/json/writer.hpp"
#include "core/money/quantity.hpp"

#include <algorithm>
#include <array>

namespace careledger::api::routes {
namespace {

using core::json::Writer;
using core::time::Instant;
namespace contracting = projections::contracting;
using contracting::Line;
using contracting::Process;
using contracting::Supplier;

// Within a process: whoever is its supplier takes the place of the one before as releases are merged.
constexpr std::string_view buyer_id = "buyer";
constexpr std::string_view supplier_id = "supplier";

/// A word of ours in a public list: the common procurement vocabulary of the EU (2008) for categories, UN/CEFACT's
/// recommendation 20 for units.
struct Listed {
  std::string_view word, name, code, description;
};
constexpr std::array categories{
    Listed{"home_support", "home support", "85312000", "Social work services without accommodation"},
    Listed{"supported_living", "supported living", "85312000", "Social work services without accommodation"},
    Listed{"residential", "residential care", "85311000", "Social work services with accommodation"},
    Listed{"nursing", "nursing care", "85311000", "Social work services with accommodation"},
    Listed{"day_opportunities", "day opportunities", "85312100", "Daycare services"},
};
constexpr std::array units{
    Listed{"hour", "hours", "HUR", ""}, Listed{"day", "days", "DAY", ""}, Listed{"week", "weeks", "WEE", ""},
    Listed{"session", "sessions", "", ""},  // that list has none
};

const Listed& find(std::span<const Listed> among, std::string_view word) {
  const auto found = std::find_if(among.begin(), among.end(), [word](const auto& each) { return each.word == word; });
  CARELEDGER_ASSERT(found != among.end());  // the vocabulary of the events knows no other
  return *found;
}

/// Writes one release. What is not known is left out; but where the release takes something back, it is null, which
/// takes it out of what the releases come to together.
class ReleaseWriter {
 public:
  ReleaseWriter(Writer& out, const contracting::Release& release, const Publisher& publisher)
      : out_(out), release_(release), publisher_(publisher), takes_back_(takes_back(release)) {}

  void write() {
    const auto ocid = ocid_of(release_.process);
    out_.begin_object()
        .member("ocid", ocid)
        .member("id", ocid + "-" + std::to_string(release_.sequence))
        .member("date", core::time::format_recorded(release_.date))
        .name("tag")
        .begin_array();
    for (const auto tag : release_.tags) out_.string(tag);
    out_.end_array().member("initiationType", "tender").member("language", "en");
    write_parties();
    out_.name("buyer");
    write_reference(buyer_id, publisher_.buyer);
    if (release_.tender) write_tender(*release_.tender);
    write_awards();
    write_contracts();
    write_replaced();
    out_.end_object();
  }

 private:
  static bool takes_back(const contracting::Release& release) {
    return std::any_of(release.tags.begin(), release.tags.end(),
                       [](std::string_view tag) { return tag.ends_with("Update") || tag.ends_with("Cancellation"); });
  }

  [[nodiscard]] std::string ocid_of(const Process& process) const {
    const auto kind = contracting::process_kind_names[static_cast<std::size_t>(process.kind)];
    return publisher_.ocid_prefix + "-" + std::string(kind) + "-" + process.id;
  }

  static std::string_view name_of(const Supplier& supplier) {
    return supplier.name.empty() ? supplier.provider : supplier.name;
  }

  void write_text(std::string_view name, std::string_view text) {
    out_.name(name);
    text.empty() ? out_.null() : out_.string(text);
  }

  void write_reference(std::string_view id, std::string_view name) {
    out_.begin_object().member("id", id);
    write_text("name", name);
    out_.end_object();
  }

  void write_supplier(const Supplier& supplier) {
    out_.begin_object().member("id", supplier_id);
    write_text("name", name_of(supplier));
    if (!supplier.company_number.empty()) {
      out_.name("identifier").begin_object().member("scheme", "GB-COH").member("id", supplier.company_number);
      out_.member("legalName", name_of(supplier)).end_object();
    } else if (takes_back_) {
      out_.name("identifier").begin_object().name("scheme").null().name("id").null().name("legalName").null();
      out_.end_object();
    }
    out_.name("additionalIdentifiers").begin_array();
    if (!supplier.provider.empty()) {
      out_.begin_object().member("scheme", publisher_.origin).member("id", supplier.provider).end_object();
    }
    out_.end_array();
    out_.name("roles").begin_array().string("supplier").end_array().end_object();
  }

  void write_parties() {
    out_.name("parties").begin_array().begin_object().member("id", buyer_id).member("name", publisher_.buyer);
    out_.name("roles").begin_array().string("buyer").string("procuringEntity").end_array().end_object();
    if (release_.award) write_supplier(release_.award->supplier);
    out_.end_array();
  }

  void write_instant(std::string_view name, const std::optional<Instant>& instant) {
    if (instant) {
      out_.member(name, core::time::format(*instant));
    } else if (takes_back_) {
      out_.name(name).null();
    }
  }

  void write_period(std::string_view name, const std::optional<Instant>& starts, const std::optional<Instant>& ends) {
    if (!starts && !ends && !takes_back_) return;
    out_.name(name).begin_object();
    write_instant("startDate", starts);
    write_instant("endDate", ends);
    out_.end_object();
  }

  static std::string title_of(const Line& line) {
    const std::string name(find(categories, line.category).name);
    if (line.unit == "week" && line.units_per_week == "1") return name + ", by the week";
    return name + ", " + line.units_per_week + " " + std::string(find(units, line.unit).name) + " a week";
  }

  void write_items(const Line& line) {
    std::string description = title_of(line);
    for (const auto& area : line.areas) description += ", area " + area;
    const auto& category = find(categories, line.category);
    out_.name("items").begin_array().begin_object().member("id", "1").member("description", description);
    out_.name("classification").begin_object().member("scheme", "CPV").member("id", category.code);
    out_.member("description", category.description).end_object();
    // A quantity is a decimal as JSON writes numbers (RFC 8259 §6).
    out_.name("quantity").raw(line.units_per_week);
    const auto& unit = find(units, line.unit);
    out_.name("unit").begin_object();
    if (!unit.code.empty()) out_.member("scheme", "UNCEFACT").member("id", unit.code);
    out_.member("name", unit.word);
    if (line.fee_pence) {
      out_.name("value").begin_object().name("amount").raw(core::money::two_places(*line.fee_pence));
      out_.member("currency", "GBP").end_object();
    } else if (takes_back_) {
      out_.name("value").begin_object().name("amount").null().name("currency").null().end_object();
    }
    out_.end_object().end_object().end_array();
  }

  void write_amendment(const std::optional<contracting::Amendment>& amendment, std::string_view description) {
    if (!amendment) return;
    out_.name("amendments").begin_array().begin_object();
    out_.member("id", std::to_string(amendment->sequence)).member("date", core::time::format(amendment->since));
    out_.member("description", description).end_object().end_array();
  }

  void write_tender(const contracting::Tender& tender) {
    static constexpr std::array<std::string_view, 4> statuses{"active", "cancelled", "unsuccessful", "complete"};
    out_.name("tender").begin_object().member("id", release_.process.id);
    if (tender.line) out_.member("title", title_of(*tender.line));
    out_.member("status", statuses[static_cast<std::size_t>(tender.status)]);
    out_.name("procuringEntity");
    write_reference(buyer_id, publisher_.buyer);
    // Called off among those who are on the framework; a contract of the framework itself is open to all who qualify.
    const bool framework = release_.process.kind == Process::Kind::contract;
    out_.member("procurementMethod", tender.direct ? "direct" : framework ? "open" : "selective");
    if (!tender.scheme.empty())
      out_.member("procurementMethodDetails", "scheme " + tender.scheme + " of the framework");
    out_.member("mainProcurementCategory", "services");
    if (tender.closes) write_period("tenderPeriod", tender.published, tender.closes);
    if (tender.tenderers) {
      out_.member("numberOfTenderers", *tender.tenderers);
    } else if (takes_back_) {
      out_.name("numberOfTenderers").null();
    }
    if (tender.line) write_items(*tender.line);
    write_amendment(tender.amendment, "Put to further areas.");
    out_.end_object();
  }

  void write_awards() {
    if (!release_.award) return;
    out_.name("awards").begin_array();
    if (release_.withdrawn) write_award(release_.withdrawn->award);
    write_award(*release_.award);
    out_.end_array();
  }

  void write_award(const contracting::Award& award) {
    static constexpr std::array<std::string_view, 2> statuses{"active", "cancelled"};
    out_.begin_object().member("id", award.id);
    out_.member("status", statuses[static_cast<std::size_t>(award.status)])
        .member("date", core::time::format(award.made))
        .name("suppliers")
        .begin_array();
    write_reference(supplier_id, name_of(award.supplier));
    out_.end_array();
    if (award.line) write_items(*award.line);
    out_.end_object();
  }

  void write_contracts() {
    if (!release_.contract) return;
    out_.name("contracts").begin_array();
    if (release_.withdrawn && release_.withdrawn->contract) write_contract(*release_.withdrawn->contract);
    write_contract(*release_.contract);
    out_.end_array();
  }

  void write_contract(const contracting::Contract& contract) {
    static constexpr std::array<std::string_view, 4> statuses{"pending", "active", "terminated", "cancelled"};
    out_.begin_object().member("id", contract.id).member("awardID", contract.id);
    out_.member("status", statuses[static_cast<std::size_t>(contract.status)])
        .member("dateSigned", core::time::format(contract.signed_on));
    write_period("period", contract.starts, contract.ends);
    if (contract.line) write_items(*contract.line);
    write_amendment(contract.amendment, "The terms were varied.");
    out_.end_object();
  }

  void write_replaced() {
    if (!release_.replaces && !release_.replaces_no_more) return;
    out_.name("relatedProcesses").begin_array().begin_object().member("id", "1").name("relationship");
    if (release_.replaces) {
      out_.begin_array().string("replacementProcess").end_array();
      out_.member("scheme", "ocid").member("identifier", ocid_of(*release_.replaces));
    } else {
      out_.null().name("scheme").null().name("identifier").null();
    }
    out_.end_object().end_array();
  }

  Writer& out_;
  const contracting::Release& release_;
  const Publisher& publisher_;
  bool takes_back_;
};

}  // namespace

std::string ocds_release(const contracting::Release& release, const Publisher& publisher) {
  std::string text;
  Writer out(text);
  ReleaseWriter(out, release, publisher).write();
  return text;
}

}  // namespace careledger::api::routes
