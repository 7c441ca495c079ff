// What the user says each line of digits must look like.
#pragma once

#include <optional>

#include <cxxopts.hpp>

#include <digits/predict/field.h>

namespace digits::app {

/// The field that --length, --pattern and --check describe, if any was given. Throws UsageError
/// that says what is wrong with their values.
std::optional<predict::Field> field_option(const cxxopts::ParseResult& parsed);

}  // namespace digits::app
