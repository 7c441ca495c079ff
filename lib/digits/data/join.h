// Several sets of images as one.
#pragma once

#include <string>
#include <vector>

#include <digits/data/labelled_images.h>

namespace digits::data {

/// A set of images and what it is called in errors.
struct NamedImages {
  std::string name = {};
  LabelledImages images = {};
};

/// All images of `sets`, which has at least one, one set after the other. Classes of the same name
/// are one class; they come in the order in which they first appear. Throws InputError if the sets
/// differ in image size, naming two of them and their sizes, or have more than kMostClasses.
LabelledImages join(std::vector<NamedImages> sets);

}  // namespace digits::data
