// A model in words and numbers, for people.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <digits/model/checkpoint.h>

namespace digits::model {

/// Names and values to show one below the other: architecture, classes, preprocessing,
/// temperature, training.
std::vector<std::pair<std::string, std::string>> describe(const Model& model);

/// The version of the LibTorch this program was built with, such as "2.15.0".
std::string libtorch_version();

}  // namespace digits::model
