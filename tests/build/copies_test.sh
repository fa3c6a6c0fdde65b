#!/usr/bin/env bash
# Several copies of the library in one program: $1 is the compiler, $2 the directory of the headers.
# - Two versions and a renamed copy, each with its own table.
# - A hundred translation units share one table.
set -euo pipefail
compiler=$1 include=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Another version, in which 40006 is permanent.
cp -r "$include" "$work/other"
sed -i -e 's/TELNYX_ERRORS_VERSION_NAMESPACE v[0-9_]*/TELNYX_ERRORS_VERSION_NAMESPACE v9_8_7/' "$work/other/telnyx/errors/version.hpp"
sed -i -e '/row{code::recipient_unavailable,/,/remedy_is/s/retry_class::automatic/retry_class::permanent/' "$work/other/telnyx/errors/table.hpp"
for changed in version.hpp table.hpp; do
    if cmp -s "$include/telnyx/errors/$changed" "$work/other/telnyx/errors/$changed"; then
        echo "$changed of the other version is the same: both substitutions above must change something"
        exit 1
    fi
done
for part in this other renamed; do
    cat >"$work/$part.cpp" <<END
#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#ifdef TELNYX_ERRORS_NAMESPACE_IS_ACME
namespace te = acme::messaging::errors;
#else
namespace te = telnyx::errors;
#endif
int ${part}_is_automatic() {
    const te::report report = te::read(R"({"errors": [{"code": "40006"}]})");
    return report.errors()[0].info().retry == te::retry_class::automatic ? 1 : 0;
}
END
done
cat >"$work/main.cpp" <<'END'
int this_is_automatic();
int other_is_automatic();
int renamed_is_automatic();
int main() { return this_is_automatic() == 1 && other_is_automatic() == 0 && renamed_is_automatic() == 1 ? 0 : 1; }
END
"$compiler" -std=c++17 -I"$include" -c "$work/this.cpp" -o "$work/this.o"
"$compiler" -std=c++17 -I"$work/other" -c "$work/other.cpp" -o "$work/other.o"
"$compiler" -std=c++17 -I"$include" -DTELNYX_ERRORS_NAMESPACE=acme::messaging -DTELNYX_ERRORS_NAMESPACE_IS_ACME -c "$work/renamed.cpp" -o "$work/renamed.o"
# In both orders: with shared names, the first copy would win.
for order in "this other renamed" "renamed other this"; do
    # shellcheck disable=SC2046,SC2086 # word splitting is intended
    (cd "$work" && "$compiler" main.cpp $(printf '%s.o ' $order) -o program)
    "$work/program"
done
if nm -C "$work/renamed.o" | grep 'telnyx::errors' | grep -v acme; then
    echo "the renamed copy still has names in telnyx::errors"
    exit 1
fi
echo "two versions and a renamed copy share a program"

# One table for all: 100 translation units that use strings are hardly larger than one.
printf 'int main() { return 0; }\n' >"$work/empty.cpp"
"$compiler" -std=c++17 -O2 "$work/empty.cpp" -o "$work/empty"
declarations='' calls=''
for i in $(seq 1 100); do
    declarations+="const char* text_$i(long);"
    calls+=" + *text_$i(count + $i)"
done
printf '#include <telnyx/errors.hpp>\n#define JOIN_(a, b) a##b\n#define JOIN(a, b) JOIN_(a, b)\nconst char* JOIN(text_, UNIT)(long number) { const auto& row = telnyx::errors::lookup(number); return row.title.size() > 3 ? row.action.data() : row.cause.data(); }\n' >"$work/unit.cpp"
printf '%s int main(int count, char**) { return *text_1(count); }\n' "$declarations" >"$work/main_1.cpp"
printf '%s int main(int count, char**) { return 0 %s; }\n' "$declarations" "$calls" >"$work/main_100.cpp"
# One unit is compiled; the others are copies of it with other names.
"$compiler" -std=c++17 -O2 -I"$include" -DUNIT=1 -c "$work/unit.cpp" -o "$work/unit_1.o"
mangled=$(nm "$work/unit_1.o" | awk '$2 == "T" && $3 ~ /text_1/ { print $3 }')
for i in $(seq 2 100); do
    new=$(echo "$mangled" | sed "s/[0-9]*text_1/$(printf 'text_%s' "$i" | wc -c)text_$i/")
    objcopy --redefine-sym "$mangled=$new" "$work/unit_1.o" "$work/unit_$i.o"
done
"$compiler" -std=c++17 -O2 "$work/main_1.cpp" "$work/unit_1.o" -o "$work/one"
"$compiler" -std=c++17 -O2 "$work/main_100.cpp" "$work"/unit_*.o -o "$work/hundred"
bytes() { size "$1" | awk 'NR == 2 { print $4 }'; }
texts=$(($(bytes "$work/one") - $(bytes "$work/empty")))
per_unit=$((($(bytes "$work/hundred") - $(bytes "$work/one")) / 99))
echo "all strings: $texts bytes, the limit is 61440; each further unit: $per_unit bytes"
[ "$texts" -le 61440 ] && [ "$texts" -ge 20000 ] && [ "$per_unit" -le 400 ]
