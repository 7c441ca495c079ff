#include <digits/report/colour.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace digits::report {
namespace {

struct Oklab {
  double lightness;
  double a;
  double b;
};

constexpr std::array kStops = {
    Oklab{0.980, -0.0039, -0.0058}, Oklab{0.862, -0.0272, -0.0419}, Oklab{0.744, -0.0450, -0.0779},
    Oklab{0.626, -0.0504, -0.1133}, Oklab{0.508, -0.0409, -0.1339}, Oklab{0.390, -0.0219, -0.1241},
    Oklab{0.272, -0.0048, -0.0919},
};

Oklab between(const Oklab& from, const Oklab& to, double share) {
  return {std::lerp(from.lightness, to.lightness, share), std::lerp(from.a, to.a, share),
          std::lerp(from.b, to.b, share)};
}

double distance(const Oklab& x, const Oklab& y) {
  return std::hypot(x.lightness - y.lightness, x.a - y.a, x.b - y.b);
}

/// The point after `share` of the length of the path through the stops.
Oklab along_stops(double share) {
  double rest = 0;
  for (std::size_t i = 1; i < kStops.size(); ++i) rest += distance(kStops[i - 1], kStops[i]);
  rest *= share;
  for (std::size_t i = 1; i < kStops.size(); ++i) {
    const double length = distance(kStops[i - 1], kStops[i]);
    if (rest <= length) return between(kStops[i - 1], kStops[i], rest / length);
    rest -= length;
  }
  return kStops.back();
}

std::uint8_t encode_srgb(double linear) {
  const double value =
      linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0, 1.0)));
}

double decode_srgb(std::uint8_t byte) {
  const double value = byte / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double cube(double x) { return x * x * x; }

Colour to_srgb(const Oklab& colour) {
  const double l = cube(colour.lightness + 0.3963377774 * colour.a + 0.2158037573 * colour.b);
  const double m = cube(colour.lightness - 0.1055613458 * colour.a - 0.0638541728 * colour.b);
  const double s = cube(colour.lightness - 0.0894841775 * colour.a - 1.2914855480 * colour.b);
  return {encode_srgb(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          encode_srgb(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          encode_srgb(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

double luminance(Colour colour) {
  return 0.2126 * decode_srgb(colour.red) + 0.7152 * decode_srgb(colour.green) +
         0.0722 * decode_srgb(colour.blue);
}

}  // namespace

Colour sequential_colour(double position) {
  return to_srgb(along_stops(position > 0 ? std::min(position, 1.0) : 0.0));
}

double contrast(Colour a, Colour b) {
  const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
  return (lighter + 0.05) / (darker + 0.05);
}

Colour text_colour_on(Colour background) {
  return contrast(kWhite, background) >= contrast(kInk, background) ? kWhite : kInk;
}

}  // namespace digits::report
