#include <digits/data/idx.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>

namespace digits::data {
namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 30;
constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr std::uint8_t kInt32 = 0x0c;
constexpr std::size_t kMaxDimensions = 4;
constexpr std::size_t kMaxHeader = 4 + 4 * kMaxDimensions;

struct Header {
  IdxShape shape = {};
  std::size_t size = 0;        // of the header itself
  std::uint64_t elements = 1;  // that must follow
  std::uint64_t bytes = 0;     // they take
};

std::uint64_t element_size(std::uint8_t type) { return type == kInt32 ? 4 : 1; }

std::uint32_t big_endian(std::span<const std::uint8_t> four) {
  return std::uint32_t{four[0]} << 24 | std::uint32_t{four[1]} << 16 | std::uint32_t{four[2]} << 8 |
         four[3];
}

/// Reads the header at the start of the file `name`; `start` is its first kMaxHeader bytes, or all.
/// Its elements must be of `type`.
Header parse_header(std::span<const std::uint8_t> start, std::uint8_t type,
                    const std::string& name) {
  if (start.empty()) throw core::InputError(name + ": is empty; an IDX file is expected");
  const bool is_idx = start.size() >= 4 && start[0] == 0 && start[1] == 0;
  const std::size_t dimensions = is_idx ? start[3] : 0;
  if (!is_idx || start[2] != type || dimensions == 0 || dimensions > kMaxDimensions) {
    throw core::InputError(fmt::format(
        "{}: is not an IDX file of {}: it starts with {:02x}, expected 00 00 {:02x} and the number "
        "of dimensions, 1 to {}",
        name, type == kInt32 ? "32-bit integers" : "unsigned bytes",
        fmt::join(start.first(std::min<std::size_t>(4, start.size())), " "), type, kMaxDimensions));
  }
  Header header{.size = 4 + 4 * dimensions};
  if (start.size() < header.size) {
    throw core::InputError(fmt::format("{}: is cut short: {} bytes, its header alone has {}", name,
                                       start.size(), header.size));
  }
  for (std::size_t i = 0; i < dimensions; ++i) {
    header.shape.push_back(big_endian(start.subspan(4 + 4 * i, 4)));
    header.elements *= header.shape.back();
    header.bytes = header.elements * element_size(type);
    if (header.bytes > kMaxBytes) {
      throw core::InputError(
          fmt::format("{}: its header promises {} elements, more than the {} bytes allowed here",
                      name, fmt::join(header.shape, " x "), kMaxBytes));
    }
  }
  return header;
}

void check_size(const Header& header, std::uint64_t file_size, const std::string& name) {
  const std::uint64_t expected = header.size + header.bytes;
  if (file_size == expected) return;
  throw core::InputError(fmt::format(
      "{}: {}: {} bytes, but its header promises {} ({} elements); fetch or copy the file again",
      name, file_size < expected ? "is cut short" : "is too long", file_size, expected,
      fmt::join(header.shape, " x ")));
}

/// The whole file, plain or gzip, whose elements must be of `type`.
IdxArray read_array(const std::filesystem::path& path, std::uint8_t type) {
  const std::string name = path.string();
  core::Bytes content = core::read_file(path, kMaxBytes + kMaxHeader);
  Header header;
  if (core::is_gzip(content)) {
    core::Bytes start = core::gunzip_start(content, kMaxHeader);
    if (start.size() < kMaxHeader) start = core::gunzip(content, name, kMaxHeader);
    header = parse_header(start, type, name);
    content = core::gunzip(content, name, header.size + header.bytes);
  } else {
    header =
        parse_header(std::span(content).first(std::min(kMaxHeader, content.size())), type, name);
  }
  check_size(header, content.size(), name);
  content.erase(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(header.size));
  return {.shape = std::move(header.shape), .bytes = std::move(content)};
}

}  // namespace

IdxArray read_idx(const std::filesystem::path& path) { return read_array(path, kUnsignedByte); }

IdxIntegers read_idx_integers(const std::filesystem::path& path) {
  IdxArray array = read_array(path, kInt32);
  IdxIntegers result{.shape = std::move(array.shape)};
  const std::span<const std::uint8_t> bytes(array.bytes);
  result.values.reserve(bytes.size() / 4);
  for (std::size_t i = 0; i < bytes.size(); i += 4) {
    result.values.push_back(static_cast<std::int32_t>(big_endian(bytes.subspan(i, 4))));
  }
  return result;
}

IdxShape read_idx_shape(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::error_code code;
  const std::uint64_t size = std::filesystem::file_size(path, code);
  if (code) {
    throw core::InputError(fmt::format("{}: cannot be read: {}", name, code.message()));
  }
  core::Bytes start(std::min<std::uint64_t>(kMaxHeader, size));
  std::ifstream file(path, std::ios::binary);
  if (!file.read(reinterpret_cast<char*>(start.data()),
                 static_cast<std::streamsize>(start.size()))) {
    throw core::InputError(name + ": cannot be read");
  }
  const Header header = parse_header(start, kUnsignedByte, name);
  check_size(header, size, name);
  return header.shape;
}

core::Bytes encode_idx(const IdxShape& shape, std::span<const std::uint8_t> bytes) {
  core::Bytes file{0, 0, kUnsignedByte, static_cast<std::uint8_t>(shape.size())};
  file.reserve(4 + 4 * shape.size() + bytes.size());
  for (const std::uint32_t size : shape) {
    for (const int shift : {24, 16, 8, 0}) file.push_back(static_cast<std::uint8_t>(size >> shift));
  }
  file.insert(file.end(), bytes.begin(), bytes.end());
  return file;
}

}  // namespace digits::data
