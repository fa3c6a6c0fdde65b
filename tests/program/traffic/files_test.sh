#!/usr/bin/env bash
# Tests of the files of triage, and of failing names, streams, disks and inputs. Variables name the programs, see CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}" "${plain:?}" "${measured_run:?}" "${has_libarchive:?}"
times=${TELNYX_ERRORS_MEMORY_TIMES:-1} # a factor for the memory limits
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
triage() { "$telnyx_errors" triage "$@"; }
begin_of() { grep -oE '^\{"bodies":[0-9]+,"counted":[0-9]+' "$@"; }
failing() { # message id, number
    printf '{"id":"%s","from":"+13125550110","to":"%s","status":"delivery_failed","errors":["40008"]}\n' "$1" "$2"
}
{ failing m1 +12025550143; failing m2 +12025550144; echo 'no json'; } >bodies.ndjson
cp bodies.ndjson input.ndjson

# --- an input or another output is never overwritten, by any name
same() { # what, status, message, command...
    local what=$1 status=$2 message=$3
    shift 3
    "$@" >/dev/null 2>err.txt
    check "$what: exit status" "$status" $?
    contains "$what: message" "$(cat err.txt)" "$message"
    check "$what: one line" 1 "$(wc -l <err.txt | tr -d ' ')"
    check "$what: the input is unchanged" "" "$(cmp bodies.ndjson input.ndjson 2>&1)"
}
same "an input" 2 "is an input" triage --rejects ./input.ndjson input.ndjson
ln -s input.ndjson link
ln input.ndjson hard
same "an input through a link" 2 "is an input" triage --html link input.ndjson
same "an input through a hard link" 2 "is an input" triage --retry hard input.ndjson
from_input() { triage "$@" <input.ndjson; }
same "standard input" 2 "is an input" from_input --rejects input.ndjson
same "standard input as -" 2 "is an input" from_input --suppress input.ndjson -
same "an output twice" 2 "is given for two outputs" triage --rejects out --retry out input.ndjson
mkdir directory
same "a new output under two names" 2 "is given for two outputs" triage --rejects new --retry directory/../new input.ndjson
to_output() { triage "$@" >output.txt; }
same "standard output" 2 "is the file that standard output is redirected to" to_output --retry output.txt input.ndjson
# shellcheck disable=SC2094 # this is what the program refuses
onto_input() { triage --json input.ndjson >>input.ndjson; }
same "standard output appended to an input" 2 "standard output is redirected to an input" onto_input
same "standard output as -" 2 "name a file" triage --retry - input.ndjson
same "a missing input" 2 "cannot read './no_such_file'" triage input.ndjson ./no_such_file
echo precious >kept
same "a missing input before outputs are truncated" 2 "cannot read" triage --rejects kept input.ndjson ./no_such_file
same "an input before outputs are truncated" 2 "is an input" triage --rejects kept --retry input.ndjson input.ndjson
check "the content is unchanged" precious "$(cat kept)"
check "a device may be given twice" 1 "$(status_of "$telnyx_errors" triage --rejects /dev/null --retry /dev/null input.ndjson)"

# --- a file beside an output: nothing that is there is changed, whatever its name
cp bodies.ndjson again.new
triage --now 1795600000 --retry again bodies.ndjson again.new >out.txt 2>&1
check "an input with such a name is read" 1 "$(grep -c "^ *6  payloads" out.txt)"
check "and unchanged" "" "$(cmp bodies.ndjson again.new 2>&1)"
triage --database kept.new --retry kept whole_is_missing bodies.ndjson >/dev/null 2>&1
triage --database kept.new --retry kept bodies.ndjson >/dev/null 2>&1
check "a database with such a name" '{"bodies":3,"counted":2' "$(triage --json --database kept.new | begin_of)"
triage --json --retry again bodies.ndjson >again.new 2>/dev/null
check "standard output with such a name" '{"bodies":3,"counted":2' "$(begin_of again.new)"
echo precious >planted
ln -sf planted again.new
triage --now 1795600000 --retry again bodies.ndjson >/dev/null 2>&1
check "a link with such a name" "precious planted" "$(cat planted) $(readlink again.new)"
check "nothing is left beside the files" "again again.new kept kept.new" "$(echo again* kept*)"
mode_of() { find "$1" -printf '%m'; }
rm -f again stopped kept*
triage --retry again --suppress stopped bodies.ndjson >/dev/null 2>&1
check "new files are for their owner" "600 600" "$(mode_of again) $(mode_of stopped)"
chmod 640 again
triage --retry again bodies.ndjson >/dev/null 2>&1
check "files keep their permissions" 640 "$(mode_of again)"
rm -f again stopped
mkfifo waiting
"$telnyx_errors" triage --retry again --suppress stopped waiting >/dev/null 2>&1 &
process=$!
exec 9>waiting # the outputs are open
for _ in $(seq 1 100); do [ -e stopped ] && break; sleep 0.1; done
kill -KILL "$process"
wait "$process" 2>/dev/null
exec 9>&-
check "files of a run that was killed are for their owner" "600 600" "$(mode_of again) $(mode_of stopped)"
triage --retry again --suppress stopped bodies.ndjson >/dev/null 2>&1
check "and stay so" "600 600" "$(mode_of again) $(mode_of stopped)"
rm -f again* stopped* planted waiting

# --- files do not get the descriptors of closed streams
same_output() { contains "$1: no part of the report is in the files" "$(head -n 1 again)" '{"message_id":"m1","step":"retry","code":"40008","not_before":1795600001,"failed_at":null,"sender":"+13125550110",'; }
triage --now 1795600000 --retry again bodies.ndjson >&- 2>err.txt
check "no standard output: exit status" 2 $?
contains "no standard output: message" "$(cat err.txt)" "cannot write to standard output"
same_output "no standard output"
triage --now 1795600000 --retry again --rejects rejects bodies.ndjson >out.txt 2>&-
check "no standard error: exit status" 1 $?
same_output "no standard error"
check "no standard error: rejects" "no json" "$(cat rejects)"
triage --now 1795600000 --retry again bodies.ndjson >out.txt 2>&- <&-
same_output "no standard input"
check "no standard input as input" 2 "$(triage <&- >/dev/null 2>&1; echo $?)"
check "no stream at all" 2 "$(triage --retry again bodies.ndjson <&- >&- 2>&-; echo $?)"

# --- errors
check "a directory" 2 "$(status_of "$telnyx_errors" triage .)"
check "one line on stderr" 1 "$(triage . 2>&1 >/dev/null | wc -l | tr -d ' ')"
check "both formats" 2 "$(status_of "$telnyx_errors" triage --json --csv bodies.ndjson)"
check "zero threads" 2 "$(status_of "$telnyx_errors" triage --threads 0 bodies.ndjson)"
check "a missing file" 2 "$(status_of "$telnyx_errors" triage bodies.ndjson ./no_such_file)"
check "a missing file: nothing is printed" "" "$(triage bodies.ndjson ./no_such_file 2>/dev/null)"
check "a file that cannot be written" 2 "$(status_of "$telnyx_errors" triage --html ./no/such/place bodies.ndjson)"
if [ -c /dev/full ] && [ -w /dev/full ]; then
    check "a full disk" 2 "$(triage bodies.ndjson >/dev/full 2>/dev/null; echo $?)"
    check "a full disk for a file" 2 "$(status_of "$telnyx_errors" triage --rejects /dev/full bodies.ndjson)"
    check "a full disk for a file: the report is complete" '{"bodies":3,"counted":2' "$(triage --json --rejects /dev/full --html /dev/full bodies.ndjson 2>err.txt | begin_of)"
    check "a full disk for two files: two messages" 2 "$(grep -c "cannot write to '/dev/full'" err.txt)"
    check "a full disk for the page" 2 "$(status_of "$telnyx_errors" triage --html /dev/full bodies.ndjson)"
    check "a full disk for messages" 2 "$(status_of "$telnyx_errors" triage --retry /dev/full bodies.ndjson)"
else
    echo "skipped - a full disk: there is no /dev/full"
fi
# The page is written even if the reader of standard output exits.
rm -f page.html
(trap '' PIPE; triage --html page.html bodies.ndjson 2>/dev/null) | true
triage --html page.html bodies.ndjson 2>/dev/null | true
check "a reader that exits: the page is complete" 1 "$(grep -c '</html>' page.html)"
# An output that is a pipe whose reader exits.
mkfifo gone
(head -c 10 gone >/dev/null &)
for i in $(seq 1 20000); do echo "no json $i"; done >rejected
check "a pipe whose reader exits" 2 "$(status_of "$telnyx_errors" triage --rejects gone rejected)"
# No space for the temporary database: one line, and the files are as they were.
awk 'BEGIN { for (i = 0; i < 70000; i++) printf "{\"id\":\"m%d\",\"to\":\"+1202%07d\",\"status\":\"delivery_failed\",\"errors\":[\"40008\"]}\n", i, i }' >many
if (trap '' XFSZ; ulimit -f 0; ! echo x >limited) 2>/dev/null; then
    echo precious >again
    (trap '' XFSZ; ulimit -f 0; "$telnyx_errors" triage --json --retry again many 2>&1; echo "exit status $?") | cat >out.txt
    contains "no space for the temporary database: message" "$(cat out.txt)" "cannot write to the temporary database"
    check "no space for the temporary database: exit status" "exit status 2" "$(tail -n 1 out.txt)"
    check "no space for the temporary database: one line" 2 "$(wc -l <out.txt | tr -d ' ')"
    check "no space for the temporary database: files are as they were" precious "$(cat again)"
    head -n 300 many >few # their rows fit into memory, and the file of --retry is larger than 8 KiB
    (trap '' XFSZ; ulimit -f 8; "$telnyx_errors" triage --retry again --now 1795600000 few 2>err.txt >out.txt; echo "exit status $?" >>err.txt) | cat
    contains "no space for a file: message" "$(cat err.txt)" "/again': "
    contains "no space for a file: exit status" "$(cat err.txt)" "exit status 2"
    contains "no space for a file: the report is complete" "$(cat out.txt)" "300  payloads"
    check "no space for a file: no half line" precious "$(cat again)"
    check "no space for a file: nothing is left beside it" "" "$(ls again.* 2>/dev/null)"
    rm -f again
fi

triage --retry again bodies.ndjson >out.txt 2>err.txt
contains "rejected payloads may rule out messages" "$(cat err.txt)" "rejected payloads may rule out messages in 'again'"
head -n 2 bodies.ndjson >whole
triage --retry again whole >out.txt 2>err.txt
check "without rejects there is no message" "" "$(cat err.txt)"

# --- incomplete inputs
if [ "$has_libarchive" = 1 ]; then
    gzip -kf bodies.ndjson
    # A message that failed, compressed by bzip2, with the last eight bytes replaced. libarchive does not check the sums of gzip.
    base64 -d >corrupt.bz2 <<'END'
QlpoOTFBWSZTWVcIsbgAACZbgAAQEAx+cAAKpyafKiAASIp5R5QNGnlAPU0eoYw0CGAEMNIybDOfTmK2ygiCQAs2YlFhNK0BDcwC
8Y79fw6alHBcghJ1a4N6QTB8RaVBodi7kndyb25nc3Vt
END
    triage --json --retry again whole corrupt.bz2 >out.json 2>err.txt
    check "a wrong checksum: exit status" 2 $?
    check "a wrong checksum: the other inputs count" '{"bodies":2,"counted":2' "$(begin_of out.json)"
    contains "a wrong checksum: message" "$(cat err.txt)" "the data is corrupt"
    contains "unread input may rule out messages" "$(cat err.txt)" "'again' is left empty"
    contains "the message is also in --json" "$(cat out.json)" "'again' is left empty"
    check "the file is empty" 0 "$(wc -c <again | tr -d ' ')"
    { cat bodies.ndjson.gz; head -c 5000 /dev/zero; } >padded.gz
    triage --json padded.gz >out.json 2>err.txt
    check "zeros after gzip" '1 {"bodies":3,"counted":2' "$? $(begin_of out.json)"
    { cat bodies.ndjson.gz; echo 'something else'; } >followed.gz
    triage --json followed.gz >out.json 2>/dev/null
    check "other data after gzip is an error" '2 {"bodies":3,"counted":2' "$? $(begin_of out.json)"
fi
mkfifo pipe
cp bodies.ndjson vanishing
"$telnyx_errors" triage --json pipe vanishing bodies.ndjson >out.json 2>err.txt &
process=$!
exec 9>pipe # the pipe was opened, so all names were checked
rm vanishing
exec 9>&-
wait "$process"
check "an input that disappears: exit status" 2 $?
check "an input that disappears: the others count" '{"bodies":3,"counted":2' "$(begin_of out.json)"
contains "an input that disappears: message" "$(cat err.txt)" "cannot read 'vanishing'"

# --- Ctrl-C; an incomplete payload is ignored
set -m # background jobs receive SIGINT
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
contains "Ctrl-C is in --json" "$(cat out.json)" '"interrupted":true'
contains "and on the page" "$(cat page.html)" "Ended early"
check "Ctrl-C: no messages to resend" 0 "$(wc -c <again | tr -d ' ')"
contains "Ctrl-C: message" "$(cat err.txt)" "'again' is left empty"

"$telnyx_errors" triage --json bodies.ndjson pipe >out.json &
process=$!
interrupt
wait "$process"
check "Ctrl-C while waiting for a writer: exit status" 130 $?
check "Ctrl-C while waiting for a writer: what was counted" '{"bodies":3,"counted":2' "$(begin_of out.json)"

# At whatever moment it comes, also just before a read that waits for ever.
ended=0
for i in $(seq 1 20); do
    "$telnyx_errors" triage --json pipe >out.json 2>/dev/null &
    process=$!
    exec 9>pipe
    head -n 1 bodies.ndjson >&9
    sleep "0.0$((i / 2))"
    kill -INT "$process"
    (sleep 30; kill -KILL "$process" 2>/dev/null) &
    watchdog=$!
    wait "$process"
    ended=$((ended + ($? == 130)))
    kill -KILL "$watchdog" 2>/dev/null
    exec 9>&-
done
check "Ctrl-C ends it at any moment" 20 "$ended"

for i in $(seq 1 1200); do echo "no json $i"; done >rejected # the thousand locations are more than the buffer of a pipe
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
check "Ctrl-C while the output blocks: exit status" 1 $?
check "Ctrl-C while the output blocks: the output is complete" '"most":[]}}' "$(tail -c 12 out.json | tr -d '\n')"
check "Ctrl-C while the output blocks: more than the buffer of a pipe" yes "$([ "$(wc -c <out.json)" -gt 70000 ] && echo yes)"
set +m

# --- rejected payloads are saved completely
{ failing m1 +12025550143; printf '{"a":"'; head -c 18000000 /dev/zero | tr '\0' 'x'; printf '"}\n'; failing m2 +12025550144; } >long
triage --json --rejects rejects long >out.json
check "a payload that is too long" '{"bodies":3,"counted":2' "$(begin_of out.json)"
check "is saved completely" "$(sed -n 2p long | md5sum)" "$(md5sum <rejects)"
{ printf '{"a":"'; head -c 18000000 /dev/zero | tr '\0' 'x'; } >long
triage --json --rejects rejects long >out.json
check "also at the end of the input" "18000007 $(md5sum <long)" "$(wc -c <rejects | tr -d ' ') $(head -c 18000006 rejects | md5sum)"
row() { failing "$1" +12025550143 | tr -d '\n'; }
{ printf '{"data":[%s, {"un":{"known":[1]} } ,%s,42,"a\\"b",[[7],{}],1.50],"meta":{"data":[1]}}\n' "$(row a)" "$(row b)"; failing c +12025550143; } >page
triage --json --rejects rejects --retry again page >out.json
check "a page with unknown rows" '{"bodies":9,"counted":3' "$(begin_of out.json)"
check "only these are saved" '{"un":{"known":[1]} }
42
"a\"b"
7
{}
1.50' "$(cat rejects)"
check "the others count" 3 "$(wc -l <again | tr -d ' ')"
printf '{"data":[{"x":1},%s],"errors":[{"code":"40008"}]}\n' "$(row a)" >page
check "errors beside rows" '{"bodies":3,"counted":2' "$(triage --json --rejects rejects page | begin_of)"
check "are not saved" '{"x":1}' "$(cat rejects)"
awk 'BEGIN { printf "{\"data\":["; for (i = 0; i < 10000; i++) printf "%s{\"cld\":\"+1202%07d\",\"uuid\":\"u%d\",\"status\":\"failed\",\"errors\":[\"40008\"]}", i ? "," : "", i, i; printf "]}\n" }' >page
check "a page with more rows than the limit" '{"bodies":10000,"counted":10000' "$(triage --json page | begin_of)"
check "the plain program agrees" '{"bodies":10000,"counted":10000' "$("$plain" triage --json page | begin_of)"
printf '[[%s,{"x":1}],%s]\n' "$(row a)" "$(row b)" >page
check "a list in a list" '{"bodies":3,"counted":2' "$(triage --json --rejects rejects page | begin_of)"
check "only the unknown element is saved" '{"x":1}' "$(cat rejects)"
awk 'BEGIN { printf "[["; for (i = 0; i < 5000; i++) printf "%s{\"errors\":[]}", i ? "," : ""; printf "]]\n" }' >page
check "a long list in a list" '{"bodies":5000,"counted":5000' "$(triage --json page | begin_of)"
printf '{"data":[[{"data":[[%s,[[[[[[{"y":2}]]]]]]]]}]]}\n' "$(row a)" >page
check "deeply nested" '{"bodies":2,"counted":1' "$(triage --json --rejects rejects page | begin_of)"

# --- memory does not grow with the number of payloads, even if they are small
yes '{}' | head -c 3000000 >tiny
{ printf '{}\n['; yes '{},' | head -c 2000000 | tr -d '\n'; printf '{}]\n'; } >list
{ printf '{"data":['; yes '{},' | head -c 3000000 | tr -d '\n'; printf '{}]}\n'; } >page
yes '1' | head -c 3000000 >scalars
for input in tiny list page scalars; do
    "$measured_run" --at-most-kib "$((163840 * times))" "$telnyx_errors" triage --json --threads 8 "$input" >out.json 2>err.txt
    check "$input, 8 threads, at most 160 MiB: exit status" 1 $?
    echo "  $input: $(tail -n 1 err.txt)"
done
element() { yes "$1" | head -n "$2" | tr '\n' ',' | sed 's/,$//'; }
{ printf '{"data":['; element "[$(element '{}' 4096)]" 300; printf ']}\n'; } >nested
{ printf '{"data":['; element "[$(element '{"errors":[1]}' 4096)]" 250; printf ']}\n'; } >nested_bodies
element '""' 4095 >numbers
for i in $(seq 1 400); do printf '{"id":"m%s","to":[%s],"cc":[%s],"errors":[{"code":"40001"}]}\n' "$i" "$(cat numbers)" "$(cat numbers)"; done >recipients
{ printf '{"a":"'; head -c 250000000 /dev/zero | tr '\0' x; echo '"}'; } >line
for input in nested nested_bodies recipients line; do
    "$measured_run" --at-most-kib "$((229376 * times))" "$telnyx_errors" triage --json --threads 8 "$input" >out.json 2>err.txt
    check "$input, 8 threads, at most 224 MiB: exit status" yes "$([ $? -lt 2 ] && echo yes)"
    echo "  $input: $(tail -n 1 err.txt)"
done
check "a long line is one payload" '{"bodies":1,"counted":0' "$(begin_of out.json)"
check "all are counted" '{"bodies":1000000,"counted":0' "$(triage --json --threads 8 tiny | begin_of)"

# --- time is not proportional to recipients times errors, which would take minutes
awk 'BEGIN { printf "{\"id\":\"m\",\"to\":["; for (i = 0; i < 4000; i++) printf "%s{\"phone_number\":\"+1202%07d\",\"status\":\"delivery_failed\"}", i ? "," : "", i
    printf "],\"errors\":["; for (i = 0; i < 3800; i++) printf "%s{\"code\":\"40008\",\"detail\":\"%04000d\"}", i ? "," : "", i; printf "]}\n" }' >large
awk 'BEGIN { for (k = 0; k < 200; k++) { printf "{\"errors\":["; for (i = 0; i < 4000; i++) printf "%s{\"code\":\"x%d\"}", i ? "," : "", k * 4000 + i; printf "]}\n" } }' >codes
check "many different codes" '{"bodies":200,"counted":200' "$(timeout "$((15 * times))" "$telnyx_errors" triage --json codes | begin_of)"
check "many recipients and many long errors" '{"bodies":1,"counted":1' "$(timeout "$((60 * times))" "$telnyx_errors" triage --json large | begin_of)"
finish_checks
