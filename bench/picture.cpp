// Reading one picture of a digit: up to the network's input, and up to the answer.
#include <span>

#include <benchmark/benchmark.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/predict/network_reader.h>
#include <digits/vision/decode.h>
#include <digits/vision/digit_image.h>

namespace digits::bench {
namespace {

/// A 4, drawn with a dark pen on a light sheet of `side` x `side`, as a PNG.
predict::Picture draw_picture(int side) {
  const cv::Scalar paper(235);
  const cv::Scalar ink(35);
  const auto at = [side](double x, double y) {
    return cv::Point(static_cast<int>(x * side), static_cast<int>(y * side));
  };
  cv::Mat sheet(side, side, CV_8UC1, paper);
  const int pen = side / 14;
  cv::line(sheet, at(0.35, 0.2), at(0.28, 0.55), ink, pen, cv::LINE_AA);
  cv::line(sheet, at(0.28, 0.55), at(0.7, 0.53), ink, pen, cv::LINE_AA);
  cv::line(sheet, at(0.62, 0.25), at(0.58, 0.85), ink, pen, cv::LINE_AA);
  predict::Picture picture{.name = "four.png"};
  cv::imencode(".png", sheet, picture.bytes);
  return picture;
}

/// The argument of both is the picture's width and height: a drawing's, a photo's.
void preprocessing_of_picture(benchmark::State& state) {
  const predict::Picture picture = draw_picture(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(vision::prepare_digit(vision::decode(picture.bytes, picture.name)));
  }
  state.SetItemsProcessed(state.iterations());
}

void prediction_of_picture(benchmark::State& state) {
  const predict::Picture picture = draw_picture(static_cast<int>(state.range(0)));
  const auto reader = predict::make_reader({.model = DIGITS_REFERENCE_MODEL});
  for (auto _ : state) {
    benchmark::DoNotOptimize(reader->read(std::span(&picture, 1)));
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(preprocessing_of_picture)
    ->ArgName("side")
    ->Arg(240)
    ->Arg(3000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(prediction_of_picture)
    ->ArgName("side")
    ->Arg(240)
    ->Arg(3000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace digits::bench
