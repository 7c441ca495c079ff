# Finds LibTorch and defines digits::torch.
#
# A LibTorch is a folder with include/ and lib/: the torch package from PyPI, or the zip from
# pytorch.org. Looked for, in this order: LIBTORCH_ROOT (CMake or environment variable),
# CMAKE_PREFIX_PATH, .deps/libtorch in this checkout (scripts/install-deps.sh), the torch package of
# the python3 on the PATH.
#
# The package's own TorchConfig.cmake is not used: for a build with CUDA it demands the CUDA toolkit
# and links every CUDA library. We link the CPU libraries alone and load CUDA at run time.

function(_digits_libtorch_candidates out)
  set(folders "${LIBTORCH_ROOT}" "$ENV{LIBTORCH_ROOT}" ${CMAKE_PREFIX_PATH})
  string(REPLACE ":" ";" from_environment "$ENV{CMAKE_PREFIX_PATH}")
  list(APPEND folders ${from_environment} "${PROJECT_SOURCE_DIR}/.deps/libtorch")
  set(candidates)
  foreach(folder IN LISTS folders)
    if(folder)
      list(APPEND candidates "${folder}" "${folder}/torch" "${folder}/libtorch")
    endif()
  endforeach()
  find_program(DIGITS_PYTHON3 python3)
  mark_as_advanced(DIGITS_PYTHON3)
  if(DIGITS_PYTHON3)
    execute_process(
      COMMAND "${DIGITS_PYTHON3}" -c
        "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')"
      OUTPUT_VARIABLE package OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    list(APPEND candidates "${package}")
  endif()
  set(${out} "${candidates}" PARENT_SCOPE)
endfunction()

_digits_libtorch_candidates(_candidates)
unset(DIGITS_LIBTORCH_DIR)
foreach(_candidate IN LISTS _candidates)
  if(EXISTS "${_candidate}/lib/libtorch_cpu.so" AND EXISTS "${_candidate}/include/ATen/ATen.h")
    file(REAL_PATH "${_candidate}" DIGITS_LIBTORCH_DIR)
    break()
  endif()
endforeach()
if(NOT DIGITS_LIBTORCH_DIR)
  message(FATAL_ERROR
    "LibTorch was not found. Run scripts/install-deps.sh, or point LIBTORCH_ROOT at a folder that "
    "holds include/ATen and lib/libtorch_cpu.so.")
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
  "${DIGITS_LIBTORCH_DIR}/include"
  "${DIGITS_LIBTORCH_DIR}/include/torch/csrc/api/include")
target_link_libraries(digits_torch INTERFACE digits::torch_cpu digits::c10)

# torch/torch.h takes half a minute to compile; the parts that need it share one precompiled header.
add_library(digits_torch_pch STATIC "${PROJECT_SOURCE_DIR}/cmake/torch_pch.cpp")
set_target_properties(digits_torch_pch PROPERTIES POSITION_INDEPENDENT_CODE ON)
target_link_libraries(digits_torch_pch PRIVATE digits::torch digits::warnings)
target_precompile_headers(digits_torch_pch PRIVATE <torch/torch.h>)
