#!/usr/bin/env bash
# The tests with other compilers, libraries and machines. Installs what is missing (Debian's names). Arguments choose rows;
# without one all are run.
#
#     tests/matrix.sh [clang] [libc++] [m32] [s390x] [arm64] [windows]
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=${TELNYX_ERRORS_BUILD:-$root/build/matrix}
# shellcheck source=tests/install_packages.sh
. "$root/tests/install_packages.sh"
require_packages g++:g++ /usr/include/nlohmann/json.hpp:nlohmann-json3-dev /usr/include/catch2:catch2 || exit 1

# Headers without a compiled part, for all machines.
mkdir -p "$work/headers"
ln -sfn /usr/include/catch2 "$work/headers/catch2"
ln -sfn /usr/include/nlohmann "$work/headers/nlohmann"

core=(table_test lookup_test vocabulary_test mask_test instant_test http_test retry_test)
reader=(body_test report_test report_decision_test)
results=()

# row, standards, command that runs a program, compiler and its options
row() {
    local name=$1 standards=$2 runner=$3 standard file directory state
    shift 3
    for standard in $standards; do
        directory=$work/$name-$standard
        mkdir -p "$directory"
        state=passed
        for file in main "${core[@]}" "${reader[@]}"; do
            printf '%s\n' "$file"
        done | xargs -P 2 -I{} "$@" -std="$standard" -O1 -I"$root/include" -isystem "$work/headers" -DTELNYX_ERRORS_TESTS_CATCH_VERSION=2 \
            -DTELNYX_ERRORS_TESTS_SOURCE="\"$root\"" -DCATCH_CONFIG_NO_POSIX_SIGNALS -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Werror \
            -c "$root/tests/{}.cpp" -o "$directory/{}.o" >"$directory/log" 2>&1 || state="does not compile"
        if [ "$state" = passed ]; then
            "$@" "$directory"/*.o -o "$directory/tests.exe" >>"$directory/log" 2>&1 || state="does not link"
        fi
        if [ "$state" = passed ] && [ "$runner" != "-" ]; then
            # shellcheck disable=SC2086 # words are meant
            (cd "$root" && timeout 900 $runner "$directory/tests.exe") >>"$directory/log" 2>&1 || state=failed
            state="$state, $(grep -oE 'All tests passed.*|test cases:.*' "$directory/log" | tail -1)"
        elif [ "$state" = passed ]; then
            state="linked, not run"
        fi
        results+=("$name $standard: $state")
        echo "$name $standard: $state"
        case $state in passed* | linked*) ;; *) grep -E 'error|FAILED' "$directory/log" | head -5 ;; esac
    done
}

rows=("$@")
[ ${#rows[@]} -gt 0 ] || rows=(clang libc++ m32 s390x arm64 windows)
for wanted in "${rows[@]}"; do
    case $wanted in
    clang) require_packages clang++:clang && row clang "c++17 c++20 c++2b" env clang++ ;;
    libc++) require_packages clang++-19:clang-19 /usr/lib/llvm-19/include/c++/v1:libc++-19-dev /usr/lib/llvm-19/lib/libc++abi.so:libc++abi-19-dev &&
        row libc++ "c++17 c++20 c++23" env clang++-19 -stdlib=libc++ ;;
    m32) require_packages /usr/lib/gcc/x86_64-linux-gnu/12/32:g++-multilib && row m32 c++17 env g++ -m32 ;;
    s390x) require_packages s390x-linux-gnu-g++:g++-s390x-linux-gnu qemu-s390x:qemu-user &&
        row s390x c++17 "qemu-s390x -L /usr/s390x-linux-gnu" s390x-linux-gnu-g++ -static ;;
    arm64) require_packages aarch64-linux-gnu-g++:g++-aarch64-linux-gnu qemu-aarch64:qemu-user &&
        row arm64 c++17 "qemu-aarch64 -L /usr/aarch64-linux-gnu" aarch64-linux-gnu-g++ -static ;;
    windows)
        require_packages x86_64-w64-mingw32-g++-posix:g++-mingw-w64-x86-64-posix || continue
        runner=-
        if command -v wine >/dev/null 2>&1 || require_packages wine:wine; then
            runner=wine
        fi
        row windows c++17 "$runner" x86_64-w64-mingw32-g++-posix -static -Wa,-mbig-obj -include windows.h
        ;;
    *) echo "unknown row: $wanted" && exit 2 ;;
    esac
done
echo
printf '%s\n' "${results[@]}"
case "${results[*]}" in *failed* | *"does not"*) exit 1 ;; esac
