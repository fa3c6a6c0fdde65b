#!/usr/bin/env bash
# Renews docs/triage-page.png: made-up traffic, the page that `telnyx-errors triage --html` writes about it, a picture of the top.
#
#     tests/tools/triage_picture.sh PROGRAM [PICTURE]
#
# PROGRAM is a built telnyx-errors. Needs Chromium (Debian: chromium); exits with 77 where it is missing. Run it after the words
# or the look of the page have changed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${1:?usage: triage_picture.sh PROGRAM [PICTURE]}
picture=${2:-$root/docs/triage-page.png}
width=1200
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "skipped - Chromium is not installed (Debian: chromium)"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A day of a sender with three numbers, two campaigns, a spend limit and an hour in which messages were taken for spam. The same
# lines each time.
traffic() {
    awk '
    function identifier(kind, i) { return sprintf("%08x-0000-4000-8000-%012d", kind, i) }
    function moment(i) { return sprintf("2026-11-24T%02d:%02d:%02d.000+00:00", hour == "" ? i % 24 : hour, i % 60, (i * 7) % 60) }
    # A webhook about one message. Without a code it was delivered.
    function webhook(i, code, title,    sender, errors, status) {
        sender = "+1312555010" (i % 3)
        status = code == "" ? "delivered" : "delivery_failed"
        errors = code == "" ? "" : sprintf("{\"code\":\"%s\",\"title\":\"%s\"}", code, title)
        printf "{\"data\":{\"event_type\":\"message.finalized\",\"id\":\"%s\",\"occurred_at\":\"%s\",\"record_type\":\"event\",", \
            identifier(1, i), moment(i)
        printf "\"payload\":{\"id\":\"%s\",\"record_type\":\"message\",\"direction\":\"outbound\",\"completed_at\":\"%s\",", \
            identifier(2, i), moment(i)
        printf "\"from\":{\"phone_number\":\"%s\"},\"messaging_profile_id\":\"%s\",\"tcr_campaign_id\":\"CMADEUP%d\",", \
            sender, identifier(3, 1), 1 + i % 2
        printf "\"errors\":[%s],\"to\":[{\"phone_number\":\"+1312556%04d\",\"carrier\":\"%s\",\"status\":\"%s\"}]}}}\n", \
            errors, i % 10000, substr("Example Wireless|Made-up Mobile  |Sample Telecom  ", 1 + 17 * (int(i / 3) % 3), 16), status
    }
    # The response to a request that was refused, as an SDK hands it on with its status.
    function refusal(status, code, title) {
        printf "{\"status\":%d,\"error\":{\"errors\":[{\"code\":\"%s\",\"title\":\"%s\"}]}}\n", status, code, title
    }
    function webhooks(count, code, title) { for (; count > 0; --count) webhook(++made, code, title) }
    function refusals(count, status, code, title) { for (; count > 0; --count) refusal(status, code, title) }
    BEGIN {
        webhooks(8420, "", "")
        webhooks(412, "40001", "Not routable")
        webhooks(187, "40002", "Blocked as spam - temporary")
        hour = 18
        webhooks(126, "40002", "Blocked as spam - temporary")
        hour = ""
        webhooks(74, "40008", "Undeliverable")
        webhooks(58, "40300", "Recipient has opted out")
        made -= 19 # these webhooks came twice
        webhooks(19, "40300", "Recipient has opted out")
        refusals(143, 429, "40333", "Messaging profile spend limit reached")
        refusals(96, 409, "40312", "Messaging profile is disabled")
        webhooks(41, "40320", "Temporarily unusable sender")
        refusals(22, 429, "10011", "Too many requests")
        refusals(14, 500, "10007", "Unexpected error")
        for (i = 0; i < 3; ++i) print "<html><head><title>502 Bad Gateway</title></head></html>"
    }'
}

browse() { # arguments of the browser
    timeout 120 "$chromium" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --user-data-dir="$work/profile" "$@" \
        2>browser.txt
}

cd "$work"
traffic >webhooks.ndjson
"$program" triage --now 1795600000 --html page.html webhooks.ndjson >totals.txt || [ $? -eq 1 ] # 1: some lines are not JSON

# The picture ends below the first table. A copy of the page, which may run a script, tells where that is.
measure='<script>document.title = "bottom " + Math.ceil(document.querySelector("table").closest("section").getBoundingClientRect().bottom)</script>'
sed "s#<meta http-equiv=\"Content-Security-Policy\"[^>]*>##; s#</body>#$measure</body>#" page.html >measured.html
browse --window-size="$width,2000" --dump-dom "file://$work/measured.html" >dom.html
bottom=$(grep -oE 'bottom [0-9]+' dom.html | head -n 1 | cut -d ' ' -f 2)
browse --window-size="$width,$((${bottom:?} + 16))" --screenshot="$work/picture.png" "file://$work/page.html" >/dev/null
size=$(wc -c <picture.png)
if [ "$size" -gt $((300 * 1024)) ]; then
    echo "the picture has $size bytes, more than 300 KiB" >&2
    exit 1
fi
cp picture.png "$picture"
echo "$picture: $width x $((bottom + 16)), $size bytes"
