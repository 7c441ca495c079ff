#!/usr/bin/env bash
# Configures a preset of CMakePresets.json and builds it.
# usage: scripts/build.sh PRESET [TARGET...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=${1:?usage: scripts/build.sh PRESET [TARGET...]}
shift

# Compiling a file that includes LibTorch takes up to 2 GB: no more jobs than the memory holds.
memory_kib=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
jobs=$((memory_kib / 2097152))
((jobs <= $(nproc))) || jobs=$(nproc)
((jobs >= 1)) || jobs=1

# With ccache, what is compiled alike is compiled once, whatever the folder.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=locale,pch_defines,time_macros

cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"}
