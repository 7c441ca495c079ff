// Writes labelled pictures in other forms, which should all be read alike: formats, depth, Exif
// orientations, transparency, light ink on dark.
//
// usage: vary_pictures FOLDER OUTPUT     (FOLDER holds labels.tsv)
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/file.h>
#include <digits/core/text.h>
#include <digits/vision/decode.h>
#include <digits/vision/exif.h>
#include <digits/vision/picture_files.h>

namespace digits {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes encoded(const char* extension, const cv::Mat& picture, const std::vector<int>& how = {}) {
  Bytes bytes;
  cv::imencode(extension, picture, bytes, how);
  return bytes;
}

/// `grey` as ink of one level that is the more transparent the less ink there is.
cv::Mat transparent(const cv::Mat& grey, double level) {
  const cv::Mat ink(grey.size(), CV_8UC1, cv::Scalar(level));
  const std::array<cv::Mat, 4> channels = {ink, ink, ink, cv::Mat(255 - grey)};
  cv::Mat result;
  cv::merge(channels, result);
  return result;
}

/// A JPEG whose Exif data says that it is turned, and whose pixels are, so that it shows `grey`.
Bytes turned_jpeg(const cv::Mat& grey, int orientation) {
  // Orientations 6 and 8 undo each other, the others undo themselves.
  const int back = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
  Bytes jpeg = encoded(".jpg", vision::upright(grey, back), {cv::IMWRITE_JPEG_QUALITY, 100});
  const auto tag = static_cast<std::uint8_t>(orientation);
  const Bytes exif = {0xff, 0xe1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0,
                      1,    0,    0x12, 1,  3,   0,   1,   0,   0, 0, tag, 0,   0,  0, 0, 0, 0, 0};
  jpeg.insert(jpeg.begin() + 2, exif.begin(), exif.end());
  return jpeg;
}

struct Variant {
  std::string name;
  std::string extension;
  std::function<Bytes(const cv::Mat& grey)> encode;
};

std::vector<Variant> all_variants() {
  const auto as = [](const char* extension) {
    return [=](const cv::Mat& grey) { return encoded(extension, grey); };
  };
  std::vector<Variant> variants = {
      {"plain", ".png", as(".png")},
      {"bmp", ".bmp", as(".bmp")},
      {"pgm", ".pgm", as(".pgm")},
      {"tiff", ".tiff", as(".tiff")},
      {"webp", ".webp",
       [](const cv::Mat& grey) {
         return encoded(".webp", grey, {cv::IMWRITE_WEBP_QUALITY, 101});
       }},
      {"16-bit", ".png",
       [](const cv::Mat& grey) {
         cv::Mat deep;
         grey.convertTo(deep, CV_16U, 257);
         return encoded(".png", deep);
       }},
      {"inverted", ".png", [](const cv::Mat& grey) { return encoded(".png", 255 - grey); }},
      {"transparent", ".png",
       [](const cv::Mat& grey) { return encoded(".png", transparent(grey, 0)); }},
      {"transparent-light", ".png",
       [](const cv::Mat& grey) { return encoded(".png", transparent(grey, 255)); }},
  };
  for (int orientation = 1; orientation <= 8; ++orientation) {
    variants.push_back({fmt::format("exif-{}", orientation), ".jpg",
                        [=](const cv::Mat& grey) { return turned_jpeg(grey, orientation); }});
  }
  return variants;
}

void run(const std::filesystem::path& folder, const std::filesystem::path& output) {
  std::ifstream list(folder / "labels.tsv");
  std::string labels = "path\tlabel\tkind\n";
  std::string line;
  std::getline(list, line);
  while (std::getline(list, line)) {
    const std::vector<std::string> fields = core::split(line, '\t');
    const std::filesystem::path path = folder / fields.at(0);
    const cv::Mat grey =
        vision::decode(core::read_file(path, vision::kMaxImageBytes), path.string());
    for (const Variant& variant : all_variants()) {
      const std::string name =
          fmt::format("{}/{}{}", variant.name, path.stem().string(), variant.extension);
      core::write_file(output / name, variant.encode(grey));
      labels += fmt::format("{}\t{}\t{}\n", name, fields.at(1), variant.name);
    }
  }
  core::write_file(output / "labels.tsv", labels);
}

}  // namespace
}  // namespace digits

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: vary_pictures FOLDER OUTPUT\n";
    return 2;
  }
  try {
    digits::run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "vary_pictures: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
