#!/usr/bin/env bash
# examples/try.sh and tests/run.sh on systems that lack something: with stand-ins for package managers that know other names, have
# fewer packages, or refuse. Checks which packages are asked for and what is printed. Installs and builds nothing: the stand-ins
# make empty files in a directory, and those of cmake and ctest only print.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/shell_checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash=$(command -v bash)

# The only programs that are there, beside the stand-ins.
mkdir "$work/basic"
for program in awk bash cat chmod cp cut dirname env getconf grep head mkdir mktemp mv nproc printf rm sed sh sleep sort stty tail tee touch tr; do
    if path=$(command -v "$program") && [ -x "$path" ]; then
        ln -s "$path" "$work/basic/$program"
    fi
done

# A stand-in is a script that knows these files of $system:
#     packages   the packages that exist, and what each contains: bin/PROGRAM or a file of the prefix
#     broken     packages that cannot be installed
#     asked      what was called, and `installs` the packages of each call that installs some
# shellcheck disable=SC2016 # all of it is for the stand-ins
stand_in='#!/usr/bin/env bash
system=${0%/*/*} name=${0##*/}
known() { grep -q "^$1 " "$system/packages"; }
install() {
    local package file
    for package in "$@"; do
        known "$package" || { echo "E: Unable to locate package $package" >&2; exit 100; }
        ! grep -qx "$package" "$system/broken" || { echo "E: $package has unmet dependencies" >&2; exit 100; }
    done
    for package in "$@"; do
        for file in $(sed -n "s/^$package //p" "$system/packages"); do
            mkdir -p "$system/$(dirname "$file")"
            case $file in
            bin/cmake | bin/ctest) cp "$system/${file#bin/}.stand_in" "$system/$file" ;;
            *) echo "#!/bin/sh" >"$system/$file" ;;
            esac
            chmod +x "$system/$file"
        done
    done
}
names() { # leaves out the options
    local argument
    for argument in "$@"; do
        case $argument in -* | DPkg::*) ;; *) echo "$argument" ;; esac
    done
}
case "$name $*" in
"id -u") cat "$system/user"; exit ;;
esac
echo "$name $*" >>"$system/asked"
case "$name $*" in
"sudo -n true") exit "$(cat "$system/sudo_status")" ;;
"sudo "*) [ "$(cat "$system/sudo_status")" = 0 ] || exit 1; echo 0 >"$system/user"; "$@"; status=$?; echo 1000 >"$system/user"; exit $status ;;
"apt-get update"*) [ ! -e "$system/offline" ] || { echo "E: Temporary failure resolving"; exit 100; } ;;
"apt-cache policy "*) ! known "$2" || printf "%s:\n  Installed: (none)\n  Candidate: 1.0\n  Version table: %0200000d\n" "$2" 0; grep -qx "$2" "$system/virtual" && printf "%s:\n  Candidate: (none)\n" "$2"; exit 0 ;;
"apt-cache pkgnames "*) cut -d " " -f 1 "$system/packages" | grep "^$2" ;;
"dnf "*repoquery*) while [ $# -gt 1 ]; do shift; done; ! known "$1" || echo "$1-0:1.0-1.x86_64"; exit 0 ;;
"pacman -Si "*) [ ! -e "$system/no_lists" ] && known "$2" ;;
"pacman -Sy") rm -f "$system/no_lists" ;;
"brew info "*) known "$3" ;;
"apt-get "*install*|"dnf "*install*|"pacman -S "*|"brew install"*)
    if [ "$name" != brew ] && [ "$("$system/bin/id" -u)" != 0 ]; then echo "only root installs" >&2; exit 100; fi
    if [ "$name" = brew ] && [ "$("$system/bin/id" -u)" = 0 ]; then echo "Running Homebrew as root is not supported" >&2; exit 1; fi
    mapfile -t wanted < <(names "$@" | grep -vx install)
    echo "${wanted[*]}" >>"$system/installs"
    install "${wanted[@]}"
    ;;
*) echo "what is $name $*?" >&2; exit 99 ;;
esac'
# shellcheck disable=SC2016
cmake_stand_in='#!/usr/bin/env bash
system=${0%/*/*}
case $1 in
-S)
    [ ! -e "$system/configure_fails" ] || { printf "CMake Error at CMakeLists.txt:7 (message):\n  it lacks something\n"; exit 1; }
    mkdir -p "$4"
    ;;
--build)
    mkdir -p "$2/examples"
    printf "#!/bin/sh\necho \"telnyx-errors was asked: \$*\"\n" >"$2/examples/telnyx-errors"
    chmod +x "$2/examples/telnyx-errors"
    for percent in 3 25 26 50; do printf "[%3s%%] Building CXX object %s.o\n" "$percent" "$percent"; done
    if [ -e "$system/build_fails" ]; then
        printf "In file included from a.cpp:\nb.hpp:1:2: error: no such thing\nmake[2]: *** [b.o] Error 1\n" >&2
        exit 2
    fi
    echo "[100%] Built target all"
    ;;
esac'
# shellcheck disable=SC2016
ctest_stand_in='#!/usr/bin/env bash
system=${0%/*/*}
echo "ctest $*" >>"$system/asked"
echo "100% tests passed, 0 tests failed out of 1"
exit "$(cat "$system/ctest_status")"'

# A new system with the package managers that are named. What it has is read from the standard input.
new_system() { # managers and other stand-ins...
    local name
    system=$work/system
    rm -rf "$system" "$work/build"
    mkdir -p "$system/bin" "$system/include" "$system/lib"
    : >"$system/asked"
    : >"$system/installs"
    : >"$system/broken"
    : >"$system/virtual"
    echo 0 >"$system/user"
    echo 0 >"$system/sudo_status"
    echo 0 >"$system/ctest_status"
    cat >"$system/packages"
    printf '%s\n' "$cmake_stand_in" >"$system/cmake.stand_in"
    printf '%s\n' "$ctest_stand_in" >"$system/ctest.stand_in"
    for name in id "$@"; do
        printf '%s\n' "$stand_in" >"$system/bin/$name"
        chmod +x "$system/bin/$name"
    done
}
has() { # packages, which are installed before
    local package file
    for package in "$@"; do
        for file in $(sed -n "s/^$package //p" "$system/packages"); do
            mkdir -p "$system/$(dirname "$file")"
            echo '#!/bin/sh' >"$system/$file"
            case $file in bin/cmake | bin/ctest) cp "$system/${file#bin/}.stand_in" "$system/$file" ;; esac
            chmod +x "$system/$file"
        done
    done
}
run() { # script, arguments...
    local script=$1
    shift
    output=$(env -i PATH="$system/bin:$work/basic" HOME="$work" TELNYX_ERRORS_BUILD="$work/build" TELNYX_ERRORS_PREFIXES="$system" ${settings[@]+"${settings[@]}"} \
        "$bash" "$root/$script" "$@" 2>"$work/err" </dev/null)
    status=$?
    errors=$(cat "$work/err")
}
settings=()
installed() { cat "$system/installs"; }

debian='g++ bin/g++ bin/c++
cmake bin/cmake bin/ctest
make bin/make
nlohmann-json3-dev include/nlohmann/json.hpp
libcli11-dev include/CLI/CLI.hpp
catch2 include/catch2/catch.hpp
libarchive-dev include/archive.h
libsimdjson-dev include/simdjson.h
rapidjson-dev include/rapidjson/document.h
libboost-json1.81-dev include/boost/json.hpp lib/x86_64-linux-gnu/libboost_json.so
libboost-json1.81.0 lib/x86_64-linux-gnu/libboost_json.so.1.81.0
libjansson-dev include/jansson.h
libfmt-dev include/fmt/format.h
libasio-dev include/asio.hpp
libcpp-httplib-dev include/httplib.h
libsqlite3-dev include/sqlite3.h
sqlite3 bin/sqlite3
libssl-dev include/openssl/evp.h
pkg-config bin/pkg-config
meson bin/meson
ninja-build bin/ninja
python3 bin/python3
python3-jsonschema lib/python3/dist-packages/jsonschema/__init__.py
cargo bin/cargo
rustc bin/rustc
zsh bin/zsh
fish bin/fish
nodejs bin/node
clang bin/clang++
lld bin/wasm-ld
wasi-libc lib/wasm32-wasi/libc.a
libc++-dev-wasm32 lib/wasm32-wasi/libc++.a
libclang-rt-dev-wasm32 lib/llvm-14/lib/clang/14.0.6/lib/wasi/libclang_rt.builtins-wasm32.a
binaryen bin/wasm-opt
bsdutils bin/script
libclang-rt-dev lib/llvm-14/lib/clang/14.0.6/lib/linux/libclang_rt.fuzzer-x86_64.a'
required='g++ cmake make nlohmann-json3-dev libcli11-dev libsqlite3-dev'
optional='libarchive-dev libsimdjson-dev rapidjson-dev libboost-json1.81-dev libjansson-dev libfmt-dev libasio-dev libcpp-httplib-dev sqlite3 libssl-dev pkg-config meson ninja-build python3 python3-jsonschema cargo rustc nodejs clang lld wasi-libc libc++-dev-wasm32 libclang-rt-dev-wasm32 binaryen zsh fish bsdutils'

echo "# Debian 12, as root"
new_system apt-get apt-cache <<<"$debian"
run examples/try.sh
check "try.sh: exit status" 0 $status
check "try.sh asks for what it needs" "$required" "$(installed)"
contains "try.sh says it" "$output" "Installing with apt-get: $required"
contains "try.sh shows the progress" "$output" $'  20 %\n  50 %\n  100 %\nBuilt in '
contains "try.sh shows the program" "$output" "telnyx-errors was asked: explain 40300"
check "try.sh: no errors" "" "$errors"
run tests/run.sh -R core
check "run.sh: exit status" 0 $status
check "run.sh asks for the rest" "$required"$'\ncatch2\n'"$optional" "$(installed)"
contains "run.sh passes its arguments to ctest" "$(tail -n 1 "$system/asked")" "-LE long|benchmark|fuzz -R core"
check "run.sh ends with the summary of ctest" "100% tests passed, 0 tests failed out of 1" "$(tail -n 1 <<<"$output")"
lacks "nothing is skipped" "$output" "skipped"
: >"$system/asked"
run tests/run.sh
check "the second time, no package manager is asked" "ctest --output-on-failure" "$(cut -d ' ' -f 1,2 "$system/asked")"
: >"$system/installs"
settings=(TELNYX_ERRORS_FUZZ=1 TELNYX_ERRORS_JOBS=3)
run tests/run.sh
check "fuzzing asks for more" "libclang-rt-dev" "$(installed)"
check "and is no longer left out" "ctest --output-on-failure --parallel 3 -LE long|benchmark" "$(tail -n 1 "$system/asked")"
settings=()
echo 8 >"$system/ctest_status"
run tests/run.sh
check "failed tests: exit status" 8 $status

echo "# Other names"
new_system apt-get apt-cache < <(sed '/^libboost-json/d' <<<"$debian"; echo 'libboost-json1.74-dev x
libboost-json1.83-dev include/boost/json.hpp lib/libboost_json.so
libboost-json1.9-dev x
libboost-json1.100.0 x')
run tests/run.sh
check "the newest version in a name: exit status" 0 $status
contains "the newest version in a name" "$(installed)" " libboost-json1.83-dev "
new_system apt-get apt-cache < <(echo "$debian"; echo 'libboost-json-dev include/boost/json.hpp lib/libboost_json.a')
echo libboost-json1.90-dev >"$system/virtual"
run tests/run.sh
contains "a name without a version comes first" "$(installed)" " libboost-json-dev "
new_system apt-get apt-cache < <(sed '/^pkg-config/d' <<<"$debian"; echo 'pkgconf bin/pkg-config')
run tests/run.sh
contains "another alternative" "$(installed)" " pkgconf "
new_system apt-get apt-cache <<<'clang-19 x
libc++-19-dev x
libc++abi-19-dev x
libc++1-19 x
clang-22 x
libc++-22-dev x
libc++abi-22-dev x'
check "one version for packages that are joined" "clang-19 libc++-19-dev libc++abi-19-dev libc++1-19" \
    "$(PATH=$system/bin:$work/basic "$bash" -uc '. "$1" && packages_of libcxx' - "$here/install_packages.sh")"

echo "# Packages that are missing, or cannot be installed"
new_system apt-get apt-cache < <(grep -vE '^(libsimdjson-dev|libboost-json1.81-dev|ninja-build) ' <<<"$debian")
run tests/run.sh
check "missing optional packages: exit status" 0 $status
contains "a line for simdjson" "$output" "skipped: tests of simdjson.hpp (simdjson: apt-get has no package libsimdjson-dev)"
contains "a line for Boost.JSON" "$output" "skipped: tests of boost_json.hpp (boost_json: apt-get has no package libboost-json-dev)"
contains "a line for ninja" "$output" "skipped: test with Meson (ninja: apt-get has no package ninja-build)"
check "no other lines" 3 "$(grep -c skipped <<<"$output")"
contains "the others are installed" "$(installed)" "libarchive-dev rapidjson-dev libjansson-dev libfmt-dev"
new_system apt-get apt-cache <<<"$debian"
printf '%s\n' libfmt-dev meson >"$system/broken"
run tests/run.sh
check "broken optional packages: exit status" 0 $status
contains "a line for fmt" "$output" "skipped: tests of fmt_format.hpp (fmt: apt-get cannot install libfmt-dev: E: libfmt-dev has unmet dependencies)"
check "no other lines" 2 "$(grep -c skipped <<<"$output")"
check "the others are there" yes "$([ -e "$system/include/asio.hpp" ] && [ -e "$system/include/boost/json.hpp" ] && [ -e "$system/bin/ninja" ] && echo yes)"
new_system apt-get apt-cache < <(grep -v '^libcli11-dev ' <<<"$debian")
run examples/try.sh
check "a missing required package: exit status" 1 $status
contains "a missing required package" "$errors" "error: apt-get has no package libcli11-dev"
check "nothing is installed" "" "$(installed)"
new_system apt-get apt-cache <<<"$debian"
echo cmake >"$system/broken"
run tests/run.sh
check "a broken required package: exit status" 1 $status
contains "what apt-get says" "$errors" "E: cmake has unmet dependencies"
contains "what to do" "$errors" "    apt-get install $required catch2"
new_system apt-get apt-cache <<<"$debian"
touch "$system/offline"
run examples/try.sh
check "old package lists: exit status" 0 $status
contains "old package lists are a warning" "$errors" "warning: apt-get update failed, the package lists may be old: E: Temporary failure resolving"

echo "# Without root"
new_system apt-get apt-cache sudo <<<"$debian"
echo 1000 >"$system/user"
run tests/run.sh
check "sudo: exit status" 0 $status
check "sudo installs" 2 "$(grep -c '^sudo env DEBIAN_FRONTEND=noninteractive apt-get install' "$system/asked")"
new_system apt-get apt-cache <<<"$debian"
echo 1000 >"$system/user"
run examples/try.sh
check "no sudo: exit status" 1 $status
contains "no sudo: what is missing" "$errors" "error: compiler cmake make json cli11 sqlite not found, and packages cannot be installed: apt-get needs root, and sudo is not available"
contains "no sudo: what to do" "$errors" $'Install them as root, then run this again:\n    apt-get install '"$required"
check "no sudo: nothing is installed" "" "$(installed)"
new_system apt-get apt-cache sudo <<<"$debian"
echo 1000 >"$system/user"
echo 1 >"$system/sudo_status"
run examples/try.sh
check "sudo that refuses: exit status" 1 $status
contains "sudo that refuses: what to do" "$errors" "    apt-get install $required"
# shellcheck disable=SC2086 # words are meant
has $required catch2 libarchive-dev
run tests/run.sh
check "only optional ones are missing: exit status" 0 $status
contains "they are named" "$output" "skipped: example asio_retry (asio: not installed)"
check "each in one line" 20 "$(grep -c '^skipped: ' <<<"$output")"
contains "and how to have them" "$output" "To skip nothing, run this as root: apt-get install ${optional#libarchive-dev }"
new_system apt-get apt-cache <<<"$debian"
settings=(TELNYX_ERRORS_INSTALL=0)
run examples/try.sh
check "TELNYX_ERRORS_INSTALL=0: exit status" 1 $status
contains "TELNYX_ERRORS_INSTALL=0 is said" "$errors" "cannot be installed: TELNYX_ERRORS_INSTALL is 0"
check "TELNYX_ERRORS_INSTALL=0 installs nothing" "" "$(installed)"
settings=()

echo "# Other package managers"
new_system dnf <<<'gcc-c++ bin/g++
cmake bin/cmake bin/ctest
make bin/make
json-devel include/nlohmann/json.hpp
cli11-devel include/CLI/CLI.hpp
sqlite-devel include/sqlite3.h
catch-devel include/catch2/catch_all.hpp
catch2-devel include/catch2/catch.hpp
libarchive-devel include/archive.h
boost-devel include/boost/json.hpp lib64/libboost_json.so
fmt-devel include/fmt/format.h
util-linux bin/script
python3 bin/python3'
run tests/run.sh
check "dnf: exit status" 0 $status
check "dnf asks for" $'gcc-c++ cmake make json-devel cli11-devel sqlite-devel catch-devel\nlibarchive-devel boost-devel fmt-devel python3 util-linux' "$(installed)"
contains "dnf lacks" "$output" "skipped: example http_send, examples/service (httplib: dnf has no package cpp-httplib-devel)"
new_system pacman <<<'gcc bin/g++
cmake bin/cmake bin/ctest
make bin/make
nlohmann-json include/nlohmann/json.hpp
cli11 include/CLI/CLI.hpp
sqlite include/sqlite3.h'
touch "$system/no_lists"
run examples/try.sh
check "pacman: exit status" 0 $status
check "pacman asks for" "gcc cmake make nlohmann-json cli11 sqlite" "$(installed)"
new_system brew <<<'gcc bin/g++
cmake bin/cmake bin/ctest
make bin/make
nlohmann-json include/nlohmann/json.hpp
cli11 include/CLI/CLI.hpp
sqlite include/sqlite3.h'
echo 501 >"$system/user"
has gcc make
run examples/try.sh
check "brew: exit status" 0 $status
check "brew asks for, without sudo" "cmake nlohmann-json cli11 sqlite" "$(installed)"
new_system brew <<<'cmake bin/cmake bin/ctest'
has cmake
run examples/try.sh
check "brew, as root or not: exit status" 1 $status
new_system <<<"$debian"
run tests/run.sh
check "no package manager: exit status" 1 $status
contains "no package manager is said" "$errors" "there is no apt-get, dnf, pacman or brew"
contains "no package manager: what to install" "$errors" "    $required catch2 (names of Debian's packages)"

echo "# A build that fails"
new_system <<<"$debian"
# shellcheck disable=SC2086 # words are meant
has $required
touch "$system/build_fails"
run examples/try.sh
check "a build that fails: exit status" 1 $status
contains "the error is shown" "$errors" $'In file included from a.cpp:\nb.hpp:1:2: error: no such thing\n'
contains "and where the output is" "$errors" "error: the build in $work/build failed; its output is in $work/build/build.log"
lacks "the progress is not" "$errors" "Building CXX object"
touch "$system/configure_fails"
run examples/try.sh
check "CMake fails: exit status" 1 $status
contains "its error is shown" "$errors" "it lacks something"
rm "$system/build_fails" "$system/configure_fails"
if has_terminal; then
    screen=$(on_terminal "env -i TERM=xterm PATH='$system/bin:$work/basic' TELNYX_ERRORS_BUILD='$work/build' TELNYX_ERRORS_PREFIXES='$system' '$bash' '$root/examples/try.sh'")
    contains "on a terminal, the progress is one line" "$screen" $'\r\x1b[K25 % Building CXX object 25.o\r\x1b[K26 % Building CXX object 26.o'
    contains "which is taken away" "$screen" $'\r\x1b[KBuilt in '
else
    echo "skipped - the progress on a terminal: there is no pseudo-terminal (script, /dev/pts)"
fi

finish_checks
