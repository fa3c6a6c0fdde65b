#!/usr/bin/env bash
# The functions of the C interface, wherever they are listed: $1 is the shared library, $2 the source, $3 the directory of the headers.
# - The library shows those that c_api.h declares, and nothing else.
# - Each can be renamed, is called by use.c, and is listed in docs/languages.md.
set -euo pipefail
library=$1 source=$2 include=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A declaration begins with a macro at the start of a line.
tr '\n' ' ' <"$include/telnyx/errors/c_api.h" | grep -oE 'TELNYX_ERRORS_C_(API|STATUS) [a-z0-9_ ]*\*?[^;(]*\(' | grep -oE 'telnyx_errors_[a-z0-9_]+\($' |
    tr -d '(' | sort >"$work/declared"
count=$(wc -l <"$work/declared")
[ "$count" -ge 50 ] || { echo "only $count declarations were found" && exit 1; }
same() { # what, file
    if ! diff "$work/declared" "$2" >"$work/difference"; then
        echo "$1 and c_api.h differ (> is only in the first):"
        cat "$work/difference"
        exit 1
    fi
}
nm -D --defined-only "$library" | awk '$2 != "A" { print $3 }' | sed 's/@.*//' | sort >"$work/shown"
same "the symbols of $(basename "$library")" "$work/shown"
grep -oE '^#define telnyx_errors_[a-z0-9_]+' "$include/telnyx/errors/c_api/rename.h" | awk '{ print $2 }' | sort >"$work/renamed"
same c_api/rename.h "$work/renamed"
grep -oE 'telnyx_errors_[a-z0-9_]+\(' "$source/tests/c_api/use.c" | tr -d '(' | sort -u >"$work/called"
same tests/c_api/use.c "$work/called"
awk '/^<!-- functions -->/ { inside = 1 } /^<!-- end -->/ { inside = 0 } inside' "$source/docs/languages.md" |
    grep -oE 'telnyx_errors_[a-z0-9_]+' | sort >"$work/documented"
same docs/languages.md "$work/documented"
echo "$count functions: declared, shown, renamed, called and documented"
