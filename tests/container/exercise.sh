#!/usr/bin/env bash
# Runs the container image as people will: any user, read-only root, no network, a mounted folder.
# usage: tests/container/exercise.sh ENGINE IMAGE [VARIANT]     (docker, podman or buildah)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

engine=${1:?}
image=${2:?}
variant=${3:-cpu}
readonly largest_cpu_image=$((950 * 1000 * 1000))

work=$(mktemp --directory)
container=
cleanup() {
  rm -rf "$work"
  [[ -z $container ]] || buildah rm "$container" >/dev/null
}
trap cleanup EXIT
if [[ $engine == buildah ]]; then
  container=$(buildah from --pull-never "$image")
  root=$(buildah mount "$container")
fi

# inspect FORMAT: a field of the image's configuration, in docker's words.
inspect() {
  if [[ $engine == buildah ]]; then
    buildah inspect --type image --format "{{with .Docker.Config}}$1{{end}}" "$image"
  else
    "$engine" image inspect --format "{{with .Config}}$1{{end}}" "$image"
  fi
}

# run USER COMMAND...: in the container, its root read-only, without network, $work on /work.
run() {
  local user=$1
  shift
  if [[ $engine != buildah ]]; then
    "$engine" run --rm --read-only --network none --user "$user" --volume "$work:/work" \
      --entrypoint "$1" "$image" "${@:2}"
    return
  fi
  local environment
  mapfile -t environment < <(inspect '{{range .Env}}{{println .}}{{end}}' | grep .)
  # shellcheck disable=SC2016  # expanded by the inner shell
  unshare --mount --net bash -euc '
    root=$1 work=$2 user=$3
    shift 3
    mkdir -p "$root/work"
    mount --bind "$root" "$root"
    mount --bind "$work" "$root/work"
    mount --bind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    mount -o remount,bind,ro "$root"
    exec chroot --userspec="$user" "$root" /usr/bin/env -i -C /work "$@"
  ' - "$root" "$work" "$user" "${environment[@]}" "$@"
}

size() {
  if [[ $engine == buildah ]]; then
    du --summarize --one-file-system --block-size=1 "$root" | cut -f 1
  else
    "$engine" image inspect --format '{{.Size}}' "$image"
  fi
}

passed=0 failed=0
# check NAME COMMAND...: counts whether the command succeeds.
check() {
  local name=$1 log=$work.log
  shift
  if ("$@") >"$log" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    echo "FAILED  $name"
    sed 's/^/        /' "$log"
  fi
  rm -f "$log"
}
# prints TEXT COMMAND...: the command succeeds and its output contains the text.
prints() {
  local output
  output=$("${@:2}") && echo "$output" && [[ $output == *"$1"* ]]
}

is_small() {
  local bytes
  bytes=$(size)
  echo "the image has $bytes bytes, allowed are $largest_cpu_image"
  ((bytes <= largest_cpu_image))
}
runs_as_non_root() { prints '' inspect '{{.User}}' && [[ $(inspect '{{.User}}') != @(|0|root|0:*|root:*) ]]; }
has_entrypoint() { prints digits inspect '{{.Entrypoint}}'; }
has_label() { prints "$2" inspect "{{index .Labels \"org.opencontainers.image.$1\"}}"; }
# A container that does not start lacks nothing.
lacks() { run 10001:10001 sh -c "! command -v $1"; }
lacks_sources() {
  [[ $(run 0:0 sh -c 'find / -xdev -name "*.cpp" 2>/dev/null; echo searched') == searched ]]
}
is_read_only() { [[ $(run 0:0 touch /usr/local/probe 2>&1) == *"Read-only"* ]]; }
reads_seven() { prints 7 run "$1" digits predict seven.png; }
writes_as() {
  local owner
  run "$1" digits predict --save-input "seen-$2" seven.png
  owner=$(stat --format %u:%g "$work/seen-$2")
  run "$1" rm -r "seen-$2" # nobody else may, so cleanup() could not
  [[ $owner == "$1" ]]
}

scripts/draw-digits "$work"
chmod 777 "$work"

[[ $variant == cuda ]] || check "at most 950 MB" is_small
check "runs as a user that is not root" runs_as_non_root
check "its entrypoint is digits" has_entrypoint
check "labelled with a title" has_label title digits
check "labelled with a licence" has_label licenses MIT
for tool in g++ gcc cc ld cmake python3; do
  check "has no $tool" lacks "$tool"
done
check "has no sources" lacks_sources
check "digits --version" prints "digits " run 10001:10001 digits --version
check "digits info" run 10001:10001 digits info
check "reads a digit as its own user" reads_seven 10001:10001
check "reads a digit as any user" reads_seven 54321:54321
check "writes files of the calling user" writes_as 12345:12345 any
check "its root is read-only" is_read_only
echo "container: $passed passed, $failed failed"
((failed == 0))
