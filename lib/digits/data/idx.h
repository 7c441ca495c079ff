// The IDX files in which MNIST, Fashion-MNIST and EMNIST are published: a magic number naming the
// element type and the number of dimensions, each dimension as a big-endian 32-bit number, then the
// elements in row-major order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include <digits/core/file.h>

namespace digits::data {

/// The dimensions of an IDX array, outermost first.
using IdxShape = std::vector<std::uint32_t>;

/// An IDX array of bytes: `shape` outermost first, `bytes` in row-major order.
struct IdxArray {
  IdxShape shape = {};
  core::Bytes bytes = {};
};

/// The same of 32-bit integers, as in the labels of QMNIST.
struct IdxIntegers {
  IdxShape shape = {};
  std::vector<std::int32_t> values = {};
};

/// Reads `path`, plain or gzip. Throws InputError, naming the file, if it is missing, is not IDX of
/// unsigned bytes with one to four dimensions, or holds fewer or more bytes than its header
/// promises. Uses no more memory than a small multiple of what the header promises, 1 GiB at most.
IdxArray read_idx(const std::filesystem::path& path);

/// The same for an IDX file of 32-bit integers.
IdxIntegers read_idx_integers(const std::filesystem::path& path);

/// The shape of the plain (not gzip) IDX file `path`, checked as read_idx does but without reading
/// the elements. Throws InputError.
IdxShape read_idx_shape(const std::filesystem::path& path);

/// The plain IDX file of `bytes`, whose number is the product of `shape`.
core::Bytes encode_idx(const IdxShape& shape, std::span<const std::uint8_t> bytes);

}  // namespace digits::data
