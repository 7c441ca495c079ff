# Finds LibTorch and defines digits::torch.
#
# The package's own TorchConfig.cmake is not used: for a build with CUDA it demands the CUDA toolkit
# and links every CUDA library. We link the CPU libraries alone and load CUDA at run time.
include(LibTorchFolder)

digits_find_libtorch(DIGITS_LIBTORCH_DIR)
if(NOT DIGITS_LIBTORCH_DIR)
  message(FATAL_ERROR
    "LibTorch ${DIGITS_LIBTORCH_OLDEST} or later was not found. Run scripts/install-deps.sh, or point "
    "LIBTORCH_ROOT at a folder that holds include/ATen and lib/libtorch_cpu.so.")
endif()
if(NOT DEFINED DIGITS_LIBTORCH_REPORTED OR NOT DIGITS_LIBTORCH_REPORTED STREQUAL DIGITS_LIBTORCH_DIR)
  message(STATUS "Using LibTorch in ${DIGITS_LIBTORCH_DIR}")
  set(DIGITS_LIBTORCH_REPORTED "${DIGITS_LIBTORCH_DIR}" CACHE INTERNAL "")
endif()

foreach(_library IN ITEMS c10 torch_cpu)
  add_library(digits::${_library} SHARED IMPORTED GLOBAL)
  set_target_properties(digits::${_library} PROPERTIES
    IMPORTED_LOCATION "${DIGITS_LIBTORCH_DIR}/lib/lib${_library}.so")
endforeach()

add_library(digits_torch INTERFACE)
add_library(digits::torch ALIAS digits_torch)
target_include_directories(digits_torch SYSTEM INTERFACE
  "${DIGITS_FMT_INCLUDE_DIR}"
  "${DIGITS_LIBTORCH_DIR}/include"
  "${DIGITS_LIBTORCH_DIR}/include/torch/csrc/api/include")
target_link_libraries(digits_torch INTERFACE digits::torch_cpu digits::c10)

# torch/torch.h takes half a minute to compile; the parts that need it share one precompiled header.
add_library(digits_torch_pch STATIC "${PROJECT_SOURCE_DIR}/cmake/torch_pch.cpp")
set_target_properties(digits_torch_pch PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_link_libraries(digits_torch_pch PRIVATE digits::torch digits::warnings)
target_precompile_headers(digits_torch_pch PRIVATE <torch/torch.h>)
