// The order in which people number things: 2 before 10.
#pragma once

#include <string>

namespace digits::vision {

/// Whether `a` comes before `b` when runs of digits count as numbers; names that differ only in
/// leading zeros are told apart by their bytes. A strict weak order.
bool natural_less(const std::string& a, const std::string& b);

}  // namespace digits::vision
