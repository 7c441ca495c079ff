// The options that say where a command writes its results.
#pragma once

#include <filesystem>
#include <string>

#include <cxxopts.hpp>

#include <digits/core/folder.h>

namespace digits::app {

/// Where results go: `parent/name`.
struct ResultFolder {
  std::filesystem::path parent;
  std::string name;
  core::ExistingFolder existing = core::ExistingFolder::kNumber;
};

/// Declares --output, --name (by default `name`) and --exist-ok.
void add_result_folder_options(cxxopts::Options& options, const std::string& name);

/// What was said with them.
ResultFolder result_folder(const cxxopts::ParseResult& parsed);

}  // namespace digits::app
