#!/usr/bin/env bash
# Prints how long the compiler takes for a header, compared with the header that it builds on. Ratios to read, not to pass.
#   compile_time.sh COMPILER INCLUDE [OPTION...]     INCLUDE is the directory of the headers; the options are the compiler's
# The times are user time of -fsyntax-only, the least of nine rounds. Each round compiles every header in turn, so that all of them
# meet the same load of the machine. TELNYX_ERRORS_ROUNDS changes the number of rounds.
set -euo pipefail
compiler=$1 include=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
headers=(string_view telnyx/errors.hpp nlohmann/json.hpp telnyx/errors/nlohmann.hpp)
least=()
for i in "${!headers[@]}"; do
    echo "#include <${headers[i]}>" >"$work/$i.cpp"
    least[i]=999999
done
TIMEFORMAT=%3U
for ((round = 0; round != ${TELNYX_ERRORS_ROUNDS:-9}; ++round)); do
    for i in "${!headers[@]}"; do
        { time "$compiler" -std=c++17 "$@" -fsyntax-only -I"$include" "$work/$i.cpp" 2>"$work/log"; } 2>"$work/time" || { cat "$work/log" && exit 1; }
        milliseconds=$((10#$(tail -n 1 "$work/time" | tr -d .)))
        [ "$milliseconds" -ge "${least[i]}" ] || least[i]=$milliseconds
    done
done
ratio() { # the header, and the one that it is compared with
    awk -v header="${headers[$1]}" -v time="${least[$1]}" -v base="${headers[$2]}" -v base_time="${least[$2]}" 'BEGIN {
        printf "ratio: #include <%s> takes %.2f times as long as <%s>: %d ms, %d ms\n", header, time / base_time, base, time, base_time }'
}
ratio 1 0
ratio 3 2
