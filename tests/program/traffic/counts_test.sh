#!/usr/bin/env bash
# Tests of what triage counts while it stores payloads: more senders, codes and shapes than it remembers, copies of events, and
# carriers of several recipients. awk counts the same. Variables name the programs, see CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}"
if ! command -v sqlite3 >/dev/null; then
    echo "skipped - sqlite3 is not installed (Debian: sqlite3)"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# 40,000 events to two recipients each, then copies of every tenth one. 20,000 senders; those with an even number fail, each with a
# code of its own and one of ten others. The first recipient fails, and every third time the second one.
awk 'function add(counted, name, fails) { all[counted " " name]++; failed[counted " " name] += fails }
function event(i,    fails, codes, second) {
    fails = i % 2 == 0
    codes = fails ? sprintf("{\"code\":\"9%05d\",\"source\":{\"pointer\":\"/to/0\"}},{\"code\":\"8000%d\",\"source\":{\"pointer\":\"/to/%d\"}}", i % 20000, i % 10, i % 3 == 0) : ""
    second = fails && i % 3 == 0
    printf "{\"data\":{\"event_type\":\"message.finalized\",\"id\":\"e%d\",\"occurred_at\":\"2026-11-24T%02d:30:00Z\",\"payload\":{\"record_type\":\"message\",\"direction\":\"%s\",\"id\":\"m%d\",\"from\":{\"phone_number\":\"+1312%07d\"},\"tcr_campaign_id\":\"C%d\",\"cost\":{\"amount\":\"0.00%d\",\"currency\":\"USD\"},\"to\":[", i, i % 24, "outbound", i, i % 20000, i % 7, 1 + i % 3
    printf "{\"phone_number\":\"+1202%07d\",\"carrier\":\"K%d\",\"status\":\"%s\"},", i, i % 5, fails ? "delivery_failed" : "delivered"
    printf "{\"phone_number\":\"+1203%07d\",\"carrier\":\"K%d\",\"status\":\"%s\"}],\"errors\":[%s]}}}\n", i, i % 4, second ? "delivery_failed" : "delivered", codes
}
function count(i,    fails, second, code) {
    fails = i % 2 == 0
    second = fails && i % 3 == 0
    add("sender", sprintf("+1312%07d", i % 20000), fails)
    add("campaign", "C" i % 7, fails)
    add("carrier", "K" i % 5, fails || i % 5 == i % 4 && second)
    if (i % 5 != i % 4) { add("carrier", "K" i % 4, second) }
    cost["0.00" 1 + i % 3]++
    if (fails) { hour[i % 24, sprintf("9%05d", i % 20000)]++; hour[i % 24, "8000" i % 10]++ }
}
BEGIN {
    for (i = 0; i < 40000; i++) { event(i); count(i) }
    for (i = 0; i < 40000; i += 10) { event(i) }
    for (i in all) { if (failed[i]) { print i, failed[i], all[i] >"names" } }
    for (i in cost) { print i, cost[i] >"costs" }
    for (i in hour) { split(i, part, SUBSEP); print part[1], part[2], hour[i] >"hours" }
}' >events
sorted() { LC_ALL=C sort; }
same_counts() { # what, database
    query() { sqlite3 -readonly -separator ' ' "$2" "$1" | sorted; }
    check "$1: names" "$(sorted <names | md5sum)" "$(query 'SELECT role, name, payloads, all_payloads FROM failures_by_name' "$2" | md5sum)"
    check "$1: costs" "$(sorted <costs)" "$(query "SELECT amount, payloads FROM payload_cost WHERE currency = 'USD' AND direction = 'outbound'" "$2")"
    check "$1: hours" "$(sorted <hours | md5sum)" "$(query "SELECT (hour - 1795478400) / 3600, code, payloads FROM failures_by_hour" "$2" | md5sum)"
    # The view has the payloads that count; nothing here comes from what the program counted.
    check "$1: senders of each code" "$(query "SELECT n.name, c.code, count(*) FROM payload p JOIN stored_row r ON r.id = p.id JOIN name n ON n.id = r.sender JOIN shape_code c ON c.shape = r.shape WHERE n.name <> '' GROUP BY 1, 2" "$2" | md5sum)" \
        "$(query "SELECT name, code, payloads FROM failures_by_code_and_name WHERE role = 'sender'" "$2" | md5sum)"
    check "$1: carriers of each code" "$(query "SELECT q.carrier, c.code, count(DISTINCT q.payload) FROM row q JOIN stored_row f ON f.id = q.payload JOIN shape_code c ON c.shape = f.shape WHERE q.payload_step <> 'none' AND q.step <> 'none' AND q.payload IN (SELECT id FROM payload) GROUP BY 1, 2" "$2" | md5sum)" \
        "$(query "SELECT name, code, payloads FROM failures_by_code_and_name WHERE role = 'carrier'" "$2" | md5sum)"
    check "$1: copies" 4000 "$(query 'SELECT count(*) FROM copy' "$2")"
    check "$1: examples" "$(query "SELECT code, id FROM (SELECT c.code AS code, p.id AS id, row_number() OVER (PARTITION BY c.code ORDER BY p.id) AS place FROM payload p JOIN stored_row r ON r.id = p.id JOIN shape_code c ON c.shape = r.shape) WHERE place <= 3" "$2" | md5sum)" \
        "$(query 'SELECT code, id FROM example' "$2" | md5sum)"
}
# tally.sql, which counts the payloads of a database of an earlier version, counts what the program counts.
same_tallies() { # what, database
    local sums="SELECT role, CASE role WHEN 'hour' THEN value ELSE (SELECT name FROM name WHERE id = value) END, (SELECT name FROM name WHERE id = currency), direction, CASE WHEN payload_step <> 'none' THEN codes END, sum(payloads), sum(failing) FROM tally t JOIN shape s ON s.id = t.shape GROUP BY 1, 2, 3, 4, 5 HAVING sum(payloads) <> 0"
    check "$1: tally.sql" "$(sqlite3 -readonly "$2" "$sums" | sorted | md5sum)" \
        "$(sqlite3 "$2" "DELETE FROM tally; CREATE TEMP TABLE listed AS SELECT id, 1 AS payloads FROM payload" ".read '$here/../../../examples/telnyx-errors/triage/sql/tally.sql'" "$sums" | sorted | md5sum)"
}
triage() { "$telnyx_errors" triage --now 1795600000 "$@" >out.txt; }
check "awk counted" "10012 3 240000" "$(wc -l <names | tr -d ' ') $(wc -l <costs | tr -d ' ') $(awk '{ n += $3 } END { print n * 6 }' hours)"
triage --database one.db events
same_counts "one run" one.db
split -n l/3 -d events part.
for part in part.*; do triage --database grown.db "$part"; triage --database "$part.db" "$part"; done
same_counts "three runs" grown.db
triage --database merged.db part.*.db
same_counts "three databases, merged" merged.db
same_tallies "one run" one.db
same_tallies "three runs" grown.db
finish_checks
