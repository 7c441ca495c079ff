// Geometric warps of whole batches of images: affine maps and free displacements.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace digits::data {

/// Affine maps about the images' centre, in this order: scale, lean, turn, shift. Each member is
/// float32, [B] for a map of its own for each image or [1] for one map for all.
struct AffineMaps {
  at::Tensor rotation;  ///< radians, counter-clockwise
  at::Tensor scale_x;   ///< factor of the width; above 1 enlarges
  at::Tensor scale_y;   ///< factor of the height
  at::Tensor shear;     ///< pixels the image leans to the right for each pixel upwards
  at::Tensor shift_x;   ///< pixels to the right
  at::Tensor shift_y;   ///< pixels down
};

/// `count` maps that leave images as they are, on `device`.
AffineMaps identity_maps(std::int64_t count, c10::Device device);

/// Where each pixel of the warped images lies in the originals: float32 [B,rows,columns,2], x and y
/// in at::grid_sampler's units, in which an image reaches from -1 to 1.
at::Tensor sampling_grid(const AffineMaps& maps, std::int64_t rows, std::int64_t columns);

/// Moves the grid's points by `displacement`, float32 [B,rows,columns,2], x and y in pixels.
at::Tensor displaced(const at::Tensor& grid, const at::Tensor& displacement);

/// float32 [B,1,rows,columns] -> the same shape, sampled bilinearly at `grid`; black outside. A
/// grid of one map, [1,rows,columns,2], serves all images.
at::Tensor warp(const at::Tensor& images, const at::Tensor& grid);

}  // namespace digits::data
