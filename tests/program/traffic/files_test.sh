#!/usr/bin/env bash
# Triage and its files: what is written, kept and said when names, streams, disks, gzip or patience fail. The programs are named
# by variables, see CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}" "${plain:?}" "${measured_run:?}" "${has_gzip:?}"
times=${TELNYX_ERRORS_MEMORY_TIMES:-1} # as much memory as usual
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export TZ=UTC
triage() { "$telnyx_errors" triage "$@"; }
begin_of() { grep -oE '^\{"bodies":[0-9]+,"counted":[0-9]+' "$@"; }
failing() { # message id, number
    printf '{"id":"%s","from":"+13125550100","to":"%s","status":"delivery_failed","errors":["40008"]}\n' "$1" "$2"
}
{ failing m1 +12025550143; failing m2 +12025550144; echo 'no json'; } >bodies.ndjson
cp bodies.ndjson input.ndjson

# --- what is an input, or another output, is not overwritten, however it is named
same() { # what, status, message, command...
    local what=$1 status=$2 message=$3
    shift 3
    "$@" >/dev/null 2>err.txt
    check "$what: exit status" "$status" $?
    contains "$what: is said" "$(cat err.txt)" "$message"
    check "$what: in one line" 1 "$(wc -l <err.txt | tr -d ' ')"
    check "$what: the input is as it was" "" "$(cmp bodies.ndjson input.ndjson 2>&1)"
}
same "an input" 2 "is an input" triage --rejects ./input.ndjson input.ndjson
ln -s input.ndjson link
ln input.ndjson hard
same "an input through a link" 2 "is an input" triage --html link input.ndjson
same "an input through a hard link" 2 "is an input" triage --retry hard input.ndjson
from_input() { triage "$@" <input.ndjson; }
same "the standard input" 2 "is an input" from_input --rejects input.ndjson
same "the standard input by its sign" 2 "is an input" from_input --suppress input.ndjson -
same "an output twice" 2 "is to be written twice" triage --rejects out --retry out input.ndjson
mkdir directory
same "a new output under two names" 2 "is to be written twice" triage --rejects new --retry directory/../new input.ndjson
to_output() { triage "$@" >output.txt; }
same "the standard output" 2 "is where the standard output goes" to_output --retry output.txt input.ndjson
# shellcheck disable=SC2094 # which is what is refused
onto_input() { triage --json input.ndjson >>input.ndjson; }
same "the standard output behind an input" 2 "the standard output goes into an input" onto_input
same "a sign for the standard output" 2 "name a file" triage --retry - input.ndjson
same "an input that is not there" 2 "cannot read './no_such_file'" triage input.ndjson ./no_such_file
echo precious >kept
same "outputs are emptied after that" 2 "cannot read" triage --rejects kept input.ndjson ./no_such_file
same "and after each other" 2 "is an input" triage --rejects kept --retry input.ndjson input.ndjson
check "what was in it" precious "$(cat kept)"
check "devices may be named twice" 1 "$(status_of "$telnyx_errors" triage --rejects /dev/null --retry /dev/null input.ndjson)"

# --- streams that the caller closed are not confused with files
same_output() { check "$1: nothing of the report is in the files" '{"message_id":"m1","step":"retry","code":"40008","not_before":1795600001}' "$(head -n 1 again)"; }
triage --now 1795600000 --retry again bodies.ndjson >&- 2>err.txt
check "no standard output: exit status" 2 $?
contains "no standard output is said" "$(cat err.txt)" "cannot write to the standard output"
same_output "no standard output"
triage --now 1795600000 --retry again --rejects rejects bodies.ndjson >out.txt 2>&-
check "no standard error: exit status" 1 $?
same_output "no standard error"
check "no standard error: rejects" "no json" "$(cat rejects)"
triage --now 1795600000 --retry again bodies.ndjson >out.txt 2>&- <&-
same_output "no standard input"
check "no standard input is no input" 2 "$(triage <&- >/dev/null 2>&1; echo $?)"
check "no stream at all" 2 "$(triage --retry again bodies.ndjson <&- >&- 2>&-; echo $?)"

# --- what goes wrong
check "a directory" 2 "$(status_of "$telnyx_errors" triage .)"
check "one line on stderr" 1 "$(triage . 2>&1 >/dev/null | wc -l | tr -d ' ')"
check "both forms" 2 "$(status_of "$telnyx_errors" triage --json --csv bodies.ndjson)"
check "no thread" 2 "$(status_of "$telnyx_errors" triage --threads 0 bodies.ndjson)"
check "a missing file" 2 "$(status_of "$telnyx_errors" triage bodies.ndjson ./no_such_file)"
check "is missed before anything is read" "" "$(triage bodies.ndjson ./no_such_file 2>/dev/null)"
check "a file that cannot be written" 2 "$(status_of "$telnyx_errors" triage --html ./no/such/place bodies.ndjson)"
if [ -w /dev/full ]; then
    check "a full disk" 2 "$(triage bodies.ndjson >/dev/full 2>/dev/null; echo $?)"
    check "a full disk for a file" 2 "$(status_of "$telnyx_errors" triage --rejects /dev/full bodies.ndjson)"
    check "a full disk for a file: everything counts" '{"bodies":3,"counted":2' "$(triage --json --rejects /dev/full --html /dev/full bodies.ndjson 2>err.txt | begin_of)"
    check "a full disk for two files is said twice" 2 "$(grep -c "cannot write to '/dev/full'" err.txt)"
    check "a full disk for the page" 2 "$(status_of "$telnyx_errors" triage --html /dev/full bodies.ndjson)"
    check "a full disk for messages" 2 "$(status_of "$telnyx_errors" triage --retry /dev/full bodies.ndjson)"
fi
# The page is there, whoever reads the standard output.
rm -f page.html
(trap '' PIPE; triage --html page.html bodies.ndjson 2>/dev/null) | true
triage --html page.html bodies.ndjson 2>/dev/null | true
check "a reader who goes away: the page is there" 1 "$(grep -c '</html>' page.html)"
# A file that is a pipe whose reader goes away is a file that cannot be written.
mkfifo gone
(head -c 10 gone >/dev/null &)
for i in $(seq 1 20000); do echo "no json $i"; done >rejected
check "a pipe whose reader goes away" 2 "$(status_of "$telnyx_errors" triage --rejects gone rejected)"
# No place for temporary files: what does not depend on them counts.
awk 'BEGIN { for (i = 0; i < 70000; i++) printf "{\"id\":\"m%d\",\"to\":\"+1202%07d\",\"status\":\"delivery_failed\",\"errors\":[\"40008\"]}\n", i, i }' >many
if (trap '' XFSZ; ulimit -f 0; ! echo x >limited) 2>/dev/null; then
    (trap '' XFSZ; ulimit -f 0; "$telnyx_errors" triage --json --retry /dev/null many 2>/dev/null) | cat >out.json
    check "no room for temporary files: the rest counts" '{"bodies":70000,"counted":70000' "$(begin_of out.json)"
    contains "no room for temporary files is said" "$(cat out.json)" "cannot use a temporary file"
    contains "no room for temporary files: nothing is said of messages" "$(cat out.json)" '"send_again":[],'
    (trap '' XFSZ; ulimit -f 0; "$telnyx_errors" triage --json --retry /dev/null bodies.ndjson 2>/dev/null) | cat >out.json
    contains "few need none" "$(cat out.json)" '"problems":[]'
fi

triage --retry again bodies.ndjson >out.txt 2>err.txt
contains "what was rejected may forbid a message" "$(cat err.txt)" "what was rejected may forbid messages in 'again'"
head -n 2 bodies.ndjson >whole
triage --retry again whole >out.txt 2>err.txt
check "nothing is said where nothing was" "" "$(cat err.txt)"

# --- inputs that break off
if [ "$has_gzip" = 1 ]; then
    gzip -kf bodies.ndjson
    size=$(wc -c <bodies.ndjson.gz)
    { head -c "$((size - 8))" bodies.ndjson.gz; printf 'wrongsum'; } >damaged.gz
    triage --json --retry again damaged.gz >out.json 2>err.txt
    check "a wrong checksum: exit status" 2 $?
    check "a wrong checksum: everything counts" '{"bodies":3,"counted":2' "$(begin_of out.json)"
    contains "a wrong checksum is said" "$(cat err.txt)" "the data is damaged"
    contains "what comes after may forbid what came before" "$(cat err.txt)" "'again' is left empty"
    contains "which --json says too" "$(cat out.json)" "'again' is left empty"
    check "it is" 0 "$(wc -c <again | tr -d ' ')"
    { cat bodies.ndjson.gz; head -c 5000 /dev/zero; cat bodies.ndjson.gz; head -c 3 /dev/zero; } >padded.gz
    triage --json padded.gz >out.json 2>err.txt
    check "zeros between and behind members" '1 {"bodies":6,"counted":4' "$? $(begin_of out.json)"
    { cat bodies.ndjson.gz; echo 'something else'; } >followed.gz
    triage --json followed.gz >out.json 2>/dev/null
    check "something else behind gzip is no end" '2 {"bodies":3,"counted":2' "$? $(begin_of out.json)"
fi
mkfifo pipe
cp bodies.ndjson vanishing
"$telnyx_errors" triage --json pipe vanishing bodies.ndjson >out.json 2>err.txt &
process=$!
exec 9>pipe # it was looked at, and is open: all names were checked
rm vanishing
exec 9>&-
wait "$process"
check "an input that vanishes: exit status" 2 $?
check "an input that vanishes: the others count" '{"bodies":3,"counted":2' "$(begin_of out.json)"
contains "an input that vanishes is said" "$(cat err.txt)" "cannot read 'vanishing'"

# --- Ctrl-C; what is incomplete was not there
set -m # so that background jobs heed SIGINT
interrupt() {
    sleep 1
    kill -INT "$process"
}
"$telnyx_errors" triage --json --retry again --html page.html pipe >out.json 2>err.txt &
process=$!
exec 9>pipe
cat bodies.ndjson >&9
printf '{"errors":[{"code":"400' >&9
interrupt
wait "$process"
check "Ctrl-C: exit status" 130 $?
exec 9>&-
check "Ctrl-C: what was counted so far" '{"bodies":3,"counted":2' "$(begin_of out.json)"
contains "Ctrl-C is said" "$(cat out.json)" '"interrupted":true'
contains "on the page too" "$(cat page.html)" "Ended early"
check "no message is to be sent again" 0 "$(wc -c <again | tr -d ' ')"
contains "which is said" "$(cat err.txt)" "'again' is left empty"

"$telnyx_errors" triage --json bodies.ndjson pipe >out.json &
process=$!
interrupt
wait "$process"
check "Ctrl-C while nobody writes to a pipe: exit status" 130 $?
check "Ctrl-C while nobody writes to a pipe: what was counted" '{"bodies":3,"counted":2' "$(begin_of out.json)"

for i in $(seq 1 1200); do echo "no json $i"; done >rejected # the thousand places are more than a pipe takes at once
ln -s rejected "$(printf 'a_long_name_%0100d' 1)"
mkfifo slow
exec 7<>slow
head -c 65536 /dev/zero >&7 # the pipe is full
"$telnyx_errors" triage --json "$(printf 'a_long_name_%0100d' 1)" >slow &
process=$!
exec 8<slow
exec 7>&-
interrupt
tail -c +65537 <&8 >out.json
exec 8<&-
wait "$process"
check "Ctrl-C while the output waits: exit status" 1 $?
check "Ctrl-C while the output waits: nothing is missing" '"contradicted":0}' "$(tail -c 18 out.json | tr -d '\n')"
check "Ctrl-C while the output waits: more than a pipe holds" yes "$([ "$(wc -c <out.json)" -gt 70000 ] && echo yes)"
set +m

# --- what is rejected is kept whole, and nothing else with it
{ failing m1 +12025550143; printf '{"a":"'; head -c 18000000 /dev/zero | tr '\0' 'x'; printf '"}\n'; failing m2 +12025550144; } >long
triage --json --rejects rejects long >out.json
check "a text that is too long" '{"bodies":3,"counted":2' "$(begin_of out.json)"
check "it is kept whole" "$(sed -n 2p long | md5sum)" "$(md5sum <rejects)"
{ printf '{"a":"'; head -c 18000000 /dev/zero | tr '\0' 'x'; } >long
triage --json --rejects rejects long >out.json
check "at the end of the input, too" "18000007 $(md5sum <long)" "$(wc -c <rejects | tr -d ' ') $(head -c 18000006 rejects | md5sum)"
row() { failing "$1" +12025550143 | tr -d '\n'; }
{ printf '{"data":[%s, {"un":{"known":[1]} } ,%s,42,"a\\"b",[[7],{}],1.50],"meta":{"data":[1]}}\n' "$(row a)" "$(row b)"; failing c +12025550143; } >page
triage --json --rejects rejects --retry again page >out.json
check "a page with rows that are none" '{"bodies":9,"counted":3' "$(begin_of out.json)"
check "only these are kept" '{"un":{"known":[1]} }
42
"a\"b"
7
{}
1.50' "$(cat rejects)"
check "the others count" 3 "$(wc -l <again | tr -d ' ')"
printf '{"data":[{"x":1},%s],"errors":[{"code":"40008"}]}\n' "$(row a)" >page
check "errors beside rows" '{"bodies":3,"counted":2' "$(triage --json --rejects rejects page | begin_of)"
check "do not disturb" '{"x":1}' "$(cat rejects)"
awk 'BEGIN { printf "{\"data\":["; for (i = 0; i < 10000; i++) printf "%s{\"cld\":\"+1202%07d\",\"uuid\":\"u%d\",\"status\":\"failed\",\"errors\":[\"40008\"]}", i ? "," : "", i, i; printf "]}\n" }' >page
check "a page with more rows than a list may have" '{"bodies":10000,"counted":10000' "$(triage --json page | begin_of)"
check "the plain program agrees" '{"bodies":10000,"counted":10000' "$("$plain" triage --json page | begin_of)"
printf '[[%s,{"x":1}],%s]\n' "$(row a)" "$(row b)" >page
check "a list in a list" '{"bodies":3,"counted":2' "$(triage --json --rejects rejects page | begin_of)"
check "of which only the element is kept" '{"x":1}' "$(cat rejects)"
awk 'BEGIN { printf "[["; for (i = 0; i < 5000; i++) printf "%s{\"errors\":[]}", i ? "," : ""; printf "]]\n" }' >page
check "a long list in a list" '{"bodies":5000,"counted":5000' "$(triage --json page | begin_of)"
printf '{"data":[[{"data":[[%s,[[[[[[{"y":2}]]]]]]]]}]]}\n' "$(row a)" >page
check "deeply nested" '{"bodies":2,"counted":1' "$(triage --json --rejects rejects page | begin_of)"

# --- memory does not grow with the number of bodies, however small they are
yes '{}' | head -c 12000000 >tiny
{ printf '{}\n['; yes '{},' | head -c 4000000 | tr -d '\n'; printf '{}]\n'; } >list
{ printf '{"data":['; yes '{},' | head -c 12000000 | tr -d '\n'; printf '{}]}\n'; } >page
yes '1' | head -c 12000000 >scalars
for input in tiny list page scalars; do
    "$measured_run" --at-most-kib "$((163840 * times))" "$telnyx_errors" triage --json --threads 8 "$input" >out.json 2>err.txt
    check "$input, 8 threads, at most 160 MiB: exit status" 1 $?
    echo "  $input: $(tail -n 1 err.txt)"
done
element() { yes "$1" | head -n "$2" | tr '\n' ',' | sed 's/,$//'; }
{ printf '{"data":['; element "[$(element '{}' 4096)]" 1000; printf ']}\n'; } >nested
{ printf '{"data":['; element "[$(element '{"errors":[1]}' 4096)]" 250; printf ']}\n'; } >nested_bodies
element '""' 4095 >numbers
for i in $(seq 1 400); do printf '{"id":"m%s","to":[%s],"cc":[%s],"errors":[{"code":"40001"}]}\n' "$i" "$(cat numbers)" "$(cat numbers)"; done >recipients
{ printf '{"a":"'; head -c 250000000 /dev/zero | tr '\0' x; echo '"}'; } >line
for input in nested nested_bodies recipients line; do
    "$measured_run" --at-most-kib "$((229376 * times))" "$telnyx_errors" triage --json --threads 8 "$input" >out.json 2>err.txt
    check "$input, 8 threads, at most 224 MiB: exit status" yes "$([ $? -lt 2 ] && echo yes)"
    echo "  $input: $(tail -n 1 err.txt)"
done
check "a long line is one text" '{"bodies":1,"counted":0' "$(begin_of out.json)"
check "each counts" '{"bodies":4000000,"counted":0' "$(triage --json --threads 8 tiny | begin_of)"

# --- time does not grow by recipients times errors: where it does, this takes minutes
awk 'BEGIN { printf "{\"id\":\"m\",\"to\":["; for (i = 0; i < 4000; i++) printf "%s{\"phone_number\":\"+1202%07d\",\"status\":\"delivery_failed\"}", i ? "," : "", i
    printf "],\"errors\":["; for (i = 0; i < 3800; i++) printf "%s{\"code\":\"40008\",\"detail\":\"%04000d\"}", i ? "," : "", i; printf "]}\n" }' >large
awk 'BEGIN { for (k = 0; k < 200; k++) { printf "{\"errors\":["; for (i = 0; i < 4000; i++) printf "%s{\"code\":\"x%d\"}", i ? "," : "", k * 4000 + i; printf "]}\n" } }' >codes
check "many different codes" '{"bodies":200,"counted":200' "$(timeout "$((15 * times))" "$telnyx_errors" triage --json codes | begin_of)"
check "many recipients, many errors, much text" '{"bodies":1,"counted":1' "$(timeout "$((60 * times))" "$telnyx_errors" triage --json large | begin_of)"
finish_checks
