# Where LibTorch is: digits_find_libtorch(OUT) sets OUT to the first folder with include/ and lib/
# of a LibTorch, or to nothing. That is the torch package from PyPI, or the zip from pytorch.org.
# Looked for, in this order: LIBTORCH_ROOT (CMake or environment variable), CMAKE_PREFIX_PATH,
# .deps/libtorch in this checkout (scripts/install-deps.sh), the torch package of the python3 on the
# PATH. One that is too old, or whose version cannot be told, is passed over with a line about it.
#
# As a script, `cmake -P cmake/LibTorchFolder.cmake` prints the folder.

function(_digits_libtorch_candidates out)
  cmake_path(GET CMAKE_CURRENT_FUNCTION_LIST_DIR PARENT_PATH checkout)
  set(folders "${LIBTORCH_ROOT}" "$ENV{LIBTORCH_ROOT}" ${CMAKE_PREFIX_PATH})
  string(REPLACE ":" ";" from_environment "$ENV{CMAKE_PREFIX_PATH}")
  list(APPEND folders ${from_environment} "${checkout}/.deps/libtorch")
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

set(DIGITS_LIBTORCH_OLDEST 2.11)

# Sets `out` to the version of the LibTorch in `folder`, such as 2.15, or to "unknown". The numbers
# stand in one of two headers, of which newer versions' first includes the second.
function(_digits_libtorch_version folder out)
  set(version unknown)
  foreach(header IN ITEMS torch/csrc/api/include/torch/version.h torch/headeronly/version.h)
    if(NOT EXISTS "${folder}/include/${header}")
      continue()
    endif()
    file(READ "${folder}/include/${header}" text)
    if(text MATCHES "TORCH_VERSION_MAJOR +([0-9]+)")
      set(version "${CMAKE_MATCH_1}")
      if(text MATCHES "TORCH_VERSION_MINOR +([0-9]+)")
        string(APPEND version ".${CMAKE_MATCH_1}")
      endif()
    endif()
  endforeach()
  set(${out} "${version}" PARENT_SCOPE)
endfunction()

function(digits_find_libtorch out)
  _digits_libtorch_candidates(candidates)
  set(found "")
  foreach(candidate IN LISTS candidates)
    if(EXISTS "${candidate}/lib/libtorch_cpu.so" AND EXISTS "${candidate}/include/ATen/ATen.h")
      _digits_libtorch_version("${candidate}" version)
      if(NOT version VERSION_GREATER_EQUAL DIGITS_LIBTORCH_OLDEST)
        message(NOTICE "Passing over the LibTorch in ${candidate}: its version is ${version}, "
          "${DIGITS_LIBTORCH_OLDEST} or later is needed")
        continue()
      endif()
      file(REAL_PATH "${candidate}" found)
      break()
    endif()
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  digits_find_libtorch(folder)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E echo "${folder}")
endif()
