#!/usr/bin/env bash
# Checks the recipes as far as that is possible without a package server: $1 is the source.
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
# Every place that names the oldest supported version of nlohmann/json names the same one.
oldest=$(sed -nE 's/.*find_package\(nlohmann_json ([0-9.]+) .*/\1/p' "$source/CMakeLists.txt")
places=0
while IFS=: read -r file promise; do
    places=$((places + 1))
    if [ "$(echo "$promise" | grep -oE '[0-9]+\.[0-9.]*[0-9]')" != "$oldest" ]; then
        echo "$file promises \"$promise\", and CMakeLists.txt nlohmann_json $oldest" && exit 1
    fi
done < <(cd "$source" && grep -roE 'find_package\(nlohmann_json [0-9.]+|nlohmann.?json(/\[| )>= ?[0-9.]+|nlohmann.?json [0-9.]+ or newer' \
    CMakeLists.txt README.md docs include .packaging tests/fuzz tests/build/consumers)
for file in CMakeLists.txt README.md include/telnyx/errors/nlohmann.hpp .packaging/conan/conanfile.py .packaging/vcpkg/vcpkg.json \
    .packaging/telnyx_errors-config.cmake.in .packaging/telnyx-errors-nlohmann.pc.in; do
    grep -qE "nlohmann.?json(/\[| )(>= ?)?$oldest([^0-9.]|\$)" "$source/$file" || { echo "$file does not name nlohmann/json $oldest" && exit 1; }
done
echo "$places places name nlohmann/json $oldest"
# A document that shows how to find the package asks for this minor version.
version=$(sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' "$source/include/telnyx/errors/version.hpp")
if grep -rnE 'find_package\(telnyx_errors [0-9]' "$source/README.md" "$source/docs" | grep -vF "find_package(telnyx_errors ${version%.*}"; then
    echo "a document asks for another version than ${version%.*}"
    exit 1
fi
if command -v python3 >/dev/null 2>&1; then
    python3 - "$source" <<'END'
import ast, json, sys
ast.parse(open(sys.argv[1] + "/.packaging/conan/conanfile.py").read())
json.load(open(sys.argv[1] + "/.packaging/vcpkg/vcpkg.json"))
END
else
    echo "python3 is not installed: the syntax of the recipes is not checked"
fi
# The top level has only these entries, so that a copy of the tree matches the documents.
for entry in "$source"/*; do
    case ${entry##*/} in
    CMakeLists.txt | include | tests | examples | docs | README.md | LICENSE | build) ;;
    *) echo "unexpected: $entry" && exit 1 ;;
    esac
done
echo "the version is the same everywhere"
