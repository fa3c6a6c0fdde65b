#!/usr/bin/env bash
# The tests with other compilers, libraries and machines. Installs what is missing. Arguments choose rows; the default is all. A row
# that could not be run is named in the table at the end; if nothing failed, the exit status is then 77, which ctest shows as
# skipped.
#
#     tests/tools/matrix.sh [gcc] [clang] [libc++] [no_exceptions] [m32] [s390x] [arm64] [windows] [nlohmann]
#
# The row nlohmann runs the tests of the reader with other versions of nlohmann/json. TELNYX_ERRORS_NLOHMANN names the directories of
# their headers, separated by ":". Each has nlohmann/json.hpp or include/nlohmann/json.hpp.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${TELNYX_ERRORS_BUILD:-$root/build/matrix}
jobs=${TELNYX_ERRORS_JOBS:-2}
# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
install_packages compiler json catch2 || exit 1

# Headers for all machines. Catch2 2 is one of them. Catch2 3 is a library, which the package manager has for this machine only.
mkdir -p "$work/headers"
if catch=$(path_of catch2/catch.hpp); then
    catch_version=2
elif catch=$(path_of catch2/catch_all.hpp); then
    catch_version=3
fi
json=$(path_of nlohmann/json.hpp)
ln -sfn "$(dirname "${catch%%$'\n'*}")" "$work/headers/catch2"
ln -sfn "$(dirname "${json%%$'\n'*}")" "$work/headers/nlohmann"

suite=(main table_test refinement_test lookup_test vocabulary_test mask_test folded_text_test consent_words_test instant_test
    http_test decision_test waits_test body_test report_test report_decision_test context_test envelopes_test amendment_test
    history_test log_line_test pause_test standard_library_test format_test allocation_test counted_new)
throwing=(pause_board_test nlohmann_values_test nlohmann_state_test) # not in the row no_exceptions
results=()
result() { # row, what became of it
    results+=("$1: $2")
    echo "$1: $2"
}
# Installs the dependencies of a row. If that fails, the row is skipped, and the table says so.
needs() { # row, dependencies...
    local name=$1 dependency
    shift
    case $name in
    gcc | clang) ;;
    *)
        if [ $catch_version -ne 2 ]; then
            result "$name" "skipped: Catch2 2 is not installed, and Catch2 3 is compiled for this machine only"
            return 1
        fi
        ;;
    esac
    [ $# -eq 0 ] || install_packages --optional "$@" >&2
    for dependency in "$@"; do
        if ! is_installed "$dependency"; then
            result "$name" "skipped: $dependency is not installed"
            return 1
        fi
    done
}

# row, standards, command that runs a program, compiler and its options
row() {
    local name=$1 standards=$2 runner=$3 standard directory state
    shift 3
    local libraries=() options=(-O1 -I"$root/include" -isystem "$work/headers" "-DTELNYX_ERRORS_TESTS_CATCH_VERSION=$catch_version"
        -DTELNYX_ERRORS_TESTS_SOURCE="\"$root\"" -DCATCH_CONFIG_NO_POSIX_SIGNALS -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Werror)
    [ $catch_version -eq 2 ] || libraries=(-lCatch2Main -lCatch2)
    local more=("${throwing[@]}")
    [ "$name" != no_exceptions ] || more=()
    for standard in $standards; do
        directory=$work/$name-$standard
        rm -rf "$directory"
        mkdir -p "$directory/suite"
        state=passed
        printf '%s\n' "${suite[@]}" ${more[@]+"${more[@]}"} | xargs -P "$jobs" -I{} "$@" -std="$standard" "${options[@]}" -c "$root/tests/unit/{}.cpp" \
            -o "$directory/suite/{}.o" >"$directory/log" 2>&1 || state="does not compile"
        if [ "$state" = passed ]; then
            "$@" "$directory"/suite/*.o ${libraries[@]+"${libraries[@]}"} -o "$directory/tests.exe" >>"$directory/log" 2>&1 &&
                "$@" -std="$standard" "${options[@]}" -fno-exceptions -fno-rtti "$root/tests/build/no_exceptions.cpp" \
                    -o "$directory/no_exceptions.exe" >>"$directory/log" 2>&1 || state="does not link"
        fi
        if [ "$state" = passed ] && [ "$runner" != "-" ]; then
            # shellcheck disable=SC2086 # words are meant
            (cd "$root" && timeout 1800 $runner "$directory/tests.exe" "~[slow]" && timeout 300 $runner "$directory/no_exceptions.exe") \
                >>"$directory/log" 2>&1 || state=failed
            state="$state, $(grep -oE 'All tests passed.*|test cases:.*' "$directory/log" | tail -1)"
        elif [ "$state" = passed ]; then
            state="linked, not run"
        fi
        result "$name $standard" "$state"
        case $state in passed* | linked*) ;; *) grep -E 'error|FAILED' "$directory/log" | head -5 ;; esac
    done
}

# A directory of nlohmann/json's headers.
nlohmann_version() {
    sed -nE 's/^#define NLOHMANN_JSON_VERSION_(MAJOR|MINOR|PATCH) +([0-9]+).*/\2/p' "$1/nlohmann/json.hpp" \
        "$1/nlohmann/detail/abi_macros.hpp" 2>/dev/null | head -n 3 | paste -sd. -
}

# A name, a directory of nlohmann/json's headers, the standards, the compiler and its options.
nlohmann_row() {
    local name=$1 headers=$2 standards=$3
    shift 3
    row "$name" "$standards" env "$@" -isystem "$headers" "-DTELNYX_ERRORS_TESTS_NLOHMANN_VERSION=\"$(nlohmann_version "$headers")\""
}

nlohmann_rows() {
    local reader=(main body_test report_test report_decision_test nlohmann_test allocation_test counted_new)
    local corpus=(main body_test nlohmann_test)
    local suite=() throwing=() directories=() directory headers='' version
    IFS=: read -ra directories <<<"${TELNYX_ERRORS_NLOHMANN-}"
    for directory in "${directories[@]}"; do
        headers=$directory
        [ ! -e "$directory/include/nlohmann/json.hpp" ] || headers=$directory/include
        version=$(nlohmann_version "$headers")
        if [ -z "$version" ]; then
            result nlohmann "failed: no nlohmann/json.hpp in $directory"
            return
        fi
        suite=("${reader[@]}")
        nlohmann_row "nlohmann-$version" "$headers" c++17 g++
        suite=("${corpus[@]}")
        nlohmann_row "nlohmann-$version" "$headers" "c++20 c++23" g++
        ! command -v clang++ >/dev/null 2>&1 || nlohmann_row "nlohmann-$version-clang" "$headers" "c++17 c++20" clang++
        nlohmann_row "nlohmann-$version-options" "$headers" c++17 g++ -DJSON_DIAGNOSTICS=1 -DJSON_DIAGNOSTIC_POSITIONS=1 \
            -DJSON_USE_IMPLICIT_CONVERSIONS=0
    done
    if [ -z "$headers" ]; then
        result nlohmann "not run: set TELNYX_ERRORS_NLOHMANN to directories of headers"
        return
    fi
    # A version that is newer than those that were tried: the last one with another number.
    rm -rf "$work/newer"
    mkdir -p "$work/newer"
    cp -r "$headers/nlohmann" "$work/newer/"
    find "$work/newer" -name '*.hpp' -exec sed -i -E 's/^(#define NLOHMANN_JSON_VERSION_MINOR +)[0-9]+/\1999/' {} +
    nlohmann_row nlohmann-newer "$work/newer" c++17 g++
}

rows=("$@")
[ ${#rows[@]} -gt 0 ] || rows=(gcc clang libc++ no_exceptions m32 s390x arm64 windows nlohmann)
for wanted in "${rows[@]}"; do
    case $wanted in
    gcc) needs gcc && row gcc "c++17 c++20 c++23" env g++ ;;
    clang) needs clang clang && row clang "c++17 c++20 c++2b" env clang++ ;;
    libc++)
        needs libc++ libcxx || continue
        # The newest version of clang that has a libc++.
        clang=$(path_of 'llvm-*/include/c++/v1/version' | sed -nE 's|.*/llvm-([0-9]+)/.*|clang++-\1|p' | sort -V | tail -n 1)
        row libc++ "c++17 c++20 c++23" env "$clang" -stdlib=libc++
        ;;
    no_exceptions)
        needs no_exceptions &&
            row no_exceptions c++17 env g++ -fno-exceptions -fno-rtti -DCATCH_CONFIG_DISABLE_EXCEPTIONS
        ;;
    m32)
        # Not the package g++-multilib: it and the cross compilers of the other rows exclude each other. All that it would add is the
        # path of the kernel's headers.
        needs m32 m32 || continue
        gcc=$(path_of 'gcc/*/*/32/libstdc++.a' | sed -nE 's|.*/gcc/[^/]*/([0-9]+)/.*|g++-\1|p' | sort -V | tail -n 1)
        row m32 c++17 env "$gcc" -m32 -idirafter /usr/include/x86_64-linux-gnu
        ;;
    s390x) # big-endian
        needs s390x s390x qemu_s390x &&
            row s390x c++17 "qemu-s390x -L /usr/s390x-linux-gnu" s390x-linux-gnu-g++ -static
        ;;
    arm64)
        needs arm64 arm64 qemu_arm64 &&
            row arm64 c++17 "qemu-aarch64 -L /usr/aarch64-linux-gnu" aarch64-linux-gnu-g++ -static
        ;;
    windows)
        needs windows mingw || continue
        runner=-
        export WINEPREFIX=$work/wine WINEDEBUG=-all
        install_packages --optional wine
        if is_installed wine && timeout 300 wine cmd /c ver 2>/dev/null | grep Windows >/dev/null; then
            runner=wine
        else
            echo "windows: wine does not run here"
        fi
        row windows c++17 "$runner" x86_64-w64-mingw32-g++-posix -static -Wa,-mbig-obj -include windows.h
        ;;
    nlohmann) nlohmann_rows ;;
    *) echo "unknown row: $wanted" && exit 2 ;;
    esac
done
echo
printf '%s\n' "${results[@]}"
case "${results[*]}" in
*failed* | *"does not"*) exit 1 ;;
*skipped* | *"not run"*) exit 77 ;;
esac
