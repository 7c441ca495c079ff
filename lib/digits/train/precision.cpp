#include <digits/train/precision.h>

#include <digits/core/named_value.h>

namespace digits::train {

std::string_view to_string(Precision precision) {
  return precision == Precision::kFloat32 ? "float32" : "bfloat16";
}

std::optional<Precision> precision_from_string(std::string_view name) {
  return core::value_of_name({Precision::kFloat32, Precision::kBFloat16}, name);
}

}  // namespace digits::train
