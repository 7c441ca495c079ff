#include <digits/model/factory.h>

#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/model/mlp.h>

namespace digits::model {

NetworkPtr make_network(const NetworkSpec& spec, std::uint64_t seed) {
  validate(spec);
  if (spec.architecture == "mlp") {
    return std::make_shared<MlpImpl>(spec, at::detail::createCPUGenerator(seed));
  }
  throw core::InputError(fmt::format("unknown architecture '{}': mlp is known", spec.architecture));
}

}  // namespace digits::model
