// The options that say which images a command works on, and loading those images.
#pragma once

#include <string>
#include <vector>

#include <cxxopts.hpp>

#include <digits/data/idx_family.h>
#include <digits/data/labelled_images.h>
#include <digits/model/spec.h>

#include "progress.h"

namespace digits::model {
struct Model;
}

namespace digits::app {

/// Declares --data, --classes and --skip-bad; `purpose` is what the images are for.
void add_dataset_options(cxxopts::Options& options, const std::string& purpose);

/// What becomes of a folder's pictures that cannot be used.
enum class BadFiles { kRefused, kSkipped };

struct DatasetRequest {
  std::vector<std::string> names = {"mnist"};  ///< of --data, one or more
  std::string classes = {};                    ///< of --classes; empty: as the data sets say
  /// Of a training that goes on: for sets that do not name their classes.
  std::vector<std::string> earlier_classes = {};
  /// Whether the images are only scored: then --classes may name more than they have.
  bool only_scored = false;
  BadFiles bad_files = BadFiles::kRefused;
  model::InputSpec pictures = {};  ///< what pictures are brought to, a square
  Verbosity verbosity = Verbosity::kNormal;
};

/// Throws UsageError if an option was given as "".
DatasetRequest dataset_request(const cxxopts::ParseResult& parsed);

/// Has pictures brought to the form that `model` reads; to the usual one if that is no square.
void set_picture_size(DatasetRequest& request, const model::Model& model);

/// The images of one split of all data sets asked for, joined.
struct LoadedDataset {
  data::LabelledImages images = {};
  std::string argument = {};  ///< what --data said, as join_names has it
  std::string name = {};      ///< what the data sets call themselves, with '+' between them
  std::string note = {};      ///< to be printed beside scores; empty for ordinary data
  std::string remark = {};    ///< what loading did to the images; empty if nothing
  std::vector<std::string> sha256 = {};      ///< data::images_sha256 of each data set
  std::vector<std::string> samples_of = {};  ///< data::Dataset::sample_of, where there is one
};

/// Finds, reads and joins the data sets. Counts pictures that were skipped on standard error.
/// Throws InputError where one cannot be used or they do not fit together; UsageError if --classes
/// is for none of them; UnavailableError for a folder of pictures where this program has no OpenCV.
LoadedDataset load_dataset(const DatasetRequest& request, data::Split split);

/// `names` as one text with '+' between them, from which split_names gets them back.
std::string join_names(const std::vector<std::string>& names);
std::vector<std::string> split_names(const std::string& joined);

}  // namespace digits::app
