// Shares as people read them.
#pragma once

#include <string>

namespace digits::report {

/// `share` in [0,1] as "97.6 %", never rounded to 0 or 100 unless it is: "<0.1 %", ">99.9 %".
std::string percent(double share, int decimals = 1);

}  // namespace digits::report
