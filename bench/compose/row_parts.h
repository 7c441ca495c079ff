// What the segmentation makes of a row, as images to train a reader on.
#pragma once

#include <digits/data/labelled_images.h>

#include "random.h"
#include "row.h"

namespace digits::compose {

/// Adds the parts of `row`, photographed, to `parts`, whose classes are the digits, several digits
/// and none of them: of what is not one sign and was cut off other ink, that share.
void add_parts(const Row& row, double share_of_none, Random& random, data::LabelledImages& parts);

}  // namespace digits::compose
