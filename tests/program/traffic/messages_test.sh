#!/usr/bin/env bash
# Tests of the messages that triage resends: all payloads together decide, in any order. Variables name the programs, see
# CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}" "${measured_run:?}"
times=${TELNYX_ERRORS_MEMORY_TIMES:-1} # a factor for the memory limits
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
triage() { "$telnyx_errors" triage --now 1795600000 "$@"; }

serial=0
body() { # message id, to, status, errors
    serial=$((serial + 1))
    printf '{"data":{"event_type":"message.finalized","id":"e%s","occurred_at":"2026-11-24T10:00:00Z","payload":{"record_type":"message","direction":"outbound","id":"%s","from":{"phone_number":"+13125550100"},"to":[{"phone_number":"%s","status":"%s"}],"errors":[%s]}}}\n' \
        "$serial" "$1" "$2" "$3" "$4"
}
record() { # message id, to, status, errors
    printf '{"record_type":"message_detail_record","uuid":"%s","cli":"+13125550100","cld":"%s","direction":"outbound","status":"%s","errors":[%s]}\n' "$@"
}
again='{"code":"40008"}'
# Checks the payloads in this order and in the reverse order.
both_ways() { # what, rows of --retry, "messages of each row of send_again; withheld; contradicted"
    local what=$1 rows=$2 counted=$3 order totals
    tac bodies >backwards
    for order in bodies backwards; do
        totals=$(triage --json --show-numbers --retry again "$order")
        check "$what ($order): messages" "$rows" "$(sed 's/,"failed_at".*/}/' again | LC_ALL=C sort)"
        check "$what ($order): numbers" "$counted" "$(tr ',{' '\n\n' <<<"${totals%%,\"too_old\":*}" | sed -nE 's/^"(messages|withheld|contradicted)":([0-9]+).*/\1 \2/p' | tr '\n' ' ' | sed 's/ $//')"
    done
}
retried='{"message_id":"m1","step":"retry","code":"40008","not_before":1795600001}'

body m1 +12025550143 delivery_failed "$again" >bodies
triage --retry again bodies >/dev/null
check "a whole row" '{"message_id":"m1","step":"retry","code":"40008","not_before":1795600001,"failed_at":1795514400,"sender":"+13125550100","messaging_profile_id":""}' "$(cat again)"
check "which only its owner can read" "-rw-------" "$(ls -l again | cut -c1-10)"
both_ways "a failure" "$retried" "messages 1 withheld 0 contradicted 0"
{ body m1 +12025550143 delivery_failed "$again"; body m1 +12025550143 sent ''; } >bodies
both_ways "a failure, and an earlier sent status" "$retried" "messages 1 withheld 0 contradicted 0"
{ body m1 +12025550143 delivery_failed "$again"; record m1 12025550143 failed '"40008"'; } >bodies
both_ways "webhook and detail record" "$retried" "messages 1 withheld 0 contradicted 0"
{ body m1 +12025550143 delivery_failed "$again"; body m1 '+1 (202) 555-0143' delivery_failed "$again"; } >bodies
both_ways "a number in two formats" "$retried" "messages 1 withheld 0 contradicted 0"
for other in 'delivered' 'delivery_unconfirmed' 'delivery_failed {"code":"40300","title":"Unreachable"}' 'delivery_failed {"code":"40010"}' \
    'delivery_failed {"code":"40001"}' 'sending_failed'; do
    read -r status errors <<<"$other"
    { body m1 +12025550143 delivery_failed "$again"; body m1 +12025550143 "$status" "$errors"; body m2 +12025550144 delivered ''; } >bodies
    both_ways "a failure, and $other" "" "withheld 0 contradicted 1"
done
{ body m1 +12025550143 delivery_failed "$again"; record m1 12025550143 delivered ''; } >bodies
both_ways "a failure, and a detail record that says delivered" "" "withheld 0 contradicted 1"
{ body m1 +12025550143 delivery_failed "$again"; printf '{"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"m1","status":"delivered"}}}\n'; } >bodies
both_ways "a failure, and a delivery without a recipient" "" "withheld 0 contradicted 1"
{ body m1 +12025550143 delivery_failed "$again"; printf '{"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"M1","status":"delivered"}}}\n'; } >bodies
both_ways "a failure, and a delivery without a recipient, with the identifier in upper case" "" "withheld 0 contradicted 1"
{ body m1 +12025550143 delivery_failed "$again"; printf '{"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"m1","errors":[{"code":"40008"}]}}}\n'; } >bodies
both_ways "the same failure without a recipient" "$retried" "messages 1 withheld 0 contradicted 0"
printf '{"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"m1","errors":[{"code":"40008"}]}}}\n' >bodies
both_ways "a failure without a recipient" "$retried" "messages 1 withheld 0 contradicted 0"
# A hold of 24 hours is stricter than a retry, and the later of two times counts.
{ body m1 +12025550143 delivery_failed "$again"; body m1 +12025550143 delivery_failed '{"code":"40020"}'; } >bodies
both_ways "a failure, and a hold" '{"message_id":"m1","step":"hold","code":"40020","not_before":1795600800}' "messages 1 withheld 0 contradicted 0"
{ body m1 +12025550143 delivery_failed '{"code":"40020"}'; body m1 +12025550143 delivery_failed '{"code":"40020"}' | sed 's/10:00:00Z/11:30:00Z/'; } >bodies
both_ways "two holds" '{"message_id":"m1","step":"hold","code":"40020","not_before":1795606200}' "messages 1 withheld 0 contradicted 0"
{ body m1 +12025550143 delivery_failed "$again"; body m1 +12025550143 delivery_failed '{"code":"40318"}'; } >bodies
both_ways "a failure, and something to fix first" "" "messages 1 withheld 0 contradicted 0"

# A recipient who opted out gets no message, for any message they replied to and in any format of the number.
stopped='{"code":"40300","title":"Blocked due to STOP message"}'
{ body m1 +12025550143 delivery_failed "$again"; record m9 12025550143 failed '"40008"'; body m3 +12025550143 delivery_failed "$stopped"; body m2 +12025550144 delivery_failed "$again"; } >bodies
both_ways "an opt-out" '{"message_id":"m2","step":"retry","code":"40008","not_before":1795600001}' "messages 1 withheld 2 contradicted 0"
{ body m1 +12025550143 delivery_failed "$again"; body m3 +12025550143 delivery_failed '{"code":"40300","title":"Unreachable"}'; } >bodies
both_ways "a possible opt-out" "" "withheld 1 contradicted 0"
check "is not counted as an opt-out" 0 "$(triage --json bodies | grep -oE '"opted_out":[0-9]+' | tail -c 2 | tr -d '\n')"
{ body m1 +12025550143 delivery_failed "$stopped"; body m2 12025550143 delivery_failed "$stopped"; body m3 +12025550144 delivery_failed "$stopped"; } >bodies
check "each recipient who opted out counts once" '"opted_out":2' "$(triage --json --suppress stop bodies | grep -oE '"opted_out":[0-9]+')"
check "and is in the file once per sender" 2 "$(wc -l <stop | tr -d ' ')"

# A copy of an event with different content: the result does not depend on the order.
same_event() { sed 's/"id":"e[0-9]*"/"id":"e"/'; }
{ body m1 +12025550143 delivery_failed "$again"; body m1 +12025550143 delivered ''; } | same_event >bodies
both_ways "a copy that says delivered" "" "withheld 0 contradicted 1"
{ body m1 +12025550143 delivery_failed "$again"; body m3 +12025550143 delivery_failed "$stopped"; } | same_event >bodies
both_ways "a copy with an opt-out" "" "withheld 1 contradicted 0"
triage --show-numbers --suppress stop bodies >/dev/null
contains "which is on the list" "$(cat stop)" '"phone_number":"+12025550143"'
# Numbers without a country code, and identifiers in upper case.
{ body ab1 +12025550143 delivery_failed "$again"; body AB1 2025550143 delivered ''; } >bodies
both_ways "a national number" "" "withheld 0 contradicted 1"
{ body m1 +12025550143 delivery_failed "$again"; body m2 0012025550143 delivery_failed "$stopped"; } >bodies
both_ways "an international prefix" "" "withheld 1 contradicted 0"
long=$(printf 'x%099d' 1)
{ body "${long}1" +12025550143 delivery_failed "$again"; body "${long}2" +12025550143 delivery_failed "$again"; } >bodies
both_ways "long identifiers" "${retried/m1/${long}1}
${retried/m1/${long}2}" "messages 2 withheld 0 contradicted 0"

# Group messages: each recipient separately, with the number, even if another payload names only one recipient.
group() { # event, status of the second and of the third
    printf '{"data":{"event_type":"message.finalized","id":"%s","payload":{"record_type":"message","direction":"outbound","id":"gm","to":[{"phone_number":"+12025550160","status":"delivered"},{"phone_number":"+12025550161","status":"%s"},{"phone_number":"+12025550162","status":"%s"}],"errors":[{"code":"40008"}]}}}\n' "$@"
}
share() { printf '{"message_id":"gm","to":"%s","step":"retry","code":"40008","not_before":1795600001}' "$1"; }
group g1 delivery_failed delivery_failed >bodies
both_ways "a group" "$(share +12025550161)
$(share +12025550162)" "messages 2 withheld 0 contradicted 0"
{ group g1 delivery_failed delivery_failed; record gm 12025550162 delivered ''; record gm +12025550161 failed '"40008"'; } >bodies
both_ways "a group, and records" "$(share +12025550161)" "messages 1 withheld 0 contradicted 1"
{ record gm +12025550161 failed '"40008"'; record gm +12025550162 failed '"40008"'; } >bodies
both_ways "a group in records" "$(share +12025550161)
$(share +12025550162)" "messages 2 withheld 0 contradicted 0"
unnamed() { # message id, code
    printf '{"data":{"event_type":"message.finalized","payload":{"record_type":"message","id":"%s","errors":[{"code":"%s"}]}}}\n' "$@"
}
{ unnamed gm 40008; group g1 delivery_failed delivery_failed; } >bodies # the first of the group was delivered
both_ways "a group, and the same without recipients" "$(share +12025550161)
$(share +12025550162)" "messages 2 withheld 0 contradicted 1"
# A statement about all recipients of one message does not apply to another. The order of the messages is random.
for i in 1 2 3 4 5 6 7 8; do unnamed "x$i" 40318; body "y$i" +12025550143 delivery_failed "$again"; done >bodies
both_ways "eight messages and eight others" "$(for i in 1 2 3 4 5 6 7 8; do echo "${retried/m1/y$i}"; done)" "messages 8 messages 8 withheld 0 contradicted 0"

# Messages that failed long ago are not resent, and the others not all at once.
{ body m1 +12025550143 delivery_failed "$again"; body m2 +12025550144 delivery_failed "$again" | sed 's/2026-11-24T10/2026-11-24T09/'; record m3 12025550145 failed '"40008"'; } >bodies
both_ways "too old" "$retried
${retried/m1/m3}" "messages 3 withheld 0 contradicted 0"
contains "which is counted" "$(triage --json bodies)" '"too_old":1,'
contains "in text" "$(triage bodies)" "1  too old: not in the file of --retry"
triage --max-age 25h --retry again bodies >/dev/null
check "--max-age" 3 "$(wc -l <again | tr -d ' ')"
for i in 1 2 3 4 5; do body "m$i" "+1202555014$i" delivery_failed "$again"; done >bodies
triage --per-second 2 --retry again bodies >/dev/null
check "two in a second" "1795600001 1795600001 1795600002 1795600002 1795600003 " "$(sed -E 's/.*"not_before":([0-9]+).*/\1/' again | tr '\n' ' ')"

# Inbound messages and other events are not resent.
body m1 +12025550143 delivery_failed "$again" | sed 's/outbound/inbound/' >bodies
both_ways "an inbound message" "" "withheld 0 contradicted 0"
check "which is a failure" '"failed":1' "$(triage --json bodies | grep -oE '"failed":1' | head -n 1)"
printf '{"data":{"event_type":"10dlc.campaign.update","id":"x1","payload":{"campaignId":"C1","errors":[{"code":"40008"}]}}}\n' >bodies
both_ways "an event without a message" "" "withheld 0 contradicted 0"
printf '{"errors":[{"code":"10011"}]}\n' >bodies
both_ways "a refused request" "" "messages 1 withheld 0 contradicted 0"
check "which has no identifier" '"without_id":1' "$(triage --json bodies | grep -oE '"without_id":[0-9]+')"

# More than fits into memory: 300,000 payloads about 150,000 messages. Every third one was delivered, every fifth recipient opted
# out.
awk 'BEGIN { for (i = 0; i < 150000; i++) printf "{\"id\":\"m%d\",\"to\":\"+1202%07d\",\"status\":\"delivery_failed\",\"errors\":[{\"code\":\"%s\"}]}\n", i, i, i % 5 == 4 && i % 3 != 0 ? "40300\",\"title\":\"Recipient opted out" : "40008"
    for (i = 150000; i-- > 0;) { if (i % 5 == 0) printf "{\"id\":\"n%d\",\"to\":\"1202%07d\",\"status\":\"delivery_failed\",\"errors\":[{\"code\":\"40300\",\"title\":\"Recipient opted out\"}]}\n", i, i
    else if (i % 3 == 0) printf "{\"id\":\"m%d\",\"to\":\"1202%07d\",\"status\":\"delivered\"}\n", i, i } }' >many
# By i modulo 15: 0, 5 and 10 opted out in reply to another message; 3, 6, 9 and 12 were delivered; 4 and 14 opted out in reply to
# this one; 1, 2, 7, 8, 11 and 13 remain: six of fifteen.
"$measured_run" --at-most-kib "$((65536 * times))" "$telnyx_errors" triage --json --retry again --threads 2 many >totals 2>err.txt
check "many: exit status" 0 $?
check "many: messages to resend" 60000 "$(wc -l <again | tr -d ' ')"
check "many: in the order of the input" "" "$(sed -E 's/^\{"message_id":"m([0-9]+)".*/\1/' again | sort -c -n 2>&1)"
check "many: no others" "1 2 7 8 11 13 " "$(sed -E 's/^\{"message_id":"m([0-9]+)".*/\1/' again | awk '{ print $1 % 15 }' | sort -n | uniq | tr '\n' ' ')"
check "many: numbers" "messages 60000 withheld 30000 opted_out 50000 contradicted 40000" \
    "$(sed 's/,"too_old":.*//' totals | tr ',{' '\n\n' | sed -nE 's/^"(messages|withheld|contradicted|opted_out)":([0-9]+).*/\1 \2/p' | tr '\n' ' ' | sed 's/ $//')"
finish_checks
