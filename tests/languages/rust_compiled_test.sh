#!/usr/bin/env bash
# The Rust crate without an installed library: it compiles the one C++ file. $1 is the crate, $2 the directory of the headers, $3 a
# directory to work in, $4 cargo, $5 the C++ compiler.
set -euo pipefail
crate=$1 include=$2 work=$3 cargo=$4 cxx=$5
mkdir -p "$work"
unset TELNYX_ERRORS_LIB_DIR LD_LIBRARY_PATH
export CARGO_TARGET_DIR=$work/target TELNYX_ERRORS_INCLUDE=$include CXX=$cxx
"$cargo" test --quiet --offline --locked --manifest-path "$crate/Cargo.toml"
program=$(find "$work/target/debug/deps" -name 'behaviour-*' -perm -u+x -type f | head -n 1)
[ -n "$program" ] || { echo "no program was built" && exit 1; }
if ldd "$program" | grep telnyx; then
    echo "the shared library is linked"
    exit 1
fi
echo "compiled into the crate"
