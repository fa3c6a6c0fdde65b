#!/usr/bin/env bash
# Counts instructions with valgrind: $1 is the program that is built from instructions.cpp, $2 the compiler as CMake
# names it. Exit status 77: no valgrind.
set -euo pipefail
if ! command -v valgrind >/dev/null 2>&1; then
    echo "valgrind is not installed: nothing was counted"
    exit 77
fi
status=0
count() { # function, most instructions allowed
    local counted
    counted=$(valgrind --tool=callgrind --toggle-collect="$1" --callgrind-out-file=/dev/null "$program" 2>&1 | sed -nE 's/.*refs: *([0-9,]+)/\1/p' | tr -d ,)
    echo "$1: $((counted / 1000)) instructions a call, at most $2 allowed"
    [ "$counted" -gt 1000 ] && [ "$((counted / 1000))" -le "$2" ] || status=1
}
program=$1
count count_lookup_number 15
count count_lookup_text 40
case $2 in
GNU) limits=(41 39 89) ;;
*) limits=(48 46 106) ;;
esac
count count_decide_stop "${limits[0]}"
count count_decide_fix_first "${limits[1]}"
count count_decide_retry "${limits[2]}" # it also computes the delay
exit $status
