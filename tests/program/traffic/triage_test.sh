#!/usr/bin/env bash
# Tests of triage. Variables name the programs, see CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
# Set by ctest: the programs, and whether they have libarchive.
: "${telnyx_errors:?}" "${plain:?}" "${traffic:?}" "${check_totals:?}" "${has_libarchive:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
triage() { "$telnyx_errors" triage "$@"; }
member() { sed -E "s/.*\"$1\":(\"[^\"]*\"|[^,}]*).*/\1/"; } # the last member of that name in a line

# --- known totals
"$traffic" 20000 1 expected.json >traffic.ndjson
now=(--now 1000000000) # before the traffic: no wait is over
same_totals() { # what, command...
    local what=$1
    shift
    "$@" >actual.json
    check "$what: exit status" 1 $? # there are invalid lines
    check "$what: totals" "0 differences" "$("$check_totals" expected.json actual.json)"
}
same_totals "one thread" triage --json "${now[@]}" --threads 1 traffic.ndjson
same_totals "two threads" triage --json "${now[@]}" --threads 2 traffic.ndjson
same_totals "more threads than processors" triage --json "${now[@]}" --threads 7 traffic.ndjson
same_totals "without libarchive and simdjson" "$plain" triage --json "${now[@]}" traffic.ndjson
same_totals "from a pipe" triage --json "${now[@]}" - < <(cat traffic.ndjson)
shuf traffic.ndjson >shuffled.ndjson
same_totals "shuffled" triage --json "${now[@]}" shuffled.ndjson
split -n l/5 traffic.ndjson part.
same_totals "in five files" triage --json "${now[@]}" part.*
same_totals "concatenated" triage --json "${now[@]}" - < <(cat part.ad part.aa part.ae part.ab part.ac)
sed 's/$/\r/' traffic.ndjson >crlf.ndjson
same_totals "with CR LF" triage --json "${now[@]}" crlf.ndjson
if [ "$has_libarchive" = 1 ]; then
    gzip -k traffic.ndjson part.*
    same_totals "gzip" triage --json "${now[@]}" traffic.ndjson.gz
    cat part.*.gz >members.gz
    same_totals "gzip, several members" triage --json "${now[@]}" members.gz
    same_totals "gzip from a pipe" triage --json "${now[@]}" - < <(cat part.aa.gz part.ab.gz part.ac.gz part.ad.gz part.ae.gz)
    same_totals "mixed" triage --json "${now[@]}" part.aa part.ab.gz part.ac part.ad part.ae.gz
    head -c 300000 traffic.ndjson.gz >cut.gz
    check "truncated gzip: exit status" 2 "$(status_of "$telnyx_errors" triage cut.gz)"
    contains "truncated gzip is reported" "$(triage --json cut.gz 2>&1 >/dev/null)" "unexpected end of data"
    check "decompressed payloads count" 1 "$(triage --json cut.gz 2>/dev/null | grep -cE '"bodies":[0-9]{3,},')"
    gzip -c traffic.ndjson >packed.gz
    check "gzip without libarchive is an error" 2 "$(status_of "$plain" triage packed.gz)"
fi
# The checker finds differences.
sed -E 's/"duplicates":[0-9]+/"duplicates":7/' actual.json >wrong.json
lacks "a wrong total is found" "$("$check_totals" expected.json wrong.json)" "0 differences"

# --- payloads of all kinds
refused='{"errors":[{"code":"40300","title":"Blocked due to STOP message","detail":"A block rule forbids messages from +12025550110 to +12025550143."}]}'
webhook() { # event id, message id, to, status, errors
    printf '{"data":{"event_type":"message.finalized","id":"%s","occurred_at":"2026-11-24T10:00:00Z","payload":{"record_type":"message","direction":"outbound","id":"%s","from":{"phone_number":"+13125550100"},"to":[{"phone_number":"%s","status":"%s","carrier":"Example Mobile"}],"tcr_campaign_id":"CABC","errors":[%s]},"record_type":"event"}}\n' "$1" "$2" "$3" "$4" "$5"
}
undeliverable='{"code":"40008","title":"Undeliverable","source":{"pointer":"/to/0"}}'
held='{"code":"40020","title":"Blocked as potentially artificial inflation of traffic"}'
stopped='{"code":"40300","title":"Blocked due to STOP message"}'
{
    webhook e1 m1 +12025550143 delivery_failed "$undeliverable"
    webhook e1 m1 +12025550143 delivery_failed "$undeliverable" # delivered twice
    webhook e2 m2 +12025550144 delivery_failed "$held"
    webhook e3 m3 +12025550145 delivery_failed "$undeliverable"
    webhook e4 m4 +12025550145 delivery_failed "$stopped" # after a message to this recipient that could have been resent
    webhook e5 m1 +12025550143 delivery_failed "$undeliverable" # another event for the same message
    printf '%s\n' "$refused" '{"status":409,"error":'"$refused"'}' '{"status":429,"error":{"errors":[{"code":"10011"}]}}'
    printf '%s\n' '{"data":{"event_type":"message.fin' 'no json at all' '{"hello":1}'
    printf '{"data":[{"record_type":"message_detail_record","uuid":"r1","cld":"+12025550150","status":"failed","errors":["40018"]},\n{"record_type":"message_detail_record","uuid":"r2","cld":"+12025550151","status":"delivered","errors":[]}]}\n'
} >bodies.ndjson
triage --json --now 1795600000 --retry again.ndjson --suppress stop.ndjson --rejects rejects.txt bodies.ndjson >out.json
check "exit status" 1 $?
all=$(cat out.json)
contains "totals" "$all" '{"bodies":14,"counted":10,"duplicates":1,"not_json":2,"unrecognised":1,"failed":9,"interrupted":false,'
contains "rows by count" "$all" '"failures":[{"code":"40008","count":3,"share":0.3333,"known":true,"name":"Undeliverable","title":"Undeliverable","step":"retry","scope":"account","toward":"recipient","remedy":"retry_with_backoff","retry":"automatic","wait":"backoff","category":"carrier_rejection",'
contains "then by code" "$all" '{"code":"40300","count":3,"share":0.3333,'
contains "refusals with and without a status" "$all" '"status_only_client":{"refusals":3,"sent_again":2,"sent_again_wrongly":1,"perhaps_sent_again":1,"perhaps_sent_again_wrongly":1,"nobody_knows":0,"codes":['
contains "a message to resend, whose recipient did not opt out" "$all" '{"step":"retry","wait":"backoff","messages":1,"without_id":0,"earliest":1795600001,"latest":1795600001}'
contains "and a refused request" "$all" '{"step":"retry","wait":"as_server_says","messages":1,"without_id":1,"earliest":1795600001,"latest":1795600001}'
contains "24 hours after the failure" "$all" '{"step":"hold","wait":"fixed_24_hours","messages":1,"without_id":0,"earliest":1795600800,"latest":1795600800}'
contains "opted out" "$all" '"withheld":1,"opted_out":1,"opted_out_unnamed":2,'
contains "the sender" "$all" '"senders":{"names":1,"exact":true,"most":[{"name":"+13125550100","count":5,"payloads":5,"codes":[{"code":"40008","count":3},'
contains "locations of rejects" "$all" '"rejects":[{"input":"bodies.ndjson","line":10,"problem":"malformed"},{"input":"bodies.ndjson","line":11,"problem":"malformed"},{"input":"bodies.ndjson","line":12,"problem":"unrecognised"}]'
check "messages to resend" '{"message_id":"m1","step":"retry","code":"40008","not_before":1795600001,"failed_at":1795514400,"sender":"+13125550100","messaging_profile_id":""}
{"message_id":"m2","step":"hold","code":"40020","not_before":1795600800,"failed_at":1795514400,"sender":"+13125550100","messaging_profile_id":""}' "$(cat again.ndjson)"
check "recipients who opted out" '{"phone_number":"+12025550145","sender":"+13125550100","code":"40300","message_id":"m4","input":"bodies.ndjson","line":5,"messaging_profile_id":"","maybe":false}' "$(head -n 1 stop.ndjson)"
check "a refusal without a recipient" '{"phone_number":null,"sender":"","code":"40300","message_id":"","input":"bodies.ndjson","line":7,"messaging_profile_id":"","maybe":false}' "$(sed -n 2p stop.ndjson)"
check "no other opt-outs" 3 "$(wc -l <stop.ndjson | tr -d ' ')"
check "rejects are saved unchanged" '{"data":{"event_type":"message.fin
no json at all
{"hello":1}' "$(cat rejects.txt)"
contains "JSON has whole numbers" "$all" '"name":"+13125550100"'
contains "--mask" "$(triage --json --mask bodies.ndjson)" '"name":"+*******0100"'
check "rejects can be read again" '"not_json":2,"unrecognised":1' "$(triage --json rejects.txt | grep -oE '"not_json":2,"unrecognised":1' | head -n 1)"

# A page about little: one payload, of one code, and nothing that fails.
echo '{"data":{"event_type":"message.finalized","id":"p1","occurred_at":"2026-03-02T11:00:00Z","payload":{"record_type":"message","direction":"outbound","id":"pm","to":[{"phone_number":"+12025550160","status":"delivery_failed"}],"errors":[{"code":"40008"}]}}}' >one.ndjson
triage --html one.html one.ndjson >out.txt
check "a page about one payload: exit status" 0 $?
contains "a page about one payload" "$(cat one.html)" "40008"
sed 's/delivery_failed/delivered/; s/{"code":"40008"}//' one.ndjson >none.ndjson
triage --html none.html none.ndjson >out.txt
check "a page about no failure: exit status" 0 $?
contains "a page about no failure" "$(cat none.html)" "</html>"

group='{"data":{"event_type":"message.finalized","id":"g1","payload":{"record_type":"message","direction":"outbound","id":"gm","to":[{"phone_number":"+12025550160","status":"delivered"},{"phone_number":"+12025550161","status":"delivery_failed"},{"phone_number":"+12025550162","status":"delivery_failed"}],"errors":[{"code":"40008","source":{"pointer":"/to/1/phone_number"}},{"code":"40001","source":{"pointer":"/to/2/phone_number"}}]}}}'
echo "$group" | triage --json --now 1000000000 --show-numbers --retry again.ndjson >out.json
check "in a group, only the recipient who may be messaged again" '{"message_id":"gm","to":"+12025550161","step":"retry","code":"40008","not_before":1000000001,"failed_at":null,"sender":"","messaging_profile_id":""}' "$(cat again.ndjson)"
contains "a payload with two codes counts once" "$(cat out.json)" '"failed":1,'
contains "and is in both rows" "$(grep -oE '"code":"[0-9]+","count":1' out.json | tr '\n' ' ')" '"code":"40001","count":1 "code":"40008","count":1'

carrier='"carrier":"'$(printf 'A carrier%090d' 1)'"'
printf '{"id":"c","to":[{"phone_number":"+12025550160","status":"delivery_failed",%s},{"phone_number":"+12025550161","status":"delivery_failed",%s}],"errors":["40008"]}\n' "$carrier" "$carrier" >carriers
contains "a carrier counts once per payload" "$(triage --json carriers)" '"carriers":{"names":1,"exact":true,"most":[{"name":"A carrier'
contains "even with a long name" "$(triage --json carriers | grep -oE '0+","count":[0-9]+' | head -n 1)" '"count":1'
printf '%s\n' '{"id":"n","tcr_campaign_id":"C+13125550151","from":"x","to":[{"phone_number":"+12025550160","status":"delivery_failed","carrier":"+13125550152"}],"errors":[{"code":"+13125550153"}]}' \
    '{"id":"n","tcr_campaign_id":"13125550154","from":"x","to":[{"phone_number":"+12025550160","status":"delivery_failed"}],"errors":["40008"]}' \
    '{"id":"n","tcr_campaign_id":"4b300178-5f5d-8f3d-1234-123456789012","from":"x","to":[{"phone_number":"+12025550160","status":"delivery_failed"}],"errors":["40008"]}' >numbers
shown=$(triage --html page.html numbers; cat page.html)
check "phone numbers are masked everywhere" "" "$(grep -oE '1312555015[0-9]' <<<"$shown")"
contains "identifiers are not masked" "$shown" "4b300178-5f5d-8f3d-1234-123456789012"
check "--show-numbers prints them" 4 "$(triage --show-numbers numbers | grep -oE '1312555015[0-9]' | sort -u | wc -l | tr -d ' ')"

# --- spikes: at least 20 in an hour, and more than four times the median of all hours
failing() { # hour, code, how many
    for i in $(seq 1 "$3"); do
        printf '{"data":{"event_type":"message.finalized","id":"s%s-%s-%s","occurred_at":"2026-11-24T%02d:30:00Z","payload":{"id":"s","direction":"outbound","to":[{"phone_number":"+12025550143","status":"delivery_failed"}],"errors":["%s"]}}}\n' "$1" "$2" "$i" "$1" "$2"
    done
}
usual() { for hour in "$@"; do failing "$hour" 40008 5; done; }
spikes_of() { triage --json --now 1795600000 | sed -E 's/.*"spikes":(\{"count":[0-9]+,"largest":\[[^]]*\]\}).*/\1/'; }
none='{"count":0,"largest":[]}'
spike() { printf '{"count":1,"largest":[{"code":"%s","from":%s,"to":%s,"payloads":%s,"peak":%s,"median":%s,"name":"%s"}]}' "$@"; }
check "four times the median is no spike" "$none" "$({ usual 0 1 2 3 4; failing 5 40008 20; } | spikes_of)"
check "more is one" "$(spike 40008 1795496400 1795500000 21 21 5 Undeliverable)" "$({ usual 0 1 2 3 4; failing 5 40008 21; } | spikes_of)"
check "19 payloads are too few" "$none" "$({ usual 0 1 2 3 4; failing 2 40004 19; } | spikes_of)"
check "20 are enough, with a median of 0" "$(spike 40004 1795485600 1795489200 20 20 0 'Rejected by destination')" "$({ usual 0 1 2 3 4; failing 2 40004 20; } | spikes_of)"
check "neighbouring hours are one spike" "$(spike 40008 1795489200 1795496400 51 30 5 Undeliverable)" \
    "$({ usual 0 1 2 5 6 7 8; failing 3 40008 21; failing 4 40008 30; } | spikes_of)"
check "of two hours in the middle, the lower one is the median" "$(spike 40008 1795489200 1795492800 30 30 5 Undeliverable)" \
    "$({ usual 0 1 2; failing 3 40008 30; failing 4 40008 8; failing 5 40008 8; } | spikes_of)"
check "four hours are too few" "$none" "$({ failing 0 40008 1; failing 3 40008 100; } | spikes_of)"
check "a time in the future counts nowhere" "null" "$(failing 5 40008 30 | triage --json --now 1000000000 | sed -E 's/.*"over_time":(null|\{).*/\1/')"
check "without a time, no period" '"headline":"100 % of 1 message failed; one code makes 100 % of the failures"' \
    "$(echo '{"errors":[{"code":"40008"}]}' | triage --json | grep -oE '"headline":"[^"]*"')"
check "few codes: no other ones" '"series":[{"code":"40008","counts":[5,0,5],"name":"Undeliverable"}]' \
    "$(usual 0 2 | triage --json --now 1795600000 --html page.html | grep -oE '"series":\[[^]]*\][^]]*\]')"
check "and two bars" 2 "$(grep -o '<rect [^>]*data-count="5"' page.html | wc -l | tr -d ' ')"
check "many codes: one more series" '{"code":null,"counts":[2],"name":"other codes"}' \
    "$(for code in 1 2 3 4 5 6 7 8 9; do failing 0 "4000$code" 1; done | triage --json --now 1795600000 | grep -oE '\{"code":null[^}]*\}')"

# --- codes that are not numbers: the advice of triage is the decision of classify, which a person carries out
for code in 40008.5 '40008}' 40008x 4x 99999999999999999999 9223372036854775808 ABC; do
    printf '{"data":{"event_type":"message.finalized","id":"e","payload":{"id":"m","to":[{"phone_number":"+12025550143","status":"delivery_failed"}],"errors":[{"code":"%s"}]}}}\n' "$code" >odd
    contains "$code: classify" "$("$telnyx_errors" classify --json odd)" '"decision":{"step":"stop","reason":"unknown_code"'
    contains "$code: triage" "$(triage --json odd)" '"step":"stop","scope":"unknown"'
    contains "$code: who" "$(triage --json odd)" '"actor":"person"'
done
# Where a known code decides, an unknown one beside it is for a person, too.
printf '{"errors":[{"code":"40300"},{"code":"ABC"}]}\n' >odd
check "beside a known code" stop "$(triage --json odd | grep -oE '"code":"ABC","count".*"actor"' | grep -oE '"step":"[a-z_]*"' | cut -d '"' -f 4)"

# --- rates: a payload counts once for each carrier in it, and a carrier fails if one of its recipients does
echo "$group" >rates
sed -e 's/"g1"/"g2"/' -e 's/"status"/"carrier":"A","status"/g' <<<"$group" >>rates
sed -e 's/"g1"/"g3"/' -e 's/delivery_failed/delivered/g' -e 's/"errors":\[.*\]/"errors":[]/' -e 's/"status"/"carrier":"A","status"/g' <<<"$group" >>rates
cat rates rates >twice
contains "a rate, without copies" "$(triage --json twice)" '"carriers":{"names":1,"exact":true,"most":[{"name":"A","count":1,"payloads":2,"codes":[{"code":"40001","count":1},{"code":"40008","count":1}]}]}'

# --- inputs that are not one object per line
check "a list" '{"bodies":3,' "$(printf '[\n{"errors":[{"code":"40008"}]},\n{"errors":[]},\n{\n"errors":\n[]}\n]\n' | triage --json | grep -oE '^\{"bodies":[0-9]+,')"
check "several payloads in a row" '{"bodies":3,' "$(printf '{"errors":[]}{"errors":[]}\n{"errors":[]}' | triage --json | grep -oE '^\{"bodies":[0-9]+,')"
check "payloads over several lines" '{"bodies":2,' "$(printf '{\n"errors": [\n]\n}\n{\n  "errors": []\n}\n' | triage --json | grep -oE '^\{"bodies":[0-9]+,')"
check "an HTML page before the payloads" '"not_json":1,"unrecognised":0,"failed":1,' "$(printf '<html>\n</html>\n{"errors":[{"code":"40008"}]}\n' | triage --json | grep -oE '"not_json":.*"failed":[0-9]+,')"
check "an empty input" '{"bodies":0,"counted":0,' "$(triage --json </dev/null | grep -oE '^\{"bodies":0,"counted":0,')"
check "a byte order mark" '{"bodies":2,"counted":2,' "$(printf '\xef\xbb\xbf{"errors":[]}\n{"errors":[]}\n' | triage --json | grep -oE '^\{"bodies":[0-9]+,"counted":[0-9]+,')"
check "a zero byte" '"not_json":1' "$(printf '{"errors":[]}\0\n' | triage --json | grep -oE '"not_json":1' | head -n 1)"
# A list that is larger than a block, with elements over several lines.
{ echo '['; for i in $(seq 1 9000); do printf '{"data":{"event_type":"message.finalized","id":"l%s","payload":{"to":[\n{"phone_number":"+12025550143","status":"delivery_failed"}],"errors":[{"code":"40008"}],\n"text":"%0100d"}}},\n' "$i" 0; done; echo '{"errors":[]}]'; } >list.json
check "a long list" '{"bodies":9001,"counted":9001,"duplicates":0,"not_json":0,"unrecognised":0,"failed":9000,' "$(triage --json list.json | grep -oE '^.*"failed":[0-9]+,')"
# Payloads over several lines, with long parts that cannot be split.
{ for i in $(seq 1 5); do echo '{"errors":['; for k in $(seq 1 9000); do printf '{"code":"40008","detail":"%0100d"},\n' "$k"; done; echo '{"code":"40008"}]}'; done; } >large.json
check "large payloads" '{"bodies":5,"counted":5,"duplicates":0,"not_json":0,"unrecognised":0,"failed":5,' "$(triage --json large.json | grep -oE '^.*"failed":[0-9]+,')"

# --- text, CSV and HTML
text=$(triage --now 1795600000 bodies.ndjson)
check "the headline" "89 % of 9 messages failed on 24 Nov 2026; five codes make 100 % of the failures" "$(head -n 1 <<<"$text")"
contains "the total" "$text" "        14  payloads"
contains "a row" "$text" "40008  Undeliverable                           3   33.3 %  resend
         account to one recipient, retry_with_backoff"
check "80 columns" "" "$(grep -E '.{81}' <<<"$text")"
contains "thousands" "$(triage traffic.ndjson)" "    20,000  payloads"
contains "a time" "$text" "not before 2026-11-25 10:00:00 +0000"
lacks "numbers are masked" "$text" "13125550100"
lacks "no colour without a terminal" "$text" $'\x1b'
check "CSV" 'code,name,count,share,step,scope,remedy,retry,wait,category,toward
40008,Undeliverable,3,0.3333,retry,account,retry_with_backoff,automatic,backoff,carrier_rejection,recipient' "$(triage --csv bodies.ndjson | head -n 2 | tr -d '\r')"
check "CSV without formulas and control characters" "'=1+1 '@x \\x1B[2J" "$(printf '%s\n' '{"errors":[{"code":"=1+1"}]}' '{"errors":[{"code":"@x"}]}' \
    '{"errors":[{"code":"\u001b[2J"}]}' | triage --csv - | sed -n '2,$s/,.*//p' | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//')"
evil='{"data":{"event_type":"message.finalized","id":"x","payload":{"id":"x","from":{"phone_number":"<script>alert(1)</script>"},"tcr_campaign_id":"\"><img src=x>\u202e","to":[{"phone_number":"+12025550143","status":"delivery_failed","carrier":"&amp;"}],"errors":[{"code":"<b>","title":"x"}]}}}'
echo "$evil" | triage --html page.html --color=always >page.txt
page=$(cat page.html)
check "strings from payloads are not HTML" 1 "$(grep -o '<script' page.html | wc -l | tr -d ' ')"
lacks "nor images" "$page" "<img"
contains "they are escaped" "$page" "&lt;script&gt;"
contains "ampersands are escaped" "$page" "&amp;amp;"
check "the page has no links" "" "$(grep -oE '<[^>]*(src|href|srcset|action)=|url\(|@import' page.html)"
lacks "no raw control characters" "$(cat page.txt)" $'\xe2\x80\xae'

# --- on a terminal there is a bar on stderr, and colour
if has_terminal; then
    screen=$(on_terminal "(cat bodies.ndjson; sleep 0.3; cat traffic.ndjson) | '$telnyx_errors' triage")
    contains "a bar" "$screen" "B/s"
    contains "it is taken away" "$screen" $'\r\x1b[K'
    contains "colour" "$screen" $'\x1b[1m'
    lacks "no bar on a dumb terminal" "$(TERM=dumb on_terminal "(cat bodies.ndjson; sleep 0.3; cat traffic.ndjson) | '$telnyx_errors' triage")" "B/s"
    lacks "no colour on a dumb terminal" "$(TERM=dumb on_terminal "'$telnyx_errors' triage bodies.ndjson")" $'\x1b[1m'
    lacks "no colour with NO_COLOR" "$(NO_COLOR=1 on_terminal "'$telnyx_errors' triage bodies.ndjson")" $'\x1b[1m'
    contains "colour with an empty NO_COLOR" "$(NO_COLOR='' on_terminal "'$telnyx_errors' triage bodies.ndjson")" $'\x1b[1m'
else
    echo "skipped - a bar and colour on a terminal: there is no pseudo-terminal (script, /dev/pts)"
fi

finish_checks
