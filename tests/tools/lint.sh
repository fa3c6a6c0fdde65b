#!/usr/bin/env bash
# Static checks: clang-format, clang-tidy, cppcheck, and shellcheck for the scripts. A missing tool is named at the end; if nothing
# else is wrong, the exit status is then 77, which ctest shows as skipped.
#
#     tests/tools/lint.sh [format] [tidy] [cppcheck] [scripts]
#
# TELNYX_ERRORS_INSTALL_TOOLS=1 installs missing tools, and the libraries of the files to check.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root" || exit 2
# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"
if [ -n "${TELNYX_ERRORS_INSTALL_TOOLS:-}" ]; then
    install_packages compiler cmake make json cli11 --optional clang_format clang_tidy cppcheck shellcheck fmt simdjson rapidjson \
        boost_json asio httplib sqlite openssl libarchive
fi

wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(format tidy cppcheck scripts)
findings=() missing=()
have() { command -v "$1" >/dev/null 2>&1 || { missing+=("$1") && return 1; }; }
mapfile -t sources < <(find include tests examples \( -name '*.hpp' -o -name '*.cpp' -o -name '*.h' -o -name '*.c' \) | sort)
mapfile -t headers < <(find include -name '*.hpp' | sort)
mapfile -t programs < <(find examples -name '*.cpp' | sort)

# What a file needs to be parsed: libraries that it includes, and what CMake generates a header with. A file is left out, and named,
# where something is not installed. As in CMake, no example is checked without nlohmann/json, nor the command line without CLI11.
needs() {
    case $1 in examples/*) echo json ;; esac
    case $1 in */telnyx-errors/*) echo cli11 ;; esac
    case $1 in
    */nlohmann.hpp | */c_api.hpp | */c_api/reading.hpp) echo json ;;
    */fmt_format.hpp) echo fmt ;;
    */simdjson.hpp | */simdjson_webhook.cpp | */payload_reader.cpp) echo simdjson ;;
    */rapidjson.hpp) echo rapidjson ;;
    */boost_json.hpp) echo boost_json ;;
    */asio_retry.cpp) echo asio ;;
    */decompressed_input.cpp) echo libarchive ;;
    */telnyx-errors/triage/*) echo compiler cmake make sqlite ;;
    */http_send.cpp | */fake_telnyx/api.cpp | */fake_telnyx/webhooks.cpp) echo httplib ;;
    */fake_telnyx/signing.cpp) echo openssl ;;
    */fake_telnyx/arguments.cpp | */simulation/main.cpp) echo cli11 ;;
    */service/*) echo httplib sqlite openssl cli11 ;;
    esac
}

# Whether all that a file needs is installed. If not, the file is added to left_out, with what is missing.
can_be_parsed() {
    local other absent=''
    for other in $(needs "$1"); do
        is_installed "$other" || absent="$absent $other"
    done
    [ -z "$absent" ] || { left_out+=("${1#include/} (${absent# })") && return 1; }
}

tidy() {
    local file left_out=() status=0 options
    mkdir -p "$work/tidy"
    cp .clang-tidy "$work/"
    for file in "${headers[@]}"; do
        can_be_parsed "$file" || continue
        printf '#include <%s>\n' "${file#include/}" >"$work/tidy/$(echo "${file%.hpp}" | tr / _).cpp"
    done
    for file in "${programs[@]}"; do
        can_be_parsed "$file" && echo "$file"
    done >"$work/programs"
    # A configured tree has triage/embedded.hpp. If CMake fails, the files that include it are findings.
    if grep -q /triage/ "$work/programs" &&
        ! cmake -S . -B "$work/build" -DTELNYX_ERRORS_TESTS=OFF -DTELNYX_ERRORS_INSTALL=OFF >"$work/cmake.log" 2>&1; then
        cat "$work/cmake.log"
    fi
    options=(-std=c++17 -Iinclude -Iexamples/telnyx-errors -Iexamples/fake_telnyx "-I$work/build/examples/telnyx-errors.dir"
        -DASIO_STANDALONE "-DTELNYX_ERRORS_COMMAND_LINE_"{SQLITE,LIBARCHIVE,SIMDJSON})
    find "$work/tidy" -name '*.cpp' | sort | cat - "$work/programs" |
        xargs -P "${TELNYX_ERRORS_JOBS:-2}" -I{} clang-tidy --quiet {} -- "${options[@]}" >"$work/tidy.log" 2>"$work/tidy.stderr" || status=$?
    if grep -q 'error:\|warning:' "$work/tidy.log"; then
        grep -A2 'error:\|warning:' "$work/tidy.log" | awk '!seen[$0]++'
        findings+=(clang-tidy)
    elif [ $status -ne 0 ]; then # it crashed, say
        tail -n 20 "$work/tidy.stderr"
        findings+=(clang-tidy)
    fi
    echo "clang-tidy: $(find "$work/tidy" -name '*.cpp' | wc -l) headers and $(wc -l <"$work/programs") files of the examples"
    [ ${#left_out[@]} -eq 0 ] || missing+=("what these files need: ${left_out[*]}")
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
        # Members and local variables may have the name of a function. Conversions without `explicit` are meant, and clang-tidy checks
        # them. The members of public structures are for callers. Buffers are left as they are until they are filled.
        # cppcheck 2.10 takes `condition ? text : std::string{...} + text` and what follows it for something else; it does not follow
        # placement new, a pointer that one branch does not use, nor a set that is filled from a stream; and it counts 12 bytes as
        # expensive to copy.
        cppcheck --std=c++17 --language=c++ --enable=warning,style,performance,portability --error-exitcode=1 --quiet -Iinclude -Iexamples/telnyx-errors \
            --suppress=useStlAlgorithm --suppress=knownConditionTrueFalse:include/telnyx/errors/nlohmann.hpp \
            --suppress=uninitMemberVar:include/telnyx/errors/detail/inline_list.hpp --suppress=toomanyconfigs \
            --suppress='redundantInitialization:examples/telnyx-errors/*' --suppress='unreadVariable:examples/telnyx-errors/*' \
            --suppress='incorrectStringBooleanError:examples/telnyx-errors/*' \
            --suppress=shadowFunction --suppress=noExplicitConstructor --suppress=unusedStructMember --suppress=duplInheritedMember \
            --suppress=uninitMemberVarPrivate:include/telnyx/errors/c_api/convert.hpp \
            --suppress=uninitMemberVarPrivate:include/telnyx/errors/detail/pause_key.hpp \
            --suppress=ctuuninitvar:include/telnyx/errors/suppression_list.hpp --suppress=passedByValue:include/telnyx/errors/refinement.hpp \
            --suppress=internalAstError:include/telnyx/errors/detail/shared_strings.hpp \
            --suppress=nullPointerRedundantCheck:examples/telnyx-errors/help.cpp \
            --suppress=constParameter:examples/fake_telnyx/api.cpp --suppress=knownConditionTrueFalse:examples/fake_telnyx/arguments.cpp \
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
