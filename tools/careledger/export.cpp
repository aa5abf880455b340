// careledger export: what the ledger holds and answers, in formats that others read.

#include "api/routes/csv.hpp"
#include "api/routes/events.hpp"
#include "core/json/value.hpp"
#include "core/json/writer.hpp"
#include "tools/careledger/command.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <memory>

namespace careledger::tools {
namespace {

namespace json = core::json;
namespace routes = api::routes;
using core::fail;
using core::Fault;
using core::Result;

constexpr std::string_view lines = "application/x-ndjson";
constexpr std::string_view page_size = "1000";  // the most that a list gives at once

/// A list that may be written out.
struct List {
  std::string_view name, path;
};
constexpr std::array lists{
    List{"events", "/v1/events"},
    List{"services", "/v1/services"},
    List{"ratings", "/v1/ratings"},
    List{"suspensions", "/v1/suspensions"},
    List{"requirements", "/v1/requirements"},
    List{"allocations", "/v1/allocations"},
    List{"payments", "/v1/payments"},
    List{"visits", "/v1/reports/visits"},
    List{"market", "/v1/reports/market"},
    List{"due", "/v1/due"},
    List{"breaches", "/v1/breaches"},
};
constexpr List releases{"releases", "/v1/releases"};

struct Options {
  Common common;
  std::string format = "ndjson";
  std::string what = "events";
  std::string from, to, at, known_at;  // empty: not said
  std::string prefix, buyer;           // ocds
  std::vector<std::string> filters;    // name=value
  std::string out;
};

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdout) std::fclose(file);
  }
};
using Output = std::unique_ptr<std::FILE, Close>;

Result<Output> open_output(const std::string& path) {
  Output out(path.empty() ? stdout : std::fopen(path.c_str(), "wb"));
  if (!out) return fail(Fault::storage, path + " can't be written");
  return out;
}

void put(const Output& out, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), out.get());
}

/// The question as query strings, each empty or ending in `&`.
struct Question {
  std::string times;
  std::string rest;
};

Result<Question> question_of(const Options& options) {
  Question question;
  const auto add = [](std::string& query, std::string_view name, std::string_view value) {
    if (!value.empty()) query.append(name).append("=").append(encoded(value)).append("&");
  };
  add(question.times, "at", options.at);
  add(question.times, "known_at", options.known_at);
  for (const auto& [name, value] : {std::pair("from", &options.from), std::pair("to", &options.to),
                                    std::pair("prefix", &options.prefix), std::pair("buyer", &options.buyer)}) {
    add(question.rest, name, *value);
  }
  for (const auto& filter : options.filters) {
    const auto equals = filter.find('=');
    if (equals == std::string::npos) return fail(Fault::bad_request, "a filter is NAME=VALUE, not " + filter);
    add(question.rest, filter.substr(0, equals), std::string_view(filter).substr(equals + 1));
  }
  return question;
}

/// The error of an answer that is no success.
core::Error refusal(const Answer& answer) {
  return {answer.status == 400 ? Fault::bad_request : Fault::storage, detail_of(answer)};
}

Result<Answer> ask(Client& client, const std::string& target, std::string_view accept) {
  auto answer = client.get(target, accept);
  if (answer && answer->status != 200) return fail(refusal(*answer));
  return answer;
}

/// Visits the rows of a list, page by page, in their order.
Result<void> for_each_page(Client& client, const List& list, const std::string& query,
                           const std::function<void(const std::vector<std::string>&)>& visit) {
  const std::string start = std::string(list.path) + "?limit=" + std::string(page_size) + "&";
  std::string target = start + query;
  for (;;) {
    const auto answer = ask(client, target, lines);
    if (!answer) return fail(answer.error());
    std::vector<std::string> rows;
    std::string_view body = answer->body;
    while (!body.empty()) {
      const auto end = std::min(body.find('\n'), body.size());
      rows.emplace_back(body.substr(0, end));
      body.remove_prefix(std::min(end + 1, body.size()));
    }
    visit(rows);
    if (answer->next.empty()) return {};
    target = start + "next=" + encoded(answer->next);
  }
}

Result<void> write_lines(Client& client, const List& list, const std::string& query, const Output& out) {
  return for_each_page(client, list, query, [&out](const std::vector<std::string>& rows) {
    for (const auto& row : rows) put(out, row + "\n");
  });
}

Result<void> write_table(Client& client, const List& list, const std::string& query, const Output& out) {
  if (&list == &lists.front()) {
    const auto columns = routes::event_columns();
    put(out, routes::csv_header(columns));
    return for_each_page(client, list, query, [&](const auto& rows) { put(out, routes::csv_lines(rows, columns)); });
  }
  std::vector<std::string> all;  // which columns there are is known with the last row
  auto read =
      for_each_page(client, list, query, [&all](const auto& rows) { all.insert(all.end(), rows.begin(), rows.end()); });
  if (read) put(out, routes::csv_of(all));
  return read;
}

/// One release package of all pages. Its head is the first page's, with the two times that the others are asked with.
Result<void> write_package(Client& client, const Question& question, const Output& out) {
  const auto first =
      ask(client, std::string(releases.path) + "?limit=1&" + question.times + question.rest, "application/json");
  if (!first) return fail(first.error());
  json::Parser parser;
  const auto head = parser.parse(first->body);
  if (!head) return fail(head.error());
  const auto publisher = head->find("publisher");
  if (!publisher) return fail(Fault::storage, "the ledger answers with no release package");
  std::string tail = "],";
  {
    std::string members;
    json::Writer writer(members);
    writer.begin_object().member("version", head->text("version")).name("publisher").begin_object();
    writer.member("name", publisher->text("name")).end_object().member("uri", head->text("uri"));
    tail += members.substr(1);
  }
  std::string pinned;
  for (const std::string_view name : {"at", "known_at"}) {
    pinned.append(name).append("=").append(encoded(head->text(name))).append("&");
  }
  std::string published;
  json::Parser reader;
  const auto visit = [&](const std::vector<std::string>& rows) {
    for (const auto& row : rows) {
      put(out, published.empty() ? "{\"releases\":[" : ",");
      put(out, row);
      const auto release = reader.parse(row);
      published = release ? release->text("date") : "";
    }
  };
  if (auto read = for_each_page(client, releases, question.rest + pinned, visit); !read) return read;
  if (published.empty()) return fail(Fault::not_found, "there is nothing to publish of that time");
  put(out, tail + ",\"publishedDate\":\"" + published + "\"}\n");
  return {};
}

Result<void> write(const Options& options) {
  const auto question = question_of(options);
  if (!question) return fail(question.error());
  const bool is_ocds = options.format == "ocds";
  const auto* const list =
      std::find_if(lists.begin(), lists.end(), [&](const List& each) { return each.name == options.what; });
  if (list == lists.end()) return fail(Fault::bad_request, "there is no list " + options.what);
  if (is_ocds && list != lists.begin()) return fail(Fault::bad_request, "ocds is a format of the events alone");
  if (!is_ocds && !(options.prefix.empty() && options.buyer.empty())) {
    return fail(Fault::bad_request, "--prefix and --buyer belong to --format ocds");
  }
  const auto client = connect(options.common.target);
  if (!client) return fail(client.error());
  const auto out = open_output(options.out);
  if (!out) return fail(out.error());
  const auto query = question->times + question->rest;
  auto written = is_ocds                      ? write_package(**client, *question, *out)
                 : options.format == "ndjson" ? write_lines(**client, *list, query, *out)
                                              : write_table(**client, *list, query, *out);
  if (!written) return written;
  if (std::fflush(out->get()) != 0 || std::ferror(out->get()) != 0) {
    return fail(Fault::storage, "not all could be written");
  }
  if (is_ocds && options.prefix.empty()) {
    std::fprintf(stderr,
                 "careledger: the ocids begin with ocds-000000, which is nobody's: register a prefix and give "
                 "it by --prefix before you publish\n");
  }
  return {};
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* const command = app.add_subcommand("export", "write out events, answers, or OCDS 1.1 release packages");
  options->common.add_to(*command, false);
  command->add_option("what", options->what, "events, or a list of answers")->capture_default_str();
  command
      ->add_option("--format", options->format,
                   "ndjson, one object a line; csv; ocds, a package of the releases of what was bought")
      ->check(CLI::IsMember({"ndjson", "csv", "ocds"}))
      ->capture_default_str();
  command->add_option("--from", options->from, "what happened from that instant or day on")->check(not_empty());
  command->add_option("--to", options->to, "and before that one")->check(not_empty());
  command->add_option("--at", options->at, "answers: the instant that is asked about (default: now)")
      ->check(not_empty());
  command
      ->add_option("--known-at", options->known_at,
                   "with the knowledge of when: an instant, a day or a sequence (default: now)")
      ->check(not_empty());
  command->add_option("--prefix", options->prefix, "ocds: the prefix of the ocids, as it was registered");
  command->add_option("--buyer", options->buyer, "ocds: the council's name (default: the log's origin)");
  command->add_option("--filter", options->filters, "NAME=VALUE, as the list's own parameters are; again for another")
      ->allow_extra_args(false);
  command->add_option("--out", options->out, "the file that is written (default: standard output)");
  command->callback([=, &exit_code] {
    const auto written = write(*options);
    exit_code = written ? exit_success : report(written.error());
  });
}

}  // namespace careledger::tools
