#!/usr/bin/env bash
# The Rust crate, outside the source, with an installed library that it finds with pkg-config: $1 is the crate, $2 the prefix of the
# library, $3 a directory to work in, $4 cargo. Exit status 77: a tool is missing.
set -euo pipefail
crate=$1 prefix=$2 work=$3 cargo=$4
command -v pkg-config >/dev/null 2>&1 || { echo "skipped: pkg-config is not installed" && exit 77; }
rm -rf "$work/crate"
mkdir -p "$work"
cp -r "$crate" "$work/crate"
unset TELNYX_ERRORS_INCLUDE TELNYX_ERRORS_LIB_DIR
export CARGO_TARGET_DIR=$work/target PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib
cd "$work/crate"
"$cargo" build --quiet --offline --locked --example webhook
program=$work/target/debug/examples/webhook
grep -q "$prefix/lib/libtelnyx-errors-c.so" <<<"$(ldd "$program")" || { echo "another library is linked" && exit 1; }
ask() { # payload, the answer that is right
    local answer
    answer=$(printf '%s' "$1" | "$program")
    [ "$answer" = "$2" ] || { printf 'for %s\nit says   %s\ninstead of %s\n' "$1" "$answer" "$2" && exit 1; }
}
webhook() { # recipients, errors
    echo '{"data":{"event_type":"message.finalized","id":"e","record_type":"event","payload":{"id":"m","record_type":"message",' \
        '"direction":"outbound","to":['"$1"'],"errors":['"$2"']}}}'
}
failed='"status":"delivery_failed"'
two='{"phone_number":"+13125550142","status":"delivered"},{"phone_number":"+13125550143",'"$failed}"
ask "$(webhook "$two" '{"code":"40001","title":"Not routable","source":{"pointer":"/to/1"}}')" \
    '+13125550143: stop m, because permanent (40001)'
ask "$(webhook '{"phone_number":"+13125550142",'"$failed}" '{"code":"40300","title":"Blocked due to STOP message"}')" \
    '+13125550142: put them on the suppression list'
# Without the library the build says what is missing.
export PKG_CONFIG_PATH='' PKG_CONFIG_LIBDIR=/nonexistent CARGO_TARGET_DIR=$work/none
if message=$("$cargo" build --offline --locked 2>&1); then
    echo "it was built without a library"
    exit 1
fi
grep -q 'the C library is not installed' <<<"$message" || { echo "$message" && exit 1; }
echo "built with the installed library, and asked"
