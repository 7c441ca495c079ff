// digits predict in a program built without OpenCV.
#include <digits/core/error.h>

#include "command.h"

namespace digits::app {

int run_predict(int, char**) {
  throw core::UnavailableError("'predict' needs OpenCV, which this program was built without");
}

}  // namespace digits::app
