#!/usr/bin/env bash
# Builds and runs every test without the labels "long", "benchmark" and "fuzz". Works from a bare clone and installs what is missing.
# Where an optional dependency cannot be installed, one line says which tests are skipped. Arguments are passed to ctest.
#
#     TELNYX_ERRORS_FUZZ=1     also fuzz each target for a quarter of a minute
#     TELNYX_ERRORS_JOBS=N     build and test with N jobs; default: one for each processor
#     TELNYX_ERRORS_INSTALL=0  install nothing
#     TELNYX_ERRORS_STANDARDS  C++ standards, such as "17;23"; default: 17, 20 and 23
#     TELNYX_ERRORS_BUILD      the build directory; default: build/tests
set -euo pipefail
unset CDPATH
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${TELNYX_ERRORS_BUILD:-$root/build/tests}

# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
# shellcheck source=tests/tools/show_build.sh
. "$root/tests/tools/show_build.sh"
optional=(libarchive simdjson rapidjson boost_json jansson fmt asio httplib sqlite_shell openssl pkg_config meson ninja python3 jsonschema cargo
    node wasm zsh fish terminal) # not npm, which is hundreds of packages: its tests run where it is installed
left_out='long|benchmark|fuzz'
if [ "${TELNYX_ERRORS_FUZZ:-0}" = 1 ]; then
    optional+=(clang fuzzer)
    left_out='long|benchmark'
fi
install_packages compiler cmake make json cli11 sqlite catch2 --optional "${optional[@]}"

echo "Building the tests in $build"
configure_and_build "$root" "$build" -DCMAKE_BUILD_TYPE=Release \
    ${TELNYX_ERRORS_STANDARDS:+"-DTELNYX_ERRORS_TESTS_STANDARDS=$TELNYX_ERRORS_STANDARDS"}
cd "$build"
ctest --output-on-failure --parallel "$(number_of_jobs)" -LE "$left_out" "$@"
