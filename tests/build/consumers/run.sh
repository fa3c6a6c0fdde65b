#!/usr/bin/env bash
# Installs the library in one of the documented ways, builds a program and asks it about 40300. Exit status 77: a tool is missing.
#   run.sh CASE SOURCE WORK COMPILER [GENERATOR]
set -euo pipefail
case_name=$1 source=$2 work=$3/$1 compiler=$4 generator=${5:-Unix Makefiles}
here=$source/tests/build/consumers
json=${JSON_INCLUDE:-/usr/include}
rm -rf "$work"
mkdir -p "$work"

configure() { cmake -S "$1" -B "$2" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" "${@:3}"; }
stage() { # installs into $work/stage, from a tree without examples and tests
    configure "$source" "$work/library" -DTELNYX_ERRORS_TESTS=OFF -DTELNYX_ERRORS_EXAMPLES=OFF -DCMAKE_INSTALL_PREFIX="$work/stage" "$@" >/dev/null
    cmake --install "$work/library" >/dev/null
    # Packages must not contain the path of their build.
    mv "$work/stage" "$work/moved"
    rm -rf "$work/library"
}
consumer() { # project, configure options
    configure "$here/$1" "$work/build" "${@:2}" >"$work/configure.log" 2>&1 || { cat "$work/configure.log"; exit 1; }
    cmake --build "$work/build" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
    ask "$work/build/consumer"
}
needs() { # programs
    local program
    for program in "$@"; do
        if ! command -v "$program" >/dev/null 2>&1; then
            echo "skipped: $program is not installed"
            exit 77
        fi
    done
}
# Prints a code block of docs/installation.md, so that the test uses the documented text: $1 is its language, $2 a word in it.
documented() {
    awk -v fence="\`\`\`$1" -v word="$2" '
        $0 == "```" && inside { if (index(block, word)) { printf "%s", block; exit }; inside = 0 }
        inside { block = block $0 "\n" }
        $0 == fence { inside = 1; block = "" }' "$source/docs/installation.md" >"$work/block"
    [ -s "$work/block" ] || { echo "docs/installation.md has no block of $1 with $2" >&2 && return 1; }
    cat "$work/block"
}
version_in_header() { sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' "$source/include/telnyx/errors/version.hpp"; }
pkg_config_builds() { # where the .pc files are
    export PKG_CONFIG_PATH=$1${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    # shellcheck disable=SC2046 # word splitting is intended
    "$compiler" -std=c++17 $(pkg-config --cflags --libs telnyx-errors) "$here/core.cpp" -o "$work/core"
    ask "$work/core"
    # shellcheck disable=SC2046
    "$compiler" -std=c++17 $(pkg-config --cflags --libs telnyx-errors-nlohmann) "$here/reader.cpp" -o "$work/reader"
    ask "$work/reader"
    [ "$(pkg-config --modversion telnyx-errors)" = "$(version_in_header)" ]
}
ask() {
    local answer
    answer=$("$1")
    echo "$answer"
    [ "$answer" = "40300: permanent" ]
}

case $case_name in
find_package) stage; consumer find_package -DCMAKE_PREFIX_PATH="$work/moved" ;;
find_package_nlohmann) stage; consumer find_package_nlohmann -DCMAKE_PREFIX_PATH="$work/moved" ;;
find_package_plain) stage; consumer find_package_plain -DCMAKE_PREFIX_PATH="$work/moved" -DEXPECT_READER=ON ;;
find_package_without_nlohmann)
    # The core can be installed and found without nlohmann/json.
    stage -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON
    consumer find_package_plain -DCMAKE_PREFIX_PATH="$work/moved" -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON -DEXPECT_READER=OFF
    rm -rf "$work/build"
    consumer find_package -DCMAKE_PREFIX_PATH="$work/moved" -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON
    ;;
component_missing)
    stage
    if configure "$here/find_package_nlohmann" "$work/build" -DCMAKE_PREFIX_PATH="$work/moved" -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON >"$work/log" 2>&1; then
        echo "configured without nlohmann/json"
        exit 1
    fi
    tr '\n' ' ' <"$work/log" | tr -s ' ' | grep -o 'the component nlohmann needs nlohmann_json 3.9.1 or newer, which was not found (Debian: nlohmann-json3-dev)'
    ;;
component_unknown)
    stage
    if configure "$here/find_package_plain" "$work/build" -DCMAKE_PREFIX_PATH="$work/moved" -DCOMPONENT=json >"$work/log" 2>&1; then
        echo "configured with an unknown component"
        exit 1
    fi
    tr '\n' ' ' <"$work/log" | tr -s ' ' | grep -o 'there is no component json: the components are core and nlohmann'
    ;;
install_directories)
    stage -DCMAKE_INSTALL_INCLUDEDIR=headers/of/others -DCMAKE_INSTALL_DATADIR=lib/share
    consumer find_package_nlohmann -DCMAKE_PREFIX_PATH="$work/moved" -Dtelnyx_errors_DIR="$work/moved/lib/share/cmake/telnyx_errors"
    needs pkg-config
    pkg_config_builds "$work/moved/lib/share/pkgconfig"
    ;;
version)
    # Below 1.0 a package is found for its own minor version, from 1.0 for its own major version, but never for a newer one. A package
    # built on a 64-bit machine is found on a 32-bit one.
    cat >"$work/asked.cmake" <<'END'
cmake_minimum_required(VERSION 3.16)
set(PACKAGE_FIND_VERSION ${asked})
string(REPLACE "." ";" parts ${asked})
list(GET parts 0 PACKAGE_FIND_VERSION_MAJOR)
list(GET parts 1 PACKAGE_FIND_VERSION_MINOR)
set(CMAKE_SIZEOF_VOID_P 4)
include("${file}")
if(PACKAGE_VERSION_UNSUITABLE OR NOT PACKAGE_VERSION_COMPATIBLE)
    set(PACKAGE_VERSION_COMPATIBLE no)
endif()
message("${asked}: ${PACKAGE_VERSION} ${PACKAGE_VERSION_COMPATIBLE}")
END
    installed_and_asked() { # the installed version, and for each version that is asked for, whether it is found
        local installed=$1 pair
        mkdir -p "$work/source"
        cp -r "$source"/{CMakeLists.txt,LICENSE,include,.packaging} "$work/source/"
        sed -i -E "s/^(#define TELNYX_ERRORS_VERSION_STRING ).*/\\1\"$installed\"/" "$work/source/include/telnyx/errors/version.hpp"
        rm -rf "$work/moved"
        source=$work/source stage
        for pair in "${@:2}"; do
            cmake -Dasked="${pair%=*}" -Dfile="$work/moved/share/cmake/telnyx_errors/telnyx_errors-config-version.cmake" \
                -P "$work/asked.cmake" 2>&1 | tee "$work/answer"
            [ "$(cat "$work/answer")" = "${pair%=*}: $installed ${pair#*=}" ] || { echo "expected: ${pair#*=}" && exit 1; }
        done
    }
    installed_and_asked 0.4.2 0.4=TRUE 0.4.0=TRUE 0.4.2=TRUE 0.4.3=no 0.5=no 0.3=no 0.3.9=no 1.0=no 1.4=no
    installed_and_asked 1.4.1 1.4=TRUE 1.4.1=TRUE 1.0=TRUE 1.3.9=TRUE 1.4.2=no 1.5=no 2.0=no 0.4=no
    # A new code is the next patch version below 1.0, and the next minor version from 1.0: the program of today finds it.
    version=$(version_in_header)
    major=${version%%.*} minor=${version#*.} && minor=${minor%%.*} patch=${version##*.}
    if [ "$major" -eq 0 ]; then
        installed_and_asked "$major.$minor.$((patch + 1))" "$major.$minor=TRUE" "$version=TRUE"
    else
        installed_and_asked "$major.$((minor + 1)).0" "$major.$minor=TRUE" "$version=TRUE"
    fi
    installed_and_asked "$version" "$major.$minor=TRUE" "$version=TRUE" "$major.$minor.999=no" "$major.$((minor + 1))=no" "$((major + 1)).$minor=no"
    # And through find_package, whose message names the version that it found.
    mkdir "$work/old" && printf 'cmake_minimum_required(VERSION 3.16)\nproject(old LANGUAGES CXX)\nfind_package(telnyx_errors 0.0.1 REQUIRED)\n' >"$work/old/CMakeLists.txt"
    if configure "$work/old" "$work/build" -DCMAKE_PREFIX_PATH="$work/moved" >"$work/log" 2>&1; then
        echo "$version passed for 0.0"
        exit 1
    fi
    grep 'compatible with requested version' "$work/log"
    ;;
add_subdirectory) consumer add_subdirectory -DSOURCE="$source" ;;
add_subdirectory_own_json)
    consumer add_subdirectory_own_json -DSOURCE="$source" -DJSON_INCLUDE="$json" -DCMAKE_INSTALL_PREFIX="$work/stage"
    # The parent installs this library as an ordinary package.
    cmake --install "$work/build" >/dev/null
    mv "$work/build" "$work/parent"
    consumer find_package_nlohmann -DCMAKE_PREFIX_PATH="$work/stage"
    ;;
fetch_content) consumer fetch_content -DSOURCE="$source" ;;
fetch_content_archive)
    # Like a release: an archive, its checksum, and find_package in the parent's files.
    mkdir "$work/telnyx-errors"
    cp -r "$source"/{CMakeLists.txt,LICENSE,include,.packaging} "$work/telnyx-errors/"
    (cd "$work" && tar czf telnyx-errors.tar.gz telnyx-errors)
    consumer fetch_content_archive -DARCHIVE="$work/telnyx-errors.tar.gz" -DSHA256="$(sha256sum "$work/telnyx-errors.tar.gz" | cut -d' ' -f1)"
    ;;
pkg_config)
    needs pkg-config
    stage
    pkg_config_builds "$work/moved/share/pkgconfig"
    ;;
older_standard)
    # The documented files: a header for every standard and an implementation in C++17; and callers in older standards.
    example=$source/examples/first_steps/older_standard.cpp
    part() { sed -n "\\|^// \[$1\]|,\\|^// \[/$1\]|p" "$example" | grep -v '^// \['; }
    part interface >"$work/message_errors.h"
    { echo '#include "message_errors.h"' && part implementation; } >"$work/message_errors.cpp"
    grep -q decide_message "$work/message_errors.h" && grep -q 'te::read' "$work/message_errors.cpp"
    "$compiler" -std=c++17 -I"$source/include" -I"$json" -c "$work/message_errors.cpp" -o "$work/message_errors.o"
    cat >"$work/caller.cpp" <<'END'
#include "message_errors.h"
#include <cstdio>
#include <cstring>
int main() {
    const char* const body = "{\"errors\": [{\"code\": \"40300\"}]}";
    const message_decision next = decide_message(body, std::strlen(body), 409, 1, 0x9E3779B9U);
    std::puts(next.step == message_stop && next.opted_out == 1 ? "40300: permanent" : "wrong");
}
END
    for standard in 11 14; do
        "$compiler" -std=c++$standard -Wall -Wextra -Wpedantic -Werror -c "$work/caller.cpp" -o "$work/caller.o"
        "$compiler" "$work/caller.o" "$work/message_errors.o" -o "$work/caller"
        ask "$work/caller"
    done
    ;;
meson)
    needs meson ninja pkg-config
    stage
    # Once copied, once installed.
    mkdir -p "$work/copied/third_party/telnyx-errors" "$work/installed"
    cp -r "$source/include" "$work/copied/third_party/telnyx-errors/"
    for way in copied installed; do
        cp "$here/core.cpp" "$work/$way/"
        {
            echo "project('consumer', 'cpp', default_options: ['cpp_std=c++17', 'warning_level=3', 'werror=true'])"
            documented meson third_party
            echo "executable('consumer', 'core.cpp', dependencies: telnyx_errors)"
        } >"$work/$way/meson.build"
    done
    export CXX=$compiler
    : >"$work/log"
    for way in copied installed; do
        if [ $way = installed ]; then
            export PKG_CONFIG_PATH=$work/moved/share/pkgconfig
        fi
        if ! meson setup "$work/$way/build" "$work/$way" >>"$work/log" 2>&1 || ! ninja -C "$work/$way/build" >>"$work/log" 2>&1; then
            cat "$work/log"
            exit 1
        fi
    done
    grep "telnyx-errors found: YES $(version_in_header)" "$work/log"
    ask "$work/copied/build/consumer"
    ask "$work/installed/build/consumer"
    ;;
bazel)
    # Debian's Bazel loads its own rules from the network, unless they are given here. They do not belong to the library.
    needs bazel
    for rules in /usr/share/bazel/rules/java /usr/share/bazel/rules/proto /usr/share/bazel/platforms; do
        [ -d "$rules" ] || { echo "skipped: $rules is not installed (Debian: bazel-rules-java, bazel-rules-proto, bazel-platforms)" && exit 77; }
    done
    mkdir -p "$work/workspace/third_party/telnyx-errors" "$work/workspace/third_party/json" "$work/rules_cc/cc"
    touch "$work/rules_cc/WORKSPACE" "$work/rules_cc/cc/BUILD" "$work/workspace/WORKSPACE"
    printf '%s = native.%s\n' {cc_binary,cc_import,cc_library,cc_proto_library,cc_test,cc_toolchain,cc_toolchain_suite,fdo_prefetch_hints,fdo_profile,objc_import,objc_library}{,} >"$work/rules_cc/cc/defs.bzl"
    cp -r "$source/include" "$work/workspace/third_party/telnyx-errors/"
    cp -rL "$json/nlohmann" "$work/workspace/third_party/json/"
    documented python telnyx_errors_nlohmann >"$work/workspace/third_party/telnyx-errors/BUILD"
    sed -i 's|@nlohmann_json//:json|//third_party/json|' "$work/workspace/third_party/telnyx-errors/BUILD"
    echo 'cc_library(name = "json", hdrs = glob(["nlohmann/**"]), includes = ["."], visibility = ["//visibility:public"])' >"$work/workspace/third_party/json/BUILD"
    cp "$here/core.cpp" "$here/reader.cpp" "$work/workspace/"
    cat >"$work/workspace/BUILD" <<'END'
cc_binary(name = "core", srcs = ["core.cpp"], deps = ["//third_party/telnyx-errors:telnyx_errors"])
cc_binary(name = "reader", srcs = ["reader.cpp"], deps = ["//third_party/telnyx-errors:telnyx_errors_nlohmann"])
END
    (cd "$work/workspace" && env CC="$compiler" bazel --batch --output_user_root="$work/output" build --noshow_progress --cxxopt=-std=c++17 \
        --spawn_strategy=local --override_repository=rules_cc="$work/rules_cc" --override_repository=rules_java=/usr/share/bazel/rules/java \
        --override_repository=rules_proto=/usr/share/bazel/rules/proto --override_repository=platforms=/usr/share/bazel/platforms \
        //:core //:reader) >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }
    ask "$work/workspace/bazel-bin/core"
    ask "$work/workspace/bazel-bin/reader"
    chmod -R u+w "$work/output" # Bazel writes its output read-only, which the next run could not remove
    ;;
release)
    # The files of a release, and that nothing is published under a version other than that of the headers.
    needs dpkg-shlibdeps
    echo '#include <CLI/CLI.hpp>' | "$compiler" -E -x c++ - >/dev/null 2>&1 || { echo "skipped: CLI11 is not installed" && exit 77; }
    export CXX=$compiler CMAKE_BUILD_TYPE=Debug # only to compile the program faster
    "$source/.ci/release" "$work/release" >/dev/null
    (cd "$work/release" && sha256sum --check --quiet checksums)
    version=$(version_in_header)
    [ "$(cd "$work/release" && LC_ALL=C && echo *)" = "checksums libtelnyx-errors-dev_${version}_all.deb telnyx-errors.json telnyx-errors.schema.json telnyx-errors_${version}_$(dpkg --print-architecture).deb telnyx_errors.hpp telnyx_errors_nlohmann.hpp" ]
    if GITHUB_REF_NAME=v999.0.0 "$source/.ci/release" "$work/release" publish >/dev/null 2>"$work/log"; then
        echo "published under another version"
        exit 1
    fi
    grep 'the tag is "v999.0.0", and the headers say' "$work/log"
    sed 's|<telnyx/errors.hpp>|"telnyx_errors.hpp"|' "$here/core.cpp" >"$work/core.cpp"
    "$compiler" -std=c++17 -I"$work/release" "$work/core.cpp" -o "$work/core"
    ask "$work/core"
    ;;
vcpkg)
    # The port, with stand-ins for vcpkg's functions that do what vcpkg documents.
    cat >"$work/port.cmake" <<'END'
function(vcpkg_cmake_configure)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "unknown: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    execute_process(COMMAND "${CMAKE_COMMAND}" -S "${arg_SOURCE_PATH}" -B "${WORK}/tree" "-DCMAKE_CXX_COMPILER=${COMPILER}"
                            "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" ${arg_OPTIONS} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()
function(vcpkg_cmake_install)
    execute_process(COMMAND "${CMAKE_COMMAND}" --install "${WORK}/tree" COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()
function(vcpkg_cmake_config_fixup)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "PACKAGE_NAME;CONFIG_PATH" "")
    if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}/${arg_PACKAGE_NAME}-config.cmake")
        message(FATAL_ERROR "no package of CMake at ${arg_CONFIG_PATH}")
    endif()
    file(RENAME "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}" "${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME}")
    file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/share/cmake")
    # vcpkg installs the files one directory higher than the port wrote them.
    file(GLOB files "${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME}/*.cmake")
    foreach(file IN LISTS files)
        file(READ "${file}" text)
        string(REPLACE [[get_filename_component(PACKAGE_PREFIX_DIR "${CMAKE_CURRENT_LIST_DIR}/../../../" ABSOLUTE)]]
                       [[get_filename_component(PACKAGE_PREFIX_DIR "${CMAKE_CURRENT_LIST_DIR}/../../" ABSOLUTE)]] text "${text}")
        string(REPLACE [[get_filename_component(_IMPORT_PREFIX "${CMAKE_CURRENT_LIST_FILE}" PATH)
get_filename_component(_IMPORT_PREFIX "${_IMPORT_PREFIX}" PATH)]] [[get_filename_component(_IMPORT_PREFIX "${CMAKE_CURRENT_LIST_FILE}" PATH)]] text "${text}")
        file(WRITE "${file}" "${text}")
    endforeach()
endfunction()
function(vcpkg_fixup_pkgconfig)
endfunction()
function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
    file(COPY ${arg_FILE_LIST} DESTINATION "${CURRENT_PACKAGES_DIR}/share/telnyx-errors")
endfunction()
include("${PORT}/portfile.cmake")
END
    # In place: the port finds the library in its own checkout.
    cmake -DWORK="$work" -DCURRENT_PACKAGES_DIR="$work/packages" -DCURRENT_PORT_DIR="$source/.packaging/vcpkg" -DPORT="$source/.packaging/vcpkg" \
        -DCOMPILER="$compiler" -P "$work/port.cmake"
    rm -rf "$work/tree"
    ls "$work/packages" "$work/packages/share"
    [ -f "$work/packages/share/telnyx-errors/LICENSE" ]
    [ ! -d "$work/packages/lib" ]
    consumer find_package_nlohmann -DCMAKE_PREFIX_PATH="$work/packages" -Dtelnyx_errors_DIR="$work/packages/share/telnyx_errors"
    ;;
conan)
    needs python3
    # The recipe, with stand-ins for Conan's classes that do what Conan documents.
    mkdir -p "$work/modules/conan/tools"
    cat >"$work/modules/conan/__init__.py" <<'END'
class ConanFile:
    pass
END
    echo >"$work/modules/conan/tools/__init__.py"
    printf 'def check_min_cppstd(recipe, standard):\n    assert standard == 17\n' >"$work/modules/conan/tools/build.py"
    cat >"$work/modules/conan/tools/files.py" <<'END'
import fnmatch, os, shutil

def load(recipe, path):
    with open(path) as file:
        return file.read()

def copy(recipe, pattern, src, dst):
    copied = []
    for directory, _, files in os.walk(src):
        for name in files:
            path = os.path.relpath(os.path.join(directory, name), src)
            if fnmatch.fnmatch(path, pattern):
                os.makedirs(os.path.dirname(os.path.join(dst, path)), exist_ok=True)
                shutil.copy(os.path.join(src, path), os.path.join(dst, path))
                copied.append(path)
    assert copied, f"{pattern} in {src} matches nothing"
    return copied
END
    PYTHONPATH=$work/modules PYTHONDONTWRITEBYTECODE=1 python3 - "$source/.packaging/conan/conanfile.py" "$work" "$(version_in_header)" <<'END'
import collections, importlib.util, sys, types
recipe_file, work, version = sys.argv[1:]
spec = importlib.util.spec_from_file_location("conanfile", recipe_file)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)

class component:
    def __init__(self):
        self.properties, self.requires = {}, []
    def set_property(self, name, value):
        self.properties[name] = value

for with_nlohmann in (True, False):
    recipe = module.TelnyxErrorsConan()
    recipe.options = types.SimpleNamespace(with_nlohmann=with_nlohmann)
    recipe.recipe_folder = recipe_file.rsplit("/", 1)[0]
    recipe.export_sources_folder = recipe.source_folder = work + "/sources"
    recipe.package_folder = work + "/package"
    recipe.required = []
    recipe.requires = recipe.required.append
    recipe.info = types.SimpleNamespace(settings={"os": "any"})
    recipe.cpp_info = component()
    recipe.cpp_info.components = collections.defaultdict(component)
    recipe.set_version()
    assert recipe.version == version, recipe.version
    for step in ("export_sources", "requirements", "validate", "package_id", "package", "package_info"):
        getattr(recipe, step)()
    assert not recipe.info.settings
    names = sorted(c.properties["cmake_target_name"] for c in recipe.cpp_info.components.values())
    assert recipe.cpp_info.properties["cmake_file_name"] == "telnyx_errors"
    assert recipe.cpp_info.properties["cmake_config_version_compat"] == "SameMinorVersion"
    recipe.version = "1.2.3"
    recipe.package_info()
    assert recipe.cpp_info.properties["cmake_config_version_compat"] == "SameMajorVersion"
    if with_nlohmann:
        assert names == ["telnyx::errors", "telnyx::errors_nlohmann"], names
        assert [r.split("/")[0] for r in recipe.required] == ["nlohmann_json"]
    else:
        assert names == ["telnyx::errors"] and not recipe.required, names
print("the recipe packages", version)
END
    [ -f "$work/package/licenses/LICENSE" ]
    "$compiler" -std=c++17 -I"$work/package/include" -I"$json" "$here/reader.cpp" -o "$work/reader"
    ask "$work/reader"
    ;;
plain)
    cp -r "$source/include/telnyx" "$work/telnyx"
    "$compiler" -std=c++17 -I"$work" "$here/core.cpp" -o "$work/core"
    ask "$work/core"
    ;;
one_file)
    cmake -Dinclude="$source/include" -Doutput="$work" -P "$source/.packaging/one_file.cmake"
    if grep -n '#include <telnyx' "$work"/*.hpp | grep -v '<telnyx/errors/needs_cxx17_or_newer>'; then
        echo "the single header includes the others"
        exit 1
    fi
    if grep -n '#include <nlohmann/' "$work/telnyx_errors.hpp"; then
        echo "the single header without a JSON library includes one"
        exit 1
    fi
    sed 's|<telnyx/errors.hpp>|"telnyx_errors.hpp"|' "$here/core.cpp" >"$work/core.cpp"
    sed 's|<telnyx/errors.hpp>|"telnyx_errors.hpp"|; s|<telnyx/errors/nlohmann.hpp>|"telnyx_errors_nlohmann.hpp"|' "$here/reader.cpp" >"$work/reader.cpp"
    for program in core reader; do
        "$compiler" -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$work" "$work/$program.cpp" -o "$work/$program"
        ask "$work/$program"
    done
    # Together with the directory of headers, in both orders.
    printf '#include <telnyx/errors/nlohmann.hpp>\n#include "telnyx_errors_nlohmann.hpp"\n#include <telnyx/errors.hpp>\n' >"$work/both.cpp"
    "$compiler" -std=c++17 -fsyntax-only -I"$work" -I"$source/include" "$work/both.cpp"
    ;;
debian_package)
    needs dpkg-deb
    configure "$source" "$work/library" -DTELNYX_ERRORS_TESTS=OFF -DTELNYX_ERRORS_EXAMPLES=OFF >/dev/null
    (cd "$work/library" && cpack -G DEB >/dev/null)
    dpkg-deb --info "$work"/library/*.deb | grep -E 'Package:|Architecture: all'
    dpkg-deb -x "$work"/library/*.deb "$work/package"
    consumer find_package_nlohmann -DCMAKE_PREFIX_PATH="$work/package/usr"
    needs pkg-config
    pkg_config_builds "$work/package/usr/share/pkgconfig"
    ;;
*)
    echo "unknown case $case_name"
    exit 2
    ;;
esac
