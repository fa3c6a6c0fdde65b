#!/usr/bin/env bash
# Tests of the database of triage: kept, merged, queried, damaged. Variables name the programs, see CMakeLists.txt.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../../tools/shell_checks.sh"
: "${telnyx_errors:?}" "${traffic:?}" "${check_totals:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
triage() { "$telnyx_errors" triage --now 1000000000 "$@"; }
# Everything but what names the inputs.
totals_of() { sed -E 's/"inputs":.*"rejects":\[[^]]*\]//' "$1"; }

# --- 30 daily runs give exactly what one run over everything gives
"$traffic" 30000 5 expected.json >traffic.ndjson
split -n l/30 -d traffic.ndjson day.
triage --json --retry whole.retry --suppress whole.suppress traffic.ndjson >whole.json
check "one run: totals" "0 differences" "$("$check_totals" expected.json whole.json)"
# The identifiers of inputs and lines differ.
located() { sed -E 's/"input":"[^"]*","line":[0-9]+,//' "$@"; }
same_as_whole() { # what; the outputs are in all.json, all.retry and all.suppress
    check "$1: totals" "$(totals_of whole.json)" "$(totals_of all.json)"
    check "$1: messages to resend" "" "$(cmp whole.retry all.retry 2>&1)"
    check "$1: opt-outs" "$(located whole.suppress)" "$(located all.suppress)"
}
for day in day.??; do
    triage --json --database grown.db "$day" >out.json || [ $? -eq 1 ] || check "adding $day" 0 1
    triage --json --database "$day.db" "$day" >/dev/null
done
triage --json --database grown.db --retry all.retry --suppress all.suppress >all.json
same_as_whole "one database, 30 runs"
check "and the report of the last run" "$(totals_of all.json)" "$(totals_of out.json)"
triage --json --database merged.db --retry all.retry --suppress all.suppress day.??.db >all.json
same_as_whole "30 databases, merged"
triage --json --retry all.retry --suppress all.suppress day.??.db >all.json
same_as_whole "30 databases, merged and not kept"
triage --json --retry all.retry --suppress all.suppress day.0? day.1?.db day.2? >all.json
same_as_whole "databases among other inputs"

# --- anybody can query it
if command -v sqlite3 >/dev/null; then
    query() { sqlite3 -readonly merged.db "$1"; }
    whole='SELECT count(*), sum(line), max(id) FROM row'
    check "the merged database is the grown one, but for numbers of names" "$(sqlite3 -readonly grown.db "$whole")" "$(query "$whole")"
    check "rows" "$("$telnyx_errors" classify --now 1000000000 --rows tsv traffic.ndjson | wc -l | tr -d ' ')" "$(query 'SELECT count(*) FROM row')"
    query "SELECT kind, count(*) FROM payload GROUP BY kind" | tr '|' ' ' >kinds
    check "payloads of each kind" "" "$(while read -r kind count; do grep -q "\"$kind\":${count}[,}]" all.json || echo "$kind $count"; done <kinds)"
    check "the number of rows of each shape" 0 "$(query 'SELECT count(*) FROM shape WHERE row_count <> (SELECT count(*) FROM stored_row r WHERE r.shape = shape.id)')"
    check "failures by hour add up" "$(query "SELECT sum(f.payloads) FROM payload_count f JOIN shape_code c ON c.shape = f.id")" "$(query 'SELECT sum(payloads) FROM failures_by_hour')"
    check "the columns are those of --rows" "$("$telnyx_errors" classify --rows csv </dev/null | tr -d '\r\n')" \
        "$(query "SELECT group_concat(name) FROM pragma_table_info('row') WHERE name NOT IN ('id', 'payload')")"
    triage --database one.db day.00 >/dev/null
    "$telnyx_errors" classify --now 1000000000 --rows tsv day.00 >rows.tsv
    sqlite3 -readonly -separator $'\t' -nullvalue '\N' one.db "SELECT $("$telnyx_errors" classify --rows csv </dev/null | tr -d '\r\n') FROM row ORDER BY id" >stored.tsv
    check "and so are the values" "" "$(diff rows.tsv stored.tsv | head -n 5)"
else
    echo "skipped - queries: sqlite3 is not installed (Debian: sqlite3)"
fi

# --- values from payloads are not SQL
printf '%s\n' "{\"id\":\"m'); DROP TABLE stored_row; --\",\"from\":\"' OR 1=1 --\",\"to\":\"+12025550143\",\"status\":\"delivery_failed\",\"errors\":[\"40008\",\"'); DELETE FROM copy; --\"]}" >injection
triage --json --database "it's.db" --retry again injection >out.json
check "SQL in values: exit status" 0 $?
contains "SQL in values: the message" "$(cat again)" "\"message_id\":\"m'); DROP TABLE stored_row; --\""
contains "SQL in values: the sender" "$(cat out.json)" "\"name\":\"' OR 1=1 --\""

# --- a database of each version of the schema, made by databases/make.sh
versions=0
failures_of() { sqlite3 -readonly "$1" 'SELECT * FROM failures_by_name; SELECT * FROM failures_by_code_and_name; SELECT * FROM failures_by_hour'; }
for round in 1 2; do triage --json --database twice.db "$here/../databases/payloads.ndjson" >"twice.$round" 2>/dev/null; done
for file in "$here"/../databases/version_*.db; do
    versions=$((versions + 1))
    cp "$file" old.db && chmod 644 old.db
    what=$(basename "$file")
    before=$(md5sum <old.db)
    triage --json --database old.db --retry again --suppress stop >out.json 2>/dev/null
    check "$what: only read" "$before" "$(md5sum <old.db)"
    # Only the databases of version 2 and later have costs.
    costs='"costs":{"currencies":1,"most":[{"currency":"USD","payloads":2,"sum":"0.0153","outbound":2,"mean":"0.00765"}]}'
    [ "$what" != version_1.db ] || costs='"costs":{"currencies":0,"most":[]}'
    contains "$what: costs" "$(cat out.json)" "$costs"
    contains "$what: totals" "$(cat out.json)" '{"bodies":7,"counted":5,"duplicates":1,"not_json":1,"unrecognised":0,"failed":3,'
    contains "$what: withheld and opted out" "$(cat out.json)" '"withheld":1,"opted_out":1,'
    check "$what: messages to resend" '{"message_id":"m1","step":"retry","code":"40008","not_before":1795600001,"failed_at":1795593600,"sender":"+13125550100","messaging_profile_id":"p1"}' "$(cat again)"
    check "$what: opt-outs" '{"phone_number":"+12025550142","sender":"+13125550100","code":"keyword","message_id":"in1","input":"payloads.ndjson","line":4,"messaging_profile_id":"p1","maybe":false}' "$(cat stop)"
    triage --json --database old.db "$here/../databases/payloads.ndjson" >out.json 2>/dev/null
    contains "$what: can be added to" "$(cat out.json)" '{"bodies":14,"counted":6,"duplicates":6,'
    contains "$what: costs after that" "$(cat out.json)" "$costs"
    if command -v sqlite3 >/dev/null; then
        check "$what: names and hours after that" "$(failures_of twice.db)" "$(failures_of old.db)"
    fi
    mv out.json added.json
    triage --json --database old.db >out.json 2>/dev/null
    check "$what: and can be read again" "$(cut -d, -f 2-6 added.json)" "$(cut -d, -f 2-6 out.json)"
    triage --json "$file" "$here/../databases/payloads.ndjson" >out.json 2>/dev/null
    contains "$what: can be merged" "$(cat out.json)" '{"bodies":14,"counted":6,"duplicates":6,'
    triage --json --compare "$file" "$here/../databases/payloads.ndjson" >out.json 2>/dev/null
    contains "$what: can be compared with" "$(cat out.json)" '"counted":5,"failed":3,"messages":4,"failed_messages":3,"codes":'
done
newest=$(sed -n 's/^PRAGMA user_version = \([0-9]*\);/\1/p' "$here/../../../examples/telnyx-errors/triage/sql/schema.sql")
check "there is one of each version" "$newest" "$versions"

# --- names of inputs are bytes
cp day.00 $'day\xff' 2>/dev/null && triage --json --database bytes.db $'day\xff' >out.json
check "a name that is not UTF-8" "$(triage --json day.00 | totals_of -)" "$(totals_of out.json)"
contains "in the report" "$(cat out.json)" $'"inputs":["day\xef\xbf\xbd"]'

# --- a database that cannot be used: one line, and it is as it was
cp merged.db good.db
refused() { # what, message, file, arguments...
    local what=$1 message=$2 file=$3 before
    shift 3
    before=$(md5sum <"$file" 2>/dev/null)
    triage "$@" >out.txt 2>err.txt
    check "$what: exit status" 2 $?
    contains "$what: message" "$(cat err.txt)" "$message"
    check "$what: one line" 1 "$(wc -l <err.txt | tr -d ' ')"
    check "$what: nothing is printed" "" "$(cat out.txt)"
    check "$what: unchanged" "$before" "$(md5sum <"$file" 2>/dev/null)"
}
echo 'not a database' >text.db
refused "a text" "'text.db' is not a database of telnyx-errors" text.db --database text.db day.00
{ head -c 20000 good.db; head -c 8192 /dev/urandom; tail -c +28193 good.db; } >damaged.db
refused "a damaged database" "'damaged.db' is damaged" damaged.db --database damaged.db day.00
refused "a damaged input" "'damaged.db' is damaged" damaged.db damaged.db
head -c 20000 good.db >cut.db
refused "a cut database" "'cut.db' is damaged" cut.db --database cut.db day.00
refused "the database as an input" "is both an input and the database" good.db --database good.db ./good.db
refused "the database as an output" "is an input and would be overwritten" good.db --database good.db --retry ./good.db day.00
ln -s good.db link.db
refused "the database as an output through a link" "would be overwritten" good.db --database link.db --html good.db day.00
refused "a directory" "cannot open '.'" good.db --database . day.00
refused "a place that is not there" "cannot open './no/such.db'" good.db --database ./no/such.db day.00
refused "a missing input" "cannot read './no_such_file'" good.db --database good.db ./no_such_file
refused "a text to compare with" "'text.db' is not a database of telnyx-errors" text.db --compare text.db day.00
refused "a missing database to compare with" "cannot open './no_such.db'" good.db --compare ./no_such.db day.00
refused "the database to compare with as an output" "is an input and would be overwritten" good.db --compare good.db --html good.db day.00
check "no database for a missing input" "" "$(triage --database fresh.db ./no_such_file 2>/dev/null; ls fresh.db 2>/dev/null)"
if command -v sqlite3 >/dev/null; then
    sqlite3 foreign.db 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'
    refused "a database of another program" "'foreign.db' is not a database of telnyx-errors" foreign.db --database foreign.db day.00
    refused "as an input" "'foreign.db' is not a database of telnyx-errors" foreign.db foreign.db
    cp good.db newer.db && sqlite3 newer.db 'PRAGMA user_version = 3'
    refused "a newer schema" "written by a newer version of telnyx-errors" newer.db --database newer.db day.00
    cp "$here/../databases/version_1.db" old.db && chmod 644 old.db && sqlite3 old.db 'CREATE INDEX i ON stored_row (message_id)'
    check "an older schema with an index" 1 "$(status_of "$telnyx_errors" triage --database old.db day.00)"
    check "is that of this version afterwards" "$newest" "$(sqlite3 -readonly old.db 'PRAGMA user_version')"
    check "with nothing else" "$(sqlite3 -readonly good.db 'SELECT name FROM sqlite_schema ORDER BY 1')" "$(sqlite3 -readonly old.db 'SELECT name FROM sqlite_schema ORDER BY 1')"
    cp "$here/../databases/version_1.db" old.db && chmod 644 old.db && sqlite3 old.db 'DROP VIEW row; CREATE VIEW row AS SELECT * FROM stored_row'
    refused "another view in an older schema" "has a schema that telnyx-errors did not make" old.db --database old.db day.00
    refused "as an input" "has a schema that telnyx-errors did not make" old.db old.db
    cp good.db mixed.db && sqlite3 mixed.db 'PRAGMA user_version = 1'
    refused "a schema that is not that of its version" "has a schema that telnyx-errors did not make" mixed.db --database mixed.db day.00
    cp good.db trigger.db && sqlite3 trigger.db 'CREATE TRIGGER t AFTER INSERT ON input BEGIN DELETE FROM stored_row; END'
    refused "a trigger" "has a schema that telnyx-errors did not make" trigger.db --database trigger.db day.00
    cp good.db view.db && sqlite3 view.db 'DROP VIEW row; CREATE VIEW row AS SELECT * FROM stored_row'
    refused "another view" "has a schema that telnyx-errors did not make" view.db view.db
    cp good.db shapes.db && sqlite3 shapes.db 'DELETE FROM shape WHERE id % 2'
    refused "missing shapes" "'shapes.db' is damaged: some rows are incomplete" shapes.db shapes.db
    cp good.db indexed.db && sqlite3 indexed.db 'CREATE INDEX i ON stored_row (message_id); ANALYZE'
    check "an index is welcome" 1 "$(status_of "$telnyx_errors" triage --database indexed.db day.00)"
    cp good.db huge.db && sqlite3 huge.db 'UPDATE stored_row SET message_id = hex(zeroblob(20000000)) WHERE id = 1'
    refused "a huge value" "'huge.db' has a value that is too large" huge.db huge.db
    # Values that contradict the rows: no crash, and nothing that a page or a line would interpret.
    while read -r sql; do
        cp good.db hostile.db && sqlite3 hostile.db "$sql"
        for way in "--database hostile.db" "hostile.db" "--database hostile.db day.00"; do
            # shellcheck disable=SC2086 # several arguments
            triage --html page.html --retry again --suppress stop $way >out.txt 2>err.txt
            status=$?
            check "hostile values, $way: $sql" "ended, 0 tags, one line" "$([ $status -le 2 ] && echo ended), $(grep -c '<evil' page.html) tags, $([ "$(wc -l <err.txt)" -le 1 ] && echo one line)"
            lacks "one line says so" "$(cat err.txt)" "exception"
        done
    done <<'END'
UPDATE stored_row SET recipient_index = -9223372036854775807
UPDATE stored_row SET recipient_index = 9223372036854775807, line = -1, not_before = 9223372036854775807, occurred_at = -9223372036854775808
UPDATE shape SET strictness = -1, kind = '<evil>', step = '<evil>', outcome = '<evil>', payload_step = '<evil>', wait = '<evil>', http_status = -1
UPDATE shape SET strictness = 9223372036854775807, row_count = 9223372036854775807
UPDATE shape SET row_count = -1, code = CAST(x'ff3c6576696c3e0a' AS TEXT), codes = CAST(x'ff003c6576696c3e' AS TEXT), problem = '<evil>'
UPDATE name SET name = CAST(x'ff0a3c6576696c3e' AS TEXT); UPDATE input SET name = '<evil>', now = 9223372036854775807
UPDATE fate SET step = '<evil>', wait = '<evil>', not_before = 9223372036854775807; UPDATE opt_out SET person = '<evil>' || char(10) || x'00ff'
UPDATE payload_cost SET payloads = 9223372036854775807, millionths = 9223372036854775807
UPDATE payload_cost SET payloads = -1, millionths = -9223372036854775808, currency = '<evil>'
UPDATE payload_cost SET payloads = 0, direction = 'outbound'
DELETE FROM input; DELETE FROM name
END
    cp good.db locked.db
    { echo 'BEGIN EXCLUSIVE;'; sleep 6; } | sqlite3 locked.db &
    sleep 1
    refused "a locked database" "'locked.db' is in use by another program" locked.db --database locked.db day.00
    wait
else
    echo "skipped - databases of other programs, changed and locked ones: sqlite3 is not installed (Debian: sqlite3)"
fi
# As a user who cannot write it, also if this is root.
other=()
cp good.db readonly.db && chmod 444 readonly.db
if [ -w readonly.db ]; then
    other=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    chmod 755 .
fi
if "${other[@]}" "$telnyx_errors" --version >/dev/null 2>&1 && ! "${other[@]}" test -w readonly.db; then
    plain_triage=$(declare -f triage)
    triage() { "${other[@]}" "$telnyx_errors" triage --now 1000000000 "$@"; }
    refused "a database that is read-only" "'readonly.db' is read-only" readonly.db --database readonly.db day.00
    check "but it can be read" "$(totals_of all.json)" "$(triage --json --database readonly.db 2>/dev/null | totals_of -)"
    check "and merged" "$(totals_of all.json)" "$(triage --json readonly.db 2>/dev/null | totals_of -)"
    eval "$plain_triage"
else
    echo "skipped - a database that is read-only: root can write everything, and cannot become another user here"
fi
cp good.db through.db && ln -s through.db symbolic.db
triage --database symbolic.db day.00 >/dev/null
check "a link stays a link" yes "$([ -L symbolic.db ] && [ -s through.db ] && echo yes)"
: >empty.db
check "an empty file is a new database" 1 "$(status_of "$telnyx_errors" triage --database empty.db day.00)"

# --- nothing is added by halves
cp good.db kept.db
mkfifo pipe
set -m
"$telnyx_errors" triage --database kept.db pipe >out.txt 2>err.txt &
process=$!
exec 9>pipe
cat traffic.ndjson traffic.ndjson traffic.ndjson >&9 # more than fits into the cache
sleep 1
kill -KILL "$process"
wait "$process" 2>/dev/null
exec 9>&-
check "a run that was killed had begun to write" yes "$([ -e kept.db-journal ] && echo yes)"
triage --json --database kept.db >after.json
check "a run that was killed adds nothing" "$(totals_of whole.json)" "$(totals_of after.json)"
"$telnyx_errors" triage --json --database kept.db pipe >out.json 2>err.txt &
process=$!
exec 9>pipe
cat day.00 >&9
sleep 1
kill -INT "$process"
wait "$process"
check "Ctrl-C: exit status" 130 $?
exec 9>&-
set +m
contains "Ctrl-C: message" "$(cat err.txt)" "nothing was added to 'kept.db'"
check "Ctrl-C adds nothing" "" "$(cmp good.db kept.db 2>&1)"
finish_checks
