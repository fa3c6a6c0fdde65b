#!/usr/bin/env bash
# The Python module with an installed library: $1 is its directory, $2 the prefix of the library, $3 python3, $4 the directory of
# the vectors. The module is copied as pip installs it, and finds the library with pkg-config. Exit status 77: a tool is missing.
set -euo pipefail
module=$1 prefix=$2 python=$3 vectors=$4
command -v pkg-config >/dev/null 2>&1 || { echo "skipped: pkg-config is not installed" && exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1
cp -r "$module" "$work/source"
if "$python" -c 'import pip, setuptools, wheel' 2>/dev/null; then
    "$python" -m pip install --quiet --no-index --no-deps --no-build-isolation --disable-pip-version-check \
        --root-user-action=ignore --target "$work/site" "$work/source" 2>"$work/log" || { cat "$work/log" && exit 1; }
    how="pip"
else
    mkdir "$work/site"
    cp -r "$module/src/telnyx_errors" "$work/site"
    how="a copy, because pip, setuptools or wheel is not installed"
fi
[ -f "$work/site/telnyx_errors/py.typed" ] || { echo "py.typed is not installed" && exit 1; }
TELNYX_ERRORS_LIBRARY=$(PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config --variable=libdir telnyx-errors-c)/libtelnyx-errors-c.so
export TELNYX_ERRORS_LIBRARY PYTHONPATH=$work/site
case $(realpath "$TELNYX_ERRORS_LIBRARY") in
"$(realpath "$prefix")"/*) ;;
*) echo "pkg-config found $TELNYX_ERRORS_LIBRARY" && exit 1 ;;
esac
cd "$work" # not the source
answer=$("$python" -c '
import telnyx_errors
report = telnyx_errors.read("{\"errors\":[{\"code\":\"40300\"}]}")
print(telnyx_errors.__file__, report.decide().step.value, report.decide().consent.value)')
[ "$answer" = "$work/site/telnyx_errors/__init__.py stop opted_out" ] || { echo "it says $answer" && exit 1; }
"$python" "$module/tests/run_vectors.py" "$vectors"/*.json | tail -n 1 | tee "$work/vectors"
grep -qE '^suite [0-9.]+: [0-9]{4,} vectors, 0 failed$' "$work/vectors"
echo "installed by $how, and asked"
