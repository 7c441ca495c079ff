// From what a network says of the parts of a line to what the line says.
#pragma once

#include <optional>
#include <span>

#include <digits/predict/field.h>
#include <digits/predict/reader.h>
#include <digits/predict/recognition.h>
#include <digits/vision/page.h>

namespace digits::predict {

struct InterpretOptions {
  std::optional<Field> field = {};  ///< what the line must fit
  double min_confidence = 0;        ///< a less probable line is rejected
};

/// The reading of `line`, of whose parts the network says `recognitions`, in their order; nothing
/// if it says nothing.
std::optional<Line> interpret(const vision::PartedLine& line,
                              std::span<const Recognition> recognitions, const Classes& classes,
                              const InterpretOptions& options);

}  // namespace digits::predict
