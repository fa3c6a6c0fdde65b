#!/usr/bin/env bash
# Opens the page of triage in headless Chromium, compares its numbers with --json and checks that it fetches nothing. If
# TELNYX_ERRORS_PICTURES is set, saves screenshots in that directory.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
# Set by ctest: the programs, and whether they have libarchive.
: "${telnyx_errors:?}" "${traffic:?}" "${check_page:?}"
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "skipped - Chromium is not installed (Debian: chromium)"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
browse() { # arguments of the browser
    timeout 120 "$chromium" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --disable-dev-shm-usage --user-data-dir="$work/profile" "$@" 2>browser.txt
}

"$traffic" 20000 3 expected.json >traffic.ndjson
"$telnyx_errors" triage --json --html page.html --retry again.ndjson traffic.ndjson >totals.json
browse --log-net-log="$work/net.json" --dump-dom "file://$work/page.html" >dom.html
check "the browser shows the page" 1 "$(grep -c '<h1>Message failures</h1>' dom.html)"
"$check_page" totals.json dom.html
check "every number is the same as in --json" 0 $?
# A request by the page has an initiator; a request by the browser itself has none.
fetched() { grep -E '"initiator":"' net.json | grep -v '"initiator":"not an origin"' | grep -oE '"url":"[^"]*"' | sort -u; }
check "nothing was fetched" "" "$(fetched)"
sed 's#<meta http-equiv="Content-Security-Policy"[^>]*>##; s#</main>#<img src="http://127.0.0.1:9/picture.png"></main>#' page.html >other.html
browse --log-net-log="$work/net.json" --dump-dom "file://$work/other.html" >/dev/null
check "a request would be detected" '"url":"http://127.0.0.1:9/picture.png"' "$(fetched)"
sed 's#</main>#<img src="http://127.0.0.1:9/picture.png"></main>#' page.html >other.html
browse --log-net-log="$work/net.json" --dump-dom "file://$work/other.html" >/dev/null
check "the policy of the page prevents it" "" "$(fetched)"

for look in "light 1200,2400" "dark 1200,2400" "light 390,2400" "dark 390,2400"; do
    read -r scheme size <<<"$look"
    flags=()
    [ "$scheme" = dark ] && flags=(--force-dark-mode --blink-settings=preferredColorScheme=0)
    browse "${flags[@]}" --screenshot="$work/page-$scheme-${size%,*}.png" --window-size="$size" "file://$work/page.html" >/dev/null
    check "a picture, $scheme, ${size%,*} wide" yes "$([ -s "page-$scheme-${size%,*}.png" ] && echo yes)"
done
if [ -n "${TELNYX_ERRORS_PICTURES:-}" ]; then
    cp page-*.png page.html "$TELNYX_ERRORS_PICTURES"
fi
finish_checks
