#!/usr/bin/env bash
# The shared library under valgrind, called by the Python module with all vectors: $1 is the module, $2 the library, $3 python3, $4
# the directory of the vectors. Python itself is not ours: only errors and leaks with a frame of the library count. Two planted
# faults of a caller show that they would be found. Exit status 77: a tool is missing.
set -euo pipefail
module=$1 library=$2 python=$3 vectors=$4
command -v valgrind >/dev/null 2>&1 || { echo "skipped: valgrind is not installed" && exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$("$python" -c 'import sys; print(sys.executable)') # a wrapper would be another process
export PYTHONMALLOC=malloc PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$module/src

# Prints the reports of valgrind with a frame of the library; an empty line ends each report. Fails if there is one.
ours() {
    awk -v library="$(basename "$(realpath "$library")")" '
        function flush() { if (block ~ library) { printf "%s\n", block; ++found } block = "" }
        { sub(/^==[0-9]+== ?/, "") }
        /^$/ { flush(); next }
        { block = block $0 "\n" }
        END { flush(); exit found != 0 }' "$1"
}
run() { # log, command
    local log=$1
    shift
    TELNYX_ERRORS_LIBRARY=$library valgrind --leak-check=full --show-leak-kinds=definite,possible --num-callers=40 \
        --log-file="$log" "$python" "$@"
}
run "$work/log" "$module/tests/run_vectors.py" "$vectors"/*.json | tail -n 1 | tee "$work/vectors"
grep -qE '^suite [0-9.]+: [0-9]{4,} vectors, 0 failed$' "$work/vectors"
grep -q 'ERROR SUMMARY' "$work/log" # it came to its end
ours "$work/log" || { echo "valgrind found the above" && exit 1; }

# A report that nobody frees, and a payload that is read beyond its end.
cat >"$work/faults.py" <<'END'
import ctypes
from telnyx_errors._library import function, text_function
read = text_function("read", ctypes.c_int32, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)
handle = ctypes.c_void_p()
assert read(b'{"errors":[{"code":"40300"}]}', 29, 0, ctypes.byref(handle), None) == 0
handle = None
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
short = libc.malloc(ctypes.c_size_t(64))
ctypes.memmove(short, b" " * 64, 64)
raw = ctypes.CDLL(__import__("os").environ["TELNYX_ERRORS_LIBRARY"]).telnyx_errors_read
raw.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p]
raw(short, 96, 0, ctypes.byref(ctypes.c_void_p()), None)
END
run "$work/planted" "$work/faults.py"
if ours "$work/planted" >"$work/found"; then
    echo "planted faults were not found"
    exit 1
fi
if ! grep -q 'Invalid read' "$work/found" || ! grep -q 'lost' "$work/found"; then
    cat "$work/found"
    echo "not both planted faults were found"
    exit 1
fi
echo "nothing of the library; both planted faults were found"
