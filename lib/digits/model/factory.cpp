#include <digits/model/factory.h>

#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/seed.h>
#include <digits/model/cnn.h>
#include <digits/model/ensemble.h>
#include <digits/model/mlp.h>

namespace digits::model {
namespace {

NetworkPtr make_ensemble(const NetworkSpec& spec, std::uint64_t seed) {
  NetworkSpec single = spec;
  single.members = 1;
  std::vector<NetworkPtr> members;
  members.reserve(static_cast<std::size_t>(spec.members));
  for (std::int64_t i = 0; i < spec.members; ++i) {
    members.push_back(make_network(single, core::mix_seed(seed, static_cast<std::uint64_t>(i))));
  }
  return std::make_shared<EnsembleImpl>(spec, std::move(members));
}

}  // namespace

NetworkPtr make_network(const NetworkSpec& spec, std::uint64_t seed) {
  validate(spec);
  if (spec.members > 1) return make_ensemble(spec, seed);
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  if (spec.architecture == "mlp") return std::make_shared<MlpImpl>(spec, generator);
  if (spec.architecture == "cnn") return std::make_shared<CnnImpl>(spec, generator);
  throw core::InputError(
      fmt::format("unknown architecture '{}': mlp and cnn are known", spec.architecture));
}

}  // namespace digits::model
