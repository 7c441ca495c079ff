#!/usr/bin/env bash
# From a fresh clone to a trained network, its confusion matrix and digits read from pictures.
# Installs, builds and fetches only what is missing; may be interrupted and run again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'END'
usage: scripts/quickstart.sh [--cuda]
  --cuda  LibTorch with the CUDA libraries (5.2 GB) instead of the CPU alone (1.3 GB)
Distribution packages that are missing are installed with apt, through sudo when not root.
END
}
case "$*" in
  '' | --cuda) ;;
  -h | --help) usage && exit ;;
  *) usage >&2 && exit 2 ;;
esac

readonly digits=build/release/app/digits
readonly run=runs/quickstart
readonly evaluation=runs/quickstart-evaluation
readonly pictures=runs/quickstart-pictures

step() {
  doing=$1
  printf '\n== %s\n' "$doing"
}
doing=Starting
status=0
trap 'status=$?; ((status == 0)) || echo "quickstart: stopped at: $doing (exit $status)" >&2' EXIT

step "1/6 Installing what is missing"
scripts/install-deps.sh "$@"

step "2/6 Building (some minutes the first time)"
scripts/build.sh release digits

step "3/6 Getting MNIST"
data=$(scripts/get-mnist.sh "$digits")

step "4/6 Training the reference network on $data"
"$digits" train --data "$data" --output runs --name quickstart --exist-ok

step "5/6 Evaluating it on the test images of $data"
"$digits" evaluate "$run" --data "$data" --output runs --name quickstart-evaluation --exist-ok

step "6/6 Reading digits from pictures"
scripts/draw-digits "$pictures"
"$digits" predict --model "$run" "$pictures"

cat <<END

Done. The program is $digits; try \`$digits --help\`.
  trained network      $run/weights/last.safetensors
  loss and accuracy    $run/results.csv, $run/curves.png
  confusion matrix     $evaluation/confusion_matrix.png, .csv
  confident errors     $evaluation/errors.png
  pictures it read     $pictures
Read a picture of your own:  $digits predict PICTURE.png
END
