#include "api/routes/page.hpp"

#include "api/http/accept.hpp"
#include "api/routes/csv.hpp"
#include "core/json/writer.hpp"

#include <algorithm>
#include <array>

namespace careledger::api::routes {
namespace {

namespace json = core::json;
using core::fail;
using core::Fault;

enum class Form { json, ndjson, csv };

constexpr std::array<std::string_view, 4> forms{"application/json", "application/x-ndjson", "text/csv",
                                                "text/event-stream"};  // the last is of no list, but of what follows it

core::Result<Form> form_of(std::string_view accept, bool is_table) {
  const auto wanted = http::preferred(accept, std::span(forms).first(is_table ? 3 : 2));
  if (wanted) return static_cast<Form>(*wanted);
  return fail(Fault::not_acceptable, std::string("this list is given as application/json or application/x-ndjson") +
                                         (is_table ? ", or as text/csv" : ""));
}

using Strings = std::vector<std::string>;

/// Each row with the times that it ends with.
Strings timed(const Rows& list) {
  Strings rows = list.rows;
  for (auto& row : rows) row.insert(row.size() - 1, list.row_times);
  return rows;
}

std::string as_lines(const Strings& rows) {
  std::string out;
  for (const auto& row : rows) out.append(row).append("\n");
  return out;
}

std::string as_csv(const Rows& list, const Strings& rows) {
  return list.columns.empty() ? csv_of(rows) : csv_header(list.columns) + csv_lines(rows, list.columns);
}

/// `for_tag`: without the times, which `next` pins too.
std::string as_json(const Rows& list, const Strings& rows, bool for_tag) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().name(list.name).begin_array();
  for (const auto& row : rows) writer.raw(row);
  writer.end_array();
  if (!list.next.empty()) writer.member("next", for_tag ? std::string_view() : list.next);
  for (const auto& [name, value] : list.settled) writer.name(name).raw(value);
  if (!for_tag) {
    for (const auto& [name, value] : list.members) writer.name(name).raw(value);
  }
  writer.end_object();
  return out;
}

}  // namespace

core::Result<std::size_t> read_limit(std::string_view text) {
  const auto number = read_number("limit", text);
  if (!number) return fail(number.error());
  if (*number < 1 || *number > max_limit) return fail(Fault::bad_request, "limit is 1 to " + std::to_string(max_limit));
  return static_cast<std::size_t>(*number);
}

bool prefers_stream(std::string_view accept) {
  return http::preferred(accept, forms) == forms.size() - 1;
}

core::Result<void> check_form(const Context& context, bool is_table) {
  const auto form = form_of(context.request.accept, is_table);
  return form ? core::Result<void>() : fail(form.error());
}

std::string json_string(std::string_view text) {
  std::string value;
  json::Writer(value).string(text);
  return value;
}

core::Result<http::Response> respond_with_rows(const Context& context, const Rows& list) {
  const auto form = form_of(context.request.accept, list.is_table);
  if (!form) return fail(form.error());
  const auto with_times = list.row_times.empty() ? Strings() : timed(list);
  const auto& rows = list.row_times.empty() ? list.rows : with_times;
  http::Response response;
  std::string tag;
  switch (*form) {
    case Form::json:
      tag = http::entity_tag(as_json(list, list.rows, true));
      response.body = as_json(list, rows, false);
      break;
    case Form::ndjson:
      response.content_type = "application/x-ndjson";
      tag = http::entity_tag(as_lines(list.rows));
      response.body = as_lines(rows);
      break;
    case Form::csv:
      response.content_type = "text/csv; charset=utf-8";
      tag = http::entity_tag(as_csv(list, list.rows));
      response.body = as_csv(list, rows);
      break;
  }
  if (*form != Form::json && !list.next.empty()) response.header("Link", "<?next=" + list.next + ">; rel=\"next\"");
  http::make_conditional(response, context.request, tag, list.freshness);
  return response;
}

}  // namespace careledger::api::routes
