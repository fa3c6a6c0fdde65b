#!/usr/bin/env bash
# Tests of classify --rows and --lines. $1 is the program.
set -u
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../tools/shell_checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
rows() { "$program" classify --rows "$@"; }

group='{"data":{"event_type":"message.finalized","id":"g1","occurred_at":"2026-11-24T10:00:00Z","payload":{"record_type":"message","direction":"outbound","id":"gm","type":"SMS","messaging_profile_id":"p1","from":{"phone_number":"+13125550100"},"to":[{"phone_number":"+12025550160","status":"delivered","carrier":"A, \"B\""},{"phone_number":"(202) 555-0161","status":"delivery_failed"}],"errors":[{"code":"40008","source":{"pointer":"/to/1/phone_number"}},{"code":"40001","source":{"pointer":"/to/1/phone_number"}}]}}}'
refused='{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}'
printf '%s\n%s\nno json\n' "$group" "$refused" >input

# --- the columns: fixed, and the same in every format
columns='input,line,kind,phase,channel,event_id,event_type,occurred_at,completed_at,message_id,recipient_index,recipient,recipient_key,sender,profile,campaign,carrier,http_status,direction,outcome,code,codes,step,reason,scope,toward,remedy,wait,consent,not_before,strictness,known,problem,sender_key,recipients,receipt,payload_outcome,payload_step,payload_consent,cost,currency'
rows csv input | tr -d '\r' >rows.csv
check "the header of CSV" "$columns" "$(head -n 1 rows.csv)"
check "a row for each payload and recipient" 5 "$(wc -l <rows.csv | tr -d ' ')"
check "a delivered recipient, as CSV" '"input",1,"webhook","delivery","sms","g1","message.finalized",1795514400,,"gm",0,"+12025550160","2025550160","+13125550100","p1","","A, ""B""",,"outbound","delivered","","40008 40001","none","nothing_failed","unknown","everyone","none","none","unchanged",' \
    "$(sed -n 2p rows.csv | grep -oE '^.*"unchanged",[^,]*,[0-9]' | sed -E 's/,[^,]*$/,/' | sed -E 's/"unchanged",.*/"unchanged",/')"
rows tsv input >rows.tsv
check "TSV has no header" 4 "$(wc -l <rows.tsv | tr -d ' ')"
check "TSV has all columns" "41 41 41 41 " "$(awk -F '\t' '{ printf "%d ", NF }' rows.tsv)"
check "an absent number in TSV" '\N' "$(sed -n 1p rows.tsv | cut -f 9)"
check "an empty string in TSV" "" "$(sed -n 1p rows.tsv | cut -f 16)"
rows ndjson --now 1795600000 input >rows.ndjson
check "the columns of NDJSON" "$columns" "$(head -n 1 rows.ndjson | grep -oE '"[a-z_]+":' | tr -d '":' | tr '\n' ',' | sed 's/,$//')"
contains "the failed recipient" "$(sed -n 2p rows.ndjson)" '"recipient_index":1,"recipient":"(202) 555-0161","recipient_key":"2025550161"'
contains "with the decision about them" "$(sed -n 2p rows.ndjson)" '"code":"40001","codes":"40008 40001","step":"stop"'
contains "and what the payload says as a whole" "$(sed -n 2p rows.ndjson)" '"recipients":2,"receipt":"no","payload_outcome":"failed","payload_step":"stop"'
priced='{"record_type":"message","id":"m","to":[{"phone_number":"+12025550160"},{"phone_number":"+12025550161"}],"cost":{"amount":0.0051,"currency":"USD"}}'
check "the cost of a payload is in each of its rows" '"0.0051","USD" "0.0051","USD" ' "$(rows csv <<<"$priced" | tr -d '\r' | sed 1d | grep -oE '"[^"]*","[^"]*"$' | tr '\n' ' ')"
contains "and a string in JSON" "$(rows ndjson <<<"$priced")" '"payload_consent":"unchanged","cost":"0.0051","currency":"USD"}'
check "without a cost" '"",""' "$(sed -n 2p rows.csv | grep -oE '"[^"]*","[^"]*"$')"
contains "an opt-out" "$(sed -n 3p rows.ndjson)" '"consent":"opted_out"'
contains "a reject" "$(sed -n 4p rows.ndjson)" '"input":"input","line":3,"kind":"not_json"'
rows csv input >/dev/null
check "exit status with a reject" 1 $?
check "--exit-zero" 0 "$(status_of "$program" classify --rows csv --exit-zero input)"
check "several threads, the same rows" "$(cat rows.ndjson)" "$(rows ndjson --now 1795600000 --threads 3 input)"
check "the code is the string of a number in each format" '"40001" 40001 "40001"' \
    "$(sed -n 3p rows.csv | grep -oE '"40001"' | head -n 1) $(sed -n 2p rows.tsv | cut -f 21) $(sed -n 2p rows.ndjson | grep -oE '"code":"[0-9]+"' | cut -d: -f2)"
check "no input, CSV" "$columns" "$(rows csv </dev/null | tr -d '\r')"
check "no input, TSV" "" "$(rows tsv </dev/null)"
check "a missing input" 2 "$(status_of "$program" classify --rows csv ./no_such_file)"
check "--rows and --json" 2 "$(status_of "$program" classify --rows csv --json input)"

# --- values from payloads that could be read as something else
printf '{"id":"a\\tb\\nc\\\\d","from":"=1+1","to":"+12025550160","status":"delivery_failed","errors":["@x"]}\n' >hostile
contains "TSV escapes" "$(rows tsv hostile)" 'a\tb\nc\\d'
contains "CSV has no formulas" "$(rows csv hostile)" "\"'=1+1\""
contains "but phone numbers as they are" "$(rows csv hostile)" '"+12025550160"'
contains "NDJSON has no line breaks" "$(rows ndjson hostile)" '"a\tb\nc\\d"'

# --- lines: an answer for each, whatever it contains
answers() { "$program" classify --lines "$@"; }
kinds() { sed -E 's/^\{"kind":"([a-z_]*)".*/\1/' | tr '\n' ' '; }
printf '%s\n\nno json\n{\n[1,2]\n%s\r\n409 %s' "$group" "$refused" "$refused" >lines
check "an answer for each line" "webhook not_json not_json not_json unrecognised api_error api_error " "$(answers lines | kinds)"
check "exit status" 0 "$(status_of "$program" classify --lines lines)"
check "no lines, no answer" "0" "$(answers </dev/null | wc -c | tr -d ' ')"
contains "the status in front of a payload" "$(answers lines | tail -n 1)" '"step":"stop"'
check "rows for lines: one each" 7 "$(answers --rows tsv lines | wc -l | tr -d ' ')"
check "a line that is too long" "not_json api_error " "$({ head -c 17000000 /dev/zero | tr '\0' 'x'; echo; echo "$refused"; } | answers | kinds)"
head -c 300000 /dev/urandom >random
check "random bytes: as many answers as lines" "$(awk 'END { print NR }' random)" "$(answers random | wc -l | tr -d ' ')"
check "the broken lines: as many answers as lines" "$(awk 'END { print NR }' "$here/broken_lines.ndjson")" "$(answers "$here/broken_lines.ndjson" | wc -l | tr -d ' ')"
mkfifo pipe
answers pipe >answered &
process=$!
exec 9>pipe
echo "$refused" >&9
for _ in $(seq 1 100); do [ -s answered ] && break; sleep 0.1; done
check "an answer as soon as the line is there" "api_error " "$(kinds <answered)"
exec 9>&-
wait "$process"
check "with an empty environment" "api_error " "$(echo "$refused" | env -i "$program" classify --lines | kinds)"

# --- envelopes
answer_to() { printf '%s\n' "$1" | answers "${@:2}"; }
limited='{"errors":[{"code":"10011","title":"Too many requests"}]}'
contains "the body as an object" "$(answer_to "{\"body\":$limited,\"status\":429}")" '"kind":"api_error"'
contains "the body as a string" "$(answer_to '{"body":"{\"errors\":[{\"code\":\"10011\"}]}","status":429}')" '"code":"10011"'
contains "headers as an object" "$(answer_to "{\"status\":429,\"headers\":{\"Retry-After\":\"7\"},\"body\":$limited}")" '"delay_ms":7000'
contains "headers as a list" "$(answer_to "{\"status\":429,\"headers\":[\"retry-after: 8\"],\"body\":$limited}")" '"delay_ms":8000'
contains "the attempt" "$(answer_to "{\"status\":429,\"attempt\":99,\"body\":$limited}")" '"reason":"attempts_exhausted"'
contains "the time" "$(answer_to "{\"status\":429,\"now\":1795600000,\"body\":$limited}")" '"not_before":1795600001'
contains "the phase" "$(answer_to '{"phase":"delivery","body":{"errors":[{"code":"40008"}]}}')" '"phase":"delivery"'
contains "a status without a body" "$(answer_to '{"status":503,"body":""}')" '"step":"reconcile"'
for wrong in '"status":"429"' '"status":99' '"attempt":0' '"now":1.5' '"phase":"sideways"' '"phase":1' '"headers":5' '"headers":{"a":1}'; do
    contains "a wrong member: $wrong" "$(answer_to "{$wrong,\"body\":$limited}")" '"envelope_problem":"'
done
lacks "a payload with another member is no envelope" "$(answer_to '{"status":1,"body":{},"more":1}')" "envelope_problem"
contains "the options hold for lines without an envelope" "$(answer_to "$limited" --status 429 --header 'Retry-After: 9')" '"delay_ms":9000'

# --- masking
contains "JSON has whole numbers" "$("$program" classify --json input)" '"phone_number":"+12025550160"'
lacks "--mask" "$("$program" classify --json --mask input)" "2025550160"
contains "--mask leaves identifiers" "$(printf '{"id":"12025550160","to":"+12025550161","status":"failed"}' | "$program" classify --json --mask)" '"message_id":"12025550160"'

# --- fields of CSV, codes that are cut
number() { printf '{"id":"m","to":"%s","status":"failed","errors":["40008"]}' "$1" | "$program" classify --rows csv | tail -n 1 | cut -d , -f 12; }
check "a phone number with blanks is no formula" '"+1 202 555 0147"' "$(number '+1 202 555 0147')"
check "nor one with other signs" '"+1 (202) 555-0147"' "$(number '+1 (202) 555-0147')"
check "a formula is one" "\"'+1 202+A1\"" "$(number '+1 202+A1')"
long=$(printf 'a%.0s' $(seq 1 31))
check "a code is cut between characters" "$long" "$(printf '{"errors":[{"code":"%s\303\251x"}]}' "$long" | "$program" classify --rows tsv | cut -f 22)"

# --- lines in other encodings
printf '%s\n\n%s\n' "$refused" "$refused" >plain
kinds() { sed -E 's/^\{"kind":"([a-z_]*)".*/\1/' | tr '\n' ' '; }
check "lines of UTF-16" "api_error not_json api_error " "$({ printf '\377\376'; iconv -f UTF-8 -t UTF-16LE plain; } | answers | kinds)"
check "a byte order mark before lines" "api_error not_json api_error " "$({ printf '\357\273\277'; cat plain; } | answers | kinds)"
gzip -kf plain
if [ "$(status_of "$program" classify plain.gz)" = 2 ]; then
    check "compressed lines without libarchive" 2 "$(status_of "$program" classify --lines plain.gz)"
else
    check "compressed lines" "api_error not_json api_error " "$(answers plain.gz | kinds)"
fi
mkfifo first
answers first >answered &
process=$!
exec 9>first
echo >&9
for _ in $(seq 1 100); do [ -s answered ] && break; sleep 0.1; done
check "an empty first line is answered at once" "not_json " "$(kinds <answered)"
exec 9>&-
wait "$process"
finish_checks
