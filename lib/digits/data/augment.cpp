#include <digits/data/augment.h>

#include <cmath>
#include <numbers>

#include <torch/torch.h>

#include <digits/data/stroke.h>
#include <digits/data/warp.h>

namespace digits::data {
namespace {

/// Draws on the CPU, for use on the images' device.
class Random {
 public:
  Random(at::Generator generator, c10::Device device)
      : generator_(std::move(generator)), device_(device) {}

  /// Uniform in [lowest,highest): float32 [count].
  at::Tensor uniform(std::int64_t count, double lowest, double highest) {
    return at::empty({count}, at::kFloat).uniform_(lowest, highest, generator_).to(device_);
  }

  /// Standard normal: float32 of `shape`.
  at::Tensor normal(at::IntArrayRef shape) {
    return at::empty(shape, at::kFloat).normal_(0, 1, generator_).to(device_);
  }

 private:
  at::Generator generator_;
  c10::Device device_;
};

/// Gaussians of width `sigma` around points that lie `sigma` apart and reach beyond both ends, at
/// `size` pixels: float32 [size,points], each row's squares summing to 1.
at::Tensor gaussian_basis(std::int64_t size, double sigma, c10::Device device) {
  const auto points = static_cast<std::int64_t>(std::ceil(static_cast<double>(size) / sigma)) + 5;
  const auto options = at::dtype(at::kFloat).device(device);
  const at::Tensor pixels = at::arange(size, options).unsqueeze(1);
  const at::Tensor centres = (at::arange(points, options) - 2) * sigma;
  const at::Tensor basis = (-((pixels - centres) / sigma).square() / 2).exp();
  return basis / basis.square().sum(1, /*keepdim=*/true).sqrt();
}

/// A smooth random displacement, [B,rows,columns,2] in pixels: noise smoothed by a Gaussian, as
/// Simard, Steinkraus and Platt (2003) have it, but drawn only every sigma pixels, which the
/// Gaussian hides.
at::Tensor elastic_displacement(const at::Tensor& images, const Augmentation& augmentation,
                                Random& random) {
  const double sigma = augmentation.elastic_sigma;
  const at::Tensor down = gaussian_basis(images.size(2), sigma, images.device());
  const at::Tensor across = gaussian_basis(images.size(3), sigma, images.device());
  const at::Tensor noise = random.normal({images.size(0), 2, down.size(1), across.size(1)});
  const at::Tensor smooth = down.matmul(noise).matmul(across.t());
  return (smooth * augmentation.elastic).permute({0, 2, 3, 1});
}

at::Tensor warp_at_random(const at::Tensor& images, const Augmentation& augmentation,
                          Random& random) {
  const auto around = [&](double middle, double amount) {
    return random.uniform(images.size(0), middle - amount, middle + amount);
  };
  AffineMaps maps{
      .rotation = around(0, augmentation.rotation * std::numbers::pi / 180),
      .scale_x = around(1, augmentation.scale),
      .scale_y = around(1, augmentation.scale),
      .shear = around(0, augmentation.shear),
      .shift_x = around(0, augmentation.shift),
      .shift_y = around(0, augmentation.shift),
  };
  if (augmentation.flip > 0) {
    const at::Tensor is_flipped = random.uniform(images.size(0), 0, 1) < augmentation.flip;
    maps.scale_x = at::where(is_flipped, -maps.scale_x, maps.scale_x);
  }
  at::Tensor grid = sampling_grid(maps, images.size(2), images.size(3));
  if (augmentation.elastic > 0) {
    grid = displaced(grid, elastic_displacement(images, augmentation, random));
  }
  return warp(images, grid);
}

/// 1 within half a `side` of `centre`, else 0: [B,size].
at::Tensor stripe(const at::Tensor& centre, const at::Tensor& side, std::int64_t size) {
  const at::Tensor pixels = at::arange(size, centre.options());
  return (pixels - centre.unsqueeze(1)).abs().le(side.unsqueeze(1) / 2).to(at::kFloat);
}

/// "Cutout" (DeVries and Taylor 2017) with squares of random sides.
at::Tensor erase_square(const at::Tensor& images, double largest_side, Random& random) {
  const std::int64_t count = images.size(0);
  const std::int64_t rows = images.size(2);
  const std::int64_t columns = images.size(3);
  const at::Tensor side = random.uniform(count, 0, largest_side);
  const auto centre = [&](std::int64_t size) {  // pixel centres are 0, 1, ...
    return random.uniform(count, -0.5, static_cast<double>(size) - 0.5);
  };
  const at::Tensor down = stripe(centre(rows), side, rows);
  const at::Tensor across = stripe(centre(columns), side, columns);
  const at::Tensor square = down.unsqueeze(2) * across.unsqueeze(1);
  return images * (1 - square).unsqueeze(1);
}

}  // namespace

at::Tensor augment(const at::Tensor& images, const Augmentation& augmentation,
                   at::Generator generator) {
  const torch::NoGradGuard no_grad;
  Random random(std::move(generator), images.device());
  at::Tensor result = images;
  if (is_geometric(augmentation)) result = warp_at_random(result, augmentation, random);
  if (augmentation.stroke > 0) {
    const at::Tensor amount =
        random.uniform(images.size(0), -augmentation.stroke / 2, augmentation.stroke);
    result = change_stroke(result, amount);
  }
  if (augmentation.erase > 0) result = erase_square(result, augmentation.erase, random);
  if (augmentation.untouched > 0) {
    const at::Tensor is_untouched = random.uniform(images.size(0), 0, 1) < augmentation.untouched;
    result = at::where(is_untouched.view({-1, 1, 1, 1}), images, result);
  }
  return result;
}

}  // namespace digits::data
