#include <digits/report/percent.h>

#include <cmath>

#include <fmt/format.h>

namespace digits::report {

std::string percent(double share, int decimals) {
  const double smallest = std::pow(10, -decimals);
  const double value = 100 * share;
  if (value > 0 && value < smallest / 2) return fmt::format("<{:.{}f} %", smallest, decimals);
  if (value < 100 && value >= 100 - smallest / 2) {
    return fmt::format(">{:.{}f} %", 100 - smallest, decimals);
  }
  return fmt::format("{:.{}f} %", value, decimals);
}

}  // namespace digits::report
