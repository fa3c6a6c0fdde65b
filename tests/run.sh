#!/usr/bin/env bash
# Builds and runs every test but those with the labels "long", "benchmark" and "fuzz". Works from a bare clone; installs what is
# missing. Arguments go to ctest. With TELNYX_ERRORS_FUZZ=1, also half a minute of fuzzing for each target.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${TELNYX_ERRORS_BUILD:-$root/build/tests}

# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
require_packages cmake:cmake make:make g++:g++ /usr/include/nlohmann/json.hpp:nlohmann-json3-dev /usr/include/catch2:catch2 \
    /usr/include/fmt:libfmt-dev /usr/include/asio.hpp:libasio-dev /usr/include/httplib.h:libcpp-httplib-dev pkg-config:pkg-config \
    meson:meson ninja:ninja-build python3:python3 /usr/include/zlib.h:zlib1g-dev /usr/include/simdjson.h:libsimdjson-dev /usr/include/rapidjson/document.h:rapidjson-dev \
    /usr/include/boost/json.hpp:libboost-json1.81-dev

left_out='long|benchmark'
if [ "${TELNYX_ERRORS_FUZZ:-0}" = 1 ]; then
    require_packages clang++:clang /usr/share/doc/libclang-rt-dev:libclang-rt-dev
else
    left_out+='|fuzz'
fi

echo "Building the tests in $build"
cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$build" --parallel 2
cd "$build"
ctest --output-on-failure --parallel 2 -LE "$left_out" "$@"
