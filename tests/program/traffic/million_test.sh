#!/usr/bin/env bash
# Triage of a million payloads: the totals are right and the memory is at most 64 MiB, also with shuffled, concatenated and
# compressed inputs. Prints the time of each run and, for comparison, that of a loop over nlohmann/json documents.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
# Set by ctest: the programs, and whether they have libarchive.
: "${telnyx_errors:?}" "${plain:?}" "${traffic:?}" "${check_totals:?}" "${dom_loop:?}" "${measured_run:?}" "${has_libarchive:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bodies=${TELNYX_ERRORS_BODIES:-1000000}

"$traffic" "$bodies" 7 expected.json >traffic.ndjson
echo "$bodies payloads, $(wc -c <traffic.ndjson) bytes"
run() { # what, command...
    local what=$1
    shift
    "$measured_run" --at-most-kib 65536 "$@" >actual.json 2>measured.txt
    check "$what: exit status" 1 $? # there are invalid lines
    check "$what: totals" "0 differences" "$("$check_totals" expected.json actual.json)"
    echo "  $what: $(cat measured.txt)"
}
"$measured_run" "$dom_loop" traffic.ndjson 2>measured.txt
echo "  a loop over documents: $(cat measured.txt)"
for round in 1 2 3; do
    run "one thread, round $round" "$telnyx_errors" triage --json --now 1000000000 --threads 1 traffic.ndjson
    run "two threads, round $round" "$telnyx_errors" triage --json --now 1000000000 --threads 2 traffic.ndjson
    run "without simdjson, one thread, round $round" "$plain" triage --json --now 1000000000 --threads 1 traffic.ndjson
    run "without simdjson, two threads, round $round" "$plain" triage --json --now 1000000000 --threads 2 traffic.ndjson
    "$measured_run" "$dom_loop" traffic.ndjson 2>measured.txt >/dev/null
    echo "  a loop over documents, round $round: $(cat measured.txt)"
done
run "all files written" "$telnyx_errors" triage --json --now 1000000000 --html page.html --retry again --suppress stop --rejects rejects traffic.ndjson
shuf traffic.ndjson >shuffled.ndjson
run "shuffled" "$telnyx_errors" triage --json --now 1000000000 shuffled.ndjson
split -n l/7 shuffled.ndjson part.
run "in seven files" "$telnyx_errors" triage --json --now 1000000000 part.*
if [ "$has_libarchive" = 1 ]; then
    gzip -1 part.*
    cat part.*.gz >members.gz
    run "gzip, several members" "$telnyx_errors" triage --json --now 1000000000 members.gz
fi
finish_checks
