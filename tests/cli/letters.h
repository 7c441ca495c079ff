// A small alphabet that is none of digits, drawn here.
#pragma once

#include <string>

#include <digits/core/file.h>

namespace digits::test {

/// A PNG of one of the letters "ka", "na", "ta", "wa", dark ink on light paper. Every `variant` has
/// its own size, place, tilt and stroke.
core::Bytes letter_picture(const std::string& letter, int variant);

}  // namespace digits::test
