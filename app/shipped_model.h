// Finding the model a user means, and the models that come with the program.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace digits::app {

/// Where shipped models may lie, best first: $DIGITS_MODELS_DIR alone if it is set, else the data
/// folder of the installation the running program belongs to, then the source tree it was built
/// from.
std::vector<std::filesystem::path> model_folders();

/// The first `folder/NAME.safetensors` that exists. Throws InputError that lists where it looked.
std::filesystem::path find_shipped_model(const std::string& name,
                                         const std::vector<std::filesystem::path>& folders);

/// The best of the shipped models, used unless the user names another. Throws InputError if it is
/// not there.
std::filesystem::path shipped_model();

/// What a user calls a model: a file or a run folder if there is one of that name, else a shipped
/// model, such as "mlp". Throws InputError that names the shipped ones if it is none of these.
std::filesystem::path find_named_model(
    const std::string& name, const std::vector<std::filesystem::path>& folders = model_folders());

}  // namespace digits::app
