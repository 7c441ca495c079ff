#!/usr/bin/env bash
# Installs what is missing, builds the program with its tests, and runs every test.
# usage: scripts/test.sh [CTEST-ARGUMENT...]     for example: scripts/test.sh -LE slow
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-deps.sh
scripts/build.sh release
if [[ -z ${DIGITS_DATA_DIR:-} && -d ../shared/data/mnist ]]; then
  DIGITS_DATA_DIR=$(realpath ../shared/data)
  export DIGITS_DATA_DIR
fi
scripts/get-mnist.sh
ctest --preset release --parallel "$(nproc)" "$@"
