// The colours of the pictures.
#pragma once

#include <cstdint>

namespace digits::report {

/// sRGB.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(const Colour&) const = default;
};

inline constexpr Colour kWhite{255, 255, 255};
inline constexpr Colour kInk{32, 36, 44};       ///< text
inline constexpr Colour kMuted{104, 110, 122};  ///< text of less weight
inline constexpr Colour kGrid{222, 226, 232};   ///< lines in the background
// Two colours that people with any colour blindness tell apart (Okabe and Ito 2008).
inline constexpr Colour kBlue{0, 114, 178};
inline constexpr Colour kVermilion{213, 94, 0};

/// The colour of `position` in [0,1] (values outside are clamped, NaN is 0): from near white over
/// blue to navy. Equal steps look equally large (straight lines in Oklab, Ottosson 2020) and every
/// step is darker than the one before, so that it reads in grey and to the colour-blind.
Colour sequential_colour(double position);

/// The contrast ratio of WCAG 2.1: from 1 (none) to 21 (black on white).
double contrast(Colour a, Colour b);

/// kWhite or kInk, whichever is easier to read on `background`.
Colour text_colour_on(Colour background);

}  // namespace digits::report
