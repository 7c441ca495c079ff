#include "dataset_options.h"

#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/data/class_list.h>
#include <digits/data/dataset.h>
#include <digits/data/join.h>
#include <digits/model/checkpoint.h>
#include <digits/model/network.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/vision/image_folder.h>
#endif

#include "options.h"
#include "output.h"

namespace digits::app {
namespace {

#ifdef DIGITS_WITH_OPENCV
data::LabelledImages load_pictures(const data::Dataset& dataset, data::Split split,
                                   const DatasetRequest& request) {
  Progress progress({.verbosity = request.verbosity});
  bool begun = false;
  const auto show = [&](std::size_t done, std::size_t total) {
    if (!std::exchange(begun, true)) {
      progress.begin("Reading pictures", static_cast<std::int64_t>(total));
    }
    progress.update(static_cast<std::int64_t>(done));
  };
  vision::ImageFolder folder = vision::load_image_folder(
      dataset.path, split,
      {.canvas = static_cast<int>(request.pictures.rows),
       .box = static_cast<int>(request.pictures.box),
       .bad_pictures = request.bad_files == BadFiles::kSkipped ? vision::BadPictures::kLeftOut
                                                               : vision::BadPictures::kRefused,
       .on_progress = show});
  progress.clear();
  if (!folder.left_out.empty()) {
    print_problem(fmt::format("{}: {} of {} pictures skipped, the first is {}", dataset.name,
                              folder.left_out.size(), folder.pictures,
                              core::one_line(folder.left_out.front().string())));
  }
  return std::move(folder.images);
}
#else
data::LabelledImages load_pictures(const data::Dataset& dataset, data::Split /*split*/,
                                   const DatasetRequest& /*request*/) {
  throw core::UnavailableError(
      dataset.name + ": a folder of pictures needs OpenCV, which this program was built without");
}
#endif

std::vector<data::Dataset> find_all(const DatasetRequest& request) {
  std::optional<data::ClassList> classes;
  if (!request.classes.empty()) classes = data::parse_class_list(request.classes);
  std::vector<data::Dataset> datasets;
  bool names_wanted = false;
  for (const std::string& name : request.names) {
    data::Dataset& dataset = datasets.emplace_back(data::find_dataset(name));
    if (dataset.form == data::DatasetForm::kPictures) continue;
    dataset.classes = {
        .given = classes, .usual = request.earlier_classes, .may_name_more = request.only_scored};
    names_wanted = true;
  }
  if (classes && !names_wanted) {
    throw core::UsageError(fmt::format(
        "--classes has no meaning for {}, a folder of pictures: its classes are its sub-folders",
        datasets.front().name));
  }
  return datasets;
}

void append(std::string& text, const std::string& separator, const std::string& more) {
  if (!text.empty() && !more.empty()) text += separator;
  text += more;
}

}  // namespace

void add_dataset_options(cxxopts::Options& options, const std::string& purpose) {
  using cxxopts::value;
  auto add = options.add_options();
  add("data",
      purpose +
          ": a known name, a folder of IDX files, a folder with a sub-folder of pictures for "
          "each class, or a CSV file; repeated, all of them (default: mnist)",
      value<std::vector<std::string>>(), "NAME|PATH");
  add("classes",
      "the classes' names in the order of the labels, for every IDX folder and CSV file: a,b,c "
      "or a file of lines",
      value<std::string>(), "NAMES|FILE");
  add("skip-bad", "leave out pictures that cannot be read or show no ink");
}

DatasetRequest dataset_request(const cxxopts::ParseResult& parsed) {
  DatasetRequest request;
  if (parsed.count("data") != 0) request.names = texts_option(parsed, "data");
  if (parsed.count("classes") != 0) request.classes = text_option(parsed, "classes");
  if (flag_option(parsed, "skip-bad")) request.bad_files = BadFiles::kSkipped;
  return request;
}

void set_picture_size(DatasetRequest& request, const model::Model& model) {
  const model::InputSpec& input = model.network->spec().input;
  if (input.rows == input.columns) request.pictures = input;
}

LoadedDataset load_dataset(const DatasetRequest& request, data::Split split) {
  LoadedDataset loaded{.argument = join_names(request.names)};
  std::vector<data::NamedImages> sets;
  for (const data::Dataset& dataset : find_all(request)) {
    const bool is_pictures = dataset.form == data::DatasetForm::kPictures;
    sets.push_back({.name = dataset.name,
                    .images = is_pictures ? load_pictures(dataset, split, request)
                                          : data::load_split(dataset, split)});
    loaded.sha256.push_back(data::images_sha256(sets.back().images));
    append(loaded.name, "+", dataset.name);
    append(loaded.note, "; ", dataset.note);
    if (!dataset.sample_of.empty()) loaded.samples_of.push_back(dataset.sample_of);
    if (sets.back().images.ink_in_files == data::Ink::kDark) {
      append(loaded.remark, "; ", dataset.name + " has dark ink on light, inverted");
    }
  }
  loaded.images = data::join(std::move(sets));
  return loaded;
}

std::string join_names(const std::vector<std::string>& names) {
  std::string joined;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) joined += '+';
    for (const char c : names[i]) {
      if (c == '+' || c == '\\') joined += '\\';
      joined += c;
    }
  }
  return joined;
}

std::vector<std::string> split_names(const std::string& joined) {
  std::vector<std::string> names(1);
  for (std::size_t i = 0; i < joined.size(); ++i) {
    if (joined[i] == '+') {
      names.emplace_back();
      continue;
    }
    if (joined[i] == '\\' && i + 1 < joined.size()) ++i;
    names.back() += joined[i];
  }
  return names;
}

}  // namespace digits::app
