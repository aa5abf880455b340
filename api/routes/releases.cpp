#include "api/routes/releases.hpp"

#include "api/routes/answer.hpp"
#include "api/routes/listing.hpp"
#include "api/routes/ocds_json.hpp"
#include "core/event/stored.hpp"
#include "core/log/index.hpp"
#include "projections/allocations/requirement.hpp"

#include <algorithm>

namespace careledger::api::routes {
namespace {

using core::fail;
using core::Fault;
using core::event::Sequence;
using core::time::Instant;
namespace contracting = projections::contracting;

constexpr std::string_view version = "1.1";
constexpr std::string_view unregistered_prefix = "ocds-000000";
constexpr std::size_t most_read_for_a_page = 20'000;  // events looked at where from and to leave most of them out

struct Wanted {
  Listing listing;
  Sequence behind = 0;  // what the pages before have told of
  Span span;
  Publisher publisher;

  /// What had happened by `at`, of the time that is asked for.
  [[nodiscard]] bool has(Instant time) const { return span.has(time) && time <= listing.moment.at; }
};

/// `ocds-` and six letters or digits.
bool is_prefix(std::string_view text) {
  constexpr std::string_view begin = "ocds-";
  constexpr std::size_t length = 6;
  const auto is_plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
  return text.starts_with(begin) && text.size() == begin.size() + length &&
         std::all_of(text.begin() + begin.size(), text.end(), is_plain);
}

core::Result<Wanted> read_wanted(const Context& context) {
  auto listing = read_listing(context, {"from", "to", "prefix", "buyer"});
  if (!listing) return fail(std::move(listing.error()));
  const auto span = read_span(listing->query);
  if (!span) return fail(span.error());
  const auto behind = count_behind(*listing);
  if (!behind) return fail(behind.error());
  Publisher publisher{.ocid_prefix = std::string(listing->query.get("prefix").value_or(unregistered_prefix)),
                      .buyer = std::string(listing->query.get("buyer").value_or(context.app.ledger().origin())),
                      .origin = context.app.ledger().origin()};
  if (!is_prefix(publisher.ocid_prefix)) {
    return fail(Fault::bad_request, "prefix is ocds- and six small letters or digits, as it was registered");
  }
  if (publisher.buyer.empty()) return fail(Fault::bad_request, "buyer is the council's name");
  return Wanted{.listing = std::move(*listing), .behind = *behind, .span = *span, .publisher = std::move(publisher)};
}

struct Page {
  std::vector<std::string> releases;
  Sequence looked_at = 0;  // up to which event
  Instant published;       // when the last of what it tells was recorded
  bool more = false;
};

core::Result<Page> read_page(const Context& context, const Wanted& wanted) {
  auto& book = context.app.book();
  const auto sealed = projections::allocations::sealed_requirements(book.view(), context.app.now());
  if (!sealed) return fail(sealed.error());
  const contracting::Releases releases(book, *sealed);
  const core::log::Selection selection{.tags = {}, .types = contracting::types_of_changes(), .after = wanted.behind};
  const auto found =
      core::log::select(context.app.ledger().log(), selection, wanted.listing.moment.known_at, most_read_for_a_page);
  if (!found) return fail(found.error());
  Page page{.releases = {}, .looked_at = wanted.behind, .published = core::time::earliest};
  for (const Sequence sequence : *found) {
    // What one event makes stands on one page: another may only begin while there is room.
    if (page.releases.size() >= wanted.listing.limit) {
      page.more = true;
      return page;
    }
    const auto leaf = book.view().leaf(sequence);
    if (!leaf) return fail(leaf.error());
    page.looked_at = sequence;
    const auto tail = core::event::tail_of(*leaf);
    const auto time = tail ? core::time::parse_instant(tail->time) : fail(Fault::corrupt, "a leaf has no time");
    if (!time) return fail(time.error());
    if (!wanted.has(*time)) continue;
    const auto made = releases.of(sequence);
    if (!made) return fail(made.error());
    for (const auto& release : *made) {
      page.releases.push_back(ocds_release(release, wanted.publisher));
      page.published = std::max(page.published, release.date);
    }
  }
  page.more = found->size() == most_read_for_a_page;
  return page;
}

/// Where this very page is found again: a log's origin is where it is served.
std::string uri_of(const Context& context, const Wanted& wanted) {
  return "https://" + http::percent_encoded(context.app.ledger().origin(), ":/") +
         "/v1/releases?next=" + next_of(wanted.listing, std::to_string(wanted.behind));
}

}  // namespace

core::Result<http::Response> list_releases(const Context& context) {
  const auto wanted = read_wanted(context);
  if (!wanted) return fail(wanted.error());
  auto page = read_page(context, *wanted);
  if (!page) return fail(std::move(page.error()));
  std::string publisher;
  core::json::Writer(publisher).begin_object().member("name", wanted->publisher.buyer).end_object();
  Rows list{.name = "releases",
            .rows = std::move(page->releases),
            .next = page->more ? next_of(wanted->listing, std::to_string(page->looked_at)) : std::string(),
            .members = times_of(wanted->listing.moment),
            .freshness = wanted->listing.moment.freshness,
            .settled = {{"version", json_string(version)}, {"publisher", std::move(publisher)}},
            .is_table = false};
  list.members.emplace_back("uri", json_string(uri_of(context, *wanted)));
  const auto published = list.rows.empty() ? wanted->listing.moment.at : page->published;
  list.members.emplace_back("publishedDate", json_string(core::time::format_recorded(published)));
  return respond_with_rows(context, list);
}

}  // namespace careledger::api::routes
