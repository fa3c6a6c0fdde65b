#!/usr/bin/env bash
# Follows docs/adding-a-code.md in a copy of the source: inserts its code blocks where they belong, runs the generator and the
# tests, and leaves out each step once to see that this is found.
#
#     adding_a_code.sh COMPILER            compiles the tests of the table, of lookup and of decisions only, without Catch2
#     adding_a_code.sh COMPILER --suite    builds everything and runs all tests that tests/run.sh runs, with C++17
set -euo pipefail
compiler=$1
mode=${2:-}
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
copy=$work/source
guide=$source/docs/adding-a-code.md
code=include/telnyx/errors/code.hpp
table=include/telnyx/errors/table.hpp
transcription=tests/unit/reference.hpp
failures=0

mkdir "$copy"
(cd "$source" && tar -cf - --exclude=./.git --exclude='./build*' .) | tar -xf - -C "$copy"

fail() {
    printf 'not ok - %s\n' "$1"
    failures=$((failures + 1))
}

# The code block that the guide says to insert into a file.
block_for() {
    awk -v marker="<!-- insert into $1 -->" '
        $0 == marker { found = 1; next }
        found && /^```/ { if (inside) exit; inside = 1; next }
        inside { print }' "$guide"
}

# insert_below FILE REGEX: inserts the guide's block for FILE below the entry whose first line matches REGEX. An entry ends with the
# line that closes its brackets and has a comma at its end.
insert_below() {
    block_for "$1" >"$work/block"
    [ -s "$work/block" ] || { echo "docs/adding-a-code.md has no code block for $1" && exit 1; }
    awk -v first="$2" -v block="$work/block" '
        { print }
        !done && $0 ~ first { inside = 1 }
        inside {
            gsub(/"(\\.|[^"\\])*"/, "x")
            sub(/ *\/\/.*$/, "")
            open += gsub(/[{(]/, "") - gsub(/[})]/, "")
        }
        inside && open == 0 && /, *$/ {
            while ((getline line <block) > 0) print line
            inside = 0
            done = 1
        }
        END { exit !done }' "$copy/$1" >"$work/inserted" || { echo "$1: no entry to insert below ($2)" && exit 1; }
    cp "$work/inserted" "$copy/$1"
}

number=$(block_for $code | sed -nE 's/^.* = ([0-9]+),.*$/\1/p')
name=$(block_for $code | sed -nE 's/^ *([a-z0-9_]+) = .*$/\1/p')
# The entry before it: the enumerator with the largest number that is smaller.
read -r before_name before_number < <(
    sed -nE 's/^ *([a-z0-9_]+) = ([0-9]+),.*$/\1 \2/p' "$source/$code" | awk -v number="$number" '$2 < number' | tail -1)
echo "Adding $number ($name) below $before_number ($before_name)"
insert_below $code "^ *$before_name = $before_number,"
insert_below $table "code::$before_name,"
insert_below $transcription "^ *[{]$before_number, "

flags=(-std=c++17 -O0 -I"$copy/tests" -I"$copy/examples/telnyx-errors")
generate() { # arguments of the generator
    "$compiler" "${flags[@]}" -I"$copy/include" "$copy/tests/tools/generate_documents.cpp" \
        "$copy/tests/tools/library_document.cpp" -o "$work/generate"
    "$work/generate" "$copy/docs" "$@"
}
vectors() { # arguments of the generator
    "$compiler" "${flags[@]}" -I"$copy/include" "$copy/tests/conformance/generate.cpp" -o "$work/vectors"
    "$work/vectors" "$copy" "$@"
}
# The stand-in for Catch2 that mutation testing uses: compiling Catch2 itself takes longer than the tests.
run_test() { # test, include directory
    "$compiler" "${flags[@]}" -isystem "$copy/tests/mutation/stand_in" -DTELNYX_ERRORS_TESTS_CATCH_VERSION=3 -I"$2" \
        "$copy/tests/unit/$1_test.cpp" -o "$work/$1" && MUTATION_LIST_FAILURES=1 "$work/$1"
}
static_checks() { # include directory
    "$compiler" "${flags[@]}" -I"$1" -fsyntax-only "$copy/tests/build/static_checks.cpp"
}
without() { # file: a directory of headers without that step
    rm -rf "$work/without"
    cp -R "$copy/include" "$work/without"
    cp "$source/$1" "$work/without/${1#include/}"
    echo "$work/without"
}
finds() { # what is left out, the words that must be written, command
    local what=$1 words=$2 output
    shift 2
    if output=$("$@" 2>&1); then
        fail "nothing is wrong without $what"
    elif ! grep -qF -e "$words" <<<"$output"; then
        fail "without $what, nothing says: $words"
        head -20 <<<"$output"
    fi
}

# Each step is needed, and the guide quotes what is said without it. What it quotes of the compiler is worded by the compiler.
says() {
    grep -qF -e "$1" "$guide" || fail "docs/adding-a-code.md does not quote: $1"
    echo "$1"
}
finds "the enumerator" "$name" static_checks "$(without $code)"
finds "the block" "$(says 'this enumerator has no row in table.hpp')" static_checks "$(without $table)"
finds "a generator run" "$(says 'generated_documents' >/dev/null && echo 'docs/codes.md differs')" generate --check
cp "$copy/$transcription" "$work/kept"
cp "$source/$transcription" "$copy/$transcription"
says 'the table holds the codes of the sources and no others, in ascending order' >/dev/null
finds "the transcription" "te::table.size() == reference::count" run_test table "$copy/include"
cp "$work/kept" "$copy/$transcription"

# All steps.
generate
generate --check || fail "the generator's documents differ after it ran"
finds "a run of the vectors' generator" "code.json: is not what the generator writes" vectors --check
vectors
vectors --check || fail "the vectors differ after they were written"
static_checks "$copy/include" || fail "static_checks.cpp"
for test in table lookup decision; do
    run_test $test "$copy/include" || fail "$test"
done

# Nothing else had to change.
changed=$({ diff -rq --exclude=.git --exclude='build*' "$source" "$copy" || true; } | sed -E "s|^Files $source/(.*) and .* differ$|\1|" | sort | tr '\n' ' ')
expected="docs/codes.md docs/comparison.md docs/decisions.md docs/telnyx-errors.json $code $table "
expected+="tests/conformance/vectors/code.json tests/conformance/vectors/pause.json tests/conformance/vectors/words.json $transcription "
[ "$changed" = "$expected" ] || fail "other files changed: $changed"

if [ "$mode" = --suite ]; then
    cmake -S "$copy" -B "$work/build" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER="$compiler" \
        -DTELNYX_ERRORS_TESTS_STANDARDS=17 >"$work/log"
    cmake --build "$work/build" --parallel "${TELNYX_ERRORS_JOBS:-2}" >"$work/log" 2>&1 || { tail -50 "$work/log" && exit 1; }
    (cd "$work/build" && ctest --output-on-failure --parallel "${TELNYX_ERRORS_JOBS:-2}" -LE 'long|benchmark|fuzz' -E adding_a_code) ||
        fail "the suite"
fi

[ "$failures" -eq 0 ] && echo "ok: $number was added in ${expected% }"
