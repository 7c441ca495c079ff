#!/usr/bin/env bash
# Lays out a container's file tree: the installed program and models, and the shared libraries they
# load. Debian's OpenCV packages would bring graphics drivers and LLVM along, 200 MB that no digit
# needs, so the libraries are those that ldd names.
# usage: scripts/install-image.sh BUILD-FOLDER LIBTORCH-FOLDER ROOT
set -euo pipefail

build=${1:?}
libtorch=$(realpath "${2:?}")
prefix=${3:?}/usr/local

# The C library's own are in every base image, and must be of one version with its loader.
linked_libraries() {
  ldd "$build/app/digits" | awk '$2 == "=>" { print $3 }' |
    grep -Ev '/lib(c|m|dl|rt|util|pthread|resolv)\.so'
}

cmake --install "$build" --strip --prefix "$prefix" >/dev/null
mapfile -t libraries < <(linked_libraries)
if [[ $(cat "$libtorch/digits-version") == *cuda ]]; then
  mapfile -t -O "${#libraries[@]}" libraries < <(find "$libtorch" -name '*.so*')
fi
for library in "${libraries[@]}"; do
  path=$(realpath --no-symlinks "$library")
  case $path in
    "$libtorch"/*) path=libtorch/${path#"$libtorch"/} ;;
    *) path=${path##*/} ;;
  esac
  install -D --mode=644 "$library" "$prefix/lib/$path"
done
install -D --mode=644 /etc/ssl/certs/ca-certificates.crt "$3/etc/ssl/certs/ca-certificates.crt"
