#!/usr/bin/env bash
# Trains the networks of models/README.md over several seeds and scores each once on the test images.
#
# usage: scripts/train-models.sh NAME... [-- FLAG...]
#
# NAME is reference, mlp (five seeds each), mlp-large, cnn-small (three), cnn (five and their
# ensemble), or the recipe cnn on another set (three): cnn-fashion, cnn-persian, cnn-baybayin; or
# reader (one), which starts from the shipped cnn and also learns from parts of rows that compose_rows
# makes. Flags are further ones of `digits train`, such as --precision bfloat16.
#
# Run folders, and in NAME.log what was printed, go to runs/models ($DIGITS_RUNS). A training that
# was interrupted goes on with the settings it began with; where NAME.log is, the test images were
# looked at and nothing is done. $DIGITS is the program, $DIGITS_COMPOSE is compose_rows. Sets that
# `digits data` does not know are folders in $DIGITS_DATA_DIR.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
digits=${DIGITS:-$root/build/release/app/digits}
compose=${DIGITS_COMPOSE:-$root/build/dev/bench/compose_rows}
runs=${DIGITS_RUNS:-runs/models}
rows=$runs/reader-rows

# choose NAME: sets data (the first is the one to be scored on), seeds, combine and settings.
choose() {
  data=(mnist) seeds=3 combine=--seeds settings=(--recipe "$1")
  case $1 in
    reference) seeds=5 settings=() ;;
    mlp) seeds=5 ;;
    mlp-large | cnn-small) ;;
    cnn) seeds=5 combine=--ensemble ;;
    reader)
      data+=("$rows"/{1,2,3,4}) seeds=1
      settings=(--init-from cnn --lr 0.001 --epochs 5)
      ;;
    cnn-fashion) data=(fashion-mnist) settings=(--recipe cnn --flip 0.5 --epochs 40) ;;
    cnn-persian)
      data=("${DIGITS_DATA_DIR:?}/persian-digits")
      settings=(--recipe cnn --epochs 40)
      ;;
    cnn-baybayin)
      data=("${DIGITS_DATA_DIR:?}/baybayin")
      settings=(--recipe cnn --epochs 80)
      ;;
    *)
      echo "train-models.sh: no network is called '$1'" >&2
      exit 2
      ;;
  esac
}

# run ARGUMENT...: runs digits; the command and what it prints go to the log.
run() {
  echo "\$ digits $*"
  "$digits" "$@"
  echo
}

train_and_score() {
  local name=$1 folder=$runs/$1 sources=() models=()
  shift
  for set in "${data[@]}"; do sources+=(--data "$set"); done
  if [[ -e $folder/series.json ]]; then
    run train "${sources[@]}" --resume "$folder"
  else
    run train "${sources[@]}" "${settings[@]}" "$combine" "$seeds" "$@" \
      --output "$runs" --name "$name" --exist-ok
  fi
  for ((seed = 1; seed <= seeds; ++seed)); do models+=("$folder/seed$seed"); done
  run evaluate --data "${data[0]}" "${models[@]}" --output "$runs" --name "$name-test" --exist-ok
  [[ $combine == --ensemble ]] || return 0
  run evaluate --data "${data[0]}" "$folder" --output "$runs" --name "$name-ensemble-test" --exist-ok
}

# compose_set NUMBER OPTION...: parts of rows of training digits and other signs. Class 53 of Baybayin
# looks like a 3.
compose_set() {
  local options=(--none 0.012 --flagged 0.05 --marks-data "${DIGITS_DATA_DIR:?}/baybayin"
    --like-a-digit 53 "${@:2}" --output "$rows/$1")
  [[ ! -e $rows/$1/classes.txt ]] || return 0
  echo "\$ compose_rows ${options[*]}"
  "$compose" "${options[@]}"
  echo
}

compose_sets() {
  compose_set 1 --rows 13000 --seed 11 --marks 0.12
  compose_set 2 --rows 13000 --seed 12 --marks 0.12
  compose_set 3 --rows 9000 --seed 13 --marks 0.75 --least-digits 1 --most-digits 3
  compose_set 4 --rows 6000 --seed 14 --marks 1 --least-digits 1 --most-digits 2 --none 0.06
}

usage() { sed -n '2,/^set/ { s/^# \{0,1\}//; /^set/d; p }' "$0"; }

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  usage
  exit
fi
names=()
while (($# > 0)) && [[ $1 != -- ]]; do
  choose "$1"
  names+=("$1")
  shift
done
(($# == 0)) || shift
if ((${#names[@]} == 0)); then
  usage >&2
  exit 2
fi

mkdir -p "$runs"
for name in "${names[@]}"; do
  log=$runs/$name.log
  if [[ -e $log ]]; then
    echo "train-models.sh: $log is there: $name has been scored" >&2
    continue
  fi
  choose "$name"
  if [[ $name == reader ]]; then compose_sets | tee -a "$log.part"; fi
  train_and_score "$name" "$@" | tee -a "$log.part"
  mv "$log.part" "$log"
done
