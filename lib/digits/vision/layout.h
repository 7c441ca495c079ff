// What a picture is taken for, in plain types.
#pragma once

namespace digits::vision {

enum class Layout {
  kAuto,    ///< one digit, or lines about as large
  kSingle,  ///< one digit
  kLine,    ///< one line
  kPage,    ///< lines of all sizes
};

}  // namespace digits::vision
