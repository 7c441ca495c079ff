#include <digits/train/precision.h>

namespace digits::train {

std::string_view to_string(Precision precision) {
  return precision == Precision::kFloat32 ? "float32" : "bfloat16";
}

std::optional<Precision> precision_from_string(std::string_view name) {
  for (const Precision precision : {Precision::kFloat32, Precision::kBFloat16}) {
    if (to_string(precision) == name) return precision;
  }
  return std::nullopt;
}

}  // namespace digits::train
