// The temperature at which a network's probabilities mean what they say (Guo et al. 2017).
#pragma once

#include <ATen/core/Tensor.h>

namespace digits::data {
class ImageBatches;
}
namespace digits::model {
class Network;
}

namespace digits::eval {

inline constexpr double kLeastTemperature = 0.05;
inline constexpr double kMostTemperature = 20;

/// The temperature, between the two above, that minimises the mean negative log-likelihood of
/// `labels` (int64 [N]) when `log_probabilities` (floating point [N,classes], normalised or not)
/// are divided by it. 1 if every image is right: then the likelihood only grows as the temperature
/// falls, and the images say nothing about it. Throws InternalError if there is no image or a value
/// is not finite.
double fit_temperature(const at::Tensor& log_probabilities, const at::Tensor& labels);

/// The same for what `network` says, at temperature 1, about held-out `images`, which are on its
/// device. Changes nothing; Network::set_temperature puts it to use.
double fit_temperature(model::Network& network, data::ImageBatches& images);

}  // namespace digits::eval
