#!/usr/bin/env bash
# The size of a program that uses only the retry class: $1 is the compiler, $2 the directory of the headers. It is at most
# 2880 bytes larger than an empty program (a judgement has nine bytes), and contains no strings.
set -euo pipefail
compiler=$1 include=$2
allowed=2880
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'int main(int c, char**) { return c; }\n' >"$work/empty.cpp"
printf '#include <telnyx/errors.hpp>\nint main(int c, char**) { return static_cast<int>(telnyx::errors::classify(std::int64_t{c} * 40000 + 1).retry); }\n' >"$work/classify.cpp"
for program in empty classify; do
    "$compiler" -std=c++17 -O2 -I"$include" "$work/$program.cpp" -o "$work/$program"
done
bytes() { size "$1" | awk 'NR == 2 { print $4 }'; }
more=$(($(bytes "$work/classify") - $(bytes "$work/empty")))
echo "classify(code).retry adds $more bytes to an empty program, the limit is $allowed"
[ "$more" -le "$allowed" ]
[ "$more" -ge 500 ] # else nothing was linked
if grep -q STOP "$work/classify"; then
    echo "the program contains strings of the table"
    exit 1
fi
