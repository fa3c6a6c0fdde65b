#!/usr/bin/env bash
# Builds the command line and shows what it says about a few bodies. Works from a bare clone; installs what is missing.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${TELNYX_ERRORS_BUILD:-$root/build/try}

# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
require_packages cmake:cmake make:make g++:g++ /usr/include/nlohmann/json.hpp:nlohmann-json3-dev

echo "Building the command line in $build"
cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release -DTELNYX_ERRORS_TESTS=OFF >/dev/null
cmake --build "$build" --target telnyx_errors_command_line --parallel 2 >/dev/null
program=$build/examples/telnyx-errors

show() {
    local words='' word
    for word in "$@"; do
        case $word in
        *' '*) words+=" '$word'" ;;
        *) words+=" $word" ;;
        esac
    done
    echo
    echo "\$ telnyx-errors$words"
    "$program" "$@" || [ $? -eq 1 ] # 1: not a body that is known, which is an answer as well
}

cd "$root/tests/program"
show explain 40300
show classify failed_webhook.json
show classify --status 409 refused_stop.json
show classify detail_record.json
show triage failed_webhook.json refused_stop.json rate_limited.json detail_record.json
show classify --json --status 429 --header 'Retry-After: 7' rate_limited.json
echo
echo "The program is $program"
