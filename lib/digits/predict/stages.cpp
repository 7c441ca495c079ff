#include <digits/predict/stages.h>

#include <opencv2/core.hpp>

#include <digits/predict/images.h>
#include <digits/vision/decode.h>
#include <digits/vision/opencv_errors.h>
#include <digits/vision/page.h>
#include <digits/vision/slices.h>

namespace digits::predict {
namespace {

/// Greys that are easy to tell from each other and from black.
double grey_of(std::size_t number) {
  constexpr double kGreys[] = {255, 110, 190, 70, 150};
  return kGreys[number % std::size(kGreys)];
}

std::vector<vision::SlicedLine> sliced_lines(const vision::Page& page) {
  std::vector<vision::SlicedLine> lines;
  lines.reserve(page.lines.size());
  for (const vision::WrittenLine& line : page.lines) {
    lines.push_back(vision::slice(page.scene.pieces, page.scene.foreground.strength, line,
                                  vision::wide_pieces(page.scene.pieces, line)));
  }
  return lines;
}

cv::Mat drawn_lines(const std::vector<vision::SlicedLine>& lines, const cv::Size& size) {
  cv::Mat picture = cv::Mat::zeros(size, CV_8UC1);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t piece = 0; piece < lines[i].pieces.size(); ++piece) {
      const cv::Rect& box = lines[i].boxes[piece];
      picture(box).setTo(grey_of(i),
                         vision::mask_of_piece(lines[i].labels, lines[i].pieces[piece], box));
    }
  }
  return picture;
}

/// The lines with every cut through ink drawn in black.
cv::Mat drawn_cuts(const std::vector<vision::SlicedLine>& lines, const cv::Size& size) {
  cv::Mat picture = drawn_lines(lines, size);
  for (const vision::SlicedLine& line : lines) {
    for (const vision::LineCut& cut : line.cuts) {
      const auto piece = std::ranges::find(cut.sides, vision::Side::kCut) - cut.sides.begin();
      for (std::size_t row = 0; row < cut.columns.size(); ++row) {
        const int y = line.boxes[static_cast<std::size_t>(piece)].y + static_cast<int>(row);
        if (cut.columns[row] < size.width) picture.at<std::uint8_t>(y, cut.columns[row]) = 0;
      }
    }
  }
  return picture;
}

}  // namespace

GreyImage upright_grey(const Picture& picture) {
  return vision::work_on_picture(
      picture.name, [&] { return to_grey_image(vision::decode(picture.bytes, picture.name)); });
}

std::vector<Stage> stages(const Picture& picture, vision::Layout layout) {
  return vision::work_on_picture(picture.name, [&] {
    const vision::Page page =
        vision::find_page(vision::decode(picture.bytes, picture.name), layout);
    const vision::Foreground& foreground = page.scene.foreground;
    const std::vector<vision::SlicedLine> lines = sliced_lines(page);
    const cv::Size size = foreground.mask.size();
    return std::vector<Stage>{{"grey", to_grey_image(foreground.dark_ink)},
                              {"paper", to_grey_image(foreground.paper)},
                              {"strength", to_grey_image(foreground.strength)},
                              {"ink", to_grey_image(foreground.mask)},
                              {"writing", to_grey_image(page.scene.pieces.labels > 0)},
                              {"lines", to_grey_image(drawn_lines(lines, size))},
                              {"cuts", to_grey_image(drawn_cuts(lines, size))}};
  });
}

}  // namespace digits::predict
