// Finding the models that come with the program.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace digits::app {

/// The network that reads digits unless `--model` says otherwise.
inline constexpr const char* kDefaultModel = "reference.safetensors";

/// Where shipped models may lie, best first: $DIGITS_MODELS_DIR alone if it is set, else the data
/// folder of the installation the running program belongs to, then the source tree it was built
/// from.
std::vector<std::filesystem::path> model_folders();

/// The first `folder/name` that exists. Throws InputError that lists where it looked.
std::filesystem::path find_model(const std::string& name,
                                 const std::vector<std::filesystem::path>& folders);

}  // namespace digits::app
