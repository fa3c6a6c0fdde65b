#!/usr/bin/env bash
# What the core brings in: $1 is the compiler, $2 the directory of the headers, $3 the option for the C++ standard.
# - No standard header but three, and those that these bring in themselves.
# - Of its own not more than so many lines, so that nobody makes the include heavier without noticing.
set -euo pipefail
compiler=$1 include=$2 standard=$3
own_lines_allowed=1700

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <cstdint>\n#include <cstddef>\n#include <string_view>\n' >"$work/three.cpp"
printf '#include <telnyx/errors.hpp>\n' >"$work/core.cpp"

headers() { "$compiler" "$standard" -I"$include" -M "$1" | tr -d '\\' | tr ' ' '\n' | grep '^/' | grep -v -e "^$work" -e '/telnyx/errors' | sort -u; }
lines() { "$compiler" "$standard" -I"$include" -E -P "$1" | wc -l; }

if ! diff <(headers "$work/three.cpp") <(headers "$work/core.cpp"); then
    echo "telnyx/errors.hpp brings in other headers than <cstdint>, <cstddef> and <string_view>"
    exit 1
fi
own=$(($(lines "$work/core.cpp") - $(lines "$work/three.cpp")))
echo "telnyx/errors.hpp: $own preprocessed lines of its own, at most $own_lines_allowed allowed"
[ "$own" -le "$own_lines_allowed" ]
[ "$own" -ge 500 ] # else nothing was counted

# No other header of the core names a standard header of its own.
for header in version config vocabulary code table lookup http instant classify retry mask; do
    if grep -E '^#include <' "$include/telnyx/errors/$header.hpp" | grep -v -E '<(cstdint|cstddef|string_view|telnyx/errors/[a-z_]+\.hpp)>'; then
        echo "$header.hpp includes more than it may"
        exit 1
    fi
done
