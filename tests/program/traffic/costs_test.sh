#!/usr/bin/env bash
# Tests of what triage says about money. Variables name the programs, see CMakeLists.txt. All sums are calculated by hand.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
triage() { "$telnyx_errors" triage --now 1795600000 "$@"; }
part() { grep -oE "\"$1\":$2" | tail -n 1; } # a member, as a pattern

webhook() { # event, direction, the rest of the payload
    printf '{"data":{"event_type":"message.finalized","id":"%s","payload":{"record_type":"message","direction":"%s","id":"m%s","to":[{"phone_number":"+12025550143","status":"delivered"}],"errors":[]%s}}}\n' "$1" "$2" "$1" "$3"
}
priced() { webhook "$1" "$2" ",\"cost\":{\"amount\":$3,\"currency\":$4}"; }
refused='{"status":409,"error":{"errors":[{"code":"40312","title":"Messaging profile is disabled"}]}}'
without_status='{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}'
{
    priced e1 outbound '"0.0051"' '"USD"'
    priced e1 outbound '"0.0051"' '"USD"' # delivered twice
    priced e2 outbound 0.0049 '"USD"'
    printf '%s\n' '{"data":{"event_type":"message.finalized","id":"e3","payload":{"record_type":"message","direction":"outbound","id":"m3","cost":{"amount":"0.0100","currency":"USD"},"to":[{"phone_number":"+12025550143","status":"delivered"},{"phone_number":"+12025550144","status":"delivered"}]}}}'
    priced e4 inbound '"0.002"' '"USD"'
    priced e5 outbound '"1.5"' '"EUR"'
    printf '%s\n' '{"record_type":"message_detail_record","uuid":"r1","direction":"outbound","cld":"+12025550145","status":"delivered","cost":"0.004","currency":"usd"}'
    priced e6 outbound '"0.0000005"' '"USD"' # rounded to 0.000001
    made=0
    # None of these is a plain decimal below a billion.
    webhook e7 outbound ',"cost":null'
    for amount in '"5.1e-3"' '"-0.01"' '"free"' '" 0.01"' '"0.01 "' '".5"' '"1."' '"1.2.3"' '"1,5"' '"."' '"1000000000"' '"0x1"' '"1\u0000"' '""'; do
        priced "f$((++made))" outbound "$amount" '"USD"'
    done
    printf '%s\n%s\n%s\n%s\n' "$refused" "$refused" "$refused" "$without_status"
} >costs.ndjson

# USD, outbound: 0.0051 + 0.0049 + 0.01 + 0.004 + 0.000001 = 0.024001; a fifth of it is 0.0048002. With the inbound one: 0.026001.
triage --json costs.ndjson >costs.json
check "exit status" 0 $?
check "the costs" '"costs":{"currencies":2,"most":[{"currency":"USD","payloads":6,"sum":"0.026001","outbound":5,"mean":"0.0048"},{"currency":"EUR","payloads":1,"sum":"1.5","outbound":1,"mean":"1.5"}]}' \
    "$(part costs '\{.*\}\]\}' <costs.json)"
# Three resends are wrong, and one may be: 3 * 0.0048 and 1 * 0.0048.
contains "a client that retries by status" "$(cat costs.json)" '"cost":{"currency":"USD","mean":"0.0048","payloads":5,"sent_again_wrongly":"0.0144","perhaps_sent_again_wrongly":"0.0048"}}'
contains "by code" "$(cat costs.json)" '{"code":"40312","refusals":3,"sent_again":3,"sent_again_wrongly":3,"perhaps_sent_again":0,"perhaps_sent_again_wrongly":0,"nobody_knows":0,"cost":{"sent_again_wrongly":"0.0144","perhaps_sent_again_wrongly":"0"}}'
contains "by code, without a status" "$(cat costs.json)" '"nobody_knows":0,"cost":{"sent_again_wrongly":"0","perhaps_sent_again_wrongly":"0.0048"}}'
sentence='Wrongly resent: about 0.0144 USD, and possibly 0.0048 USD more, at 0.0048 USD a message, the mean of 5 payloads that carry a cost in the most frequent of 2 currencies'
triage --html page.html costs.ndjson >text
contains "in the text" "$(tr -s ' \n' ' ' <text)" "$sentence"
check "80 columns" 0 "$(grep -cE '.{81}' text)"
contains "on the page" "$(cat page.html)" "<p>$sentence.</p>"
contains "the costs on the page" "$(cat page.html)" '6 payloads carry a cost, together 0.026001 USD. The mean of the 5 outbound ones is 0.0048 USD.'
contains "of the other currency" "$(cat page.html)" '1 payloads carry a cost, together 1.50 EUR.'
contains "the column" "$(cat page.html)" '<th scope="col" class="number">Cost, USD</th>'
contains "of a code" "$(grep 'tr data-code="40312"' page.html)" '<td class="number" data-label="cost">0.0144</td>'
contains "that may have come with a status" "$(grep 'tr data-code="40300"' page.html)" '<td class="number" data-label="cost">0.0048 at most</td>'

# --- the order of the inputs, a database and merged ones change nothing
tac costs.ndjson >reversed.ndjson
costs_in() { part costs '\{.*\}\]\}' <"$1"; }
triage --json reversed.ndjson >other.json
check "reversed" "$(costs_in costs.json)" "$(costs_in other.json)"
head -n 9 costs.ndjson >first.ndjson
tail -n +10 costs.ndjson >second.ndjson
triage --database first.db first.ndjson >/dev/null
triage --database second.db second.ndjson >/dev/null
triage --json --database merged.db first.db second.db >other.json
check "merged databases" "$(costs_in costs.json)" "$(costs_in other.json)"
triage --json --database first.db second.ndjson >other.json
check "a database that was added to" "$(costs_in costs.json)" "$(costs_in other.json)"
triage --json --database first.db >other.json
check "and that was kept" "$(costs_in costs.json)" "$(costs_in other.json)"

# --- sums are exact: 3 * 123456789.123457 = 370370367.370371, 4 * 0.1 = 0.4, and a mean is rounded up from half
for each in 1 2 3; do priced "l$each" outbound '"123456789.123457"' '"USD"'; done >large
check "a large sum" '"sum":"370370367.370371","outbound":3,"mean":"123456789.123457"' "$(triage --json large | part sum '.*"mean":"[0-9.]*"')"
contains "with two places for people" "$(triage --html large.html large >/dev/null; cat large.html)" 'together 370370367.37 USD.'
for each in 1 2 3 4; do priced "t$each" outbound 0.1 '"USD"'; done >tenths
check "tenths" '"sum":"0.4","outbound":4,"mean":"0.1"' "$(triage --json tenths | part sum '.*"mean":"[0-9.]*"')"
{ priced h1 outbound '"0.000001"' '"USD"'; priced h2 outbound '"0.000002"' '"USD"'; } >half
check "a mean" '"sum":"0.000003","outbound":2,"mean":"0.000002"' "$(triage --json half | part sum '.*"mean":"[0-9.]*"')"
{ priced c1 outbound '"0.995"' '"USD"'; priced c2 outbound '"1"' '"USD"'; } >cents
contains "cents are rounded" "$(triage --html cents.html cents >/dev/null; cat cents.html)" 'together 2.00 USD. The mean of the 2 outbound ones is 0.9975 USD.'

# --- without costs, nothing is said
{ webhook e1 outbound ',"cost":null'; printf '%s\n' "$refused"; } >none
triage --json --html none.html none >none.json
contains "no costs" "$(cat none.json)" '"costs":{"currencies":0,"most":[]}'
contains "no cost of the client" "$(cat none.json)" '"nobody_knows":0,"cost":null}'
lacks "in the text" "$(triage none)" "cost"
lacks "on the page" "$(sed 's/.*<main>//' none.html | grep -iv 'spend' | grep -i 'cost')" "cost"
# With costs of inbound messages only, there is no mean; and without wrong resends, no sentence.
{ priced i1 inbound '"0.002"' '"USD"'; printf '%s\n' "$refused"; } >inbound
contains "no mean" "$(triage --json inbound)" '"sum":"0.002","outbound":0,"mean":null}'
contains "and no cost of the client" "$(triage --json inbound)" '"nobody_knows":0,"cost":null}'
lacks "no sentence without wrong resends" "$(triage large)" "Wrongly resent"

# --- currencies come from payloads
{ priced x1 outbound '"1"' '"<script>"'; priced x2 outbound 1 '"+13125550199"'; webhook x3 outbound ',"cost":"2.5"'; printf '%s\n' "$refused"; } >evil
triage --html evil.html evil >evil.txt
lacks "a currency is no HTML" "$(cat evil.html)" "<SCRIPT>"
contains "it is escaped" "$(cat evil.html)" "&lt;SCRIPT&gt;"
contains "an amount is no phone number" "$(triage --json --mask large)" '"sum":"370370367.370371","outbound":3,"mean":"123456789.123457"'
contains "and a currency that is one is masked" "$(triage --json --mask evil)" '"currency":"+*******0199"'
lacks "a number is masked" "$(cat evil.html evil.txt)" "5550199"
contains "a cost without a currency" "$(cat evil.html)" "together 2.50."
for each in $(seq 12); do priced "y$each" outbound '"1"' "\"C$each\""; done >many
check "ten currencies at most" 10 "$(triage --json many | grep -oE '"currency":"C[0-9]+","payloads"' | wc -l | tr -d ' ')"
contains "and how many there are" "$(triage --json many)" '"costs":{"currencies":12,'
contains "also on the page" "$(triage --html many.html many >/dev/null; cat many.html)" "There are 2 more currencies."

# --- CSV exports
printf 'Unique Mdr ID,Direction,Status,Terminating Number,Cost,Currency\r\nc1,outbound,delivered,+12025550143,0.0051,USD\r\nc2,outbound,delivered,+12025550144,0.0049,USD\r\n' >export.csv
check "an export" '"sum":"0.01","outbound":2,"mean":"0.005"' "$(triage --json export.csv | part sum '.*"mean":"[0-9.]*"')"

finish_checks
