// Builds the network a specification describes.
#pragma once

#include <cstdint>

#include <digits/model/network.h>

namespace digits::model {

/// A network on the CPU in training mode, its weights drawn from `seed` alone. Throws InputError if
/// the specification is not valid or names an unknown architecture.
NetworkPtr make_network(const NetworkSpec& spec, std::uint64_t seed);

}  // namespace digits::model
