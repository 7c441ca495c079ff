#include <digits/data/warp.h>

#include <torch/torch.h>

namespace digits::data {
namespace {

/// Half the image's size: the pixels in one of grid_sampler's units.
struct Units {
  double x;
  double y;
};

/// The inverses of `maps`, float32 [B,2,3]: from pixels of the warped image to pixels of the
/// original, both from the centre, y down.
at::Tensor inverse_matrices(const AffineMaps& maps) {
  const at::Tensor cosine = maps.rotation.cos();
  const at::Tensor sine = maps.rotation.sin();
  const at::Tensor xx = (cosine + maps.shear * sine) / maps.scale_x;
  const at::Tensor xy = (maps.shear * cosine - sine) / maps.scale_x;
  const at::Tensor yx = sine / maps.scale_y;
  const at::Tensor yy = cosine / maps.scale_y;
  const at::Tensor x0 = -(xx * maps.shift_x + xy * maps.shift_y);
  const at::Tensor y0 = -(yx * maps.shift_x + yy * maps.shift_y);
  return at::stack({xx, xy, x0, yx, yy, y0}, 1).view({-1, 2, 3});
}

}  // namespace

AffineMaps identity_maps(std::int64_t count, c10::Device device) {
  const auto options = at::dtype(at::kFloat).device(device);
  const at::Tensor zero = at::zeros({count}, options);
  const at::Tensor one = at::ones({count}, options);
  return {zero, one, one, zero, zero, zero};
}

at::Tensor sampling_grid(const AffineMaps& maps, std::int64_t rows, std::int64_t columns) {
  const Units unit{static_cast<double>(columns) / 2, static_cast<double>(rows) / 2};
  const at::Tensor in_units =
      torch::tensor({{1.0, unit.y / unit.x, 1 / unit.x}, {unit.x / unit.y, 1.0, 1 / unit.y}},
                    at::dtype(at::kFloat).device(maps.rotation.device()));
  const at::Tensor matrices = inverse_matrices(maps) * in_units;
  return at::affine_grid_generator(matrices, {matrices.size(0), 1, rows, columns},
                                   /*align_corners=*/false);
}

at::Tensor displaced(const at::Tensor& grid, const at::Tensor& displacement) {
  const at::Tensor units =
      torch::tensor({static_cast<double>(grid.size(2)) / 2, static_cast<double>(grid.size(1)) / 2},
                    at::dtype(at::kFloat).device(grid.device()));
  return grid + displacement / units;
}

at::Tensor warp(const at::Tensor& images, const at::Tensor& grid) {
  constexpr std::int64_t kBilinear = 0;
  constexpr std::int64_t kBlackOutside = 0;
  const at::Tensor grids = grid.expand({images.size(0), -1, -1, -1});
  return at::grid_sampler(images, grids, kBilinear, kBlackOutside, /*align_corners=*/false);
}

}  // namespace digits::data
