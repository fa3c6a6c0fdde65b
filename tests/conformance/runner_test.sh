#!/usr/bin/env bash
# Whether a runner can be trusted: runner_test.sh PLANT VECTORS RUNNER...
# - All vectors pass.
# - Of the vectors with wrong expectations that PLANT writes, every one fails.
# - No vectors, another version of the suite and an unknown operation fail.
set -euo pipefail
plant=$1 vectors=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
last_line() { tail -n 1 "$work/output" | sed 's/^suite [0-9.]*: //'; }
run() { # status that is right, files
    local expected=$1 status=0
    shift
    "${runner[@]}" "$@" >"$work/output" 2>&1 || status=$?
    [ "$status" -eq "$expected" ] || { tail -n 20 "$work/output" && echo "status $status, not $expected, for $*" && exit 1; }
}
runner=("$@")

run 0 "$vectors"/*.json
total=$(last_line)
[[ $total =~ ^([0-9]+)\ vectors,\ 0\ failed$ ]] && [ "${BASH_REMATCH[1]}" -ge 1500 ] || { echo "the last line says: $total" && exit 1; }

planted=$("$plant" "$work/planted.json" "$vectors"/*.json)
[ "$planted" -ge 200 ] || { echo "only $planted wrong expectations were written" && exit 1; }
run 1 "$work/planted.json"
if [ "$(last_line)" != "$planted vectors, $planted failed" ]; then
    echo "of $planted wrong expectations: $(last_line). Those that passed are missing here:"
    grep -o '^planted/[^:]*' "$work/output" | sort >"$work/found"
    grep -o '"planted/[^"]*' "$work/planted.json" | tr -d '"' | sort | comm -23 - "$work/found"
    exit 1
fi

version=$(grep -o '"suite_version": *"[^"]*"' "$work/planted.json")
echo "{$version, \"vectors\": []}" >"$work/empty.json"
run 1 "$work/empty.json"
echo "{$version, \"vectors\": [{\"id\": \"x\", \"operation\": \"guess\", \"input\": {}, \"expected\": {}}]}" >"$work/operation.json"
run 1 "$work/operation.json"
echo '{"suite_version": "0.0.1", "vectors": []}' >"$work/version.json"
run 2 "$work/version.json"
echo "$total; $planted wrong expectations were all found"
