#!/usr/bin/env bash
# Tests of opt-outs and opt-ins in triage: who is in the file of --suppress, and whose messages are in that of --retry. Variables
# name the programs, see CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}" "${measured_run:?}"
times=${TELNYX_ERRORS_MEMORY_TIMES:-1} # a factor for the memory limits
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
triage() { "$telnyx_errors" triage --json --show-numbers --now 1795600000 "$@"; }

serial=0
# A person writes, to a number of a profile. Without a time, the event has none.
wrote() { # keyword, person, profile, time
    serial=$((serial + 1))
    printf '{"data":{"event_type":"message.received","id":"w%s",%s"payload":{"record_type":"message","direction":"inbound","id":"in%s","messaging_profile_id":"%s","text":"%s","from":{"phone_number":"%s"},"to":[{"phone_number":"+13125550100","status":"webhook_delivered"}],"errors":[]}}}\n' \
        "$serial" "${4:+\"occurred_at\":\"2026-11-$4Z\",}" "$serial" "$3" "$1" "$2"
}
# A message fails.
failed() { # message id, recipient, profile, time, errors
    serial=$((serial + 1))
    printf '{"data":{"event_type":"message.finalized","id":"f%s",%s"payload":{"record_type":"message","direction":"outbound","id":"%s","messaging_profile_id":"%s","from":{"phone_number":"+13125550100"},"to":[{"phone_number":"%s","status":"delivery_failed"}],"errors":[%s]}}}\n' \
        "$serial" "${4:+\"occurred_at\":\"2026-11-$4Z\",}" "$1" "$3" "$2" "$5"
}
record() { # message id, recipient, errors
    printf '{"record_type":"message_detail_record","uuid":"%s","cli":"+13125550100","cld":"%s","direction":"outbound","status":"failed","errors":[%s]}\n' "$@"
}
stopped='{"code":"40300","title":"Blocked due to STOP message"}'
unclear='{"code":"40300","title":"Unreachable"}'
again='{"code":"40008"}'
ann=+12025550141
bob=+12025550142
# "phone_number profile code maybe" for each row, and the counts.
suppressed() { # what, rows, "opted_out maybe_opted_out withheld"; the input is in the file "bodies"
    local totals
    totals=$(triage --suppress stop --retry again bodies)
    check "$1: rows" "$2" "$(sed -nE 's/^\{"phone_number":"?([^",]*)"?,.*"code":"([^"]*)".*"messaging_profile_id":"([^"]*)","maybe":([a-z]*)\}$/\1 \3 \2 \4/p' stop)"
    check "$1: numbers" "$3" "$(tr ',{' '\n\n' <<<"$totals" | sed -nE 's/^"(opted_out|maybe_opted_out|withheld)":([0-9]+).*/\1 \2/p' | LC_ALL=C sort | sed 's/.* //' | tr '\n' ' ' | sed 's/ $//')"
}
# The numbers are: people who may have opted out, people who opted out, messages withheld.
both_ways() { # as `suppressed`: the result must not depend on the order
    suppressed "$@"
    tac bodies >backwards && mv backwards bodies
    suppressed "$1, backwards" "${@:2}"
}

# --- what an inbound message says
wrote STOP "$ann" p1 24T10:00:00 >bodies
suppressed "a STOP" "$ann p1 keyword false" "0 1 0"
check "the whole row" '{"phone_number":"+12025550141","sender":"+13125550100","code":"keyword","message_id":"in'"$serial"'","input":"bodies","line":1,"messaging_profile_id":"p1","maybe":false}' "$(cat stop)"
"$telnyx_errors" triage --suppress stop bodies >/dev/null
contains "numbers are whole" "$(cat stop)" '{"phone_number":"+12025550141","sender":"+13125550100",'
check "only the owner can read them" "-rw-------" "$(ls -l stop | cut -c1-10)"
{ wrote 'STOP by the shop' "$ann" p1 24T10:00:00; wrote HELP "$ann" p1 24T10:00:00; } >bodies
suppressed "other words" "" "0 0 0"
wrote START "$ann" p1 24T10:00:00 >bodies
suppressed "a START" "" "0 0 0"
{ wrote STOP "$ann" p1 24T10:00:00; failed m1 "$ann" p1 24T09:00:00 "$again"; failed m2 "$bob" p1 24T11:00:00 "$again"; } >bodies
both_ways "a STOP, and messages to resend" "$ann p1 keyword false" "0 1 1"
check "only the other recipient gets theirs" "m2" "$(sed -E 's/.*"message_id":"([^"]*)".*/\1/' again)"

# --- a later opt-in lifts an opt-out
{ wrote STOP "$ann" p1 24T10:00:00; failed m1 "$ann" p1 24T11:00:00 "$stopped"; wrote START "$ann" p1 24T12:00:00; failed m2 "$ann" p1 24T13:00:00 "$again"; } >bodies
both_ways "a STOP, a refusal, a START" "" "0 0 0"
contains "and the message after it is resent" "$(cat again)" '"message_id":"m2"'
{ wrote START "$ann" p1 24T10:00:00; wrote STOP "$ann" p1 24T11:00:00; } >bodies
both_ways "a START before a STOP" "$ann p1 keyword false" "0 1 0"
{ wrote STOP "$ann" p1 24T10:00:00; wrote START "$ann" p1 24T11:00:00; failed m1 "$ann" p1 24T12:00:00 "$stopped"; } >bodies
both_ways "a refusal after a START" "$ann p1 40300 false" "0 1 0"
{ wrote STOP "$ann" p1 24T10:00:00; wrote START "$ann" p2 24T11:00:00; } >bodies
both_ways "a START for another profile" "$ann p1 keyword false" "0 1 0"
{ wrote STOP "$ann" p1 24T10:00:00; wrote START "$bob" p1 24T11:00:00; } >bodies
both_ways "a START of another person" "$ann p1 keyword false" "0 1 0"
{ wrote STOP '+1 (202) 555-0141' P1 24T10:00:00; wrote START "$ann" p1 24T11:00:00; } >bodies
both_ways "the same number and profile in another spelling" "" "0 0 0"
{ wrote STOP "$ann" p1 24T10:00:00; wrote STOP "$ann" p2 24T10:00:00; wrote START "$ann" p1 24T11:00:00; } >bodies
both_ways "one of two profiles" "$ann p2 keyword false" "0 1 0"
{ record m1 "$ann" '"40300"' | sed 's/"errors"/"completed_at":"2026-11-24T10:00:00Z","errors"/'; wrote START "$ann" p1 24T11:00:00; } >bodies
both_ways "an opt-out without a profile: a START to its sender lifts it" "" "0 0 0"
{ record m1 "$ann" '"40300"' | sed 's/+13125550100/+13125550109/'; wrote START "$ann" p1 24T11:00:00; } >bodies
both_ways "a START to another sender" "$ann  40300 true" "1 0 0"

# --- without a time, the order of the input counts
{ wrote STOP "$ann" p1 ''; wrote START "$ann" p1 ''; } >bodies
suppressed "without times" "" "0 0 0"
{ wrote START "$ann" p1 ''; wrote STOP "$ann" p1 ''; } >bodies
suppressed "without times, the other way" "$ann p1 keyword false" "0 1 0"
{ wrote START "$ann" p1 24T10:00:00; wrote STOP "$ann" p1 24T10:00:00; } >bodies
suppressed "at the same second" "$ann p1 keyword false" "0 1 0"
{ wrote START "$ann" p1 24T10:00:00; wrote STOP "$ann" p1 ''; } >bodies
suppressed "one of them with a time" "$ann p1 keyword false" "0 1 0"
{ wrote START "$ann" p1 30T10:00:00; wrote STOP "$ann" p1 24T10:00:00; } >bodies
suppressed "a START in the future" "$ann p1 keyword false" "0 1 0"
{ wrote START "$ann" p1 '' >start; cat start; wrote STOP "$ann" p1 ''; cat start; } >bodies
suppressed "a START that was delivered again" "$ann p1 keyword false" "0 1 0"
{ wrote STOP "$ann" p1 24T10:00:00 >stop_once; cat stop_once; wrote START "$ann" p1 24T11:00:00; cat stop_once; } >bodies
suppressed "a STOP that was delivered again" "" "0 0 0"

# --- what may be an opt-out is for a person to check
{ failed m1 "$ann" p1 24T10:00:00 "$unclear"; failed m2 "$ann" p1 24T11:00:00 "$again"; } >bodies
both_ways "maybe" "$ann p1 40300 true" "1 0 1"
contains "in text" "$("$telnyx_errors" triage bodies)" "1  recipients who may have opted out: check before messaging them"
{ failed m1 "$ann" p1 24T10:00:00 "$unclear"; failed m2 "$ann" p1 24T11:00:00 "$stopped"; } >bodies
both_ways "maybe, and certainly" "$ann p1 40300 false" "0 1 0"
{ failed m1 "$ann" p1 24T10:00:00 "$unclear"; wrote START "$ann" p1 24T11:00:00; } >bodies
both_ways "maybe, and then a START" "" "0 0 0"
{ wrote START "$ann" p1 24T11:00:00; failed m1 "$ann" p1 24T12:00:00 "$unclear"; } >bodies
both_ways "maybe after a START" "$ann p1 40300 true" "1 0 0"
echo '{"errors":[{"code":"40300","title":"Unreachable"}]}' >bodies
suppressed "maybe, without a recipient" "null  40300 true" "0 0 0"
contains "which is counted" "$(triage bodies)" '"maybe_opted_out":0,"maybe_opted_out_unnamed":1,'

# --- numbers that are masked already are nobody's
{ failed m1 '+*******0141' p1 24T10:00:00 "$stopped"; failed m2 '+*******0141' p1 24T10:00:00 "$again"; } >bodies
suppressed "a masked number" "+*******0141 p1 40300 false" "0 0 0"

# --- one row for a person and a profile; rows in the order of the input
{ failed m1 "$bob" p1 24T10:00:00 "$stopped"; failed m2 "$ann" p1 24T10:00:00 "$stopped"; failed m3 "$bob" p1 24T11:00:00 "$stopped"; wrote STOP "$bob" p2 24T10:00:00; } >bodies
suppressed "two people and two profiles" "$bob p1 40300 false
$ann p1 40300 false
$bob p2 keyword false" "0 2 0"

# --- group messages: only recipients who cannot have the message, and who did not opt out
group() { # errors
    printf '{"data":{"event_type":"message.finalized","id":"g","occurred_at":"2026-11-24T10:00:00Z","payload":{"record_type":"message","direction":"outbound","id":"gm","messaging_profile_id":"p1","from":{"phone_number":"+13125550100"},"to":[{"phone_number":"+12025550161","status":"delivery_failed"},{"phone_number":"+12025550162","status":"delivered"},{"phone_number":"+12025550163","status":"sent"},{"phone_number":"+12025550164","status":"delivery_unconfirmed"},{"phone_number":"+12025550165","status":"gone astray"},{"phone_number":"+12025550166","status":"delivery_failed"}],"errors":[%s]}}}\n' "$1"
}
resent() { # what, recipients
    triage --suppress stop --retry again bodies >/dev/null
    check "$1" "$2" "$(sed -nE 's/.*"to":"([^"]*)".*/\1/p' again | tr '\n' ' ' | sed 's/ $//')"
}
group "$again" >bodies
resent "a group: those whom it did not reach" "+12025550161 +12025550166"
{ group "$again"; wrote STOP +12025550166 p1 24T12:00:00; } >bodies
resent "a group: one of them wrote STOP" "+12025550161"
group '{"code":"40008","source":{"pointer":"/to/0/phone_number"}},{"code":"40300","title":"Blocked due to STOP message","source":{"pointer":"/to/5/phone_number"}}' >bodies
resent "a group: one of them opted out" "+12025550161"
check "who is in the file" 1 "$(grep -c '"phone_number":"+12025550166"' stop)"
check "alone" 1 "$(wc -l <stop | tr -d ' ')"
group "$stopped" >bodies
resent "a group: an opt-out of some recipient" ""
check "every row of it is to be checked" "" "$(grep -v '"maybe":true' stop)"

# --- more than fits into memory: 300,000 people opt out, and every third one opts in again
awk 'BEGIN { for (k = 0; k < 2; k++) for (i = 0; i < 300000; i++) if (k == 0 || i % 3 == 0)
    printf "{\"data\":{\"event_type\":\"message.received\",\"id\":\"e%d-%d\",\"payload\":{\"record_type\":\"message\",\"direction\":\"inbound\",\"messaging_profile_id\":\"p1\",\"text\":\"%s\",\"from\":{\"phone_number\":\"+1202%07d\"},\"to\":[{\"phone_number\":\"+13125550100\"}]}}}\n", k, i, k ? "START" : "STOP", i }' >many
"$measured_run" --at-most-kib "$((81920 * times))" "$telnyx_errors" triage --json --show-numbers --suppress stop --threads 2 many >totals 2>err.txt
check "many: exit status" 0 $?
check "many: rows" 200000 "$(wc -l <stop | tr -d ' ')"
check "many: in the order of the input" "" "$(sed -E 's/.*"line":([0-9]+).*/\1/' stop | sort -c -n 2>&1)"
check "many: the right ones" "1 2 " "$(sed -E 's/^\{"phone_number":"\+1202([0-9]+)".*/\1/' stop | awk '{ print $1 % 3 }' | sort -n | uniq | tr '\n' ' ')"
contains "many: counted" "$(cat totals)" '"opted_out":200000,'
finish_checks
