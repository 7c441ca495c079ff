// digits info: versions, devices, and what a model is.
#include <filesystem>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <cxxopts.hpp>

#include <digits/core/version.h>
#include <digits/model/checkpoint.h>
#include <digits/model/description.h>
#include <digits/model/device.h>

#include "command.h"
#include "options.h"
#include "output.h"
#include "shipped_model.h"

namespace digits::app {
namespace {

constexpr const char* kExamples = R"(
MODEL is a model file, a run folder, or a shipped model by its name.

Examples:
  digits info                          versions and devices
  digits info mlp
  digits info runs/train
)";

cxxopts::Options make_options() {
  cxxopts::Options options("digits info", "Describes this program and its devices, or a model.");
  options.custom_help("[options]").positional_help("[MODEL]");
  options.add_options()("model", "", cxxopts::value<std::string>()->default_value(""));
  options.parse_positional({"model"});
  return options;
}

void print_row(const std::string& name, const std::string& value) {
  print_result(fmt::format("{:<14} {}\n", name, value));
}

void print_program() {
  print_row("digits", std::string(core::kVersion));
  print_row("LibTorch", model::libtorch_version());
  print_row("cpu", fmt::format("{} threads", std::thread::hardware_concurrency()));
  const model::CudaStatus& cuda = model::cuda_status();
  if (cuda.gpus.empty()) print_row("cuda", "not usable: " + cuda.reason);
  for (std::size_t index = 0; index < cuda.gpus.size(); ++index) {
    const std::string trouble = model::trouble_with_gpu(index);
    print_row(fmt::format("cuda:{}", index),
              cuda.gpus[index] + (trouble.empty() ? "" : ", not usable: " + trouble));
  }
}

void print_model(const std::string& given) {
  const std::filesystem::path file = model::find_model(find_named_model(given));
  const model::Model model = model::load_model(file);
  print_row("model", file.string());
  for (const auto& [name, value] : model::describe(model)) print_row(name, value);
}

}  // namespace

int run_info(int argc, char** argv) {
  cxxopts::Options options = make_options();
  const auto parsed = parse(options, argc, argv, kExamples);
  if (!parsed) return kSuccess;
  const std::string path = text_option(*parsed, "model");
  if (path.empty()) {
    print_program();
  } else {
    print_model(path);
  }
  return kSuccess;
}

}  // namespace digits::app
