#!/usr/bin/env bash
# Fuzzes the targets of this directory with libFuzzer, AddressSanitizer and UBSan, two at a time.
#
#     run.sh [--seconds N] [--jobs N] [--build DIRECTORY] [TARGET...]
#
# N seconds for each target, 30 if it is not said. What is found lies in DIRECTORY/findings, and its path is printed. The corpus
# that is committed is only read: what a run adds to it lies in DIRECTORY/corpus, and is used by the next one.
# Exit status: 0 without a finding, 1 with one, 2 for wrong usage, 77 where clang or its libFuzzer is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mapfile -t all < <(sed -nE 's/^telnyx_errors_fuzz\(([a-z0-9_]+).*/\1/p' "$here/CMakeLists.txt")
seconds=30 jobs=2 build=$here/../../build/fuzz targets=()
while [ $# -gt 0 ]; do
    case $1 in
    --seconds | --jobs | --build)
        [ $# -ge 2 ] || { echo "run.sh: $1 needs a value" >&2; exit 2; }
        declare "${1#--}=$2"
        shift 2
        ;;
    -*) echo "run.sh: unknown option $1" >&2; exit 2 ;;
    *)
        [[ " ${all[*]} " == *" $1 "* ]] || { echo "run.sh: no target $1; there are ${all[*]}" >&2; exit 2; }
        targets+=("$1")
        shift
        ;;
    esac
done
[ ${#targets[@]} -gt 0 ] || targets=("${all[@]}")

# clang++, or else the newest version of it.
clang=$(command -v clang++ || { compgen -c clang++- | grep -E '^clang\+\+-[0-9]+$' | sort -V | tail -n 1; } || true)
if [ -z "$clang" ]; then
    echo "skipped: there is no clang++ (Debian: clang, libclang-rt-dev), and only clang has libFuzzer"
    exit 77
fi
mkdir -p "$build"
build=$(cd "$build" && pwd)
printf 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }\n' >"$build/probe.cpp"
if ! "$clang" -fsanitize=fuzzer,address,undefined "$build/probe.cpp" -o "$build/probe" 2>"$build/probe.log"; then
    echo "skipped: $clang has no libFuzzer runtime (Debian: libclang-rt-dev)"
    sed -n 1,3p "$build/probe.log"
    exit 77
fi

echo "Building ${targets[*]} with $clang in $build"
cmake -S "$here" -B "$build" -DCMAKE_CXX_COMPILER="$clang" >/dev/null
cmake --build "$build" --parallel "$jobs" --target "${targets[@]/#/fuzz_}" >"$build/build.log" 2>&1 || {
    cat "$build/build.log"
    exit 1
}

# Freed memory is kept back less than by default: the bodies are small, and the limit is one of the oracles.
export ASAN_OPTIONS=quarantine_size_mb=16
fuzz() {
    local target=$1 corpora=("$build/corpus/$1") dictionary=() log=$build/$1.log
    mkdir -p "$build/corpus/$target" "$build/findings/$target"
    [ ! -d "$here/corpus/$target" ] || corpora+=("$here/corpus/$target")
    case $target in text_reader | embedded | body_stream) corpora+=("$here/../bodies") ;; esac
    [ ! -f "$here/dictionaries/$target.dict" ] || dictionary=("-dict=$here/dictionaries/$target.dict")
    local status=0
    "$build/fuzz_$target" -max_total_time="$seconds" -max_len=4096 -timeout=20 -rss_limit_mb=1024 -entropic=0 -print_final_stats=1 \
        "${dictionary[@]}" -artifact_prefix="$build/findings/$target/" "${corpora[@]}" >"$log" 2>&1 || status=$?
    local runs
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ "$status" -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
        echo "$target: $runs executions in $seconds s, no finding"
        return 0
    fi
    echo "$target: a finding, or no run (exit status $status), after ${runs:-0} executions"
    grep -a -A 8 -E '^finding:|runtime error:|ERROR: (AddressSanitizer|LeakSanitizer|libFuzzer)' "$log" | cut -c 1-2000 | head -40
    sed -n 's/.*Test unit written to /the input: /p' "$log"
    [ "${runs:-0}" -gt 0 ] || tail -n 20 "$log"
    return 1
}

found=0
declare -A running=()
wait_for_one() {
    local pid
    wait -n -p pid "${!running[@]}" || found=1
    unset "running[$pid]"
}
for target in "${targets[@]}"; do
    if [ "${#running[@]}" -ge "$jobs" ]; then
        wait_for_one
    fi
    fuzz "$target" &
    running[$!]=$target
done
while [ "${#running[@]}" -gt 0 ]; do
    wait_for_one
done
exit "$found"
