#!/usr/bin/env bash
# Follows the README and docs/getting-started.md in an empty directory, as a new user does: copies the headers, compiles the
# program as the document says, runs it and compares its output; then each code of the table. $1 is the compiler, $2 the project.
set -u
compiler=$1
export CXX=$compiler
root=$(cd "$2" && pwd) || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Where nlohmann/json is not on the default path, as ctest names it.
json=${TELNYX_ERRORS_JSON_INCLUDE:-}
failures=0

fail() {
    failures=$((failures + 1))
    printf 'not ok - %s\n' "$*"
}

run() { # a command of a document, with the compiler under test; the copied headers come first
    local command=$1
    case $command in
    'g++ '*) command="$compiler ${command#g++ }${json:+ -isystem $json}" ;;
    cmake*) command="$command >/dev/null" ;;
    esac
    bash -c "$command" 2>&1
}

check() { # document, command, expected
    local actual
    actual=$(run "$2") || fail "$1: '$2' fails: $actual"
    if [ "$actual" != "$3" ]; then
        fail "$1: $2"
        diff <(printf '%s\n' "$3") <(printf '%s\n' "$actual")
    fi
}

commands=0
follow() { # document
    local document=$1 line command='' expected=''
    mkdir -p "$work/here"
    cd "$work/here" || exit 1
    ln -s "$root" telnyx-errors
    # The first block quoted from readme.cpp is first.cpp.
    awk '/^<!-- from examples\/first_steps\/readme.cpp/ { quoted = 1; next }
         quoted == 1 && /^```cpp/ { quoted = 2; next }
         quoted == 2 && /^```/ { exit }
         quoted == 2' "$root/$document" >first.cpp
    awk '/^```cmake/ { block = 1; text = ""; next }
         block && /^```/ { block = 0; if (text ~ /add_subdirectory\(telnyx-errors\)/) printf "%s", text }
         block { text = text $0 "\n" }' "$root/$document" >CMakeLists.txt
    # The README leaves the copying to its section about installation.
    [ "$document" != README.md ] || { mkdir include && cp -r telnyx-errors/include/telnyx include/; }
    while IFS= read -r line; do
        case $line in
        '    $ telnyx-errors '*) ;; # tests/program/documents.sh
        '    $ '*)
            [ -z "$command" ] || check "$document" "$command" "$expected"
            command=${line#    \$ }
            expected=''
            commands=$((commands + 1))
            ;;
        '    '*) [ -z "$command" ] || expected+=${expected:+$'\n'}${line#    } ;;
        *)
            [ -z "$command" ] || check "$document" "$command" "$expected"
            command=''
            ;;
        esac
    done <"$root/$document"
}

follow README.md
rm -rf "$work/here"
follow docs/getting-started.md

# One program for all rows of the table: it takes the code as its argument.
sed -e '1i #include <string>' -e 's/int main()/int main(int, char** arguments)/' -e 's/const std::string_view payload/const std::string payload/' \
    -e 's/"40008"/")" + std::string{arguments[1]} + R"("/' first.cpp >any_code.cpp
run "g++ -std=c++17 -Iinclude any_code.cpp -o any_code" || fail "the program with another code does not compile"
rows=0
# shellcheck disable=SC2016 # the backquotes are those of Markdown
while IFS='|' read -r _ code output _; do
    code=$(tr -d '` ' <<<"$code")
    expected=$(cut -d '`' -f 2 <<<"$output")
    actual=$(./any_code "$code" | tail -n 1)
    rows=$((rows + 1))
    [ "$actual" = "$expected" ] || fail "code $code: expected '$expected', found '$actual'"
done < <(grep -E '^\| `[0-9]{5}` \| `next: ' "$root/docs/getting-started.md")

echo "$commands commands, $rows codes, $failures wrong"
[ "$failures" -eq 0 ] && [ "$commands" -ge 8 ] && [ "$rows" -ge 3 ]
