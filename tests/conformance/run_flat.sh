#!/usr/bin/env bash
# Runs vectors with a runner that reads them as lines: run_flat.sh FLAT RUNNER FILE... The exit status is the runner's.
set -euo pipefail
flat=$1 runner=$2
shift 2
"$flat" "$@" | "$runner"
