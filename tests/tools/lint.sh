#!/usr/bin/env bash
# Static checks: clang-format, clang-tidy, cppcheck, and shellcheck for the scripts. A missing tool is named at the end; if nothing
# else is wrong, the exit status is then 77, which ctest shows as skipped.
#
#     tests/tools/lint.sh [format] [tidy] [cppcheck] [scripts]
#
# TELNYX_ERRORS_INSTALL_TOOLS=1 installs missing tools.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root" || exit 2
# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
if [ -n "${TELNYX_ERRORS_INSTALL_TOOLS:-}" ]; then
    install_packages --optional clang_format clang_tidy cppcheck shellcheck
fi

wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(format tidy cppcheck scripts)
findings=() missing=()
have() { command -v "$1" >/dev/null 2>&1 || { missing+=("$1") && return 1; }; }
mapfile -t sources < <(find include tests examples \( -name '*.hpp' -o -name '*.cpp' -o -name '*.h' -o -name '*.c' \) | sort)
mapfile -t headers < <(find include -name '*.hpp' | sort)
mapfile -t programs < <(find examples -name '*.cpp' | sort)

# The library that a file includes. A file whose library is not installed is left out, and named.
needs() {
    case $1 in
    */nlohmann.hpp | */c_api.hpp | */c_api/reading.hpp) echo json ;;
    */fmt_format.hpp) echo fmt ;;
    */simdjson.hpp | */simdjson_webhook.cpp) echo simdjson ;;
    */rapidjson.hpp) echo rapidjson ;;
    */boost_json.hpp) echo boost_json ;;
    */asio_retry.cpp) echo asio ;;
    */telnyx-errors/arguments.cpp) echo cli11 ;;
    */http_send.cpp | */service/*) echo httplib ;;
    esac
}

tidy() {
    local file other left_out=()
    mkdir -p "$work/tidy"
    cp .clang-tidy "$work/"
    for file in "${headers[@]}"; do
        other=$(needs "$file")
        if [ -n "$other" ] && ! is_installed "$other"; then
            left_out+=("${file#include/}")
            continue
        fi
        printf '#include <%s>\n' "${file#include/}" >"$work/tidy/$(echo "${file%.hpp}" | tr / _).cpp"
    done
    for file in "${programs[@]}"; do
        other=$(needs "$file")
        if [ -n "$other" ] && ! is_installed "$other"; then
            left_out+=("$file")
        else
            echo "$file"
        fi
    done >"$work/programs"
    find "$work/tidy" -name '*.cpp' | sort | cat - "$work/programs" |
        xargs -P "${TELNYX_ERRORS_JOBS:-2}" -I{} clang-tidy --quiet {} -- -std=c++17 -Iinclude -Iexamples/telnyx-errors -DASIO_STANDALONE >"$work/tidy.log" 2>/dev/null
    if grep -q 'error:\|warning:' "$work/tidy.log"; then
        grep -A2 'error:\|warning:' "$work/tidy.log" | awk '!seen[$0]++'
        findings+=(clang-tidy)
    fi
    echo "clang-tidy: $(find "$work/tidy" -name '*.cpp' | wc -l) headers and $(wc -l <"$work/programs") files of the examples"
    [ ${#left_out[@]} -eq 0 ] || missing+=("the libraries of ${left_out[*]}")
}

for tool in "${wanted[@]}"; do
    case $tool in
    format)
        have clang-format || continue
        clang-format --dry-run -Werror "${sources[@]}" || findings+=(clang-format)
        echo "clang-format: ${#sources[@]} files"
        ;;
    tidy)
        have clang-tidy || continue
        tidy
        ;;
    cppcheck)
        have cppcheck || continue
        # The core does without <algorithm>; the adapter has the members that nlohmann/json asks for, of which `return call(), true`
        # is always true; the storage of inline_list is left as it is on purpose; examples show types that they do not use up.
        # cppcheck 2.10 takes `condition ? text : std::string{...} + text` and what follows it for something else.
        cppcheck --std=c++17 --language=c++ --enable=warning,style,performance,portability --error-exitcode=1 --quiet -Iinclude -Iexamples/telnyx-errors \
            --suppress=useStlAlgorithm --suppress=knownConditionTrueFalse:include/telnyx/errors/nlohmann.hpp \
            --suppress=noExplicitConstructor:include/telnyx/errors/nlohmann.hpp \
            --suppress=uninitMemberVar:include/telnyx/errors/detail/inline_list.hpp --suppress='unusedStructMember:examples/*' \
            --suppress='redundantInitialization:examples/telnyx-errors/*' --suppress='unreadVariable:examples/telnyx-errors/*' \
            --suppress='incorrectStringBooleanError:examples/telnyx-errors/*' \
            "${headers[@]}" "${programs[@]}" || findings+=(cppcheck)
        echo "cppcheck: ${#headers[@]} headers and ${#programs[@]} files of the examples"
        ;;
    scripts)
        have shellcheck || continue
        mapfile -t scripts < <(grep -rlE '^#!.*\b(ba)?sh$|^# shellcheck shell=bash$' tests examples .ci | sort)
        shellcheck -x --severity=warning "${scripts[@]}" || findings+=(shellcheck)
        echo "shellcheck: ${#scripts[@]} scripts"
        ;;
    *) echo "unknown: $tool" && exit 2 ;;
    esac
done
if [ ${#findings[@]} -gt 0 ]; then
    echo "findings from: ${findings[*]}"
    exit 1
fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "not checked, because these are missing: ${missing[*]}"
    exit 77
fi
echo "nothing found"
