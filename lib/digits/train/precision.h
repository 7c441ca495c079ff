// The arithmetic of a training's passes through the network.
#pragma once

#include <optional>
#include <string_view>

namespace digits::train {

/// Weights, losses and updates are float32 either way.
enum class Precision {
  kFloat32,
  kBFloat16,  ///< products and maps in bfloat16 (Kalamkar et al. 2019): a third less time where
              ///< the processor has instructions for it (AVX-512 BF16, AMX, NVIDIA from Ampere on),
              ///< slow elsewhere
};

std::string_view to_string(Precision precision);

/// The value of that name, or nothing.
std::optional<Precision> precision_from_string(std::string_view name);

}  // namespace digits::train
