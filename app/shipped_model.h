// Finding the models that come with the program.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace digits::app {

/// Where shipped models may lie, best first: $DIGITS_MODELS_DIR alone if it is set, else the data
/// folder of the installation the running program belongs to, then the source tree it was built
/// from.
std::vector<std::filesystem::path> model_folders();

/// The first `folder/name` that exists. Throws InputError that lists where it looked.
std::filesystem::path find_shipped_model(const std::string& name,
                                         const std::vector<std::filesystem::path>& folders);

/// The network that is used unless the user names another. Throws InputError if it is not there.
std::filesystem::path shipped_model();

}  // namespace digits::app
