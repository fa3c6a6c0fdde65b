#!/usr/bin/env bash
# Counts instructions with valgrind: $1 is the program that is built from instructions.cpp. Exit status 77: no valgrind.
set -euo pipefail
command -v valgrind >/dev/null 2>&1 || exit 77
status=0
count() { # function, most instructions allowed
    local counted
    counted=$(valgrind --tool=callgrind --toggle-collect="$1" --callgrind-out-file=/dev/null "$program" 2>&1 | sed -nE 's/.*refs: *([0-9,]+)/\1/p' | tr -d ,)
    echo "$1: $((counted / 1000)) instructions a call, at most $2 allowed"
    [ "$counted" -gt 1000 ] && [ "$((counted / 1000))" -le "$2" ] || status=1
}
program=$1
count count_lookup_number 15
count count_lookup_text 45
count count_decide_stop 80
count count_decide_fix_first 90
count count_decide_retry 170
exit $status
