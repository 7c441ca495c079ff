#!/usr/bin/env bash
# Installs what digits is built with: distribution packages, and LibTorch into .deps/libtorch.
# Tested on Debian 12; meant to work on Ubuntu 24.04. Does only what is missing, and may be
# interrupted and run again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'END'
usage: scripts/install-deps.sh [--cuda] [--dev]
  --cuda  LibTorch with the CUDA libraries (5.2 GB) instead of the CPU alone (1.3 GB)
  --dev   also the formatter, linters, benchmark library, compiler cache, and Python's
          safetensors for a test
An existing LibTorch is used when LIBTORCH_ROOT or CMAKE_PREFIX_PATH points at one, or when the
python3 on the PATH has the torch package, of version 2.11 or later.
END
}

readonly torch_version=2.15.0
readonly libtorch=.deps/libtorch version_file=.deps/libtorch/digits-version
variant=cpu dev=0
packages=(
  ca-certificates cmake g++ ninja-build python3
  libcurl4-openssl-dev libcxxopts-dev libfmt-dev libgmock-dev libgtest-dev libopencv-core-dev
  libopencv-imgcodecs-dev libopencv-imgproc-dev libssl-dev libzip-dev nlohmann-json3-dev zlib1g-dev
)
for argument in "$@"; do
  case "$argument" in
    --cuda) variant=cuda ;;
    --dev) dev=1 packages+=(ccache clang-format libbenchmark-dev shellcheck) ;;
    -h | --help) usage && exit ;;
    *) usage >&2 && exit 2 ;;
  esac
done

say() { printf 'install-deps: %s\n' "$*"; }
die() { say "$*" >&2 && exit 1; }

installed() {
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

install_packages() {
  python3 -m pip --version >/dev/null 2>&1 || packages+=(python3-pip)
  [[ ${CMAKE_CXX_COMPILER_LAUNCHER:-} != ccache ]] || packages+=(ccache)
  local missing=() package
  for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  local root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "not root and no sudo; please install: ${missing[*]}"
    root=(sudo)
  fi
  say "installing with apt: ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes \
    apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
}

# pip_install FOLDER REQUIREMENT... - into a folder that appears once it is complete.
pip_install() {
  local folder=$1 partial=$1.partial quiet=(--quiet)
  [[ -t 1 ]] && quiet=()
  rm -rf "$partial"
  PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 \
    python3 -m pip install "${quiet[@]}" --target "$partial" "${@:2}" ||
    die "pip could not install ${*:2}"
  rm -rf "$folder"
  mv "$partial" "$folder"
}

install_libtorch() {
  local requirements=(--no-deps 'nvidia-cuda-runtime==13.2.*' 'nvidia-cuda-cupti==13.2.*')
  [[ $variant == cuda ]] && requirements=()
  say "installing LibTorch $torch_version ($variant) from PyPI into $libtorch"
  pip_install "$libtorch" "torch==$torch_version" "${requirements[@]}"
  echo "$torch_version $variant" >"$version_file"
}

# The LibTorch of ours is replaced when it is of another version or lacks CUDA; any other is taken
# as it is.
libtorch_is_ours() { [[ $1 == "$(realpath -m "$libtorch")"/* ]]; }
libtorch_fits() {
  local have
  have=$(cat "$version_file" 2>/dev/null) || return 1
  [[ $have == "$torch_version cuda" || $have == "$torch_version $variant" ]]
}

command -v apt-get >/dev/null || die "needs apt-get (Debian 12 or Ubuntu 24.04)"
install_packages
folder=$(cmake -P cmake/LibTorchFolder.cmake)
if [[ -z $folder ]] || { libtorch_is_ours "$folder" && ! libtorch_fits; }; then
  install_libtorch
  folder=$(cmake -P cmake/LibTorchFolder.cmake)
fi
[[ $variant == cpu || -e $folder/lib/libtorch_cuda.so ]] ||
  die "the LibTorch in $folder has no CUDA libraries; remove it from LIBTORCH_ROOT," \
    "CMAKE_PREFIX_PATH or python3, and --cuda installs one that has"
((!dev)) || [[ -d .deps/python ]] ||
  pip_install .deps/python numpy==2.2.6 safetensors==0.8.0
say "done; LibTorch is in $folder"
