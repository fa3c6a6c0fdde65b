#!/usr/bin/env bash
# Which lines and branches of include/ the tests run. Fails where one is neither run nor said to be unreachable:
#
#     // unreachable: reason        at the end of a line: neither it nor its branches need be run
#
# The coverage is that of clang, merged over all test programs, so that a branch counts as run when one instance of
# its template took it. Constant expressions that only the compiler computes are not run: the tests must call them as well.
# Installs nothing: where a tool is missing, the exit status is 77. Builds in build/coverage.
#
#     tests/tools/coverage.sh
#
# Needs clang, llvm, and all libraries that tests/run.sh installs.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=${TELNYX_ERRORS_BUILD:-$root/build/coverage}
jobs=${TELNYX_ERRORS_JOBS:-2}
# shellcheck source=tests/tools/install_packages.sh
. "$root/tests/tools/install_packages.sh"

tool() { # name: the program, with or without the version of clang++ at its end
    local version
    version=$(clang++ -dumpversion | cut -d. -f1)
    command -v "$1-$version" || command -v "$1"
}
for needed in cmake make clang python3 json catch2 fmt simdjson rapidjson boost_json; do
    if ! is_installed "$needed"; then
        echo "skipped: $needed is not installed (package $(packages_of "$needed"))"
        exit 77
    fi
done
if ! llvm_cov=$(tool llvm-cov) || ! llvm_profdata=$(tool llvm-profdata); then
    echo "skipped: llvm-cov and llvm-profdata are not installed (package llvm)"
    exit 77
fi

mkdir -p "$work"
rm -f "$work"/*.profraw
echo "Building in $work"
if ! {
    cmake -S "$root" -B "$work" -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=None -DTELNYX_ERRORS_EXAMPLES=OFF \
        -DTELNYX_ERRORS_TESTS_STANDARDS=17 -DCMAKE_CXX_FLAGS="-g -O0 -fprofile-instr-generate -fcoverage-mapping" &&
        cmake --build "$work" --target help | sed -nE 's/^\.\.\. ((core|reader|pause|pause_model|nlohmann|c_api|failing_memory|allocations|standard_library|format|simdjson|rapidjson|boost_json)_cpp[0-9]+|telnyx_errors_conformance_cpp)$/\1/p' \
            >"$work/programs" &&
        xargs nice -n 10 cmake --build "$work" --parallel "$jobs" --target <"$work/programs"
} >"$work/log" 2>&1; then
    tail -40 "$work/log"
    echo "The tests cannot be built"
    exit 1
fi
# Each program by itself: static functions of the same name in two of them would be taken for one.
rm -f "$work"/*.coverage.json
while read -r program; do
    run=("$work/tests/$program")
    case $program in
        *conformance*) run=("$work/tests/conformance/$program" "$root"/tests/conformance/vectors/*.json) ;;
    esac
    if ! LLVM_PROFILE_FILE="$work/$program.profraw" "${run[@]}" >"$work/$program.log" 2>&1; then
        tail -20 "$work/$program.log"
        echo "$program fails"
        exit 1
    fi
    "$llvm_profdata" merge --sparse "$work/$program.profraw" -o "$work/$program.profdata" &&
        "$llvm_cov" export --format=text --instr-profile "$work/$program.profdata" "${run[0]}" "$root/include" \
            >"$work/$program.coverage.json" || exit 1
done <"$work/programs"
python3 - "$root/include" "$work"/*.coverage.json <<'PYTHON'
import json, os, sys

include, exports = sys.argv[1], sys.argv[2:]
justified = {}   # (file, line) -> reason
sources = {}
for directory, _, names in os.walk(include):
    for name in names:
        path = os.path.join(directory, name)
        sources[path] = open(path, encoding="utf-8").read().split("\n")
        for number, line in enumerate(sources[path], 1):
            if "// unreachable: " in line:
                justified[path, number] = line.split("// unreachable: ", 1)[1]

# Regions of functions: [line, column, end line, end column, count, file, expanded file, kind]; kind 0 is code.
# Branches: [line, column, end line, end column, true count, false count, file, expanded file, kind].
# Functions are listed for each instance; what one of them ran was run.
lines, branches, used = {}, {}, set()
def functions():
    for exported in exports:
        with open(exported, encoding="utf-8") as file:
            yield from json.load(file)["data"][0]["functions"]

for function in functions():
    files = function["filenames"]
    regions = [r for r in function["regions"] if r[7] == 0]
    for file in set(r[5] for r in regions):
        path = files[file]
        if path not in sources:
            continue
        here = sorted((r for r in regions if r[5] == file), key=lambda r: ((r[0], r[1]), (-r[2], -r[3])))
        for region in here:
            # A line belongs to the innermost region that begins before it, or on it.
            for line in range(region[0], region[2] + 1):
                inner = [r for r in here if r[0] <= line <= r[2] and (r[0], r[1]) >= (region[0], region[1]) and r is not region
                         and (r[0] < line or not sources[path][line - 1][: r[1] - 1].strip())]
                if not inner:
                    lines[path, line] = max(lines.get((path, line), 0), region[4])
        for region in here:
            # A part of a line that was not run is as bad as a whole one.
            key = (path, region[0], region[1], region[2], region[3])
            branches.setdefault(key, [0, None])[0] += region[4]
    for b in function.get("branches", []):
        path = files[b[6]]
        if path in sources:
            key = (path, b[0], b[1], b[2], b[3], "branch")
            taken = branches.setdefault(key, [0, 0])
            taken[0] += b[4]
            taken[1] += b[5]

def excused(path, line):
    if (path, line) in justified:
        used.add((path, line))
        return True
    return False

failures = []
files = {}
for (path, line), count in sorted(lines.items()):
    total = files.setdefault(path, [0, 0, 0, 0, 0])
    total[0] += 1
    if count != 0:
        total[1] += 1
    elif not excused(path, line):
        failures.append((path, line, "not run"))
    else:
        total[4] += 1
for key, taken in sorted(branches.items(), key=lambda item: item[0][:5]):
    path, line = key[0], key[1]
    total = files.setdefault(path, [0, 0, 0, 0, 0])
    if len(key) == 5:
        if sources[path][line - 1][: key[2] - 1].endswith("if constexpr ("):
            continue # decided by the compiler
        if key[1:5] == (line, key[2], line, key[2] + 1) and "if constexpr (" in sources[path][line - 1][: key[2] - 1]:
            continue # the brace before a statement that an instance discards
        if taken[0] == 0 and not excused(path, line):
            failures.append((path, line, "column %d: not run" % key[2]))
        continue
    text = sources[path][line - 1][key[2] - 1 : key[4] - 1 if key[1] == key[3] else None]
    if "switch (" + text + ")" in sources[path][line - 1]:
        continue # the way past all cases, where there is no default: the warnings see to it that every enumerator has a case
    for side, word in ((0, "true"), (1, "false")):
        total[2] += 1
        if taken[side] != 0:
            total[3] += 1
        elif not excused(path, line):
            failures.append((path, line, "'%s' is never %s" % (text, word)))

print("%-28s %17s %19s %11s" % ("header", "lines", "branches", "justified"))
sums = [0, 0, 0, 0]
for path, total in sorted(files.items()):
    marks = sum(1 for place in justified if place[0] == path)
    print("%-28s %5d of %5d %5.1f%% %5d of %5d %5.1f%% %6d" % (os.path.relpath(path, include + "/telnyx/errors"), total[1], total[0],
          100.0 * total[1] / total[0] if total[0] else 100, total[3], total[2], 100.0 * total[3] / total[2] if total[2] else 100, marks))
    sums = [a + b for a, b in zip(sums, total)]
print("%-28s %5d of %5d %5.1f%% %5d of %5d %5.1f%% %6d" % ("all", sums[1], sums[0], 100.0 * sums[1] / sums[0], sums[3], sums[2],
      100.0 * sums[3] / sums[2], len(justified)))
for (path, line), reason in sorted(justified.items()):
    print("justified: %s:%d: %s" % (os.path.relpath(path, include), line, reason))
    if (path, line) not in used:
        failures.append((path, line, "is said to be unreachable, but it is run, or holds no code"))
for path, line, what in sorted(set(failures)):
    print("%s:%d: %s" % (os.path.relpath(path, include), line, what))
if failures:
    print("%d lines or branches are neither run nor justified" % len(set(failures)))
sys.exit(1 if failures else 0)
PYTHON
