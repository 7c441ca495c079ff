#include <digits/report/annotation.h>

#include <algorithm>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <digits/report/canvas.h>
#include <digits/report/percent.h>
#include <digits/report/readings.h>

namespace digits::report {
namespace {

constexpr double kLongestSide = 1280;
constexpr double kShortestSide = 320;
constexpr double kSmallest = 8;  ///< a text's height

/// The height of a text over a box of that height.
double lettering(double box_height) { return std::clamp(box_height / 5, kSmallest, 22.0); }

class Annotation {
 public:
  explicit Annotation(const predict::GreyImage& picture)
      : scale_(scale_of(picture)),
        canvas_(static_cast<double>(picture.columns) * scale_ + 2 * kBorder,
                static_cast<double>(picture.rows) * scale_ + 2 * kBorder) {
    const cv::Mat grey =
        cv::Mat(picture.pixels, /*copyData=*/true).reshape(1, static_cast<int>(picture.rows));
    cv::Mat shown;
    const cv::Size size(std::max(1, cvRound(grey.cols * scale_)),
                        std::max(1, cvRound(grey.rows * scale_)));
    cv::resize(grey, shown, size, 0, 0, scale_ < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    canvas_.picture(
        {kBorder, kBorder, static_cast<double>(shown.cols), static_cast<double>(shown.rows)},
        shown);
  }

  void add(const predict::Line& line) {
    const Colour colour = line.is_read() ? kBlue : kVermilion;
    for (const predict::Character& one : line.characters) {
      if (one.box.width == 0) continue;
      const Box box = on_canvas(one.box);
      canvas_.outline(box, {.colour = colour, .width = 1.5});
      label(box, fmt::format("{} {:.0f} %", one.text, 100 * one.probability), colour);
    }
    const Box box = on_canvas(line.box);
    const predict::Text& shown = line.is_read() ? line.text : line.guess;
    const double height = lettering(box.height);
    const std::string text =
        line.is_read()
            ? fmt::format("{}  {}", shown.string, percent(shown.probability))
            : fmt::format("{}: {} ({})", kRejectedLabel, shown.string, reason(line.rejection));
    write(text, {box.x, box.y + box.height + 1.2 * height}, height, colour);
  }

  void write_png(const std::filesystem::path& path) const { canvas_.write_png(path); }

 private:
  static constexpr double kBorder = 32;  ///< around the picture, for labels

  static double scale_of(const predict::GreyImage& picture) {
    const auto side = static_cast<double>(std::max(picture.rows, picture.columns));
    return side > kLongestSide ? kLongestSide / side : std::max(1.0, kShortestSide / side);
  }

  Box on_canvas(const predict::Box& box) const {
    return {kBorder + box.x * scale_, kBorder + box.y * scale_, box.width * scale_,
            box.height * scale_};
  }

  void label(const Box& box, const std::string& text, Colour colour) {
    const double wanted = lettering(box.height);
    const double length = text_length(drawable(text), {.height = wanted});
    // Short enough not to cover the next label, as far as it can be read.
    const double height = std::max(kSmallest, wanted * std::min(1.0, 1.2 * box.width / length));
    write(text, {box.x, std::max(box.y - 0.8 * height, height)}, height, colour);
  }

  /// On white, so that it can be read on any picture.
  void write(const std::string& text, cv::Point2d at, double height, Colour colour) {
    const TextStyle style{.height = height, .colour = colour};
    const std::string shown = drawable(text);
    canvas_.fill({at.x, at.y - 0.7 * height, text_length(shown, style), 1.4 * height}, kWhite);
    canvas_.text(shown, at, style);
  }

  double scale_;
  Canvas canvas_;
};

}  // namespace

void write_annotated_png(const std::filesystem::path& path, const predict::GreyImage& picture,
                         const predict::Reading& reading) {
  Annotation annotation(picture);
  for (const predict::Line& line : reading.lines) annotation.add(line);
  annotation.write_png(path);
}

}  // namespace digits::report
