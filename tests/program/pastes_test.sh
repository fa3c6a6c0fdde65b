#!/usr/bin/env bash
# Tests that what people have on the clipboard is read, by both commands. $1 is the program, $2 says whether it has libarchive.
set -u
program=$1
has_libarchive=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../tools/shell_checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
now=(--now 2026-11-26T12:00:00Z)

classified() { "$program" classify --json "${now[@]}" "$@" 2>/dev/null | sed -nE 's/.*"kind":"not_json".*/-/; s/.*"governing_code":"([^"]*)".*/\1/; p' | tr '\n' ' ' | sed 's/ $//'; }
# The codes of triage, one for each payload that has it, and a dash for each reject.
triaged() {
    local all
    all=$("$program" triage --json "${now[@]}" "$@" 2>/dev/null)
    {
        sed -E 's/.*"failures":\[(.*)\],"send_again".*/\1/' <<<"$all" | grep -oE '"code":"[^"]*","count":[0-9]+' | sed -E 's/"code":"([^"]*)","count":([0-9]+)/\1 \2/' |
            while read -r code count; do yes "$code" | head -n "$count"; done
        yes - | head -n "$(sed -E 's/.*"not_json":([0-9]+),.*/\1/' <<<"$all")"
    } | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}
pastes=0
paste() { # what, the codes in the order of the input; the paste is on stdin
    pastes=$((pastes + 1))
    cat >pasted
    check "$1: classify" "$2" "$(classified pasted)"
    check "$1: triage" "$(tr ' ' '\n' <<<"$2" | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//')" "$(triaged pasted)"
}

stop='{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}'
failure() { # code, message
    printf '{"record_type":"message","direction":"outbound","id":"%s","to":[{"phone_number":"+12025550143","status":"delivery_failed"}],"errors":[{"code":"%s"}]}' "$2" "$1"
}
event() { printf '{"data":{"event_type":"message.finalized","id":"%s","payload":%s}}' "$1" "$(failure 40008 "$1")"; }

for bare in 40300 '"40300"' ' #40300 '; do
    contains "a code by itself: $bare" "$("$program" classify "${now[@]}" <<<"$bare")" "telnyx-errors explain 40300"
done
check "a number that is no code has no hint" "" "$("$program" classify "${now[@]}" <<<40999 | grep explain)"
paste "a status before the body" 40300 <<<"409 $stop"
paste "words, a status and a path before the body" 40305 <<<'telnyx: POST /v2/messages returned 400: {"errors":[{"code":"40305","title":"Invalid from"}]}'
paste "curl -i" 10011 < <(printf 'HTTP/2 429 \r\ncontent-type: application/json\r\nretry-after: 9\r\n\r\n{\n  "errors": [\n    {"code": "10011"}\n  ]\n}')
contains "with its status and headers" "$("$program" classify --json "${now[@]}" pasted)" '"delay_ms":9000'
paste "curl -i, several times" "40300 10011 -" < <(printf 'HTTP/1.1 409 Conflict\nx-id: 1\n\n%sHTTP/1.1 100 Continue\n\nHTTP/1.1 429\nx-id: 2\n\n{"errors":[{"code":"10011"}]}\nHTTP/1.1 502 Bad Gateway\nserver: x\n\n<html>\n<p>502</p>\n</html>\n' "$stop")
contains "the status of HTML counts" "$("$program" classify --json "${now[@]}" pasted | tail -n 1)" '"step":"reconcile"'
paste "curl -v" "- 40300" <<END
> POST /v2/messages HTTP/2
> host: api.telnyx.com
>
< HTTP/2 409
< content-type: application/json
<
$stop
END
contains "its status counts" "$("$program" classify --rows ndjson "${now[@]}" pasted | tail -n 1)" '"http_status":409'
paste "curl -v, with a line of its own before the body" "- 10011" <<'END'
* Trying 192.0.2.1:443...
> POST /v2/messages HTTP/2
< HTTP/2 429
< retry-after: 9
<
* Connection #0 to host api.telnyx.com left intact
{"errors":[{"code":"10011"}]}
END
contains "its headers count" "$("$program" classify --json "${now[@]}" pasted | tail -n 1)" '"delay_ms":9000'
paste "curl -i, a response without a body first" "- 40300" < <(printf 'HTTP/2 429 \r\nretry-after: 30\r\n\r\nHTTP/2 409 \r\n\r\n%s\n' "$stop")
contains "each has its status" "$("$program" classify --rows ndjson "${now[@]}" pasted | grep -oE '"http_status":[0-9]+' | tr '\n' ' ')" '"http_status":429 "http_status":409'
paste "curl -i through a proxy" 40300 < <(printf 'HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/2 409 \r\n\r\n%s\n' "$stop")
paste "JSON in a column of CSV" "- 40300 40008" < <(printf 'Date,Host,Message\n2026-11-25,a,"%s"\n2026-11-25,b,"%s"\n' "$(sed 's/"/""/g' <<<"$stop")" "$(event v1 | sed 's/"/""/g')")
paste "as sqlite3 -csv writes it" "40300 40008" < <(printf '1,"%s"\n2,"%s"\n' "$(sed 's/"/""/g' <<<"$stop")" "$(event v2 | sed 's/"/""/g')")
paste "with an empty string in the JSON" "40300" < <(printf '1,"{""errors"":[{""code"":""40300"",""detail"":""""}]}",x,""\n')
paste "an item of a workflow" 40008 <<<"[{\"headers\":{\"host\":\"hooks.example\"},\"params\":{},\"query\":{},\"body\":$(event w1)}]"
paste "a row of a table of webhooks" 40008 <<<"{\"id\":\"r1\",\"created_at\":\"2026-11-25T10:00:00Z\",\"event_type\":\"message.finalized\",\"payload\":$(event t1)}"
paste "a stored row" 40001 <<<'{"message_id":"s1","to_number":"+12025550143","status":"failed","error_code":"40001"}'
paste "a log whose first line is text" "- 40310 40300" <<END
Listening on port 8080
{"errors":[{"code":"40310"}]}
$stop
END
paste "a log with payloads inside its lines" "40300 - 40008" <<END
2026-11-26T10:00:00Z WARN send failed: $stop
2026-11-26T10:00:01Z INFO retrying
2026-11-26T10:00:02Z WARN webhook $(event l1)
END
paste "lines in brackets" "40300 40008" < <(printf '[2026-11-26 10:00:00] app.ERROR: %s []\n[2026-11-26 10:00:01] app.ERROR: {\n  "errors": [{"code": "40008"}]\n}\n' "$stop")
paste "a page with a row per line" "40001 40008" < <(printf '{"data":[\n%s,\n%s\n],"meta":{"total_results":2}}\n' "$(failure 40001 p1)" "$(failure 40008 p2)")
paste "a list with commas first" "40001 40008 40012" < <(printf '[\n  %s\n, %s\n, %s\n]\n' "$(failure 40001 c1)" "$(failure 40008 c2)" "$(failure 40012 c3)")
paste "JSON inside a string" 40300 <<<'level=error msg="send failed" body="{\"errors\":[{\"code\":\"40300\",\"title\":\"Blocked due to STOP message\"}]}"'
paste "an exception of Python" 40300 <<<"telnyx.ConflictError: Error code: 409 - {'errors': [{'code': '40300', 'title': 'Blocked due to STOP message', 'detail': None}]}"
paste "an object as JavaScript prints it" "- 40310" <<'END'
TelnyxError: Request failed with status code 400
    at send (/app/send.js:10:9) {
  errors: [ { code: '40310', title: "Invalid 'to' address" } ]
}
END
paste "an exception of Ruby" 40310 <<<'Telnyx::InvalidRequestError: {:errors=>[{:code=>"40310", :title=>"x", :meta=>nil}]} (http 400)'
paste "a stack trace with a body over several lines" "40008 -" <<'END'
Error: delivery failed: {
  "errors": [
    {"code": "40008"}
  ]
}
    at report (/app/report.js:1:1)
END
paste "a body over several lines after a status" 40310 < <(printf '400 {\n  "errors": [\n    {"code": "40310"}\n  ]\n}\n')
paste "the error of an SDK" 40300 <<<"{\"status\":409,\"message\":\"Conflict\",\"error\":$stop}"
paste "UTF-16, as PowerShell writes it" "40300 40310" < <(printf '\377\376'; printf '%s\r\n{"errors":[{"code":"40310"}]}\r\n' "$stop" | iconv -f UTF-8 -t UTF-16LE)
paste "an export of detail records" "40008 - 40001" <<'END'
Originating Number,Terminating number,CompleteTimestamp(UTC),Direction,Status_v2,Unique Mdr ID,Errors,Message Body
+13125550100,+12025550143,2026-11-25 10:00:00,outbound,delivery_failed,m1,40008,"Hello, ""you"""
+13125550100,+12025550144,2026-11-25 10:00:00,outbound
+13125550100,+12025550145,2026-11-25 10:00:00,outbound,delivery_failed,m2,40001,
END
paste "a detail record" 40012 <<<'{"record_type":"message_detail_record","uuid":"d1","cld":"+12025550143","status":"failed","errors":["40012"]}'
# Cut off: nothing can be read, and the answer says where it ends.
paste "JSON that was cut off" - < <(printf '{"errors":[\n  {"code":"403')
contains "is located" "$(COLUMNS=200 "$program" classify "${now[@]}" pasted)" "pasted, line 1; JSON is broken at line 2, column 15"
contains "also for programs" "$("$program" classify --json "${now[@]}" pasted)" '"broken_at":{"line":2,"column":15},"input":"pasted","line":1}'
check "at least twenty pastes" yes "$([ "$pastes" -ge 20 ] && echo yes)"

# --- lines of text with payloads: where they are
printf 'one\ntwo {x}\n%s\nfour\n' "$stop" >input
check "locations inside text" "1 4" "$("$program" classify --json "${now[@]}" input | sed -nE 's/.*"kind":"not_json".*"line":([0-9]+)\}$/\1/p' | tr '\n' ' ' | sed 's/ $//')"

# --- CSV
csv="id,status,code"
# shellcheck disable=SC2069 # only stderr
rows() { "$program" classify --json "${now[@]}" "$@" 2>&1 >/dev/null; }
printf '%s\nm1,failed,40008\nm2,mystery,\n' "$csv" >table.csv
check "the columns are named on stderr" "telnyx-errors: 'table.csv' is CSV: id = 'id', status = 'status', code = 'code'" "$(rows table.csv)"
check "an unknown status is not delivered" "unknown" "$("$program" classify --json "${now[@]}" table.csv 2>/dev/null | tail -n 1 | sed -E 's/.*"outcome":"([a-z_]*)","recipients".*/\1/')"
check "once for the same columns" 1 "$(rows table.csv table.csv | wc -l | tr -d ' ')"
printf 'Ref,State of it,Why\nm1,failed,40008\n' >other.csv
check "--columns" 40008 "$(classified --columns 'status=State of it,code=why,id=Ref' other.csv)"
check "a missing column" "telnyx-errors: cannot read 'other.csv': it has no column 'Nope', which --columns names" "$(rows --columns status=Nope other.csv)"
printf 'id,direction,carrier\nm1,outbound,x\n' >useless.csv
contains "CSV without a status" "$(rows useless.csv)" "has no column for a status or an error code"
printf 'id,status,code,Message Body\nm1,failed,40008,"{"text":"a, b"}"\nm2,failed,40001,"x"\n' >broken.csv
check "a broken body" "- 40001" "$(classified broken.csv)"
check "--broken-body" "40008 40001" "$(classified --broken-body broken.csv)"
printf 'id,status,errors\rm1,delivery_failed,40300\rm2,delivery_failed,40008\r' >returns.csv
check "lines that end with a carriage return" "40300 40008" "$(classified returns.csv)"
check "in triage" "40008 40300" "$(triaged returns.csv)"
# Numbers that a spreadsheet rounded name no person: no other person is taken for the person who opted out.
keys() { printf 'id,status,code,to\nm1,failed,40300,%s\n' "$1" | "$program" classify --rows tsv "${now[@]}" - 2>/dev/null | cut -f 13; }
check "a number in scientific notation" "" "$(keys 1.2025550147E+10)"
check "a rounded number" "" "$(keys 1.20256E+10)"
check "with a comma" "" "$(keys '"1,20256e+10"')"
check "a number with decimals" 2025550147 "$(keys 12025550147.0)"
check "an ordinary number" 2025550147 "$(keys +12025550147)"
contains "an opt-out of such a number" "$(printf 'id,status,code,to\nm1,failed,40300,1.20256E+10\n' | "$program" triage --json "${now[@]}" - 2>/dev/null)" '"maybe_opted_out":0,"maybe_opted_out_unnamed":1'
# A line that could be a payload is not one: anyone can write the body of a message.
printf '%s\nm1,failed\n%s\n"x%s\n' "$csv" "$stop" "$stop" >planted.csv
check "nothing in a rejected row is a payload" "- - -" "$(classified planted.csv)"
check "in triage" "- - -" "$(triaged planted.csv)"
"$program" triage "${now[@]}" --rejects rejects planted.csv >/dev/null 2>&1
check "rejected rows are saved unchanged" "$(tail -n +2 planted.csv)" "$(cat rejects)"
check "the line of a rejected row" "2 3 4" "$("$program" triage --json "${now[@]}" planted.csv 2>/dev/null | grep -oE '"line":[0-9]+' | tr -dc '0-9\n' | tr '\n' ' ' | sed 's/ $//')"
awk 'BEGIN { print "id,status,code"; for (i = 0; i < 60000; i++) printf "m%d,failed,40008\n", i }' >long.csv
contains "many rows" "$("$program" triage --json "${now[@]}" long.csv 2>/dev/null)" '"code":"40008","count":60000'
contains "from a pipe" "$("$program" triage --json "${now[@]}" - < <(cat long.csv) 2>/dev/null)" '"code":"40008","count":60000'

# --- compressed inputs and other files
failure 40008 z1 >one.json
named() { # what, file, the reason
    for command in classify triage; do
        "$program" $command --json "${now[@]}" "$2" >out.json 2>err.txt
        check "$1: $command" "2 telnyx-errors: cannot $3" "$? $(cat err.txt)"
    done
}
printf '7z\274\257\047\034\0\4' >x.7z
named "7-Zip" x.7z "read 'x.7z': it is a 7-Zip archive"
printf '%%PDF-1.7\n' >x.pdf
named "PDF" x.pdf "read 'x.pdf': it is a PDF document"
printf 'SQLite format 3\0rest' >x.db
check "SQLite: classify" "telnyx-errors: cannot read 'x.db': it is an SQLite database 2" "$("$program" classify x.db 2>&1 | tr '\n' ' ')$(status_of "$program" classify x.db)"
check "SQLite: triage, which reads its own databases" "telnyx-errors: 'x.db' is not a database of telnyx-errors 2" "$("$program" triage x.db 2>&1 | tr '\n' ' ')$(status_of "$program" triage x.db)"
head -c 3000 /dev/zero >zeros
named "zeros" zeros "read 'zeros': it is a binary file"
"$program" classify --json "${now[@]}" x.7z one.json >out.json 2>/dev/null
check "the other inputs count" '2 40008' "$? $(sed -nE 's/.*"governing_code":"([^"]*)".*/\1/p' out.json)"
if [ "$has_libarchive" = 1 ]; then
    for i in $(seq 1 3000); do failure 40008 "n$i"; echo; done >many.ndjson
    for packer in gzip bzip2 xz zstd; do
        command -v $packer >/dev/null || { echo "skipped - $packer is not installed"; continue; }
        $packer -kc one.json >packed
        check "$packer: classify" 40008 "$(classified packed)"
        check "$packer: triage" 40008 "$(triaged packed)"
        check "$packer: from a pipe" 40008 "$(classified - < <(cat packed))"
        $packer -c </dev/null >empty
        contains "$packer: nothing" "$("$program" classify --json "${now[@]}" empty)" '"problem":"empty"'
        cat packed packed >twice
        check "$packer: two in a row" "40008 40008" "$(classified twice)"
        { cat packed; echo other; } >followed
        check "$packer: other data follows" 2 "$(status_of "$program" classify followed)"
        $packer -kc many.ndjson >large
        size=$(wc -c <large)
        silent=0
        for part in $(seq 12 "$((size / 30 + 1))" "$((size - 1))"); do
            head -c "$part" large >short
            "$program" triage --json "${now[@]}" short >out.json 2>err.txt
            { [ $? -eq 2 ] && [ "$(grep -c "'short'" err.txt)" = 1 ]; } || silent=$((silent + 1))
        done
        check "$packer: wherever it is cut, it is said" 0 "$silent"
    done
    printf '\037\213' >short
    named "the first two bytes of gzip" short "decompress 'short': unexpected end of data"
    tar -cf one.tar one.json
    check "tar" 40008 "$(classified one.tar)"
    gzip -kf one.tar
    check "tar with gzip" 40008 "$(triaged one.tar.gz)"
    tar -cf two.tar one.json table.csv
    named "a tar archive of two files" two.tar "read 'two.tar': it is an archive of several files; only 'one.json' was read"
    check "the first one counts" 40008 "$(classified two.tar)"
    if command -v zip >/dev/null; then
        zip -q one.zip one.json
        check "ZIP" 40008 "$(classified one.zip)"
        printf '<x/>' >'[Content_Types].xml'
        zip -q -nw sheet.xlsx '[Content_Types].xml'
        contains "a spreadsheet" "$("$program" classify sheet.xlsx 2>&1 >/dev/null)" "save it as CSV"
    fi
    # A hundred megabytes of spaces in half a megabyte: memory is bounded.
    head -c 100000000 /dev/zero | tr '\0' ' ' | gzip -1 >bomb.gz
    check "a decompression bomb" 1 "$( (ulimit -v 200000; "$program" triage --json --threads 1 "${now[@]}" bomb.gz) 2>/dev/null | grep -c '"bodies":0,')"
fi
finish_checks
