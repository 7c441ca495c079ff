#!/usr/bin/env bash
# Builds the container image with docker, podman or buildah, whichever works here, and exercises it.
# usage: scripts/container.sh [--cuda]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly image=digits
readonly base=debian:bookworm-slim
variant=cpu
case "${1:-}" in
  '') ;;
  --cuda) variant=cuda ;;
  *) echo "usage: scripts/container.sh [--cuda]" >&2 && exit 2 ;;
esac

find_engine() {
  local engine
  for engine in docker podman buildah; do
    command -v "$engine" >/dev/null && "$engine" info >/dev/null 2>&1 && echo "$engine" && return
  done
  echo "container: neither docker, podman nor buildah works here" >&2
  return 4
}

# Where no registry answers, a Debian made by debootstrap stands in for the base image, without what
# that one leaves out too.
make_base() {
  local root container
  echo "container: no registry has $base for us, making it with debootstrap"
  root=$(mktemp --directory)
  debootstrap --variant=minbase bookworm "$root" >/dev/null
  chroot "$root" apt-get clean
  rm -rf "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,info,locale,man}/*
  printf 'path-exclude /usr/share/%s/*\n' doc info locale man >"$root/etc/dpkg/dpkg.cfg.d/slim"
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$root" / >/dev/null
  buildah commit --quiet --rm --format docker "$container" "$base" >/dev/null
  rm -rf "$root"
}

engine=$(find_engine)
version=$(sed -n 's/^project(digits VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
arguments=(
  --file Dockerfile --tag "$image" --build-arg "BASE=$base" --build-arg "LIBTORCH_VARIANT=$variant"
  --build-arg "VERSION=$version"
  --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || echo unknown)"
)
user_config=${XDG_CONFIG_HOME:-$HOME/.config}
for config in "${PIP_CONFIG_FILE:-}" "$user_config/pip/pip.conf" /etc/pip.conf; do
  [[ -r $config ]] && arguments+=(--secret "id=pip_conf,src=$config") && break
done
certificates=${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}
[[ -r $certificates ]] && arguments+=(--secret "id=ca_bundle,src=$certificates")

# Docker mounts no folder of the host while it builds.
if [[ $engine != docker && ${CMAKE_CXX_COMPILER_LAUNCHER:-} == ccache ]]; then
  arguments+=(
    --volume "$(ccache --get-config cache_dir):/ccache" --build-arg CCACHE_DIR=/ccache
    --build-arg CMAKE_CXX_COMPILER_LAUNCHER=ccache
  )
fi

if [[ $engine == buildah ]]; then
  export BUILDAH_ISOLATION=chroot # works inside another container too
  { buildah inspect "$base" || buildah pull "$base"; } >/dev/null 2>&1 || make_base
fi
echo "container: building $image with $engine"
"$engine" build "${arguments[@]}" .
tests/container/exercise.sh "$engine" "$image" "$variant"
