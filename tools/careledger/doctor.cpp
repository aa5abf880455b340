#include "core/time/calendar.hpp"
#include "projections/policies/adoption.hpp"
#include "tools/careledger/command.hpp"
#include "tools/careledger/instance.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace careledger::tools {
namespace {

enum class Finding { good, note, bad };

class Examination {
 public:
  void tell(Finding finding, const std::string& text) {
    constexpr const char* marks[] = {"ok   ", "note ", "BAD  "};
    std::printf("%s %s\n", marks[static_cast<int>(finding)], text.c_str());
    sick_ = sick_ || finding == Finding::bad;
  }
  [[nodiscard]] bool sick() const { return sick_; }

 private:
  bool sick_ = false;
};

void examine_calendar(Examination& examination) {
  // British Summer Time of 2019 began on 31 March: a machine without the tz database would not know.
  const auto day = core::time::date_of({2019, 7, 1});
  const bool summer = core::time::format(core::time::start_of_day(day)) == "2019-06-30T23:00:00Z";
  examination.tell(summer ? Finding::good : Finding::bad, "the tz database knows Europe/London");
}

void examine_disk(Examination& examination, const std::filesystem::path& directory) {
  std::error_code error;
  const auto space = std::filesystem::space(directory, error);
  constexpr std::uintmax_t little = 1u << 30;
  examination.tell(!error && space.available < little ? Finding::note : Finding::good,
                   std::to_string(space.available >> 20) + " MiB are free in " + directory.string());
  const auto path = directory / ".doctor";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0)
    return examination.tell(Finding::bad, "can't write in " + directory.string() + ": " + std::strerror(errno));
  constexpr int rounds = 50;
  std::vector<double> micros;
  const char block[4096] = {};
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    if (::pwrite(file, block, sizeof block, i * static_cast<off_t>(sizeof block)) < 0 || ::fdatasync(file) != 0) {
      examination.tell(Finding::bad, std::string("syncing fails: ") + std::strerror(errno));
      break;
    }
    micros.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
  }
  ::close(file);
  std::filesystem::remove(path, error);
  std::sort(micros.begin(), micros.end());
  if (micros.empty()) return;
  examination.tell(Finding::good, "a synced write takes " +
                                      std::to_string(static_cast<int>(micros[micros.size() / 2])) +
                                      " microseconds (median of 50)");
}

void examine_secret(Examination& examination, const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return;
  const bool own = (status.st_mode & 0077) == 0;
  examination.tell(own ? Finding::good : Finding::bad,
                   file.string() + (own ? " is its owner's alone" : " can be read by others: chmod 600"));
}

bool held_by_a_server(const std::filesystem::path& directory) {
  const int file = ::open((directory / "lock").c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return false;
  const bool held = ::flock(file, LOCK_EX | LOCK_NB) != 0;
  ::close(file);
  return held;
}

/// An upgrade of the program adopts nothing by itself: what it brings that the ledger has not adopted is told here.
void examine_policies(Examination& examination, Client& client) {
  const auto bundled = projections::policies::bundled_adoption_events();
  core::json::Parser parser;
  const auto events = bundled ? parser.parse(*bundled) : core::fail(bundled.error());
  if (!events) return examination.tell(Finding::bad, "the bundled policies can't be read");
  for (const auto event : events->elements()) {
    const std::string id(event.find("id")->string());
    const auto found = client.get("/v1/events?source=%2Fpolicies%2Fbundled&id=" + encoded(id));
    if (!found || found->status != 200) return examination.tell(Finding::bad, "asking for the policies fails");
    if (found->body == "{\"events\":[]}")
      examination.tell(Finding::note, "the bundled policy " + id + " is not adopted");
  }
}

int examine(const std::filesystem::path& directory) {
  Examination examination;
  examine_calendar(examination);
  if (directory.empty()) return exit_success;
  if (const auto there = check_there(directory); !there) {
    examination.tell(Finding::bad, there.error().detail);
    return there.error().fault == core::Fault::bad_request ? exit_usage : exit_check_failed;
  }
  examine_disk(examination, directory);
  for (const auto* const name : {"signing.key", "master.key", "tokens.json"})
    examine_secret(examination, directory / name);
  if (held_by_a_server(directory)) examination.tell(Finding::note, "a process holds the directory; asking that");
  Target target;
  target.data = directory;
  const auto client = connect(target);
  if (!client) {
    examination.tell(Finding::bad, "the ledger does not open: " + client.error().detail);
    return exit_check_failed;
  }
  examination.tell(Finding::good, "the ledger opens, and its tree has the root that was committed and signed");
  const auto ready = (*client)->get("/health/ready", "text/plain");
  const bool is_ready = ready && ready->status == 200;
  examination.tell(
      is_ready ? Finding::good : Finding::bad,
      is_ready ? "it is ready to write" : "it does not write: " + (ready ? ready->body : ready.error().detail));
  examine_policies(examination, **client);
  return examination.sick() ? exit_check_failed : exit_success;
}

int rebuild(const std::filesystem::path& directory) {
  if (const auto there = check_there(directory); !there) return report(there.error());
  const auto instance = Instance::open({.directory = directory, .progress = progress_on_stderr()});
  if (!instance) return report(instance.error());
  const auto start = std::chrono::steady_clock::now();
  if (const auto rebuilt = (*instance)->ledger().rebuild(progress_on_stderr()); !rebuilt)
    return report(rebuilt.error());
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  std::printf("%llu events derived anew in %.2f s\n", static_cast<unsigned long long>((*instance)->ledger().size()),
              spent.count());
  return exit_success;
}

}  // namespace

void add_doctor(CLI::App& app, int& exit_code) {
  auto data = std::make_shared<std::filesystem::path>();
  auto anew = std::make_shared<bool>(false);
  auto* const command = app.add_subcommand("doctor", "what is missing on this machine, and why a ledger won't open");
  command->add_option("--data", *data, "a ledger's directory")->envname("CARELEDGER_DATA");
  command->add_flag("--rebuild", *anew,
                    "derive all that follows from the log anew, in a directory that no server holds");
  command->callback([data, anew, &exit_code] { exit_code = *anew ? rebuild(*data) : examine(*data); });
}

}  // namespace careledger::tools
