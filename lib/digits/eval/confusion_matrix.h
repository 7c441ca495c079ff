// How often each class was taken for each other class.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace digits::eval {

/// Counts by actual class (row) and predicted class (column).
class ConfusionMatrix {
 public:
  explicit ConfusionMatrix(std::vector<std::string> class_names);

  /// Counts one image. Throws InternalError if a class is not in [0, classes()).
  void add(std::size_t actual, std::size_t predicted);

  std::size_t classes() const { return class_names_.size(); }
  const std::vector<std::string>& class_names() const { return class_names_; }
  std::int64_t count(std::size_t actual, std::size_t predicted) const;
  std::int64_t actual_total(std::size_t actual) const;
  std::int64_t predicted_total(std::size_t predicted) const;
  std::int64_t total() const;
  std::int64_t correct() const;
  std::int64_t largest_count() const;  ///< of any cell; 0 without classes

 private:
  std::vector<std::string> class_names_;
  std::vector<std::int64_t> counts_;  // classes x classes, row-major
};

}  // namespace digits::eval
