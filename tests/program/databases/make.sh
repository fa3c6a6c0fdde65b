#!/usr/bin/env bash
# Makes the database of the current version of the schema, version_N.db: one file for each version, which is never changed once that
# version was released. The test of the database reads all of them.
#
#     tests/program/databases/make.sh PROGRAM
set -euo pipefail
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp "$here/payloads.ndjson" .
"$program" triage --now 1795600000 --database made.db payloads.ndjson >/dev/null || [ $? -eq 1 ] # one line is not JSON
sqlite3 made.db 'PRAGMA page_size = 512; VACUUM'
mv made.db "$here/version_$(sqlite3 made.db 'PRAGMA user_version').db"
