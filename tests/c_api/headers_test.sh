#!/usr/bin/env bash
# The headers of the C interface as C and as C++, without a warning: $1 is the C compiler, $2 the C++ compiler, $3 the directory of
# the headers.
set -euo pipefail
c=$1 cxx=$2 include=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
warnings=(-Wall -Wextra -pedantic -Wpadded -Wconversion -Wundef -Werror)

compiled=0
for header in "$include"/telnyx/errors/c_api.h "$include"/telnyx/errors/c_api/*.h; do
    printf '#include <%s>\n#include <%s>\nint main(void) { return 0; }\n' "${header#"$include"/}" "${header#"$include"/}" >"$work/alone.c"
    cp "$work/alone.c" "$work/alone.cpp"
    for standard in c99 c11 c17; do
        "$c" -std=$standard "${warnings[@]}" -Wstrict-prototypes -Wmissing-prototypes -I"$include" -fsyntax-only "$work/alone.c"
        "$c" -std=$standard "${warnings[@]}" -DTELNYX_ERRORS_C_PREFIX=acme_ -I"$include" -fsyntax-only "$work/alone.c"
        compiled=$((compiled + 2))
    done
    for standard in c++17 c++20; do
        "$cxx" -std=$standard "${warnings[@]}" -I"$include" -fsyntax-only "$work/alone.cpp"
        compiled=$((compiled + 1))
    done
done
# A status that is not looked at is a warning.
printf '#include <telnyx/errors/c_api.h>\nvoid f(telnyx_errors_decision* next) { telnyx_errors_decide_code(40300, 0, 0, next); }\n' >"$work/unused.c"
if "$c" -std=c99 -Werror -I"$include" -c "$work/unused.c" -o "$work/unused.o" 2>/dev/null; then
    echo "a status may be ignored"
    exit 1
fi
echo "$compiled compilations without a warning"
[ "$compiled" -ge 32 ]
