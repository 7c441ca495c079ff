#include <digits/train/meter.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace digits::train {
namespace {

TEST(Meter, WeighsBatchesByTheirImages) {
  Meter meter(c10::kCPU);
  EXPECT_EQ(meter.means().loss, 0);
  const at::Tensor logits = torch::tensor({{1.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}});
  meter.add(torch::tensor(2.0F), logits, torch::tensor({0, 1, 1}, at::kLong));
  meter.add(torch::tensor(6.0F), logits.narrow(0, 0, 1), torch::tensor({0}, at::kLong));
  EXPECT_DOUBLE_EQ(meter.means().loss, 3.0);
  EXPECT_DOUBLE_EQ(meter.means().accuracy, 0.75);
}

TEST(Meter, GoesOnFromItsSums) {
  Meter meter(c10::kCPU);
  meter.reset({.loss = 4, .correct = 2, .images = 4});
  meter.add(torch::tensor(1.0F), torch::tensor({{1.0, 0.0}}), torch::tensor({1}, at::kLong));
  EXPECT_DOUBLE_EQ(meter.means().loss, 1.0);
  EXPECT_DOUBLE_EQ(meter.means().accuracy, 0.4);
  meter.reset();
  EXPECT_EQ(meter.sums().images, 0);
}

}  // namespace
}  // namespace digits::train
