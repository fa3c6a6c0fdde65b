#!/usr/bin/env bash
# Tests that classify, its rows and triage find the same payloads, none of them twice, and say the same about each. $1 is the
# program.
set -u
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../tools/shell_checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
now=(--now 2026-11-26T12:00:00Z)

joined() { tr '\n' ',' | sed 's/,$//'; }
# Of each payload: the kind, or why it is not JSON; the message; the code that decides; the step.
classified() {
    "$program" classify --json "${now[@]}" input 2>/dev/null |
        sed -E 's/^\{"kind":"([a-z_]*)".*"message_id":"([^"]*)".*"decision":\{"step":"([a-z_]*)".*"governing_code":("([^"]*)"|null).*"problem":"([a-z_]*)".*/\1 \6 \2 \5 \3/' | words
}
rows() {
    "$program" classify --rows ndjson "${now[@]}" "$@" input 2>/dev/null | grep -v '"recipient_index":[1-9]' |
        sed -E 's/.*"kind":"([a-z_]*)".*"message_id":"([^"]*)".*"code":"([^"]*)".*"problem":"([a-z_]*)".*"payload_step":"([a-z_]*)".*/\1 \4 \2 \3 \5/' | words
}
words() { sed -E 's/^not_json /text /; s/^[a-z_]* none //; s/  */ /g; s/^ //' | joined; }
# The numbers of payloads, of invalid JSON and of unknown payloads.
counts() { "$program" triage --json "${now[@]}" --rejects rejects "$@" 2>/dev/null | sed -nE 's/^\{"bodies":([0-9]+).*"not_json":([0-9]+),"unrecognised":([0-9]+).*/\1 \2 \3/p'; }
same() { # what, "code step" of each payload, "payloads, invalid, unknown" of triage; the input is in the file "input"
    check "$1: classify" "$2" "$(classified)"
    check "$1: rows" "$2" "$(rows)"
    check "$1: rows, in one thread" "$2" "$(rows --threads 1)"
    check "$1: triage" "$3" "$(counts input)"
}
# Messages of these numbers, separated by commas: the second person wrote STOP.
message() { printf '{"record_type":"message","id":"m%s","to":[{"phone_number":"+1202555014%s","status":"delivery_failed"}],"errors":[{"code":"%s"}]}' "$1" "$1" "$([ "$1" = 2 ] && echo 40300 || echo 40008)"; }
event() { printf '{"data":{"event_type":"message.finalized","id":"e%s","payload":%s}}' "$1" "$(message "$1")"; }
events="$(event 1),$(event 2),$(event 3)"
python_of() { sed "s/\"/'/g" <<<"$1"; }
escaped() { sed 's/"/\\"/g' <<<"$1"; }
three="m1 40008 retry,m2 40300 stop,m3 40008 retry"

# --- a list or a page inside other text is as many payloads as by itself
echo "[$events]" >input
same "a list" "$three" "3 0 0"
echo "2026 got batch [$events] ok" >input
same "a list in a line of a log" "$three" "3 0 0"
"$program" triage "${now[@]}" --retry again input >/dev/null 2>&1
check "the messages to resend" "m1 m3" "$(grep -oE '"message_id":"[^"]*"' again | cut -d '"' -f 4 | tr '\n' ' ' | sed 's/ $//')"
echo "2026 got batch $(python_of "[$events]") ok" >input
same "as Python prints it" "$three" "3 0 0"
echo "2026 got batch \"$(escaped "[$events]")\" ok" >input
same "as JSON in a string" "$three" "3 0 0"
printf 'HTTP/2 200 \r\ncontent-type: application/json\r\n\r\n{"data":[%s,%s,%s],"meta":{}}\n' "$(message 1)" "$(message 2)" "$(message 3)" >input
same "curl -i of a page" "$three" "3 0 0"
contains "the status is that of each of them" "$("$program" classify --rows ndjson input | tail -n 1)" '"http_status":200'
echo "2026 got batch {\"data\":[$(message 1),{\"unknown\":1},$(message 3)]} ok" >input
same "a page with an unknown row" "m1 40008 retry,reconcile,m3 40008 retry" "3 0 1"
check "the unknown row is saved alone" '{"unknown":1}' "$(cat rejects)"

# --- many payloads, in any list
many() { awk -v n="$1" -v before="$2" -v row="$3" -v after="$4" 'BEGIN { printf "%s", before; for (i = 0; i < n; i++) { each = row; gsub(/@/, i, each); printf "%s%s", i ? "," : "", each } print after }'; }
plain='{"record_type":"message","id":"n@","to":[{"phone_number":"+12025550143","status":"delivery_failed"}],"errors":[{"code":"40008"}]}'
quoted=$(escaped "$plain" | sed 's/\\/\\\\/g')
for n in 1100 5000; do
    many $n '{"events":[' "{\"message\":\"$quoted\"}" ']}' >events.json
    many $n '{"Records":[' "{\"body\":\"$quoted\"}" ']}' >records.json
    many $n '{"result":{"data":[' "$plain" ']}}' >result.json
    many $n '{"data":[' "$plain" ']}' >page.json
    many $n '[' "\"$quoted\"" ']' >strings.json
    for input in events records result page strings; do
        mv $input.json input
        check "$n payloads: $input: classify" "$n n$((n - 1)) 40008 retry" "$(classified | tr ',' '\n' | awk 'END { print NR, $0 }')"
        check "$n payloads: $input: rows" "$n n$((n - 1)) 40008 retry" "$(rows | tr ',' '\n' | awk 'END { print NR, $0 }')"
        check "$n payloads: $input: triage" "$n 0 0" "$(counts input)"
    done
done
many 1100 "$(printf '{"note":"%05000d","events":[' 0)" "{\"message\":\"$quoted\"}" ',{"message":"x"}]}' >input
check "in a large envelope, with an unknown one" "1101 0 1" "$(counts input)"

# --- unknown payloads next to known ones
echo 'POST 200 {"data":{"record_type":"foo"}} -> hook {"errors":[{"code":"40300"}]}' >input
# The status belongs to the first payload of the line that is known. Without one, an unknown payload says nothing.
same "an unknown payload in the same line" "reconcile,40300 stop" "2 0 1"
check "is saved alone" '{"data":{"record_type":"foo"}}' "$(cat rejects)"
echo 'POST {"data":{"record_type":"foo"}} -> {"bar":2}' >input
same "two unknown payloads in a line" "reconcile,reconcile" "2 0 2"
check "the line is saved whole" "$(cat input)" "$(cat rejects)"
printf '{"events":[{"message":"%s"},{"message":"{\\"foo\\":1}"},{"message":"%s"}]}\n' "$(escaped "$(message 1)")" "$(escaped "$(message 2)")" >input
same "an unknown event" "m1 40008 retry,reconcile,m2 40300 stop" "3 0 1"
check "is saved alone, too" '{"message":"{\"foo\":1}"}' "$(cat rejects)"
printf '{"status":409,"body":%s,"messages":[{"a":1},{"b":2}]}\n' '{"errors":[{"code":"40300"}]}' >input
same "a list that has nothing to do with the payload" "40300 stop" "1 0 0"
printf 'before\nx %s\nmiddle\ny %s\nafter\n' "$(event 1)" "$(event 2)" >input
check "rows are in the order of the text" "text malformed 1,m1 2,text malformed 3,m2 4,text malformed 5" "$("$program" classify --rows ndjson input |
    sed -E 's/.*"line":([0-9]+),"kind":"([a-z_]*)".*"message_id":"([^"]*)".*"problem":"([a-z_]*)".*/\2 \4 \3 \1/' | words)"

# --- the head of a response without a payload
printf 'HTTP/2 429 \r\nretry-after: 30\r\n\r\n' >input
same "a status and a header" "text malformed retry" "1 1 0"
contains "both count" "$("$program" classify --rows ndjson "${now[@]}" input)" '"http_status":429'
contains "the header, too" "$("$program" classify --rows ndjson "${now[@]}" input)" '"not_before":1795694430'
printf 'HTTP/2 200 \r\n\r\n{"foo":1}\n' >input
same "an unknown payload" "none" "1 0 1"
printf '{"status":503,"data":{"x":1}}\n' >input
check "an unknown payload with a status" "$(classified)" "$(rows)"
finish_checks
