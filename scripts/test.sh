#!/usr/bin/env bash
# Installs what is missing, builds the program with its tests, and runs every test.
# usage: scripts/test.sh [CTEST-ARGUMENT...]     for example: scripts/test.sh -LE slow
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-deps.sh
scripts/build.sh release
if [[ -z ${DIGITS_DATA_DIR:-} && -d ../shared/data/mnist ]]; then
  DIGITS_DATA_DIR=$(realpath ../shared/data)
fi
# The tests look for real data in the variable alone; this is where get-mnist.sh puts it without one.
export DIGITS_DATA_DIR=${DIGITS_DATA_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/digits}
scripts/get-mnist.sh
ctest --preset release --parallel "$(nproc)" "$@"
