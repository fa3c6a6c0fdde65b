#!/usr/bin/env bash
# Tests of the command line. $1 is the program.
set -u
program=$1
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
# shellcheck source=tests/tools/shell_checks.sh
. ../tools/shell_checks.sh
member() { sed -E "s/.*\"$1\":(\"[^\"]*\"|[^,}]*).*/\1/"; } # the last member of that name in each line

version=$(sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' ../../include/telnyx/errors/version.hpp)
check "--version" "telnyx-errors $version" "$("$program" --version)"

help=$("$program" --help)
for option in --json --phase --status --header --attempt --now --idempotent --channel --never-left --lookup --elapsed --jitter --amendments --format --color --help --version; do
    contains "--help mentions $option" "$help" "$option"
done
for section in NAME SYNOPSIS DESCRIPTION OPTIONS "EXIT STATUS" EXAMPLES; do
    contains "--help has $section" "$help" "$section"
done
contains "help of a command" "$("$program" help table)" "telnyx-errors table"
check "help of a command, as an option" "$("$program" help triage)" "$("$program" triage --help)"
for command in explain classify triage table; do
    contains "--help lists $command" "$help" "telnyx-errors $command"
    for section in NAME SYNOPSIS DESCRIPTION OPTIONS "EXIT STATUS" EXAMPLES; do
        contains "$command --help has $section" "$("$program" "$command" --help)" "$section"
    done
done

check "explain a known code" 0 "$(status_of "$program" explain 40300)"
check "explain an unknown code" 1 "$(status_of "$program" explain 40300 40021)"
check "explain nothing" 2 "$(status_of "$program" explain)"
contains "explain prints the retry class" "$("$program" explain 40300)" "Do not resend this message (documented)."
contains "explain --json" "$("$program" explain --json 40300)" '{"code":"40300","number":40300,"known":true,"name":"Blocked (STOP)","title":"Blocked due to STOP message","origin":"messaging_reference","stage":"request","category":"sender_recipient","retry":"permanent","also":[],"basis":"documented","wait":"none","scope":"profile","toward":"recipient","remedy":"stop_messaging_recipient",'
contains "explain --json with two classes" "$("$program" explain --json 40010)" '"retry":"permanent","also":["action_required"]'
contains "explain --json with an invalid code" "$("$program" explain --json ' 40300')" '{"code":" 40300","number":0,"known":false,"name":"","title":""'

for written in '40 300' '#40300' E40300 e40300 '# 40300'; do
    contains "a code written as '$written'" "$("$program" explain "$written" | head -n 1)" "40300  Blocked (STOP)"
done
contains "words about consent" "$("$program" explain "opted out")" "Blocked (STOP)"
check "an empty word" "telnyx-errors: no code matches ''; 'telnyx-errors table' lists all codes 1" "$("$program" explain '' 2>&1) $(status_of "$program" explain '')"

# --- a code without a command, names, words, and what is misspelt
check "a code without a command" "$("$program" explain 40300)" "$("$program" 40300)"
check "with options" "$("$program" explain --json 40300 40001)" "$("$program" 40300 --json 40001)"
contains "the page of the reference" "$(COLUMNS=200 "$program" 40300)" "page     https://developers.telnyx.com/docs/messaging/messages/error-codes"
contains "the page of the general list" "$(COLUMNS=200 "$program" 10011)" "page     https://developers.telnyx.com/development/api-fundamentals/api-errors/index"
check "a title" "$("$program" explain 40300)" "$("$program" explain 'Blocked due to STOP message')"
check "a name, in other letters" "$("$program" explain 40300)" "$("$program" explain 'blocked (stop)')"
check "a word: the best match comes first" '{"code":"40300"' "$("$program" explain --json stop | head -n 1 | cut -c 1-15)"
contains "a list" "$("$program" explain spam)" "codes match 'spam'; 'telnyx-errors CODE' explains one"
contains "its first line" "$("$program" explain spam | sed -n 2p)" "as spam"
check "all words must match" 2 "$("$program" explain --json spam temporary | wc -l | tr -d ' ')"
check "no match" "1 telnyx-errors: no code matches 'sapm'; did you mean 'spam'?" "$(output=$("$program" explain sapm 2>&1 >/dev/null); echo "$? $output")"
check "nothing near" "1 telnyx-errors: no code matches 'xyzzy'; 'telnyx-errors table' lists all codes" "$(output=$("$program" explain xyzzy 2>&1 >/dev/null); echo "$? $output")"
contains "a misspelt code" "$("$program" 4030)" "near     40300"
contains "two digits swapped" "$("$program" 04300)" "near     40300"
contains "for programs" "$("$program" explain --json 40021)" '"near":["10021","40001","40011","40012","40020","40321"]}'
check "explain's JSON has the page" '"page":"https://developers.telnyx.com/docs/messaging/messages/error-codes","near":[]}' "$("$program" explain --json 40300 | grep -oE '"page".*')"

check "no arguments: exit status" 2 "$(status_of "$program")"
check "no arguments: the usage is on stderr" "" "$("$program" 2>/dev/null)"
contains "no arguments: the usage" "$("$program" 2>&1)" "usage: telnyx-errors COMMAND"
check "-h is short" yes "$([ "$("$program" triage -h | wc -l)" -lt 30 ] && echo yes)"
for option in $("$program" triage --help | sed -nE '/^OPTIONS/,/^EXIT/s/^    (-[-a-z]+).*/\1/p'); do
    check "-h has $option" 1 "$("$program" triage -h | grep -cE "^  ${option}( |$)")"
done
check "-h fits the width" "" "$(COLUMNS=80 "$program" classify -h | grep -E '.{81}')"
codes=$(grep -cE '^    \{[0-9]{5,6}, ' ../unit/reference.hpp) # a line for each code
check "--version --json" '{"name":"telnyx-errors","version":"'"$version"'","table":{"version":"'"$version"'","codes":'"$codes"'}}' "$("$program" --version --json)"

webhook=$("$program" classify --json --now 1795600000 failed_webhook.json)
contains "a webhook" "$webhook" '{"kind":"webhook","phase":"delivery","event_type":"message.finalized","message_id":"40318f29-77aa-4b0b-8d1e-90b1a2c3d4e5","outcome":"failed","recipients":[{"phone_number":"+12025550143","status":"delivery_failed","outcome":"failed"'
contains "its error" "$webhook" '"errors":[{"code":"40008","known":true,"title":"Undeliverable","body_title":"Undeliverable","detail":"The carrier of +12025550143 took the message and gave it back.","pointer":"/to/0/phone_number","stage":"delivery","category":"carrier_rejection","scope":"account","retry":"automatic","also":[],"basis":"documented","wait":"backoff","toward":"recipient","remedy":"retry_with_backoff"'
contains "its decision" "$webhook" '"decision":{"step":"retry","reason":"transient","delay_ms":1000,"not_before":1795600001,"scope":"account","toward":"recipient","remedy":"retry_with_backoff","governing_code":"40008","opted_out":false,"consent":"unchanged"'
contains "the third attempt" "$("$program" classify --json --attempt 3 failed_webhook.json)" '"step":"retry","reason":"transient","delay_ms":4000'
contains "the fifth attempt" "$("$program" classify --json --attempt 5 failed_webhook.json)" '"step":"stop","reason":"attempts_exhausted","delay_ms":null'
contains "an opt-out" "$("$program" classify --json --status 409 refused_stop.json)" '"step":"stop","reason":"permanent","delay_ms":null,"not_before":null,"scope":"profile","toward":"recipient","remedy":"stop_messaging_recipient","governing_code":"40300","opted_out":true,"consent":"opted_out"'
contains "a hint of the server" "$("$program" classify --json --status 429 --header 'Retry-After: 7' rate_limited.json)" '"step":"retry","reason":"throttled","delay_ms":7000'
contains "a record" "$("$program" classify --json detail_record.json)" '"kind":"record","phase":"record","event_type":"","message_id":"40019664-3c2b-4a1d-9e8f-7a6b5c4d3e2f","outcome":"unconfirmed"'
contains "it may have been sent" "$("$program" classify --json detail_record.json)" '"step":"reconcile","reason":"may_have_been_sent"'
contains "also if the request was idempotent: reading the record is" "$("$program" classify --json --idempotent detail_record.json)" '"step":"reconcile"'
contains "--now" "$("$program" classify --json --now 1000000000 failed_webhook.json)" '"not_before":1000000001'
contains "--now as a date" "$("$program" classify --json --now '2026-11-26 12:00' failed_webhook.json)" '"not_before":1795694401' # date -u +%s
today=$(date +%s)
found=$("$program" classify --json failed_webhook.json | sed -E 's/.*"not_before":([0-9]+).*/\1/')
check "without it, the clock counts" yes "$([ "$found" -gt "$today" ] && [ "$found" -lt $((today + 600)) ] && echo yes)"
contains "it also decides about dates in headers" "$("$program" classify --json --now 2026-11-26 --status 429 --header 'Retry-After: Thu, 26 Nov 2026 00:00:07 GMT' rate_limited.json)" '"delay_ms":7000'

# The channel: code 40008 means something else for WhatsApp.
undeliverable='{"errors":[{"code":"40008","title":"Undeliverable"}]}'
contains "--channel" "$("$program" classify --json --phase delivery --channel whatsapp <<<"$undeliverable")" '"decision":{"step":"fix_first","reason":"needs_intervention"'
contains "another channel" "$("$program" classify --json --phase delivery --channel sms <<<"$undeliverable")" '"decision":{"step":"retry","reason":"transient"'
contains "the channel of a payload" "$("$program" classify --json <<<'{"id":"m","record_type":"message","type":"MMS","to":[]}')" '"channel":"mms"'
# A request that never left, without a payload.
contains "--never-left" "$("$program" classify --json --never-left </dev/null)" '"decision":{"step":"retry","reason":"never_left","delay_ms":1000'
check "an empty input is expected then" 0 "$(status_of "$program" classify --never-left </dev/null)"
check "but not otherwise" 1 "$(status_of "$program" classify </dev/null)"
contains "with a payload it does not count" "$("$program" classify --json --never-left refused_stop.json)" '"step":"stop"'
contains "nor with a status" "$("$program" classify --json --never-left --status 503 </dev/null)" '"step":"reconcile"'
# Responses to the question whether a message was sent.
lookup() { "$program" classify --json --lookup "$@" | sed -E 's/.*"decision":\{"step":"([a-z_]*)","reason":"([a-z_]*)","delay_ms":([0-9a-z]*),.*"receipt":"([a-z]*)".*/\1 \2 \3 \4/'; }
check "--lookup: not found after an hour" "reconcile nothing_found 900000 maybe" "$(lookup --status 404 --elapsed 1h </dev/null)"
check "--lookup: not found after five hours" "retry nothing_found 1000 no" "$(lookup --status 404 --elapsed 5h </dev/null)"
check "--lookup: not found after eleven days" "stop may_have_been_sent maybe" "$(lookup --status 404 --elapsed 11d </dev/null | sed -E 's/ (null|[0-9]+) / /')"
check "--lookup: in progress" "none not_final 900000 maybe" "$(lookup --status 200 --elapsed 300m <<<'{"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143","status":"sent"}],"errors":[]}}')"
check "--lookup: delivered" "none nothing_failed null yes" "$(lookup --elapsed 18000s <<<'{"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143","status":"delivered"}],"errors":[]}}')"
check "--lookup: it failed" "retry transient 1000 no" "$(lookup --elapsed 90s <<<'{"data":{"record_type":"message","id":"m","to":[{"phone_number":"+12025550143","status":"delivery_failed"}],"errors":[{"code":"40008","title":"Undeliverable"}]}}')"
check "--lookup: the look-up failed" "reconcile may_have_been_sent 900000 maybe" "$(lookup --status 503 --elapsed 5h </dev/null)"
# A page is one answer, of which inbound rows are no part, and which may say that there are rows elsewhere.
page='{"data":[{"record_type":"mdr","cld":"+12025550143","status":"delivered"},{"record_type":"mdr","cld":"+12025550143","status":"failed","errors":["40006"]}]}'
check "--lookup: a page with a row that arrived" "reconcile may_have_been_sent 900000 maybe" "$(lookup --status 200 --elapsed 5h <<<"$page")"
check "--lookup: no row by itself permits a resend" 0 "$("$program" classify --json --lookup --elapsed 5h <<<"$page" | grep -c '"step":"retry"')"
check "--lookup: nor in rows" 0 "$("$program" classify --rows csv --lookup --elapsed 5h <<<"$page" | grep -c ',retry,')"
check "--lookup: without rows, beside 503" "reconcile may_have_been_sent 900000 maybe" "$(lookup --status 503 --elapsed 5h <<<'{"data":[]}')"
check "--lookup: without rows on this page" "reconcile may_have_been_sent 900000 maybe" "$(lookup --status 200 --elapsed 5h <<<'{"data":[],"meta":{"total_results":3}}')"
check "--lookup: a 404 of a proxy" "reconcile may_have_been_sent 900000 maybe" "$(lookup --status 404 --elapsed 5h <<<'<html>Not found</html>')"
contains "--lookup as text" "$(COLUMNS=200 "$program" classify --now 2026-11-26 --lookup --status 404 --elapsed 1h </dev/null)" "Look it up again in 15 min, not before 2026-11-26 00:15:00 +0000, and do not resend it"
# Silence: each kind has a reason of its own.
reason_of() { "$program" classify --json "$@" | sed -E 's/.*"decision":\{"step":"([a-z_]*)","reason":"([a-z_]*)".*/\1 \2/'; }
check "a redirection" "fix_first redirected" "$(reason_of --status 302 <<<'<html>')"
contains "in text" "$(COLUMNS=200 "$program" classify --status 302 </dev/null)" "the server redirected the request and did not process it."
check "success, but not JSON" "reconcile unexpected_response" "$(reason_of --status 200 <<<'<html>')"
final='{"event_type":"message.finalized","id":"e","payload":null}'
check "a final event without a payload" "reconcile missing_payload" "$(reason_of <<<"$final")"
check "is recognised" 0 "$(status_of "$program" classify <<<"$final")"
contains "its text" "$(COLUMNS=200 "$program" classify <<<"$final")" "the payload of the event is missing."
contains "in triage" "$("$program" triage --json <<<"$final")" '"failed":1,'
check "an unknown status of a final event" "reconcile unknown_status" "$(reason_of <<<'{"data":{"event_type":"message.finalized","id":"e","payload":{"id":"m","record_type":"message","direction":"outbound","to":[{"phone_number":"+12025550143","status":"gone astray"}],"errors":[]}}}')"
# Both commands judge an error in the same way, also one without a number.
for error in '{"code":"odd","title":"Something odd"}' '{"title":"Something odd"}' '{"code":"99999"}' '{"code":"10002","source":{"pointer":"/from"}}'; do
    body='{"errors":['$error']}'
    for status in "" 400 503; do
        check "$error, status '$status': triage and classify agree" "$("$program" classify --json ${status:+--status $status} <<<"$body" | sed -E 's/.*"decision":\{"step":"([a-z_]*)".*,"scope":"([a-z]*)","toward":"([a-z]*)","remedy":"([a-z_]*)","governing.*/\1 \2 \3 \4/')" \
            "$("$program" triage --json ${status:+--status $status} <<<"$body" | sed -E 's/.*"failures":\[\{[^}]*"step":"([a-z_]*)","scope":"([a-z]*)","toward":"([a-z]*)","remedy":"([a-z_]*)".*/\1 \2 \3 \4/')"
    done
done

# House rules.
rules=$(mktemp -d)
trap 'rm -rf "$rules"' EXIT
amendments() { printf '%s' "$1" >"$rules/file"; }
amendments '[{"code":40008,"retry":"permanent"},{"code":40334,"retry":"action_required","remedy":"fix_profile","scope":"profile"}]'
contains "--amendments" "$("$program" classify --json --amendments "$rules/file" failed_webhook.json)" '"decision":{"step":"stop","reason":"permanent","delay_ms":null,"not_before":null,"scope":"account","toward":"recipient","remedy":"investigate","governing_code":"40008","opted_out":false,"consent":"unchanged","basis":"amended"'
check "an amended code is explained" 0 "$(status_of "$program" explain --amendments "$rules/file" 40334)"
contains "by the amendment" "$("$program" explain --json --amendments "$rules/file" 40334)" '"retry":"action_required","also":[],"basis":"amended","wait":"none","scope":"profile","toward":"everyone","remedy":"fix_profile"'
contains "in triage" "$("$program" triage --json --amendments "$rules/file" failed_webhook.json)" '"step":"stop"'
contains "an opt-out stays one" "$("$program" classify --json --amendments "$rules/file" --status 409 refused_stop.json)" '"consent":"opted_out","basis":"documented"'
amendments_refused() { # what, file, message
    amendments "$2"
    for command in "classify failed_webhook.json" "triage failed_webhook.json" "explain 40008"; do
        # shellcheck disable=SC2086 # two words
        check "$1: ${command%% *}" 2 "$(status_of "$program" $command --amendments "$rules/file")"
        # shellcheck disable=SC2086
        check "its message: ${command%% *}" "telnyx-errors: '$rules/file'$3" "$("$program" $command --amendments "$rules/file" 2>&1 >/dev/null)"
    done
}
amendments_refused "amendments that are not JSON" '[{' " is not a JSON list of amendments; see 'telnyx-errors classify --help'"
amendments_refused "an amendment with an unknown class" '[{"code":40008,"retry":"never"}]' ", amendment 1: 'retry' has an unknown value"
amendments_refused "an amendment without a code" '[{"retry":"permanent"}]' ", amendment 1: 'code' is missing"
amendments_refused "a misspelt member" '[{"code":40008,"retry":"permanent","looser_":true}]' ", amendment 1: it has an unknown member"
amendments_refused "an unmarked amendment" '[{"code":40008,"retry":"permanent"},{"code":40001,"retry":"automatic"}]' ", amendment 2: it is less strict than the table, and \"looser\" is not true"
amendments_refused "an amended opt-out" '[{"code":40300,"retry":"automatic","looser":true}]' ", amendment 1: an opt-out cannot be amended"
check "a missing file of amendments" 2 "$(status_of "$program" classify --amendments "$rules/none" failed_webhook.json)"

check "HTML with 429" 1 "$(echo '<html>' | status_of "$program" classify --status 429)"
contains "HTML with 429 is retried" "$(echo '<html>' | "$program" classify --json --status 429)" '"kind":"not_json","phase":"request"'
contains "503 without a body" "$("$program" classify --json --status 503 </dev/null)" '"step":"reconcile"'
contains "an empty input" "$("$program" classify --json </dev/null)" '"problem":"empty"'
check "an HTML page is one payload" 1 "$(printf '<html>\n<p>\n{none}\n' | "$program" classify --json | wc -l | tr -d ' ')"

lines=$("$program" classify --json broken_lines.ndjson | sed -E 's/^\{"kind":"([a-z_]*)".*/\1/' | tr '\n' ' ')
check "invalid lines are reported, the others are read" "api_error not_json not_json api_error not_json api_error unrecognised " "$lines"
check "invalid lines have line numbers" "2 3 5 6 " "$("$program" classify --json broken_lines.ndjson | grep -oE '"line":[0-9]+\}$' | tr -dc '0-9\n' | tr '\n' ' ')"
check "concatenated payloads" 2 "$(printf '{"errors":[]}{"errors":[]}' | "$program" classify --json | wc -l | tr -d ' ')"
check "a pretty-printed list" 2 "$(printf '[\n  {\n    "errors": []\n  },\n  {\n    "errors": []\n  }\n]\n' | "$program" classify --json | wc -l | tr -d ' ')"
check "a page of records" 2 "$(printf '{"data":[{"cld":"1","status":"failed"},{"cld":"2","status":"delivered"}]}' | "$program" classify --json | wc -l | tr -d ' ')"
check "a truncated list" "api_error not_json " "$(printf '[{"errors":[]},' | "$program" classify --json | sed -E 's/^\{"kind":"([a-z_]*)".*/\1/' | tr '\n' ' ')"
check "a byte order mark" 0 "$(printf '\xef\xbb\xbf{"errors":[]}' | status_of "$program" classify)"
check "several files" 2 "$("$program" classify --json refused_stop.json rate_limited.json | wc -l | tr -d ' ')"

human=$("$program" classify failed_webhook.json refused_stop.json)
lacks "numbers are masked in text" "$human" "12025550143"
contains "but for their last digits" "$human" "0143"
lacks "no escape sequences without a terminal" "$human" $'\x1b'
contains "--color=always" "$("$program" classify --color=always failed_webhook.json)" $'\x1b['
raw=$(printf '{"errors":[{"code":"40008","title":"a\\u001b[31mb"}]}' | "$program" classify)
lacks "no raw control characters" "$raw" $'\x1b'
contains "control characters are escaped" "$raw" 'a\x1B[31mb'

check "unknown option" 2 "$(status_of "$program" classify --nonsense)"
check "unknown command" 2 "$(status_of "$program" nonsense)"
check "missing file" 2 "$(status_of "$program" classify ./no_such_file)"
check "a directory" 2 "$(status_of "$program" classify .)"
check "a bad status" 2 "$(status_of "$program" classify --status 99)"
check "a bad header" 2 "$(status_of "$program" classify --header nonsense)"
check "a bad number" 2 "$(status_of "$program" classify --attempt 1x)"
check "one line on stderr" 1 "$("$program" classify --nonsense 2>&1 >/dev/null | wc -l | tr -d ' ')"
refused() { # message, arguments...
    local message=$1
    shift
    check "telnyx-errors $*" "2 telnyx-errors: $message" "$(output=$("$program" "$@" 2>&1 >/dev/null </dev/null); echo "$? $output")"
}
refused "no command given; see 'telnyx-errors --help'" --color never
refused "unknown command 'exlpain'; did you mean 'explain'?" exlpain 40300
refused "unknown command 'tirage'; did you mean 'triage'?" help tirage
refused "unknown option '--statsu' for 'classify'; did you mean '--status'?" classify --statsu=409
refused "unknown command 'nonsense'; 'telnyx-errors --help' lists the commands" nonsense
refused "unknown command 'nonsense'; 'telnyx-errors --help' lists the commands" help nonsense
refused "unknown command 'nonsense'; 'telnyx-errors --help' lists the commands" nonsense table
refused "unknown option '--nonsense' for 'classify'; see 'telnyx-errors classify --help'" classify --nonsense
refused "unknown option '--format' for 'explain'; see 'telnyx-errors explain --help'" explain --format=csv 40300
refused "unknown option '--status' before the command; see 'telnyx-errors --help'" --status 409 classify
refused "unknown option '-x' for 'table'; see 'telnyx-errors table --help'" table -x
refused "unexpected argument 'x'; see 'telnyx-errors table --help'" table x
refused "no code given; see 'telnyx-errors explain --help'" explain
refused "option '--status' takes a number from 100 to 599, not '99'" classify --status 99
refused "option '--status' takes a number from 100 to 599, not '600'" classify --status=600
refused "option '--status' needs a value, NUMBER" classify --status
refused "option '--phase' takes request, delivery, record or unknown, not 'sideways'" classify --phase sideways
refused "option '--jitter' takes none, equal or full, not ''" classify --jitter ''
refused "option '--color' takes always, never or auto, not 'blue'" --color blue table
refused "option '--format' takes text, csv or json, not 'xml'" table --format xml
refused "option '--header' takes 'Name: value', not 'nonsense'" classify --header 'a: b' --header nonsense
refused "option '--attempt' takes a positive number, not '-1'" classify --attempt -1
refused "option '--attempt' takes a positive number, not '0'" classify --attempt 0
refused "option '--attempt' takes a positive number, not '4294967296'" classify --attempt 4294967296
refused "option '--mask' cannot be used with '--rows': rows have whole phone numbers" classify --mask --rows csv failed_webhook.json
refused "option '--mask' cannot be used with '--rows': rows have whole phone numbers" classify --lines --mask --rows ndjson failed_webhook.json
refused "option '--channel' takes sms, mms, whatsapp or rcs, not 'fax'" classify --channel fax
refused "option '--elapsed' takes a number with a unit (s, m, h or d), not '5'" classify --elapsed 5
refused "option '--elapsed' takes a number with a unit (s, m, h or d), not '5hours'" classify --elapsed 5hours
time="takes a time such as 2026-11-26, 2026-11-26 12:00, 2026-11-26T12:00:00Z or Unix seconds, not"
refused "option '--now' $time '0x10'" classify --now 0x10
refused "option '--now' $time '1795600000000', which is in milliseconds or a finer unit" triage --now 1795600000000
refused "option '--now' $time '20783'" classify --now 20783
refused "option '--columns' takes a list such as status=NAME,code=NAME, not 'state=x'" classify --columns state=x
refused "option '--columns' takes a list such as status=NAME,code=NAME, not 'status='" triage --columns status=
refused "option '--generate' takes man, bash, zsh or fish, not 'csh'" --generate csh
refused "option '--json' takes no value" classify --json=1
refused "option '--html' takes the name of a file, not ''" triage --html ''
refused "option '--html' needs a value after '='" triage --html= failed_webhook.json # which is not the file to write
refused "option '--threads' takes a number from 1 to 256, not '257'" triage --threads 257
refused "--json excludes --csv" triage --json --csv
refused "unknown command 'a\\x1Bb'; 'telnyx-errors --help' lists the commands" $'a\x1bb'
check "the last value counts" "$("$program" classify --json --status 409 refused_stop.json)" "$("$program" classify --json --json --status 500 --status=409 refused_stop.json)"
check "headers add up" 1 "$("$program" classify --json --status 429 --header 'x-should-retry: true' --header='Retry-After: 7' rate_limited.json | grep -c '"delay_ms":7000')"
check "operands are taken as they are" "telnyx-errors: cannot read '[a,b]': No such file or directory" "$("$program" classify '[a,b]' 2>&1)"
check "operands after --" "telnyx-errors: cannot read '--json': No such file or directory" "$("$program" classify -- --json 2>&1)"
check "options after operands" "$("$program" classify --json refused_stop.json)" "$("$program" classify refused_stop.json --json)"
if has_terminal; then
    contains "a hint on a terminal" "$(SHELL=/bin/sh timeout 20 script -qec "$program classify --json" /dev/null < <(sleep 1; printf '{"errors":[]}\n\004') 2>/dev/null)" "reading from the terminal: paste a payload, and end with Ctrl-D"
else
    echo "skipped - a terminal: there is no pseudo-terminal"
fi
if [ -c /dev/full ] && [ -w /dev/full ]; then
    check "a full disk" 2 "$("$program" table >/dev/full 2>/dev/null; echo $?)"
else
    echo "skipped - a full disk: there is no /dev/full"
fi

check "rows as text" "$codes" "$("$program" table | wc -l | tr -d ' ')"
check "rows as CSV, below a line of names" "$((codes + 1))" "$("$program" table --format csv | wc -l | tr -d ' ')"
check "rows as JSON" "$codes" "$("$program" table --format json | grep -cE '^  "code": [0-9]+,$')"


# --- an unknown code is not recognised, an input is not an output
unknown='{"errors":[{"code":"49999"}]}'
check "an unknown code" "1 1" "$(status_of "$program" classify <<<"$unknown") $(status_of "$program" classify --json <<<"$unknown")"
check "with --exit-zero" 0 "$(status_of "$program" classify --exit-zero <<<"$unknown")"
check "an error without a code" 0 "$(status_of "$program" classify <<<'{"errors":[{"title":"x"}]}')"
check "a known code" 0 "$(status_of "$program" classify <<<'{"errors":[{"code":"40300"}]}')"
onto=$(mktemp -d)
cp failed_webhook.json "$onto/input"
for options in "" --json "--rows csv" --lines; do
    # shellcheck disable=SC2086,SC2094 # words; this is what the program refuses
    timeout 10 "$program" classify $options "$onto/input" >>"$onto/input" 2>"$onto/message"
    check "classify $options appended to its input" "2 telnyx-errors: standard output is redirected to an input" "$? $(cat "$onto/message")"
    # shellcheck disable=SC2086,SC2094
    timeout 10 "$program" classify $options <"$onto/input" >>"$onto/input" 2>"$onto/message"
    check "classify $options appended to standard input" "2 telnyx-errors: standard output is redirected to an input" "$? $(cat "$onto/message")"
done
check "the input is unchanged" "" "$(cmp failed_webhook.json "$onto/input" 2>&1)"
rm -r "$onto"

finish_checks
