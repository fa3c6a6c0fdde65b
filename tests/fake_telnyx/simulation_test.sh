#!/usr/bin/env bash
# Tests of the simulation. $1 is the program.
set -euo pipefail
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" --seeds 2 --messages 500 --check >"$work/checked"
"$program" --seeds 1 --messages 50 >"$work/one"
"$program" --seeds 1 --messages 50 >"$work/two"
cmp "$work/one" "$work/two"
grep -q '^### lost answers$' "$work/one"
"$program" --seeds 1 --messages 50 --seed 9 --json >"$work/json"
grep -q '"first_seed": 9' "$work/json"
echo "the simulation holds what it must hold, and is reproducible"
