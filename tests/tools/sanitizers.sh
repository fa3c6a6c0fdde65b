#!/usr/bin/env bash
# The test programs under sanitizers and under valgrind.
#
#     tests/tools/sanitizers.sh [gcc] [clang] [thread] [memcheck]
#
#   gcc        AddressSanitizer with leaks, UndefinedBehaviorSanitizer
#   clang      the same, and clang's integer sanitizer; sanitizers_ignored.txt says where numbers wrap around on purpose
#   thread     ThreadSanitizer: eight threads over the same documents, triage on several threads, the service
#   memcheck   valgrind, with the core, the reader and the command line
#
# All of them, if none is named. Installs nothing: what lacks a tool is said and left out, and the exit status is then 77, unless
# something failed: then it is 1. Builds in build/sanitizers.
#
# Needs g++, clang with its runtime libraries (Debian: libclang-rt-dev), valgrind, and what tests/run.sh installs.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${TELNYX_ERRORS_BUILD:-$root/build/sanitizers}
jobs=${TELNYX_ERRORS_JOBS:-2}
# shellcheck source=tests/tools/install_packages.sh
. "$here/install_packages.sh"
every=(gcc clang thread memcheck)
rows=("$@")
[ ${#rows[@]} -gt 0 ] || rows=("${every[@]}")
for row in "${rows[@]}"; do
    [[ " ${every[*]} " == *" $row "* ]] || { echo "sanitizers.sh: no row $row; there are ${every[*]}" >&2; exit 2; }
done
mkdir -p "$work"
failed=0
left_out=0

say() { printf '%s: %s\n' "$1" "$2"; }
skip() {
    say "$1" "left out: $2"
    left_out=1
}

# The tests that are programs of ours. The other ones call compilers, whose programs would not be sanitized.
programs='^((core|reader|pause|pause_model|nlohmann|allocations|failing_memory|threads|standard_library|format|simdjson|rapidjson|boost_json|documents|c_api|no_exceptions|service_queue|service_signature)_cpp17|example_.*|c_use|conformance_(cpp|c)|service_smoke|fake_telnyx|command_line|command_line_documents|failing_memory_command_line|triage(_messages|_files)?|replay_.*)$'

# What these programs are built from: the targets whose names match.
built='_cpp17$|^fuzz_|^failing_memory_command_line$|^telnyx_errors_((example|conformance|fake|service_smoke|command_line)($|_)|c_use|service$|traffic|check_totals|measured_run)'

# row, compiler, options of compiler and linker, the targets
build() {
    local row=$1 compiler=$2 options=$3 build=$work/$1
    local flags="-g1 -fno-omit-frame-pointer $options" chosen=()
    local c_compiler=gcc c_flags=$flags # programs in C use the library, and need what it needs of the sanitizer
    if [ "$compiler" = clang++ ]; then
        c_compiler=clang c_flags="$flags -fsanitize-link-c++-runtime"
    fi
    if ! {
        cmake -S "$root" -B "$build" -G "Unix Makefiles" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=None \
            -DTELNYX_ERRORS_TESTS_STANDARDS=17 \
            -DTELNYX_ERRORS_WARNINGS_AS_ERRORS=OFF -DCMAKE_CXX_FLAGS="$flags" \
            -DCMAKE_C_COMPILER="$c_compiler" -DCMAKE_C_FLAGS="$c_flags" \
            -DCMAKE_EXE_LINKER_FLAGS=-Wl,--no-as-needed,-lstdc++ &&
            mapfile -t chosen < <(cmake --build "$build" --target help | sed -n 's/^\.\.\. //p' | grep -E "$4") &&
            cmake --build "$build" --parallel "$jobs" --target "${chosen[@]}"
    } >"$build/log" 2>&1; then
        tail -40 "$build/log"
        say "$row" "the tests cannot be built"
        failed=1
        return 1
    fi
}

# row, compiler, options of compiler and linker, tests, the targets
run() {
    local row=$1 compiler=$2 options=$3 tests=$4 targets=$5 build=$work/$1
    if ! command -v "$compiler" >/dev/null 2>&1; then
        skip "$row" "$compiler is not installed"
        return
    fi
    mkdir -p "$build"
    echo 'int main() {}' >"$build/probe.cpp"
    # shellcheck disable=SC2086 # the options are several words
    if ! "$compiler" $options "$build/probe.cpp" -o "$build/probe" >"$build/log" 2>&1 || ! "$build/probe" >>"$build/log" 2>&1; then
        skip "$row" "$compiler cannot build with $options (clang needs its runtime libraries: package $(packages_of fuzzer))"
        return
    fi
    build "$row" "$compiler" "$options" "$targets" || return
    if (cd "$build" && ctest --output-on-failure --timeout 1500 --parallel "$jobs" -R "$tests") >"$build/log" 2>&1; then
        say "$row" "$(grep -E '^[0-9]+% tests passed' "$build/log")"
    else
        grep -vE ' (Passed|Start) |^ +Start ' "$build/log" | head -100
        say "$row" "failed; all of it is in $build/log"
        failed=1
    fi
}

memcheck() {
    local row=memcheck build=$work/memcheck program wrong=0
    command -v valgrind >/dev/null 2>&1 || { skip "$row" "valgrind is not installed"; return; }
    mkdir -p "$build"
    build "$row" g++ -O1 '^(core|reader|pause|failing_memory)_cpp17$|^telnyx_errors_(command_line|traffic)$' || return
    check() { # the status that is right, command...
        local expected=$1
        shift
        # The tests replace operator new; valgrind would replace that again, but for the synonym.
        valgrind --quiet --soname-synonyms=somalloc=nouserintercepts --error-exitcode=99 --leak-check=full \
            --errors-for-leak-kinds=definite,indirect,possible "$@" >"$build/log" 2>&1
        local status=$?
        if [ $status -ne "$expected" ]; then
            grep -E '^==' "$build/log" | head -60
            say "$row" "status $status from $(basename "$1") ${*:2}"
            failed=1 wrong=1
        fi
    }
    for program in core reader pause failing_memory; do
        check 0 "$build/tests/${program}_cpp17"
    done
    "$build/tests/program/traffic/telnyx_errors_traffic" 2000 11 "$build/expected.json" >"$build/traffic.ndjson"
    check 1 "$build/examples/telnyx-errors" classify --json "$build/traffic.ndjson"
    check 1 "$build/examples/telnyx-errors" triage --threads 3 --html "$build/page" --retry "$build/retry" --suppress "$build/suppress" \
        --rejects "$build/rejects" "$build/traffic.ndjson"
    [ $wrong -ne 0 ] || say "$row" "passed"
}

export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export TSAN_OPTIONS=halt_on_error=1
export TELNYX_ERRORS_MEMORY_TIMES=20 # what sanitizers take themselves
address="-fsanitize=address,undefined -fno-sanitize-recover=all"
ignored="-fsanitize-ignorelist=$here/sanitizers_ignored.txt"
for row in "${rows[@]}"; do
    case $row in
    # Without optimisation, because g++ takes three times as long with it.
    gcc) run "$row" g++ "-O0 $address" "$programs" "$built" ;;
    clang)
        run "$row" clang++ "-O1 $address -fsanitize=local-bounds,nullability,integer,implicit-conversion $ignored" "$programs" "$built"
        ;;
    thread)
        run "$row" g++ "-O1 -fsanitize=thread" '^(threads_cpp17|triage(_messages|_files)?|command_line|service_smoke)$' \
            '^(threads_cpp17|telnyx_errors_(service|fake_telnyx|service_smoke|command_line(_plain)?|traffic|check_totals|measured_run))$'
        ;;
    memcheck) memcheck ;;
    esac
done
if [ $failed -ne 0 ]; then
    exit 1
fi
if [ $left_out -ne 0 ]; then
    exit 77
fi
exit 0
