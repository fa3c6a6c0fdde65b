#!/usr/bin/env bash
# Rust takes at most 1.2 times as long as C++ for a payload: $1 is the C++ program, $2 the Rust program, the others are payloads.
# They take turns, and the median of the ratios of neighbours counts: a machine that others use changes its speed all the time.
set -euo pipefail
cpp=$1 rust=$2
shift 2
middle() { sort -n | sed -n "$(((pairs + 1) / 2))p"; }
pairs=21
for payload in "$@"; do
    rows=''
    for ((i = 0; i != pairs; ++i)); do
        read -r cpp_time cpp_size < <("$cpp" <"$payload")
        read -r rust_time rust_size < <("$rust" <"$payload")
        [ "$cpp_size" = "$rust_size" ] || { echo "C++ says strings of $cpp_size bytes, Rust $rust_size" && exit 1; }
        rows+="$rust_time $cpp_time"$'\n'
    done
    ratio=$(printf '%s' "$rows" | awk '{ printf "%.2f\n", $1 / $2 }' | middle)
    nanoseconds=$(printf '%s' "$rows" | awk '{ print $2 }' | middle)
    echo "$(basename "$payload"), $(wc -c <"$payload") bytes: C++ $nanoseconds ns, ratio $ratio"
    awk -v ratio="$ratio" 'BEGIN { exit !(ratio <= 1.2) }' || { echo "Rust takes $ratio times as long" && exit 1; }
done
