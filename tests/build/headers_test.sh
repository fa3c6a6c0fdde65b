#!/usr/bin/env bash
# Checks the effect of each header on the file that includes it: $1 is the compiler, $2 the directory of the headers.
# - Each compiles alone, twice, and after a header that defines common short words as macros, as windows.h does.
# - No header defines macros without the prefix TELNYX_ERRORS_.
set -euo pipefail
compiler=$1 include=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warnings=(-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror)

# Macros that windows.h and similar headers define. The standard headers come first, as in such a program.
cat >"$work/hostile.hpp" <<'END'
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define ERROR 0
#define DELETE (0x00010000L)
#define NO_ERROR 0L
#define near
#define far
#define small char
#define IN
#define OUT
#define OPTIONAL
#define TRUE 1
#define FALSE 0
#define VOID void
#define interface struct
#define unix 1
#define linux 1
END
headers=("$include"/telnyx/errors.hpp "$include"/telnyx/errors/*.hpp "$include"/telnyx/errors/*/*.hpp "$include"/telnyx/errors/*.h "$include"/telnyx/errors/*/*.h)
grep -hoE '^#include <[a-z_]+>' "${headers[@]}" | grep -v -e '<format>' -e '<version>' | sort -u >"$work/std.hpp"

macros() { # lines of a file: the names of the macros after it
    printf '%s\n' "$@" | "$compiler" -std=c++17 -I"$include" -I"$work" -dM -E -x c++ - | awk '{ sub(/\(.*/, "", $2); print $2 }' | sort -u
}

checked=0 skipped=0
for header in "${headers[@]}"; do
    name=${header#"$include"/}
    others=''
    case $name in
    */nlohmann*.hpp | */state_members.hpp | */value_members.hpp | */c_api.hpp | */c_api/reading.hpp) others='<nlohmann/json.hpp>' ;;
    */fmt_format.hpp) others='<fmt/format.h>' ;;
    */simdjson.hpp) others='<simdjson.h>' ;;
    */rapidjson.hpp) others='<rapidjson/document.h>' ;;
    */boost_json.hpp) others='<boost/json.hpp>' ;;
    esac
    third=${others:+#include $others}
    if [ -n "$others" ] && ! printf '%s\n' "$third" | "$compiler" -std=c++17 -x c++ -E - >/dev/null 2>&1; then
        echo "skipped: $name needs $others, which is not installed"
        skipped=$((skipped + 1))
        continue
    fi
    printf '#include <%s>\n#include <%s>\n' "$name" "$name" >"$work/twice.cpp"
    "$compiler" -std=c++17 "${warnings[@]}" -I"$include" -fsyntax-only "$work/twice.cpp"
    group=$work/group${others//[^a-z]/_}
    [ -e "$group.cpp" ] || printf '#include "std.hpp"\n%s\n#include "hostile.hpp"\n' "$third" >"$group.cpp"
    echo "#include <$name>" >>"$group.cpp"
    before=$group.macros
    [ -e "$before" ] || macros '#include "std.hpp"' "$third" >"$before"
    macros '#include "std.hpp"' "$third" "#include <$name>" >"$work/after.macros"
    if comm -13 "$before" "$work/after.macros" | grep -v '^TELNYX_ERRORS_' | grep -v '^__' | grep .; then
        echo "$name defines the macros above"
        exit 1
    fi
    comm -13 "$before" "$work/after.macros" | grep '^TELNYX_ERRORS_' >/dev/null # else nothing was compared
    checked=$((checked + 1))
done
# Those that need the same other library together, because the standard headers take longer than all of them.
for group in "$work"/group*.cpp; do
    "$compiler" -std=c++17 -I"$include" -I"$work" -fsyntax-only "$group"
done
echo "$checked headers checked, $skipped skipped"
[ "$checked" -ge 18 ]
