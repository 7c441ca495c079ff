#include <fmt/core.h>

#include <digits/core/version.h>

int main() { fmt::print("digits {}\n", digits::core::kVersion); }
