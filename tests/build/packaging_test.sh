#!/usr/bin/env bash
# Recipes that need a server to run are checked as far as they can be without: $1 is the source.
set -euo pipefail
source=$1
version=$(sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' "$source/include/telnyx/errors/version.hpp")
grep -q "\"version\": \"$version\"" "$source/.packaging/vcpkg/vcpkg.json"
grep -q "^## $version\$" "$source/docs/CHANGELOG.md"
namespace=v${version//./_}
grep -q "TELNYX_ERRORS_VERSION_NAMESPACE $namespace\$" "$source/include/telnyx/errors/version.hpp"
for part in MAJOR MINOR PATCH; do
    number=${version%%.*}
    version=${version#*.}
    grep -q "TELNYX_ERRORS_VERSION_$part $number\$" "$source/include/telnyx/errors/version.hpp"
done
if command -v python3 >/dev/null 2>&1; then
    python3 - "$source" <<'END'
import ast, json, sys
ast.parse(open(sys.argv[1] + "/.packaging/conan/conanfile.py").read())
json.load(open(sys.argv[1] + "/.packaging/vcpkg/vcpkg.json"))
END
else
    echo "no python3: the syntax of the recipes is not checked"
fi
# Nothing but these at the top, so that a copy of the tree stays what the documents describe.
for entry in "$source"/*; do
    case ${entry##*/} in
    CMakeLists.txt | include | tests | examples | docs | README.md | LICENSE | build) ;;
    *) echo "unexpected: $entry" && exit 1 ;;
    esac
done
echo "the version is the same everywhere"
