#include <digits/vision/image_header.h>

#include <cctype>
#include <cstdlib>

#include <digits/vision/byte_reader.h>

namespace digits::vision {
namespace {

using File = std::span<const std::uint8_t>;
using enum ByteOrder;

std::optional<ImageHeader> header_of(std::optional<std::uint32_t> width,
                                     std::optional<std::uint32_t> height) {
  if (!width || !height) return std::nullopt;
  return ImageHeader{.width = *width, .height = *height};
}

/// PNG (ISO/IEC 15948): chunks of length, name, content and checksum, of which IEND is the last.
std::optional<ImageHeader> read_png(File file) {
  auto header = header_of(number_at(file, 16, 4, kBigEndian), number_at(file, 20, 4, kBigEndian));
  if (!header || !text_at(file, 12, "IHDR")) return std::nullopt;
  for (std::size_t chunk = 8; !text_at(file, chunk + 4, "IEND");) {
    const auto length = number_at(file, chunk, 4, kBigEndian);
    if (!length || file.size() - chunk < std::size_t{*length} + 12) {
      header->complete = false;
      break;
    }
    if (text_at(file, chunk + 4, "eXIf")) {
      header->orientation = exif_orientation(file.subspan(chunk + 8, *length));
    }
    chunk += std::size_t{*length} + 12;
  }
  return header;
}

/// Whether a JPEG marker with this second byte opens a frame, whose header holds the size.
bool opens_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// The offset of the first marker at or after `offset` that is no restart and no stuffed byte.
std::size_t skip_entropy_coded(File file, std::size_t offset) {
  while (offset + 1 < file.size()) {
    const std::uint8_t next = file[offset + 1];
    const bool restart = next >= 0xD0 && next <= 0xD7;
    if (file[offset] == 0xFF && next != 0 && next != 0xFF && !restart) return offset;
    ++offset;
  }
  return file.size();
}

/// JPEG (ITU-T T.81): segments of marker, length and content; a scan is followed by coded data
/// without a length, and the marker EOI (0xD9) ends the picture.
std::optional<ImageHeader> read_jpeg(File file) {
  std::optional<ImageHeader> header;
  Orientation orientation = 1;
  bool complete = false;
  std::uint32_t scans = 0;
  std::size_t offset = 2;
  while (offset + 1 < file.size() && !complete) {
    if (file[offset] != 0xFF) break;
    const std::uint8_t marker = file[offset + 1];
    if (marker == 0xFF) {
      ++offset;
      continue;
    }
    complete = marker == 0xD9;
    const auto length = number_at(file, offset + 2, 2, kBigEndian);
    if (complete || !length || *length < 2 || file.size() - offset - 2 < *length) break;
    if (opens_frame(marker) && !header) {
      header = header_of(number_at(file, offset + 7, 2, kBigEndian),
                         number_at(file, offset + 5, 2, kBigEndian));
    }
    if (marker == 0xE1 && text_at(file, offset + 4, std::string_view("Exif\0\0", 6)) &&
        *length >= 8) {
      orientation = exif_orientation(file.subspan(offset + 10, *length - 8));
    }
    offset += std::size_t{2} + *length;
    if (marker != 0xDA) continue;
    ++scans;
    offset = skip_entropy_coded(file, offset);
  }
  if (header) {
    header->orientation = orientation;
    header->complete = complete;
    header->scans = scans;
  }
  return header;
}

std::optional<ImageHeader> read_bmp(File file) {
  const auto size = number_at(file, 14, 4, kLittleEndian);
  if (size == 12U) {
    return header_of(number_at(file, 18, 2, kLittleEndian), number_at(file, 20, 2, kLittleEndian));
  }
  auto header =
      header_of(number_at(file, 18, 4, kLittleEndian), number_at(file, 22, 4, kLittleEndian));
  if (header && header->height > 0x80000000U) header->height = 0U - header->height;  // top-down
  return header;
}

/// WebP (RFC 9649): a RIFF file of chunks.
std::optional<ImageHeader> read_webp(File file) {
  std::optional<ImageHeader> header;
  const auto total = number_at(file, 4, 4, kLittleEndian);
  Orientation orientation = 1;
  for (std::size_t chunk = 12; chunk + 8 <= file.size();) {
    const std::size_t content = chunk + 8;
    const std::size_t length = number_at(file, chunk + 4, 4, kLittleEndian).value_or(0);
    if (!header && text_at(file, chunk, "VP8X")) {
      header = header_of(number_at(file, content + 4, 3, kLittleEndian),
                         number_at(file, content + 7, 3, kLittleEndian));
      if (header) ++header->width, ++header->height;
    } else if (!header && text_at(file, chunk, "VP8L")) {
      const auto bits = number_at(file, content + 1, 4, kLittleEndian);
      if (bits) header = header_of((*bits & 0x3FFFU) + 1, (*bits >> 14U & 0x3FFFU) + 1);
    } else if (!header && text_at(file, chunk, "VP8 ")) {
      header = header_of(number_at(file, content + 6, 2, kLittleEndian),
                         number_at(file, content + 8, 2, kLittleEndian));
      if (header) header->width &= 0x3FFFU, header->height &= 0x3FFFU;
    } else if (text_at(file, chunk, "EXIF") && length <= file.size() - content) {
      const std::size_t prefix = text_at(file, content, "Exif") && length >= 6 ? 6 : 0;
      orientation = exif_orientation(file.subspan(content + prefix, length - prefix));
    }
    chunk = content + length + length % 2;
  }
  if (header) {
    header->orientation = orientation;
    header->complete = total && std::uint64_t{*total} + 8 <= file.size();
  }
  return header;
}

/// The whole number at `offset`, after white space and comments; `offset` moves behind it.
std::optional<std::uint32_t> pnm_number(File file, std::size_t& offset) {
  while (offset < file.size() && (std::isspace(file[offset]) != 0 || file[offset] == '#')) {
    if (file[offset] == '#') {
      while (offset < file.size() && file[offset] != '\n' && file[offset] != '\r') ++offset;
    } else {
      ++offset;
    }
  }
  std::optional<std::uint32_t> number;
  while (offset < file.size() && std::isdigit(file[offset]) != 0 && number.value_or(0) < 10000000) {
    number = number.value_or(0) * 10 + (file[offset++] - std::uint32_t{'0'});
  }
  return number;
}

/// Netpbm's PBM, PGM and PPM.
std::optional<ImageHeader> read_pnm(File file) {
  std::size_t offset = 2;
  const auto width = pnm_number(file, offset);
  return header_of(width, pnm_number(file, offset));
}

}  // namespace

std::optional<ImageFormat> image_format(File file) {
  if (text_at(file, 0, "\x89PNG\r\n\x1a\n")) return ImageFormat::kPng;
  if (text_at(file, 0, "\xFF\xD8\xFF")) return ImageFormat::kJpeg;
  if (text_at(file, 0, "BM")) return ImageFormat::kBmp;
  if (text_at(file, 0, "RIFF") && text_at(file, 8, "WEBP")) return ImageFormat::kWebp;
  if (text_at(file, 0, std::string_view("II*\0", 4)) ||
      text_at(file, 0, std::string_view("MM\0*", 4))) {
    return ImageFormat::kTiff;
  }
  if (file.size() > 2 && file[0] == 'P' && file[1] >= '1' && file[1] <= '6' &&
      std::isspace(file[2]) != 0) {
    return ImageFormat::kPnm;
  }
  return std::nullopt;
}

std::string_view format_name(ImageFormat format) {
  switch (format) {
    case ImageFormat::kPng:
      return "PNG";
    case ImageFormat::kJpeg:
      return "JPEG";
    case ImageFormat::kBmp:
      return "BMP";
    case ImageFormat::kWebp:
      return "WebP";
    case ImageFormat::kTiff:
      return "TIFF";
    case ImageFormat::kPnm:
      return "PNM";
  }
  std::abort();
}

std::optional<ImageHeader> read_header(File file, ImageFormat format) {
  switch (format) {
    case ImageFormat::kPng:
      return read_png(file);
    case ImageFormat::kJpeg:
      return read_jpeg(file);
    case ImageFormat::kBmp:
      return read_bmp(file);
    case ImageFormat::kWebp:
      return read_webp(file);
    case ImageFormat::kTiff:
      return header_of(tiff_tag(file, 256), tiff_tag(file, 257));
    case ImageFormat::kPnm:
      return read_pnm(file);
  }
  std::abort();
}

}  // namespace digits::vision
