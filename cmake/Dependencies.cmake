# Third-party packages behind digits:: targets; every quirk of theirs is handled here.
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json REQUIRED)
find_package(cxxopts REQUIRED)
find_package(fmt REQUIRED)

# LibTorch bundles fmt headers of another version than the library's. A folder with nothing but a link
# to the library's own is searched before LibTorch's. (Header-only fmt would fit any version, but takes
# five seconds to compile, in every file.)
get_target_property(_fmt_include_dir fmt::fmt INTERFACE_INCLUDE_DIRECTORIES)
set(DIGITS_FMT_INCLUDE_DIR "${PROJECT_BINARY_DIR}/fmt")
file(MAKE_DIRECTORY "${DIGITS_FMT_INCLUDE_DIR}")
file(CREATE_LINK "${_fmt_include_dir}/fmt" "${DIGITS_FMT_INCLUDE_DIR}/fmt" SYMBOLIC)
add_library(digits::fmt ALIAS fmt::fmt)

# cxxopts cuts every value of a list option at commas, the file name "a,b.png" too. A NUL, which no
# argument can hold, switches that off. Its own scanner is smaller than std::regex, and GCC's sanitizer
# builds warn about the latter.
add_library(digits_cxxopts INTERFACE)
add_library(digits::cxxopts ALIAS digits_cxxopts)
target_link_libraries(digits_cxxopts INTERFACE cxxopts::cxxopts)
target_compile_definitions(digits_cxxopts INTERFACE
  "CXXOPTS_VECTOR_DELIMITER=char()" CXXOPTS_NO_REGEX)

if(DIGITS_WITH_CURL)
  find_package(CURL REQUIRED)
  # libzip's own package file insists on its command-line tools, which Debian keeps apart.
  find_path(DIGITS_ZIP_INCLUDE_DIR zip.h REQUIRED)
  find_library(DIGITS_ZIP_LIBRARY zip REQUIRED)
  add_library(digits_zip INTERFACE)
  add_library(digits::zip ALIAS digits_zip)
  target_include_directories(digits_zip SYSTEM INTERFACE "${DIGITS_ZIP_INCLUDE_DIR}")
  target_link_libraries(digits_zip INTERFACE "${DIGITS_ZIP_LIBRARY}")
endif()

# Debian keeps OpenCVConfig.cmake in libopencv-dev, which pulls in VTK and half a desktop. Its three
# small -dev packages are enough, found by name.
if(DIGITS_WITH_OPENCV)
  add_library(digits_opencv INTERFACE)
  add_library(digits::opencv ALIAS digits_opencv)
  set(_modules core imgproc imgcodecs)
  find_package(OpenCV QUIET CONFIG COMPONENTS ${_modules})
  if(OpenCV_FOUND)
    target_include_directories(digits_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
    list(TRANSFORM _modules PREPEND opencv_)
    target_link_libraries(digits_opencv INTERFACE ${_modules})
  else()
    find_path(DIGITS_OPENCV_INCLUDE_DIR opencv2/imgcodecs.hpp PATH_SUFFIXES opencv4 REQUIRED)
    target_include_directories(digits_opencv SYSTEM INTERFACE "${DIGITS_OPENCV_INCLUDE_DIR}")
    foreach(_module IN LISTS _modules)
      find_library(DIGITS_OPENCV_${_module} opencv_${_module} REQUIRED)
      target_link_libraries(digits_opencv INTERFACE "${DIGITS_OPENCV_${_module}}")
    endforeach()
  endif()
endif()

if(DIGITS_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
if(DIGITS_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()
