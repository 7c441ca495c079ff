#include <digits/model/safetensors.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <torch/torch.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/hash.h>
#include <digits/core/json.h>

namespace digits::model {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kChecksumDigits = 64;
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the limit of the reference implementation
constexpr std::uint64_t kMaxFileBytes = std::uint64_t{4} << 30;
constexpr const char* kMetadataKey = "__metadata__";

constexpr std::array<std::pair<std::string_view, at::ScalarType>, 10> kTypes = {{
    {"BOOL", at::kBool},
    {"U8", at::kByte},
    {"I8", at::kChar},
    {"I16", at::kShort},
    {"I32", at::kInt},
    {"I64", at::kLong},
    {"F16", at::kHalf},
    {"BF16", at::kBFloat16},
    {"F32", at::kFloat},
    {"F64", at::kDouble},
}};

std::string_view type_name(at::ScalarType type) {
  for (const auto& [name, known] : kTypes) {
    if (known == type) return name;
  }
  throw core::InternalError(fmt::format("safetensors: no name for type {}", c10::toString(type)));
}

at::ScalarType type_from_name(const std::string& name) {
  for (const auto& [known, type] : kTypes) {
    if (known == name) return type;
  }
  throw core::InputError(fmt::format("unknown tensor type '{}'", name));
}

/// The position of the checksum `digits` in `content`, npos if it is not there.
std::size_t find_checksum(const core::Bytes& content, std::string_view digits) {
  const std::string_view text(reinterpret_cast<const char*>(content.data()), content.size());
  const std::size_t entry = text.find(fmt::format(R"("{}":"{}")", kChecksumKey, digits));
  return entry == std::string_view::npos ? entry : text.find(digits, entry);
}

std::string checksum_of(core::Bytes content, std::size_t position) {
  std::fill_n(content.begin() + static_cast<std::ptrdiff_t>(position), kChecksumDigits,
              std::uint8_t{'0'});
  return core::sha256(content);
}

std::string header_of(const TensorFile& file) {
  ordered_json header;
  ordered_json& metadata = header[kMetadataKey];
  metadata[kChecksumKey] = std::string(kChecksumDigits, '0');  // first, so that it is found first
  for (const auto& [key, value] : file.metadata) {
    if (key != kChecksumKey) metadata[key] = value;
  }
  std::size_t offset = 0;
  for (const auto& [name, tensor] : file.tensors) {
    const std::size_t end = offset + tensor.nbytes();
    header[name] = {{"dtype", type_name(tensor.scalar_type())},
                    {"shape", tensor.sizes().vec()},
                    {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = core::to_text(header);
  text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' ');
  return text;
}

core::Bytes length_prefix(std::uint64_t length) {
  core::Bytes bytes(kLengthBytes);
  std::memcpy(bytes.data(), &length, kLengthBytes);
  return bytes;
}

void append(core::Bytes& content, const void* data, std::size_t size) {
  const std::size_t end = content.size();
  content.resize(end + size);
  if (size > 0) std::memcpy(content.data() + end, data, size);
}

/// Reads one tensor of the header; `data` is the part of the file behind it.
at::Tensor read_tensor(const json& entry, std::span<const std::uint8_t> data) {
  const at::ScalarType type = type_from_name(entry.at("dtype").get<std::string>());
  const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
  const auto offsets = entry.at("data_offsets").get<std::array<std::uint64_t, 2>>();
  std::uint64_t bytes = c10::elementSize(type);
  for (const std::int64_t side : shape) {
    const auto count = static_cast<std::uint64_t>(side);
    if (side < 0 || std::max<std::uint64_t>(bytes, 1) > kMaxFileBytes / std::max(count, 1UL)) {
      throw core::InputError("a tensor's shape is not possible");
    }
    bytes *= count;
  }
  if (offsets[0] > offsets[1] || offsets[1] > data.size() || offsets[1] - offsets[0] != bytes) {
    throw core::InputError(
        "a tensor does not fit between its offsets; the file is cut short or damaged");
  }
  at::Tensor tensor = at::empty(shape, type);
  if (bytes > 0) std::memcpy(tensor.data_ptr(), data.data() + offsets[0], bytes);
  return tensor;
}

TensorFile parse(const core::Bytes& content) {
  std::uint64_t header_bytes = 0;
  if (content.size() < kLengthBytes) throw core::InputError("too short for a safetensors file");
  std::memcpy(&header_bytes, content.data(), kLengthBytes);
  if (header_bytes > kMaxHeaderBytes || header_bytes > content.size() - kLengthBytes) {
    throw core::InputError("not a safetensors file, or cut short");
  }
  const auto data_start = static_cast<std::ptrdiff_t>(kLengthBytes + header_bytes);
  const json header = json::parse(content.begin() + kLengthBytes, content.begin() + data_start);

  TensorFile file;
  const std::span data(content.begin() + data_start, content.end());
  std::uint64_t described = 0;
  for (const auto& [name, entry] : header.items()) {
    if (name == kMetadataKey) {
      file.metadata = entry.get<std::map<std::string, std::string>>();
    } else {
      file.tensors[name] = read_tensor(entry, data);
      described += file.tensors[name].nbytes();
    }
  }
  if (described != data.size()) {
    throw core::InputError(
        fmt::format("{} bytes of tensors are described, {} are there", described, data.size()));
  }
  return file;
}

void verify_checksum(const core::Bytes& content, const TensorFile& file) {
  const auto stored = file.metadata.find(kChecksumKey);
  if (stored == file.metadata.end()) return;
  const std::size_t position = find_checksum(content, stored->second);
  if (position == std::string_view::npos || stored->second.size() != kChecksumDigits ||
      checksum_of(content, position) != stored->second) {
    throw core::InputError(
        "the checksum does not match: the file was changed or damaged; copy it again");
  }
}

}  // namespace

void write_safetensors(const std::filesystem::path& path, const TensorFile& file) {
  const std::string header = header_of(file);
  core::Bytes content = length_prefix(header.size());
  append(content, header.data(), header.size());
  for (const auto& [name, tensor] : file.tensors) {
    const at::Tensor bytes = tensor.detach().cpu().contiguous();
    append(content, bytes.const_data_ptr(), bytes.nbytes());
  }
  const std::size_t position = find_checksum(content, std::string(kChecksumDigits, '0'));
  std::ranges::copy(core::sha256(content), content.begin() + static_cast<std::ptrdiff_t>(position));
  core::write_file(path, content);
}

TensorFile read_safetensors(const std::filesystem::path& path) {
  const core::Bytes content = core::read_file(path, kMaxFileBytes);
  try {
    TensorFile file = parse(content);
    verify_checksum(content, file);
    return file;
  } catch (const core::InputError& error) {
    throw core::InputError(fmt::format("{}: {}", path.string(), error.what()));
  } catch (const json::exception&) {
    throw core::InputError(
        fmt::format("{}: not a safetensors file: its header cannot be read", path.string()));
  }
}

}  // namespace digits::model
