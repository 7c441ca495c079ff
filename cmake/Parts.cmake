# One call makes a part of the library, one call makes its tests, one makes a benchmark program.

# Settings common to every target of ours. `TORCH_SOURCES` are compiled with the shared precompiled
# torch header, `SOURCES` without it. Executables are compiled with -fPIC like the libraries, so that
# all can reuse that header.
function(_digits_configure target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;TORCH_SOURCES")
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/lib")
  target_link_libraries(${target} PRIVATE digits::warnings)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE")
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  else()
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
  if(arg_TORCH_SOURCES)
    target_link_libraries(${target} PUBLIC digits::torch)
    target_precompile_headers(${target} REUSE_FROM digits_torch_pch)
    if(arg_SOURCES)
      set_source_files_properties(${arg_SOURCES} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    endif()
  endif()
endfunction()

# digits_add_part(NAME [SOURCES file...] [TORCH_SOURCES file...] [PUBLIC target...]
#                 [PRIVATE target...])
#
# Static library digits_NAME, alias digits::NAME. TORCH_SOURCES are those that include torch/torch.h.
function(digits_add_part name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;TORCH_SOURCES;PUBLIC;PRIVATE")
  add_library(digits_${name} STATIC ${arg_SOURCES} ${arg_TORCH_SOURCES})
  add_library(digits::${name} ALIAS digits_${name})
  target_link_libraries(digits_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  _digits_configure(digits_${name} SOURCES ${arg_SOURCES} TORCH_SOURCES ${arg_TORCH_SOURCES})
endfunction()

# digits_add_test(NAME [SOURCES file...] [TORCH_SOURCES file...] LIBRARIES target...
#                 [LABELS label...] [ENVIRONMENT NAME=value...] [TIMEOUT seconds])
#
# GoogleTest program test_NAME, registered once with ctest: starting LibTorch costs up to half a
# second a process, too much to pay per test.
function(digits_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT"
    "SOURCES;TORCH_SOURCES;LIBRARIES;LABELS;ENVIRONMENT")
  set(target test_${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${target} ${arg_SOURCES} ${arg_TORCH_SOURCES})
  target_link_libraries(${target} PRIVATE
    ${arg_LIBRARIES} digits::test_support GTest::gmock GTest::gtest_main)
  _digits_configure(${target} SOURCES ${arg_SOURCES} TORCH_SOURCES ${arg_TORCH_SOURCES})
  add_test(NAME ${name} COMMAND ${target})
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" ENVIRONMENT "${arg_ENVIRONMENT}")
endfunction()

# digits_add_bench(NAME [SOURCES file...] [TORCH_SOURCES file...] LIBRARIES target...)
#
# Google Benchmark program NAME, which brings its own main().
function(digits_add_bench name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;TORCH_SOURCES;LIBRARIES")
  add_executable(${name} ${arg_SOURCES} ${arg_TORCH_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} benchmark::benchmark)
  _digits_configure(${name} SOURCES ${arg_SOURCES} TORCH_SOURCES ${arg_TORCH_SOURCES})
endfunction()
