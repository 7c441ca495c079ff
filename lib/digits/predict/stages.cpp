#include <digits/predict/stages.h>

#include <algorithm>

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

cv::Mat drawn_lines(const vision::Page& page) {
  const vision::Pieces& pieces = page.scene.pieces;
  cv::Mat picture = cv::Mat::zeros(pieces.labels.size(), CV_8UC1);
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    picture.setTo(grey_of(i), vision::mask_of_pieces(pieces, page.lines[i].pieces));
  }
  return picture;
}

/// The lines with every cut through ink drawn in black.
cv::Mat drawn_cuts(const vision::Page& page) {
  cv::Mat picture = drawn_lines(page);
  for (const vision::WrittenLine& written : page.lines) {
    const vision::LineInk ink =
        vision::ink_of(written, page.scene.pieces, page.scene.foreground.strength);
    for (const vision::LineCut& cut : vision::slice(ink, vision::wide_pieces(ink)).cuts) {
      const auto piece = std::ranges::find(cut.sides, vision::Side::kCut) - cut.sides.begin();
      for (std::size_t row = 0; row < cut.columns.size(); ++row) {
        const int y = ink.boxes[static_cast<std::size_t>(piece)].y + static_cast<int>(row);
        const cv::Rect pixel = vision::in_scene(ink, {cut.columns[row], y, 1, 1});
        picture(pixel & cv::Rect({0, 0}, picture.size())).setTo(0);
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
    return std::vector<Stage>{{"grey", to_grey_image(foreground.dark_ink)},
                              {"paper", to_grey_image(foreground.paper)},
                              {"strength", to_grey_image(foreground.strength)},
                              {"ink", to_grey_image(foreground.mask)},
                              {"writing", to_grey_image(page.scene.pieces.labels > 0)},
                              {"lines", to_grey_image(drawn_lines(page))},
                              {"cuts", to_grey_image(drawn_cuts(page))}};
  });
}

}  // namespace digits::predict
