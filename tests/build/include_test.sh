#!/usr/bin/env bash
# Checks the includes of the core: $1 is the compiler, $2 the directory of the headers, $3 the option for the C++ standard.
# - It includes three standard headers, and only what these include themselves.
# - It has at most so many lines of its own, so that a costly include is noticed.
set -euo pipefail
compiler=$1 include=$2 standard=$3
own_lines_allowed=4100

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <cstdint>\n#include <cstddef>\n#include <string_view>\n' >"$work/three.cpp"
printf '#include <telnyx/errors.hpp>\n' >"$work/core.cpp"

headers() { "$compiler" "$standard" -I"$include" -M "$1" | tr -d '\\' | tr ' ' '\n' | grep '^/' | grep -v -e "^$work" -e '/telnyx/errors' | sort -u; }
lines() { "$compiler" "$standard" -I"$include" -E -P "$1" | wc -l; }

if ! diff <(headers "$work/three.cpp") <(headers "$work/core.cpp"); then
    echo "telnyx/errors.hpp includes headers other than <cstdint>, <cstddef> and <string_view>"
    exit 1
fi
own=$(($(lines "$work/core.cpp") - $(lines "$work/three.cpp")))
echo "telnyx/errors.hpp: $own preprocessed lines of its own, the limit is $own_lines_allowed"
[ "$own" -le "$own_lines_allowed" ]
[ "$own" -ge 500 ] # else nothing was counted

# No header of the core includes another standard header directly.
core=("$include"/telnyx/errors.hpp)
while IFS= read -r header; do
    core+=("$include/$header")
done < <("$compiler" "$standard" -I"$include" -M "$work/core.cpp" | tr -d '\\' | tr ' ' '\n' | grep -oE 'telnyx/errors/[a-z_/]+\.hpp$' | sort -u)
[ ${#core[@]} -ge 10 ] # else nothing is checked
for header in "${core[@]}"; do
    if grep -E '^#include <' "$header" | grep -v -E '<(cstdint|cstddef|string_view|telnyx/errors/[a-z_/]+\.hpp|telnyx/errors/needs_cxx17_or_newer)>'; then
        echo "$header includes more than it may"
        exit 1
    fi
done
