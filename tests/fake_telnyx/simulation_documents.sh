#!/usr/bin/env bash
# Whether the table in docs/comparison.md, and the one in README.md, say what the simulation prints with its default seeds.
# $1 is the program, $2 the source directory. Takes a minute.
set -euo pipefail
program=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" --check >"$work/output"
# World, client, delivered, lost, duplicates, after opt-out, futile, sends, p95 s: columns 2 to 8 and 11 of the program's tables.
awk -F ' *\\| *' '
    /^### / { world = substr($0, 5) }
    $2 ~ /^(telnyx-errors|official SDK|naive|oracle)$/ {
        print "| " ($2 == "telnyx-errors" ? world : "") " | " $2 " | " $3 " | " $4 " | " $5 " | " $6 " | " $7 " | " $8 " | " $11 " |"
    }' "$work/output" >"$work/expected"
sed -n '/^| world | client |/,/^$/p' "$source/docs/comparison.md" | sed '1,2d; /^$/d' >"$work/documented"
diff "$work/documented" "$work/expected"
value() { # world, client, column of the documented table
    awk -F ' *\\| *' -v world="$1" -v client="$2" -v column="$3" '
        $2 != "" { now = $2 }
        now == world && $3 == client { print $column }' "$work/expected"
}
for client in "telnyx-errors:this library" "official SDK:official SDK" "naive:retry every failure"; do
    row="| ${client#*:}"
    for cell in "steady:7" "lost answers:6" "carrier filter:8" "long outage:5"; do
        row+=" | $(value "${cell%:*}" "${client%:*}" "${cell#*:}")"
    done
    grep -qxF "$row |" "$source/README.md" || { echo "README.md lacks: $row |" && exit 1; }
done
echo "$(wc -l <"$work/expected") rows of docs/comparison.md and 3 of README.md are as simulated"
