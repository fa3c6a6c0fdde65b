#!/usr/bin/env bash
# Compares the samples of the command line in the documents with its output. A sample is an indented line "$ telnyx-errors ..." and
# the indented lines below it. $1 is the program.
set -u
# shellcheck disable=SC2034 # used by eval
program=$1
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
unset COLUMNS NO_COLOR CDPATH
export TERM=xterm TZ=UTC LC_ALL=C
samples=0
failures=0

check() { # document, command, expected
    local actual
    samples=$((samples + 1))
    # The commands come from the documents of this repository.
    actual=$(eval "\"\$program\" ${2#telnyx-errors }" 2>&1)
    if [ "$3" != "$actual" ]; then
        failures=$((failures + 1))
        printf 'not ok - %s: %s\n' "$1" "$2"
        diff <(printf '%s\n' "$3") <(printf '%s\n' "$actual")
    fi
}

for document in ../../README.md ../../docs/*.md; do
    command='' expected=''
    while IFS= read -r line; do
        case $line in
        '    $ telnyx-errors '*)
            [ -z "$command" ] || check "$document" "$command" "$expected"
            command=${line#    \$ }
            expected=''
            ;;
        '    '*) [ -z "$command" ] || expected+=${expected:+$'\n'}${line#    } ;;
        *)
            [ -z "$command" ] || check "$document" "$command" "$expected"
            command=''
            ;;
        esac
    done <"$document"
    [ -z "$command" ] || check "$document" "$command" "$expected"
done

echo "$samples samples, $failures differ"
[ "$failures" -eq 0 ] && [ "$samples" -ge 2 ]
