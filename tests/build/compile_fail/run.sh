#!/usr/bin/env bash
# Checks what must not compile: $1 is the compiler, $2 the directory of the headers. Each file has a good half, which compiles, and
# a bad half (BAD is defined), which fails with the words of each of its lines "// expect: ..." (a regular expression).
# A line "// patch: HEADER SED-SCRIPT" breaks a copy of a header for the bad half.
set -euo pipefail
compiler=$1 include=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checked=0

for file in "$here"/*.cpp; do
    name=${file##*/}
    headers=$include
    if grep -q '^// patch: ' "$file"; then
        headers=$work/$name.include
        cp -r "$include" "$headers"
        patch=$(sed -nE 's|^// patch: ([a-z_]+\.hpp) (.*)|\1 \2|p' "$file")
        sed -i -E "${patch#* }" "$headers/telnyx/errors/${patch%% *}"
        if cmp -s "$headers/telnyx/errors/${patch%% *}" "$include/telnyx/errors/${patch%% *}"; then
            echo "$name: the patch changes nothing"
            exit 1
        fi
    fi
    if ! "$compiler" -std=c++17 -Wall -Wextra -Werror -I"$include" -fsyntax-only "$file" >"$work/log" 2>&1; then
        echo "$name: the good half does not compile"
        head -5 "$work/log"
        exit 1
    fi
    if "$compiler" -std=c++17 -Wall -Wextra -Werror -DBAD -I"$headers" -fsyntax-only "$file" >"$work/log" 2>&1; then
        echo "$name: the bad half compiles"
        exit 1
    fi
    expectations=0
    while IFS= read -r expected; do
        expectations=$((expectations + 1))
        if ! grep -qE "$expected" "$work/log"; then
            echo "$name: expected \"$expected\", found:"
            grep -E 'error' "$work/log" | head -5
            exit 1
        fi
    done < <(sed -nE 's|^// expect: (.*)|\1|p' "$file")
    if [ "$expectations" -eq 0 ]; then
        echo "$name: no line \"// expect: ...\""
        exit 1
    fi
    checked=$((checked + 1))
done
echo "$checked files: good halves compile, bad halves fail with their messages"
[ "$checked" -gt 0 ]
