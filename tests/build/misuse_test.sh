#!/usr/bin/env bash
# What a compiler says where the library is used wrongly, beyond compile_fail/: $1 is the compiler, $2 the directory of the headers.
# - An older standard is refused with one sentence, in fewer than 10 lines, by every header that programs include first.
# - clang warns where a view outlives what it borrows from, and not where it does not.
set -euo pipefail
compiler=$1 include=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$1"
    head -20 "$work/log"
    exit 1
}

checked=0
for header in errors errors/bodies errors/nlohmann errors/simdjson errors/rapidjson errors/boost_json; do
    for standard in c++11 c++14; do
        printf '#include <telnyx/%s.hpp>\n' "$header" >"$work/old.cpp"
        if "$compiler" -std=$standard -I"$include" -fsyntax-only "$work/old.cpp" >"$work/log" 2>&1; then
            fail "<telnyx/$header.hpp> compiles with -std=$standard"
        fi
        grep -q 'telnyx-errors needs C++17 or newer: compile with -std=c++17' "$work/log" ||
            fail "<telnyx/$header.hpp> with -std=$standard does not name the standard that is needed"
        [ "$(wc -l <"$work/log")" -lt 10 ] ||
            fail "<telnyx/$header.hpp> with -std=$standard: more than 9 lines; config.hpp must be the first include"
        checked=$((checked + 1))
    done
done
echo "$checked times an older standard is refused in fewer than 10 lines"

if ! grep -q clang <<<"$("$compiler" --version)"; then
    echo "warnings about lifetimes: not checked, they need clang"
    exit 0
fi

# One function a line; the compiler must warn about those of the first list, and about none of the second.
cat >"$work/dangling" <<'END_OF_LIST'
std::string_view f() { std::string_view id = text().message_id(); return id; }
std::string_view f() { te::report r = text(); return r.sender(); }
std::int64_t f() { const te::error_view& e = text().errors()[0]; return e.number; }
std::int64_t f() { const te::error_view* e = text().errors().begin(); return e->number; }
char f() { std::string_view code = text().errors()[0].code; return code[0]; }
char f(const document& d) { std::string_view code = te::read(d).errors()[0].code.view(); return code[0]; }
te::range_of<te::error_view> f() { te::report r = text(); return r.errors(); }
te::range_of<te::recipient_view> f(const document& d) { te::report_view r = te::read(d); return r.recipients(); }
const te::report_view& f() { te::report r = text(); return r; }
END_OF_LIST
cat >"$work/safe" <<'END_OF_LIST'
std::string_view f(const document& d) { std::string_view id = te::read(d).message_id(); return id; }
std::int64_t f(const document& d) { std::int64_t n = 0; for (const te::error_view& e : te::read(d).errors()) { n += e.number; } return n; }
std::int64_t f() { std::int64_t n = 0; for (const te::error_view& e : text().errors()) { n += e.number; } return n; }
std::size_t f() { const auto errors = text().errors(); return errors.size(); }
std::size_t f() { return text().errors()[0].title.size() + text().message_id().size(); }
te::report f() { te::report r = text(); return r; }
te::report_view f(const document& d) { te::report_view r = te::read(d); return r; }
std::string_view f(const document& d) { te::report_view r = te::read(d); return r.sender(); }
std::string_view f(const te::report& r) { return r.errors()[0].title; }
const te::report_view& f(const te::report& r) { return r; }
char f(const te::report_view& r) { std::string_view code = r.errors()[0].code; return code[0]; }
END_OF_LIST
while IFS= read -r line; do
    for list in dangling safe; do
        grep -qxF "$line" "$work/$list" && kind=$list
    done
    cat >"$work/lifetime.cpp" <<END_OF_PROGRAM
#include "adapter.hpp"
namespace te = telnyx::errors;
te::report text();
$line
END_OF_PROGRAM
    if "$compiler" -std=c++17 -Wall -Wextra -Werror -I"$include" -I"$here/compile_fail" -fsyntax-only "$work/lifetime.cpp" >"$work/log" 2>&1; then
        [ "$kind" = safe ] || fail "no warning about: $line"
    else
        [ "$kind" = dangling ] || fail "a warning about: $line"
        grep -qE 'Wdangling|Wreturn-stack-address' "$work/log" || fail "another error in: $line"
    fi
done < <(cat "$work/dangling" "$work/safe")
echo "$(wc -l <"$work/dangling") dangling views are warned about, $(wc -l <"$work/safe") others are not"
