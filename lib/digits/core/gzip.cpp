#include <digits/core/gzip.h>

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::core {
namespace {

constexpr int kGzipWindow = 15 + 16;  // 32 KiB window, gzip wrapper (zlib.h, inflateInit2)
constexpr std::size_t kChunk = 1 << 20;

using Stream = std::unique_ptr<z_stream, int (*)(z_stream*)>;

uInt as_uint(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace

bool is_gzip(std::span<const std::uint8_t> content) {
  return content.size() >= 2 && content[0] == 0x1f && content[1] == 0x8b;
}

Bytes gunzip(std::span<const std::uint8_t> content, const std::string& name,
             std::uint64_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw InternalError("zlib does not start");
  const Stream guard(&stream, inflateEnd);

  Bytes result;
  Bytes chunk(kChunk);
  int status = Z_OK;
  std::size_t consumed = 0;
  do {
    if (status == Z_STREAM_END) inflateReset(&stream);
    stream.next_in = const_cast<Bytef*>(content.data() + consumed);
    stream.avail_in = as_uint(content.size() - consumed);
    const uInt offered = stream.avail_in;
    stream.next_out = chunk.data();
    stream.avail_out = as_uint(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    consumed += offered - stream.avail_in;
    const std::size_t produced = chunk.size() - stream.avail_out;
    if (status == Z_BUF_ERROR) {
      throw InputError(name + ": the gzip data is cut short; fetch or copy the file again");
    }
    if (status != Z_OK && status != Z_STREAM_END) {
      throw InputError(
          fmt::format("{}: the gzip data is damaged ({}); fetch or copy the file again", name,
                      stream.msg != nullptr ? stream.msg : "not gzip"));
    }
    if (result.size() + produced > max_bytes) {
      throw InputError(
          fmt::format("{}: unpacks to more than the {} bytes allowed here", name, max_bytes));
    }
    result.insert(result.end(), chunk.begin(),
                  chunk.begin() + static_cast<std::ptrdiff_t>(produced));
  } while (status != Z_STREAM_END || consumed < content.size());
  return result;
}

Bytes gunzip_start(std::span<const std::uint8_t> content, std::size_t count) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw InternalError("zlib does not start");
  const Stream guard(&stream, inflateEnd);

  Bytes result(count);
  stream.next_in = const_cast<Bytef*>(content.data());
  stream.avail_in = as_uint(content.size());
  stream.next_out = result.data();
  stream.avail_out = as_uint(result.size());
  inflate(&stream, Z_SYNC_FLUSH);
  result.resize(stream.total_out);
  return result;
}

Bytes gzip(std::span<const std::uint8_t> content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw InternalError("zlib does not start");
  }
  const Stream guard(&stream, deflateEnd);

  Bytes result(deflateBound(&stream, static_cast<uLong>(content.size())));
  stream.next_in = const_cast<Bytef*>(content.data());
  stream.avail_in = as_uint(content.size());
  stream.next_out = result.data();
  stream.avail_out = as_uint(result.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw InternalError("zlib does not compress");
  result.resize(stream.total_out);
  return result;
}

}  // namespace digits::core
