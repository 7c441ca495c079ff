// The scores of each class as text for a terminal.
#pragma once

#include <string>

#include <digits/eval/metrics.h>

namespace digits::report {

/// A table of precision, recall, F1 (percent) and the number of images of each class, and below a
/// line the means over the classes.
std::string metrics_table(const eval::Metrics& metrics);

}  // namespace digits::report
