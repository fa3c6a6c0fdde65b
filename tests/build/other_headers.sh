#!/usr/bin/env bash
# Runs the tests over other copies of the headers: the installed ones, and the single header.
#   other_headers.sh installed|one_file SOURCE WORK COMPILER [GENERATOR]
set -euo pipefail
which=$1 source=$2 work=$3/$1 compiler=$4 generator=${5:-Unix Makefiles}
rm -rf "$work"
mkdir -p "$work"

case $which in
installed)
    cmake -S "$source" -B "$work/library" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" -DTELNYX_ERRORS_TESTS=OFF \
        -DTELNYX_ERRORS_EXAMPLES=OFF -DCMAKE_INSTALL_PREFIX="$work/stage" >/dev/null
    cmake --install "$work/library" >/dev/null
    headers=$work/stage/include
    ;;
one_file)
    headers=$work/headers
    cmake -Dinclude="$source/include" -Doutput="$headers" -P "$source/.packaging/one_file.cmake"
    # Every include of the tests leads to the single header, except the integration headers, which it does not contain.
    while IFS= read -r name; do
        mkdir -p "$headers/telnyx/$(dirname "$name")"
        guard=TELNYX_ERRORS_$(basename "$(dirname "$name")")_$(basename "$name" .hpp)_HPP
        guard=${guard/TELNYX_ERRORS_errors_/TELNYX_ERRORS_}
        if [ "$name" = errors/nlohmann.hpp ]; then
            echo '#include "telnyx_errors_nlohmann.hpp"' >"$headers/telnyx/$name"
        elif grep -q "^#ifndef ${guard^^}\$" "$headers/telnyx_errors.hpp" "$headers/telnyx_errors_nlohmann.hpp"; then
            echo '#include "telnyx_errors.hpp"' >"$headers/telnyx/$name"
        else
            cp "$source/include/telnyx/$name" "$headers/telnyx/$name"
        fi
    done < <(cd "$source/include/telnyx" && find errors -name '*.hpp' -o -name '*.h')
    echo '#include "telnyx_errors.hpp"' >"$headers/telnyx/errors.hpp"
    ;;
*)
    echo "unknown: $which"
    exit 2
    ;;
esac

cmake -S "$source" -B "$work/tests" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release \
    -DTELNYX_ERRORS_EXAMPLES=OFF -DTELNYX_ERRORS_TESTS_INCLUDE="$headers" -DTELNYX_ERRORS_TESTS_STANDARDS=17 >/dev/null
cmake --build "$work/tests" --parallel 2 >"$work/build.log" 2>&1 || {
    tail -20 "$work/build.log"
    exit 1
}
# The compiler must have used these headers and no others.
grep -rq "$headers" "$work/tests" --include=flags.make --include=build.ninja
if grep -r -e "-I$source/include\b" "$work/tests" --include=flags.make --include=build.ninja; then
    echo "the compiler used the headers of the source tree"
    exit 1
fi
# All tests except those that start from the source tree themselves. Tests that inspect or change individual headers do not
# apply to the single header.
without='consumer_.*|packaging|architecture|c_installed'
if [ "$which" = one_file ]; then
    without+='|headers|copies|compile_fail|include_cpp.*'
fi
cd "$work/tests"
ctest --output-on-failure -LE 'long|benchmark' -E "^($without)\$" | tee "$work/log"
# Else an empty run would pass.
grep -qE 'core_cpp17 \.+ +Passed' "$work/log" && grep -qE 'reader_cpp17 \.+ +Passed' "$work/log"
