#!/usr/bin/env bash
# Two versions of the C interface in one program: $1 is the C compiler, $2 the C++ compiler, $3 the directory of the headers, $4 the
# source.
# - Linked into the program, one of them renamed.
# - As two shared libraries with different sonames, nothing renamed.
set -euo pipefail
c=$1 cxx=$2 include=$3 source=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Another version, in which 40006 is permanent and a report has another name for its message.
cp -r "$include" "$work/other"
sed -i -e 's/TELNYX_ERRORS_VERSION_NAMESPACE v[0-9_]*/TELNYX_ERRORS_VERSION_NAMESPACE v9_8_7/' \
    -e 's/TELNYX_ERRORS_VERSION_STRING ".*"/TELNYX_ERRORS_VERSION_STRING "9.8.7"/' "$work/other/telnyx/errors/version.hpp"
sed -i -e '/row{code::recipient_unavailable,/,/remedy_is/s/retry_class::automatic/retry_class::permanent/' "$work/other/telnyx/errors/table.hpp"
for changed in version.hpp table.hpp; do
    if cmp -s "$include/telnyx/errors/$changed" "$work/other/telnyx/errors/$changed"; then
        echo "$changed of the other version is the same: the substitutions above must change something"
        exit 1
    fi
done
cat >"$work/ask.c" <<'END'
#include <string.h>
#include <telnyx/errors/c_api.h>
/* Whether a version says that 40006 is temporary. -1: another version answered. */
int ASK(void) {
    static const char text[] = "{\"errors\":[{\"code\":\"40006\"}]}";
    telnyx_errors_report* report = NULL;
    telnyx_errors_decision next = {.struct_size = sizeof next};
    int32_t status = telnyx_errors_read(text, sizeof text - 1, TELNYX_ERRORS_PHASE_DELIVERY, &report, NULL);
    if (status == TELNYX_ERRORS_STATUS_OK) {
        status = telnyx_errors_decide(report, NULL, NULL, &next);
    }
    telnyx_errors_report_free(report);
    return status != TELNYX_ERRORS_STATUS_OK || strcmp(telnyx_errors_version(), TELNYX_ERRORS_VERSION_STRING) != 0 ? -1
           : next.step == TELNYX_ERRORS_STEP_RETRY;
}
END
cat >"$work/main.c" <<'END'
int ask_this(void);
int ask_other(void);
int main(void) { return ask_this() == 1 && ask_other() == 0 ? 0 : 1; }
END
echo '#include <telnyx/errors/c_api.hpp>' >"$work/definitions.cpp"
rename=(-DTELNYX_ERRORS_C_PREFIX=acme_telnyx_)
flags=(-std=c++17 -O0 -fPIC -fvisibility=hidden -DTELNYX_ERRORS_C_EXPORT)
"$cxx" "${flags[@]}" -I"$include" -c "$work/definitions.cpp" -o "$work/this.o"
"$cxx" "${flags[@]}" -I"$work/other" "${rename[@]}" -c "$work/definitions.cpp" -o "$work/other.o"
"$c" -std=c99 -Wall -Wextra -pedantic -Werror -fPIC -DASK=ask_this -I"$include" -c "$work/ask.c" -o "$work/ask_this.o"
"$c" -std=c99 -Wall -Wextra -pedantic -Werror -DASK=ask_other -I"$work/other" "${rename[@]}" -c "$work/ask.c" -o "$work/ask_other.o"
"$c" -std=c99 -c "$work/main.c" -o "$work/main.o"
# In both orders: with shared names, the first copy would win.
for order in "this other" "other this"; do
    objects=()
    for part in $order; do
        objects+=("$work/$part.o")
    done
    "$cxx" "$work/main.o" "$work/ask_this.o" "$work/ask_other.o" "${objects[@]}" -o "$work/program"
    "$work/program" || { echo "the wrong version answered, linked as $order" && exit 1; }
done
if nm "$work/other.o" | grep -w 'T telnyx_errors_.*'; then
    echo "the functions above were not renamed"
    exit 1
fi
echo "two versions share a program"

# Shared libraries, as .packaging/c_library links them; the symbols have versions, so that each caller gets its own.
[ "$(uname)" = Linux ] || exit 0
"$cxx" "${flags[@]}" -I"$work/other" -c "$work/definitions.cpp" -o "$work/other_shared.o"
"$c" -std=c99 -Wall -Wextra -pedantic -Werror -fPIC -DASK=ask_other -I"$work/other" -c "$work/ask.c" -o "$work/ask_other_shared.o"
cp "$work/this.o" "$work/this_shared.o"
cp "$work/ask_this.o" "$work/ask_this_shared.o"
for part in this:0.4 other:9.8; do
    name=${part%:*} version=${part#*:}
    mkdir "$work/$name.lib"
    sed "s/@telnyx_errors_c_soversion@/$version/" "$source/.packaging/c_library/symbols.map.in" >"$work/$name.map"
    "$cxx" -shared "$work/${name}_shared.o" -Wl,-soname,"libtelnyx-errors-c.so.$version" -Wl,--version-script="$work/$name.map" \
        -o "$work/$name.lib/libtelnyx-errors-c.so.$version"
    ln -s "libtelnyx-errors-c.so.$version" "$work/$name.lib/libtelnyx-errors-c.so"
    # Each caller is a library of its own, as the dependencies of a program are.
    "$c" -shared "$work/ask_${name}_shared.o" -L"$work/$name.lib" -ltelnyx-errors-c -o "$work/$name.lib/libask_$name.so"
done
export LD_LIBRARY_PATH=$work/this.lib:$work/other.lib
for order in "this other" "other this"; do
    callers=()
    for part in $order; do
        callers+=("$work/$part.lib/libask_$part.so")
    done
    "$c" "$work/main.o" "${callers[@]}" -o "$work/program"
    "$work/program" || { echo "the wrong shared library answered, linked as $order" && exit 1; }
    [ "$(ldd "$work/program" | grep -c 'libtelnyx-errors-c.so')" -eq 2 ] || { echo "not both libraries are loaded" && exit 1; }
done
echo "two shared libraries share a process"
