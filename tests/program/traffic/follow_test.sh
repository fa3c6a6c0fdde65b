#!/usr/bin/env bash
# Tests of triage --follow: a growing file. Variables name the programs, see CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failing() { # message id
    printf '{"id":"%s","from":"+13125550110","to":"+12025550143","status":"delivery_failed","errors":["40008"]}\n' "$1"
}
set -m # background jobs receive SIGINT
follow() {
    : >out.json # what an earlier run printed is no answer of this one
    "$telnyx_errors" triage --now 1795600000 --follow --json "$@" >out.json 2>err.txt &
    process=$!
}
# Waits until a report says so, at most for half a minute.
reports() { # what, the number of payloads, the number of failures
    local i
    for ((i = 0; i < 150; i++)); do
        grep -q "^{\"bodies\":$2,.*\"failed\":$3," out.json 2>/dev/null && break
        sleep 0.2
    done
    contains "$1" "$(tail -n 1 out.json)" "{\"bodies\":$2,"
    contains "$1: failures" "$(tail -n 1 out.json)" "\"failed\":$3,"
}
finish() { # what, status
    kill -INT "$process"
    wait "$process"
    check "$1: exit status" "$2" $?
}

failing m1 >log
follow --retry again --database kept.db log
reports "what the file has" 1 1
failing m2 >>log
reports "a new line" 2 2
failing m3 | head -c 30 >>log
sleep 1
check "half a line waits" '{"bodies":2,' "$(tail -n 1 out.json | cut -c1-12)"
failing m3 | tail -c +31 >>log
reports "the other half" 3 3
finish "Ctrl-C" 0
check "nothing on stderr" "" "$(cat err.txt)"
contains "the final report" "$(tail -n 1 out.json)" '"interrupted":false'
check "messages to resend" "m1 m2 m3" "$(sed -E 's/.*"message_id":"([^"]*)".*/\1/' again | tr '\n' ' ' | sed 's/ $//')"
contains "the database" "$("$telnyx_errors" triage --json --database kept.db)" '{"bodies":3,'

# --- the file begins again
follow log
reports "another run" 3 3
failing m4 >log
reports "a truncated file" 4 4
contains "stderr says so" "$(cat err.txt)" "'log' was truncated: reading it from its beginning"
mv log log.1
sleep 1
failing m5 >>log.1
reports "a file that was renamed is read to its end" 5 5
{ failing m6; failing m7; } >log
reports "the new file" 7 7
contains "stderr says so" "$(cat err.txt)" "'log' was replaced: reading the new file"
finish "Ctrl-C after that" 0

# --- several inputs, and other ends
failing m8 >first
follow first log
reports "the inputs before it" 3 3
finish "several inputs" 0
follow /dev/null
for ((i = 0; i < 50; i++)); do [ -s out.json ] && break; sleep 0.1; done
wait "$process"
check "a device ends" 0 $?
check "no file" "2 telnyx-errors: --follow needs a file that grows" "$(status_of "$telnyx_errors" triage --follow) $("$telnyx_errors" triage --follow 2>&1)"
check "a database" 2 "$(status_of "$telnyx_errors" triage --follow kept.db)"
failing m9 | "$telnyx_errors" triage --json --follow - >out.json
contains "a pipe ends" "$(cat out.json)" '{"bodies":1,'
"$telnyx_errors" triage --follow log >out.txt 2>err.txt &
process=$!
sleep 2
finish "as text" 0
contains "the report as text" "$(tail -n +2 out.txt)" "2  payloads"
lacks "without control sequences in a file" "$(cat out.txt)" $'\033'

# --- a file whose first line is text
{ echo 'server started'; failing t1; } >started
follow started
reports "a file that begins with text" 2 1
{ echo 'a line of text'; failing t2; } >>started
reports "more of it" 4 2
finish "Ctrl-C" 1
printf '[2026-11-26 10:00:00] %s' "$(failing t3)" >started
echo >>started
follow started
reports "lines in brackets" 1 1
printf '[2026-11-26 10:00:01] %s\n' "$(failing t4)" >>started
reports "more of them" 2 2
finish "Ctrl-C" 0
finish_checks
