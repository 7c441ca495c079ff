// The one loop that shows images to a network without training it.
#pragma once

#include <functional>

#include <ATen/core/Tensor.h>

namespace digits::data {
class ImageBatches;
}
namespace digits::model {
class Network;
}

namespace digits::eval {

/// Changes a batch of the network's input, float32 [B,1,rows,columns] in [0,1], on its device; the
/// result has the same shape and range. Not called if empty.
using Perturbation = std::function<at::Tensor(const at::Tensor& input)>;

/// Receives a batch's logits, float32 [B,classes], and labels, int64 [B], on the network's device.
using LogitsReceiver = std::function<void(const at::Tensor& logits, const at::Tensor& labels)>;

/// Runs `network` over all `images`, which are on its device, in their order: without dropout and
/// without gradients. Leaves the network in the mode it was in.
void run_network(model::Network& network, data::ImageBatches& images, const Perturbation& perturb,
                 const LogitsReceiver& receive);

}  // namespace digits::eval
