#!/usr/bin/env bash
# The command line as its users call it. $1 is the program.
set -u
program=$1
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
unset COLUMNS NO_COLOR
# shellcheck source=tests/tools/shell_checks.sh
. ../tools/shell_checks.sh
member() { sed -E "s/.*\"$1\":(\"[^\"]*\"|[^,}]*).*/\1/"; } # the last member of that name in each line

version=$(sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' ../../include/telnyx/errors/version.hpp)
check "--version" "telnyx-errors $version" "$("$program" --version)"

help=$("$program" --help)
for option in --json --phase --status --header --attempt --now --idempotent --jitter --format --color --help --version; do
    contains "--help mentions $option" "$help" "$option"
done
for section in NAME SYNOPSIS DESCRIPTION OPTIONS "EXIT STATUS" EXAMPLES; do
    contains "--help has $section" "$help" "$section"
done
contains "help of a command" "$("$program" help table)" "telnyx-errors table"

check "explain a known code" 0 "$(status_of "$program" explain 40300)"
check "explain an unknown code" 1 "$(status_of "$program" explain 40300 40021)"
check "explain nothing" 2 "$(status_of "$program" explain)"
contains "explain says the class" "$("$program" explain 40300)" "Do not send this message again (documented)."
contains "explain --json" "$("$program" explain --json 40300)" '{"code":"40300","number":40300,"known":true,"name":"Blocked (STOP)","title":"Blocked due to STOP message","origin":"messaging reference","stage":"request","category":"sender_recipient","retry":"permanent","also":[],"basis":"documented","wait":"none","scope":"recipient","remedy":"stop_messaging_recipient",'
contains "explain --json of both classes" "$("$program" explain --json 40010)" '"retry":"permanent","also":["action_required"]'
contains "explain --json of garbage" "$("$program" explain --json ' 40300')" '{"code":" 40300","number":0,"known":false,"name":"","title":""'

webhook=$("$program" classify --json failed_webhook.json)
contains "a webhook" "$webhook" '{"kind":"webhook","phase":"delivery","event_type":"message.finalized","message_id":"40318f29-77aa-4b0b-8d1e-90b1a2c3d4e5","outcome":"failed","recipients":[{"phone_number":"+12025550143","status":"delivery_failed","outcome":"failed"'
contains "its error" "$webhook" '"errors":[{"code":"40008","known":true,"title":"Undeliverable","body_title":"Undeliverable","detail":"The carrier of +12025550143 took the message and gave it back.","pointer":"/to/0/phone_number","stage":"delivery","category":"carrier_rejection","scope":"recipient","retry":"automatic","also":[],"basis":"documented","wait":"backoff","remedy":"retry_with_backoff"'
contains "its decision" "$webhook" '"decision":{"step":"retry","reason":"transient","delay_ms":1000,"not_before":null,"scope":"recipient","remedy":"retry_with_backoff","governing_code":"40008","opted_out":false'
contains "the third try" "$("$program" classify --json --attempt 3 failed_webhook.json)" '"step":"retry","reason":"transient","delay_ms":4000'
contains "the fifth try" "$("$program" classify --json --attempt 5 failed_webhook.json)" '"step":"stop","reason":"attempts_exhausted","delay_ms":null'
contains "an opt-out" "$("$program" classify --json --status 409 refused_stop.json)" '"step":"stop","reason":"permanent","delay_ms":null,"not_before":null,"scope":"recipient","remedy":"stop_messaging_recipient","governing_code":"40300","opted_out":true'
contains "a hint" "$("$program" classify --json --status 429 --header 'Retry-After: 7' rate_limited.json)" '"step":"retry","reason":"throttled","delay_ms":7000'
contains "a record" "$("$program" classify --json detail_record.json)" '"kind":"record","phase":"record","event_type":"","message_id":"40019664-3c2b-4a1d-9e8f-7a6b5c4d3e2f","outcome":"unconfirmed"'
contains "it may have been sent" "$("$program" classify --json detail_record.json)" '"step":"reconcile","reason":"may_have_been_sent"'
contains "unless it may be repeated" "$("$program" classify --json --idempotent detail_record.json)" '"step":"retry"'
contains "--now" "$("$program" classify --json --now 1000000000 failed_webhook.json)" '"not_before":1000000001'

check "HTML with 429" 1 "$(echo '<html>' | status_of "$program" classify --status 429)"
contains "HTML with 429 is retried" "$(echo '<html>' | "$program" classify --json --status 429)" '"kind":"not_json","phase":"request"'
contains "503 and nothing" "$("$program" classify --json --status 503 </dev/null)" '"step":"reconcile"'
contains "nothing is empty" "$("$program" classify --json </dev/null)" '"problem":"empty"'
check "a page of HTML is one body" 1 "$(printf '<html>\n<p>\n{"errors":[]}\n' | "$program" classify --json | wc -l | tr -d ' ')"

lines=$("$program" classify --json broken_lines.ndjson | sed -E 's/^\{"kind":"([a-z_]*)".*/\1/' | tr '\n' ' ')
check "broken lines are reported, the others read" "api_error not_json not_json api_error not_json api_error unrecognised " "$lines"
check "broken lines have numbers" "2 3 5 6 " "$("$program" classify --json broken_lines.ndjson | grep -oE '"line":[0-9]+' | tr -dc '0-9\n' | tr '\n' ' ')"
check "concatenated bodies" 2 "$(printf '{"errors":[]}{"errors":[]}' | "$program" classify --json | wc -l | tr -d ' ')"
check "a pretty-printed list" 2 "$(printf '[\n  {\n    "errors": []\n  },\n  {\n    "errors": []\n  }\n]\n' | "$program" classify --json | wc -l | tr -d ' ')"
check "a page of records" 2 "$(printf '{"data":[{"cld":"1","status":"failed"},{"cld":"2","status":"delivered"}]}' | "$program" classify --json | wc -l | tr -d ' ')"
check "a list that is cut off" "api_error not_json " "$(printf '[{"errors":[]},' | "$program" classify --json | sed -E 's/^\{"kind":"([a-z_]*)".*/\1/' | tr '\n' ' ')"
check "a byte order mark" 0 "$(printf '\xef\xbb\xbf{"errors":[]}' | status_of "$program" classify)"
check "several files" 2 "$("$program" classify --json refused_stop.json rate_limited.json | wc -l | tr -d ' ')"

human=$("$program" classify failed_webhook.json refused_stop.json)
lacks "numbers are masked for people" "$human" "12025550143"
contains "the end of a number is shown" "$human" "0143"
lacks "no escape sequences without a terminal" "$human" $'\x1b'
contains "--color=always" "$("$program" classify --color=always failed_webhook.json)" $'\x1b['
raw=$(printf '{"errors":[{"code":"40008","title":"a\\u001b[31mb"}]}' | "$program" classify)
lacks "nothing raw from a body" "$raw" $'\x1b'
contains "control characters are shown" "$raw" 'a\x1B[31mb'

check "unknown option" 2 "$(status_of "$program" classify --nonsense)"
check "unknown command" 2 "$(status_of "$program" nonsense)"
check "missing file" 2 "$(status_of "$program" classify ./no_such_file)"
check "a directory" 2 "$(status_of "$program" classify .)"
check "a bad status" 2 "$(status_of "$program" classify --status 99)"
check "a bad header" 2 "$(status_of "$program" classify --header nonsense)"
check "a bad number" 2 "$(status_of "$program" classify --attempt 1x)"
check "one line on stderr" 1 "$("$program" classify --nonsense 2>&1 >/dev/null | wc -l | tr -d ' ')"
if [ -w /dev/full ]; then
    check "a full disk" 2 "$("$program" table >/dev/full 2>/dev/null; echo $?)"
fi

check "rows as text" 124 "$("$program" table | wc -l | tr -d ' ')"
check "rows as CSV" 125 "$("$program" table --format csv | wc -l | tr -d ' ')"
check "rows as JSON" 124 "$("$program" table --format json | grep -cE '^  "code": [0-9]+,$')"
check "rows as Markdown" 124 "$("$program" table --format markdown | grep -cE '^\| [0-9]{5} ')"
check "docs/codes.md is what the table says" "$("$program" table --format markdown | cksum)" "$(cksum <../../docs/codes.md)"

finish_checks
