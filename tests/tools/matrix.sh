#!/usr/bin/env bash
# The tests with other compilers, libraries and machines. Installs what is missing (Debian's names). Arguments choose rows;
# without one all are run. A row that could not be run is named in the table at the end; if nothing failed, the exit status is
# then 77, which ctest shows as skipped.
#
#     tests/tools/matrix.sh [gcc] [clang] [libc++] [no_exceptions] [m32] [s390x] [arm64] [windows]
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${TELNYX_ERRORS_BUILD:-$root/build/matrix}
jobs=${TELNYX_ERRORS_JOBS:-2}
# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
require_packages g++:g++ /usr/include/nlohmann/json.hpp:nlohmann-json3-dev /usr/include/catch2:catch2 || exit 1

# Headers without a compiled part, for all machines.
mkdir -p "$work/headers"
ln -sfn /usr/include/catch2 "$work/headers/catch2"
ln -sfn /usr/include/nlohmann "$work/headers/nlohmann"

suite=(main table_test lookup_test vocabulary_test mask_test instant_test http_test retry_test
    body_test report_test report_decision_test faces_test format_test allocation_test counted_new)
results=()
result() { # row, what became of it
    results+=("$1: $2")
    echo "$1: $2"
}
# A row's packages. Without them the row is left out, and the table says so.
packages() {
    local name=$1
    shift
    if ! require_packages "$@"; then
        result "$name" "skipped: could not install ${*#*:}"
        return 1
    fi
}

# row, standards, command that runs a program, compiler and its options
row() {
    local name=$1 standards=$2 runner=$3 standard directory state
    shift 3
    local options=(-O1 -I"$root/include" -isystem "$work/headers" -DTELNYX_ERRORS_TESTS_CATCH_VERSION=2 -DTELNYX_ERRORS_TESTS_SOURCE="\"$root\""
        -DCATCH_CONFIG_NO_POSIX_SIGNALS -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Werror)
    for standard in $standards; do
        directory=$work/$name-$standard
        rm -rf "$directory"
        mkdir -p "$directory/suite"
        state=passed
        printf '%s\n' "${suite[@]}" | xargs -P "$jobs" -I{} "$@" -std="$standard" "${options[@]}" -c "$root/tests/unit/{}.cpp" \
            -o "$directory/suite/{}.o" >"$directory/log" 2>&1 || state="does not compile"
        if [ "$state" = passed ]; then
            "$@" "$directory"/suite/*.o -o "$directory/tests.exe" >>"$directory/log" 2>&1 &&
                "$@" -std="$standard" "${options[@]}" -fno-exceptions -fno-rtti "$root/tests/build/no_exceptions.cpp" \
                    -o "$directory/no_exceptions.exe" >>"$directory/log" 2>&1 || state="does not link"
        fi
        if [ "$state" = passed ] && [ "$runner" != "-" ]; then
            # shellcheck disable=SC2086 # words are meant
            (cd "$root" && timeout 1800 $runner "$directory/tests.exe" && timeout 300 $runner "$directory/no_exceptions.exe") \
                >>"$directory/log" 2>&1 || state=failed
            state="$state, $(grep -oE 'All tests passed.*|test cases:.*' "$directory/log" | tail -1)"
        elif [ "$state" = passed ]; then
            state="linked, not run"
        fi
        result "$name $standard" "$state"
        case $state in passed* | linked*) ;; *) grep -E 'error|FAILED' "$directory/log" | head -5 ;; esac
    done
}

rows=("$@")
[ ${#rows[@]} -gt 0 ] || rows=(gcc clang libc++ no_exceptions m32 s390x arm64 windows)
for wanted in "${rows[@]}"; do
    case $wanted in
    gcc) row gcc "c++17 c++20 c++23" env g++ ;;
    clang) packages clang clang++:clang && row clang "c++17 c++20 c++2b" env clang++ ;;
    libc++)
        packages libc++ clang++-19:clang-19 /usr/lib/llvm-19/include/c++/v1:libc++-19-dev /usr/lib/llvm-19/lib/libc++abi.so:libc++abi-19-dev &&
            row libc++ "c++17 c++20 c++23" env clang++-19 -stdlib=libc++
        ;;
    no_exceptions) row no_exceptions c++17 env g++ -fno-exceptions -fno-rtti -DCATCH_CONFIG_DISABLE_EXCEPTIONS ;;
    m32)
        # Not g++-multilib: it and the cross compilers of the other rows exclude each other. All that it would add is the way to
        # the kernel's headers.
        packages m32 /usr/lib/gcc/x86_64-linux-gnu/12/32/libstdc++.a:g++-12-multilib &&
            row m32 c++17 env g++-12 -m32 -idirafter /usr/include/x86_64-linux-gnu
        ;;
    s390x) # big-endian
        packages s390x s390x-linux-gnu-g++:g++-s390x-linux-gnu qemu-s390x:qemu-user &&
            row s390x c++17 "qemu-s390x -L /usr/s390x-linux-gnu" s390x-linux-gnu-g++ -static
        ;;
    arm64)
        packages arm64 aarch64-linux-gnu-g++:g++-aarch64-linux-gnu qemu-aarch64:qemu-user &&
            row arm64 c++17 "qemu-aarch64 -L /usr/aarch64-linux-gnu" aarch64-linux-gnu-g++ -static
        ;;
    windows)
        packages windows x86_64-w64-mingw32-g++-posix:g++-mingw-w64-x86-64-posix || continue
        runner=-
        export WINEPREFIX=$work/wine WINEDEBUG=-all
        if require_packages wine:wine /usr/lib/wine/wine64:wine64 && timeout 300 wine cmd /c ver 2>/dev/null | grep -q Windows; then
            runner=wine
        else
            echo "windows: wine does not run here"
        fi
        row windows c++17 "$runner" x86_64-w64-mingw32-g++-posix -static -Wa,-mbig-obj -include windows.h
        ;;
    *) echo "unknown row: $wanted" && exit 2 ;;
    esac
done
echo
printf '%s\n' "${results[@]}"
case "${results[*]}" in
*failed* | *"does not"*) exit 1 ;;
*skipped* | *"not run"*) exit 77 ;;
esac
