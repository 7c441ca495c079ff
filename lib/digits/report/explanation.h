// How a picture was read, for a person at a terminal.
#pragma once

#include <string>

#include <digits/predict/reader.h>

namespace digits::report {

/// Several lines of text: the picture's size, of each line its text, probability and place, of each
/// digit what the network saw, in blocks, beside a bar for each class. Ends in a line end.
std::string explanation(const std::string& name, const predict::Reading& reading);

}  // namespace digits::report
