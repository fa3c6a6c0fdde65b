#!/usr/bin/env bash
# Takes the library in as its users do, builds a program and asks it about 40300. Exit status 77: a tool is missing.
#   run.sh CASE SOURCE WORK COMPILER [GENERATOR]
set -euo pipefail
case_name=$1 source=$2 work=$3/$1 compiler=$4 generator=${5:-Unix Makefiles}
here=$source/tests/consumers
json=${JSON_INCLUDE:-/usr/include}
rm -rf "$work"
mkdir -p "$work"

configure() { cmake -S "$1" -B "$2" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" "${@:3}"; }
stage() { # installs into $work/stage, from a tree without examples and tests
    configure "$source" "$work/library" -DTELNYX_ERRORS_TESTS=OFF -DTELNYX_ERRORS_EXAMPLES=OFF -DCMAKE_INSTALL_PREFIX="$work/stage" "$@" >/dev/null
    cmake --install "$work/library" >/dev/null
    # Packages must not remember where they were made.
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
version_in_header() { sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' "$source/include/telnyx/errors/version.hpp"; }
pkg_config_builds() { # where the .pc files are
    export PKG_CONFIG_PATH=$1${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    # shellcheck disable=SC2046 # words are meant
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
    # The core is installed, and found, where nlohmann/json is not.
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
    tr '\n' ' ' <"$work/log" | tr -s ' ' | grep -o 'the component nlohmann needs nlohmann_json 3.9 or newer, which was not found (Debian: nlohmann-json3-dev)'
    ;;
component_unknown)
    stage
    if configure "$here/find_package_plain" "$work/build" -DCMAKE_PREFIX_PATH="$work/moved" -DCOMPONENT=json >"$work/log" 2>&1; then
        echo "configured with a component that is none"
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
    # The same minor version or none while the major version is 0; and a package that was made on a machine of 64 bits is
    # found on one of 32.
    stage
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
    version=$(version_in_header)
    major=${version%%.*} minor=${version#*.} && minor=${minor%%.*}
    for asked in "$major.$minor" "$version" "$major.$minor.999" "$major.$((minor + 1))" "$((major + 1)).$minor" "$major.$((minor - 1)).9"; do
        cmake -Dasked="$asked" -Dfile="$work/moved/share/cmake/telnyx_errors/telnyx_errors-config-version.cmake" -P "$work/asked.cmake" 2>&1
    done >"$work/answers"
    cat "$work/answers"
    [ "$(awk '{ print $3 }' "$work/answers" | tr '\n' ' ')" = "TRUE TRUE no no no no " ]
    [ "$(awk 'NR == 1 { print $2 }' "$work/answers")" = "$version" ]
    # And through find_package, whose message names what it found.
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
    # What the parent installs with this library is a package like any other.
    cmake --install "$work/build" >/dev/null
    mv "$work/build" "$work/parent"
    consumer find_package_nlohmann -DCMAKE_PREFIX_PATH="$work/stage"
    ;;
fetch_content) consumer fetch_content -DSOURCE="$source" ;;
fetch_content_archive)
    # As a release is fetched: an archive, its checksum, and find_package in the parent's files.
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
plain)
    cp -r "$source/include/telnyx" "$work/telnyx"
    "$compiler" -std=c++17 -I"$work" "$here/core.cpp" -o "$work/core"
    ask "$work/core"
    ;;
one_file)
    cmake -Dinclude="$source/include" -Doutput="$work" -P "$source/.packaging/one_file.cmake"
    ! grep -n '#include <telnyx' "$work"/*.hpp
    ! grep -n 'nlohmann/' "$work/telnyx_errors.hpp"
    sed 's|<telnyx/errors.hpp>|"telnyx_errors.hpp"|' "$here/core.cpp" >"$work/core.cpp"
    sed 's|<telnyx/errors.hpp>|"telnyx_errors.hpp"|; s|<telnyx/errors/nlohmann.hpp>|"telnyx_errors_nlohmann.hpp"|' "$here/reader.cpp" >"$work/reader.cpp"
    for program in core reader; do
        "$compiler" -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$work" "$work/$program.cpp" -o "$work/$program"
        ask "$work/$program"
    done
    # Beside the directory of headers, in either order.
    printf '#include <telnyx/errors/nlohmann.hpp>\n#include "telnyx_errors_nlohmann.hpp"\n#include <telnyx/errors.hpp>\n' >"$work/both.cpp"
    "$compiler" -std=c++17 -fsyntax-only -I"$work" -I"$source/include" "$work/both.cpp"
    ;;
debian_package)
    needs dpkg-deb
    configure "$source" "$work/library" -DTELNYX_ERRORS_TESTS=OFF -DTELNYX_ERRORS_EXAMPLES=OFF >/dev/null
    (cd "$work/library" && cpack -G DEB >/dev/null)
    dpkg-deb --info "$work"/library/*.deb | grep -E 'Package:|Architecture: all'
    dpkg-deb -x "$work"/library/*.deb "$work/root"
    consumer find_package_nlohmann -DCMAKE_PREFIX_PATH="$work/root/usr"
    needs pkg-config
    pkg_config_builds "$work/root/usr/share/pkgconfig"
    ;;
*)
    echo "unknown case $case_name"
    exit 2
    ;;
esac
