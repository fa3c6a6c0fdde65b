#!/usr/bin/env bash
# run.py, where there is a Python; else the test is skipped, and says so.
set -euo pipefail
if ! command -v python3 >/dev/null 2>&1; then
    echo "SKIPPED: mutation testing needs python3 (Debian: python3)"
    exit 77
fi
exec python3 "$(dirname "${BASH_SOURCE[0]}")/run.py" "$@"
