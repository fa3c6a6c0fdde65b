#!/usr/bin/env bash
# Builds the command line and shows what it prints for a few payloads. Works from a bare clone and installs what is missing.
set -euo pipefail
unset CDPATH
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${TELNYX_ERRORS_BUILD:-$root/build/try}

# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
# shellcheck source=tests/tools/show_build.sh
. "$root/tests/tools/show_build.sh"
install_packages compiler cmake make json cli11 sqlite

echo "Building the command line in $build"
configure_and_build "$root" "$build" -DCMAKE_BUILD_TYPE=Release -DTELNYX_ERRORS_TESTS=OFF --build --target telnyx_errors_command_line
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
    "$program" "$@" || [ $? -eq 1 ] # 1: an unknown code or payload, which is a result as well
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
