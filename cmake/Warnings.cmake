# The warnings every target of ours is built with, and nobody who links it.
add_library(digits_warnings INTERFACE)
add_library(digits::warnings ALIAS digits_warnings)
target_compile_options(digits_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wno-missing-field-initializers -Wold-style-cast -Wcast-qual -Woverloaded-virtual -Wnull-dereference -Wimplicit-fallthrough
  $<$<BOOL:${DIGITS_WARNINGS_AS_ERRORS}>:-Werror>)
