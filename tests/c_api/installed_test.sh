#!/usr/bin/env bash
# The C library, installed and found with pkg-config: $1 is the source, $2 a directory to work in, $3 the C compiler, $4 the C++
# compiler. Exit status 77: a tool is missing.
set -euo pipefail
source=$1 work=$2 c=$3 cxx=$4
command -v pkg-config >/dev/null 2>&1 || { echo "skipped: pkg-config is not installed" && exit 77; }
rm -rf "$work"
mkdir -p "$work"
cmake -S "$source" -B "$work/build" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_BUILD_TYPE=Debug -DTELNYX_ERRORS_C_LIBRARY=ON \
    -DTELNYX_ERRORS_TESTS=OFF -DTELNYX_ERRORS_EXAMPLES=OFF -DCMAKE_INSTALL_PREFIX="$work/stage" -DCMAKE_INSTALL_LIBDIR=lib >"$work/log" 2>&1 &&
    cmake --build "$work/build" >>"$work/log" 2>&1 && cmake --install "$work/build" >>"$work/log" 2>&1 || { tail -n 30 "$work/log" && exit 1; }
mv "$work/stage" "$work/moved" # the package must not contain the path of its build
rm -rf "$work/build"
export PKG_CONFIG_PATH=$work/moved/lib/pkgconfig
# shellcheck disable=SC2046 # word splitting is intended
"$c" -std=c99 -Wall -Wextra -pedantic -Werror "$source/examples/languages/c/webhook.c" $(pkg-config --cflags --libs telnyx-errors-c) -o "$work/webhook"
export LD_LIBRARY_PATH=$work/moved/lib
ask() { # input, the answer that is right
    local answer
    answer=$(printf '%s' "$1" | "$work/webhook")
    [ "$answer" = "$2" ] || { printf 'for %s\nit says   %s\ninstead of %s\n' "$1" "$answer" "$2" && exit 1; }
}
ask '{"data":{"event_type":"message.finalized","id":"e","record_type":"event","payload":{"id":"m","record_type":"message","to":[{"phone_number":"+13125550142","status":"delivered"},{"phone_number":"+13125550143","status":"delivery_failed"}],"errors":[{"code":"40001","title":"Not routable","source":{"pointer":"/to/1"}}]}}}' \
    '+13125550142: none, because nothing_failed
+13125550143: stop, because permanent (40001)'
version=$(sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' "$source/include/telnyx/errors/version.hpp")
[ "$(pkg-config --modversion telnyx-errors-c)" = "$version" ]
ls "$work/moved/lib/libtelnyx-errors-c.so.$version" >/dev/null
echo "installed, found and asked: $version"
