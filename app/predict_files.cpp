#include "predict_files.h"

#include <unistd.h>

#include <fmt/format.h>

#include <digits/report/explanation.h>
#include <digits/vision/picture_files.h>

#include "command.h"
#include "output.h"
#include "picture_folders.h"

namespace digits::app {
namespace {

constexpr std::size_t kChunkPictures = 256;
constexpr std::size_t kChunkBytes = std::size_t{64} << 20;

/// The file `name`, or standard input for "-".
predict::Picture read_picture(const std::string& name) {
  if (name == "-") {
    constexpr const char* kName = "standard input";
    return {.name = kName,
            .bytes = core::read_descriptor(STDIN_FILENO, kName, vision::kMaxImageBytes)};
  }
  return {.name = name, .bytes = core::read_file(name, vision::kMaxImageBytes)};
}

/// Collects pictures, and answers them when a chunk is full.
class Chunks {
 public:
  Chunks(const PredictFilesOptions& options, predict::Reader& reader, Progress& progress)
      : reader_(reader),
        progress_(progress),
        formatter_(options.format, options.top_k),
        explain_(options.explain),
        saver_(options.folders) {
    print_result(formatter_.header());
  }

  void add(const std::string& name) {
    try {
      pictures_.push_back(read_picture(name));
    } catch (const core::InputError& error) {
      report(error);
      return;
    }
    names_.push_back(name);
    bytes_ += pictures_.back().bytes.size();
    if (pictures_.size() == kChunkPictures || bytes_ >= kChunkBytes) answer();
  }

  void report(const core::InputError& error) {
    progress_.clear();
    print_problem(error.what());
    exit_code_ = kInputFailure;
  }

  int finish() {
    answer();
    print_result(formatter_.footer());
    return exit_code_;
  }

 private:
  void answer() {
    const std::vector<predict::Answer> answers = reader_.read(pictures_);
    progress_.clear();
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (const auto* error = std::get_if<core::InputError>(&answers[i])) {
        report(*error);
      } else {
        print(names_[i], pictures_[i], std::get<predict::Reading>(answers[i]));
      }
    }
    flush_results();
    names_.clear();
    pictures_.clear();
    bytes_ = 0;
  }

  void print(const std::string& name, const predict::Picture& picture,
             const predict::Reading& reading) {
    print_result(explain_ ? report::explanation(name, reading) : formatter_.rows(name, reading));
    try {
      saver_.save(name == "-" ? "stdin" : name, picture, reading, reader_.layout());
    } catch (const core::InputError& error) {
      report(error);
    }
  }

  predict::Reader& reader_;
  Progress& progress_;
  report::ReadingFormatter formatter_;
  bool explain_;
  PictureSaver saver_;
  std::vector<std::string> names_;
  std::vector<predict::Picture> pictures_;
  std::size_t bytes_ = 0;
  int exit_code_ = kSuccess;
};

/// Every picture that `name` stands for: those in a folder, else what it names.
std::vector<std::string> expanded(const std::string& name) {
  if (name == "-") return {name};
  std::vector<std::string> files;
  for (const std::filesystem::path& file : vision::picture_files(name)) {
    files.push_back(file.string());
  }
  return files;
}

}  // namespace

int predict_files(const std::vector<std::string>& names, const PredictFilesOptions& options,
                  predict::Reader& reader, Progress& progress) {
  Chunks chunks(options, reader, progress);
  std::vector<std::string> files;
  for (const std::string& name : names) {
    try {
      const std::vector<std::string> found = expanded(name);
      files.insert(files.end(), found.begin(), found.end());
    } catch (const core::InputError& error) {
      chunks.report(error);
    }
  }
  progress.begin("Reading pictures", static_cast<std::int64_t>(files.size()));
  std::int64_t done = 0;
  for (const std::string& file : files) {
    chunks.add(file);
    progress.update(++done);
  }
  return chunks.finish();
}

}  // namespace digits::app
