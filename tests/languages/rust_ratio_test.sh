#!/usr/bin/env bash
# Rust takes at most 1.2 times as long as C++ for a payload: $1 is the C++ program, $2 the Rust program, the others are payloads. They
# take turns, and the least time of each counts: other programs disturb a measurement and never improve it.
set -euo pipefail
cpp=$1 rust=$2
shift 2
least() { printf '%s\n' "$@" | sort -n | head -n 1; }
for payload in "$@"; do
    cpp_times=() rust_times=()
    for _ in 1 2 3 4 5; do
        read -r time cpp_size < <("$cpp" <"$payload")
        cpp_times+=("$time")
        read -r time rust_size < <("$rust" <"$payload")
        rust_times+=("$time")
        [ "$cpp_size" = "$rust_size" ] || { echo "C++ says strings of $cpp_size bytes, Rust $rust_size" && exit 1; }
    done
    cpp_time=$(least "${cpp_times[@]}") rust_time=$(least "${rust_times[@]}")
    ratio=$(awk -v a="$rust_time" -v b="$cpp_time" 'BEGIN { printf "%.2f", a / b }')
    echo "$(basename "$payload"), $(wc -c <"$payload") bytes: C++ $cpp_time ns, Rust $rust_time ns, ratio $ratio"
    awk -v ratio="$ratio" 'BEGIN { exit !(ratio <= 1.2) }' || { echo "Rust takes $ratio times as long" && exit 1; }
done
