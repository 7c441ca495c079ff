// Counting the labels of a set by another set's classes, matched by name.
#pragma once

#include <span>
#include <string>

#include <digits/data/labelled_images.h>

namespace digits::data {

/// Gives `images` the classes `class_names` and the labels that go with them. `images_source` and
/// `classes_source` are what they are called in errors. Throws InputError that names both and the
/// classes that are not among `class_names`.
void relabel(LabelledImages& images, std::span<const std::string> class_names,
             const std::string& images_source, const std::string& classes_source);

}  // namespace digits::data
