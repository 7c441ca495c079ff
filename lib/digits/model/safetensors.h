// Reads and writes safetensors files (github.com/huggingface/safetensors): eight bytes of header
// length, a JSON header, then the tensors' bytes. Any program that reads the format reads ours.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include <ATen/core/Tensor.h>

namespace digits::model {

/// A file's content. Tensors are on the CPU and contiguous; float32, float64, float16, bfloat16,
/// uint8, int8, int16, int32, int64 and bool are supported.
struct TensorFile {
  std::map<std::string, std::string> metadata;
  std::map<std::string, at::Tensor> tensors;
};

/// Metadata key of the checksum: SHA-256 of the whole file with the 64 digits of this value as '0'.
inline constexpr const char* kChecksumKey = "sha256";

/// Writes `path` atomically, adding the checksum to the metadata. Equal content gives equal bytes.
/// Throws OutputError.
void write_safetensors(const std::filesystem::path& path, const TensorFile& file);

/// Reads and validates `path`: header, offsets, sizes, and the checksum if there is one; files of
/// other programs have none. Throws InputError naming the file and the fault.
TensorFile read_safetensors(const std::filesystem::path& path);

}  // namespace digits::model
