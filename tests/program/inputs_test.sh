#!/usr/bin/env bash
# Tests of how the command line splits inputs into payloads: both commands must find the same ones. $1 is the program.
set -u
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../tools/shell_checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# The kind of each payload, and the line of each reject.
kinds() { sed -E 's/^\{"kind":"([a-z_]*)".*"line":([0-9]+)\}$/\1 \2/; s/^\{"kind":"([a-z_]*)".*/\1/'; }
classified() { "$program" classify --json | kinds | tr '\n' ',' | sed 's/,$//'; }
# The numbers of payloads, of invalid JSON and of unknown payloads.
triaged() { "$program" triage --json --rejects rejects "$@" | sed -nE 's/^\{"bodies":([0-9]+).*"not_json":([0-9]+),"unrecognised":([0-9]+).*/\1 \2 \3/p'; }
splits() { # what, kinds of classify, "payloads, invalid, unknown" of triage; the input is in the file "input"
    check "$1: classify" "$2" "$(classified <input)"
    check "$1: triage" "$3" "$(triaged input)"
    check "$1: triage, from a pipe" "$3" "$(triaged - < <(cat input))"
}
row() { printf '{"record_type":"message_detail_record","id":"%s","direction":"outbound","status":"failed","errors":["40001"],"cld":"+12025550143"}' "$1"; }

# --- pages over several lines
printf '{"data":[\n%s,\n%s,\n%s\n],"meta":{"total_results":3}}\n' "$(row a)" "$(row b)" "$(row c)" >input
splits "a page with a row per line" "record,record,record" "3 0 0"
printf '{"data":[\n%s\n,%s\n,%s\n],\n"meta":{"total_results":3}}\n' "$(row a)" "$(row b)" "$(row c)" >input
splits "commas before the rows" "record,record,record" "3 0 0"
printf '{"meta":{"total_results":1},"data":[\n%s\n]}\n{"errors":[{"code":"40310"}]}\n' "$(row a)" >input
splits "one row, and another payload" "record,api_error" "2 0 0"
printf '{"data":\r\n[\r\n%s,\r\n%s\r\n]}\r\n' "$(row a)" "$(row b)" >input
splits "with CR LF" "record,record" "2 0 0"
printf '{"data":[\n%s,\n%s\n],"meta":{}}' "$(row a)" "$(row b)" >input
splits "without a line break at the end" "record,record" "2 0 0"
printf '{"data":[\n%s,\n{"unknown":1},\n%s\n]}\n' "$(row a)" "$(row b)" >input
check "an unknown row of a page" "3 0 1" "$(triaged input)"
check "is saved alone" '{"unknown":1}' "$(cat rejects)"
awk 'BEGIN { printf "{\"data\":[\n"; for (i = 0; i < 30000; i++) printf "%s{\"record_type\":\"message_detail_record\",\"id\":\"r%d\",\"status\":\"failed\",\"errors\":[\"40001\"],\"cld\":\"+12025550143\"}", i ? ",\n" : "", i; print "\n],\"meta\":{}}" }' >input
check "a long page with a row per line" "30000 0 0" "$(triaged input)"

# --- payloads that were cut off: the payloads after them count
printf '{"errors":[{"code":"40312"},\n{"errors":[{"code":"40001"}]}\n{"errors":[{"code":"40310"}]}\n' >input
splits "cut off after a comma" "not_json 1,api_error,api_error" "3 1 0"
printf '{"data":[\n{"errors":[{"code":"40001"}]}\ngarbage\n{"errors":[{"code":"40310"}]}\n' >input
splits "a page that never ends" "not_json 1,api_error,not_json 3,api_error" "4 2 0"
printf '{"data":[\n%s,\n%s\n' "$(row a)" "$(row b)" >input
splits "a page that was cut off between rows" "not_json 1,record" "2 1 0"
printf '[\n{"errors":[\n{"errors":[]}\n' >input
check "in a list: classify" "not_json 2,api_error,not_json 1" "$(classified <input)"
# Every line could belong to the incomplete value above it. It must not take time that grows with the square of the input.
awk 'BEGIN { for (i = 0; i < 200000; i++) print "{\"a\":[\n{}\n[" }' >input
check "many incomplete values" 1 "$(timeout 60 "$program" triage --json input | grep -c '"bodies":')"
awk 'BEGIN { print "{\"a\":["; for (i = 0; i < 400000; i++) print "{}\n[" }' >input
check "many objects in one incomplete value" 1 "$(timeout 60 "$program" triage --json input | grep -c '"bodies":')"

# --- lines of text in brackets
cat >input <<'END'
[2026-05-04 11:22:33] [app.INFO]: sent {m} []
{"errors":[{"code":"40310"}]}
[WARN] retrying
[4711] GET /messages 200
[warn: no closing bracket
[] nothing
{"errors":[{"code":"40310"}]}
END
splits "log lines" "not_json 1,api_error,not_json 3,not_json 4,not_json 5,not_json 6,api_error" "7 5 0"
check "rejected lines are saved whole" '[2026-05-04 11:22:33] [app.INFO]: sent {m} []
[WARN] retrying
[4711] GET /messages 200
[warn: no closing bracket
[] nothing' "$(cat rejects)"
printf '[{"errors":[]},{"errors":[]}]\n[\n{"errors":[]}\n]\n[ {"errors":[]} ]\n' >input
splits "lists" "api_error,api_error,api_error,api_error" "4 0 0"
printf '[1,"a]b",null]\n["x",\n{"errors":[]}]\n' >input
splits "lists of scalars" "unrecognised 1,unrecognised 1,unrecognised 1,unrecognised 2,api_error" "5 0 4"
printf '[1' >input
splits "a list that was cut off" "unrecognised 1" "1 0 1"
printf '[' >input
splits "an opening bracket" "not_json 1" "1 1 0"
{ printf '[1'; yes ',1' | head -c 20000000 | tr -d '\n'; printf ']\n'; } >input
check "a long list of numbers" yes "$([ "$("$program" triage --json input | sed -nE 's/^\{"bodies":([0-9]+).*/\1/p')" -gt 6000000 ] && echo yes)"

# --- text before the payloads
printf 'Server started on port 8080\n{"errors":[{"code":"40310"}]}\n{"errors":[{"code":"40300"}]}\n' >input
splits "a line of text before two payloads" "not_json 1,api_error,api_error" "3 1 0"
printf 'Listening\nReady\n{"errors":[]}\n{"errors":[]}\ndone\n' >input
splits "three lines of text" "not_json 1,not_json 2,api_error,api_error,not_json 5" "5 3 0"
printf '<html>\n<p>\n{not json}\n{nor this}\n</html>\n' >input
check "HTML is one payload" "not_json 1" "$(classified <input)"

# --- payloads inside other text
printf '[2026-05-04 11:22:33] [app.INFO]: sent %s []\n409 {"errors":[{"code":"40310"}]}\n' "$(row a)" >input
splits "log lines with payloads" "record,api_error" "2 0 0"
printf 'HTTP/2 429\ncontent-type: application/json\nretry-after: 9\n\n{"errors":[{"code":"10011","title":"Too many requests"}]}\n' >input
check "a response with its headers" "api_error" "$(classified <input)"
contains "its headers count" "$("$program" classify --json <input)" '"delay_ms":9000'
contains "but not if there are others" "$("$program" classify --json --header 'Retry-After: 20' <input)" '"delay_ms":20000'
printf '409 {"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}\n' >input
contains "a status before the payload counts in triage" "$("$program" triage --json input)" '"status_only_client":{"refusals":1,"sent_again":1,"sent_again_wrongly":1,'
check "text before payloads, as they arrive" "not_json 1
api_error
api_error" "$({ printf 'Ready\n{"errors":[]}\n{"errors":[]}\n'; sleep 2; } | timeout 1 "$program" classify --json | kinds)"

finish_checks
