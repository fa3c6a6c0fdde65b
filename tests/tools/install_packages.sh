# shellcheck shell=bash
# Installs missing dependencies with the system's package manager: apt-get, dnf, pacman or brew. To be sourced by bash, 3.2 or later.
#
#     install_packages DEPENDENCY... [--optional DEPENDENCY...]
#         Installs what is missing. If a required dependency cannot be installed, fails and says what to do. If an optional one
#         cannot be installed, prints one line that says what is skipped, and succeeds.
#     is_installed DEPENDENCY
#     packages_of DEPENDENCY...
#         Prints the names of their packages on this system, for messages.
#     path_of FILE
#         Prints where a file below include/ or lib/ of a prefix is; it may be a pattern.
#
# The dependencies are the rows of the table below. Environment variables:
#     TELNYX_ERRORS_INSTALL=0   install nothing
#     TELNYX_ERRORS_PREFIXES    where to look for headers and libraries, separated by colons; default: the usual prefixes

# Found by: a program, or a file below include/ or lib/ of a prefix. Packages: "-" means that the package manager has none.
# "," separates alternatives, and the first that exists counts. "&" joins what is needed together. "*" in the name of a package
# stands for a version: the newest available one, and the same one in all packages that are joined.
dependency_table='
#dependency  found by              apt                    dnf                    pacman         brew           skipped without it
compiler     c++,g++,clang++       g++                    gcc-c++                gcc            gcc            -
cmake        cmake                 cmake                  cmake                  cmake          cmake          -
make         make                  make                   make                   make           make           -
json         nlohmann/json.hpp     nlohmann-json3-dev     json-devel             nlohmann-json  nlohmann-json  -
cli11        CLI/CLI.hpp           libcli11-dev           cli11-devel            cli11          cli11          -
catch2       catch2/catch_all.hpp,catch2/catch.hpp \
                                   catch2                 catch-devel,catch2-devel \
                                                                                 catch2         catch2         -
libarchive   archive.h             libarchive-dev         libarchive-devel       libarchive     libarchive     tests of compressed input
simdjson     simdjson.h            libsimdjson-dev        simdjson-devel         simdjson       simdjson       tests of simdjson.hpp
rapidjson    rapidjson/document.h  rapidjson-dev          rapidjson-devel        rapidjson      rapidjson      tests of rapidjson.hpp
boost_json   boost/json.hpp&libboost_json.* \
                                   libboost-json-dev,libboost-json*-dev \
                                                          boost-devel            boost          boost          tests of boost_json.hpp
jansson      jansson.h             libjansson-dev         jansson-devel          jansson        jansson        run of the conformance vectors in C
fmt          fmt/format.h          libfmt-dev             fmt-devel              fmt            fmt            tests of fmt_format.hpp
asio         asio.hpp              libasio-dev            asio-devel             asio           asio           example asio_retry
httplib      httplib.h             libcpp-httplib-dev     cpp-httplib-devel      cpp-httplib    cpp-httplib    example http_send, examples/service
sqlite       sqlite3.h             libsqlite3-dev         sqlite-devel           sqlite         sqlite         triage, examples/service
sqlite_shell sqlite3               sqlite3                sqlite                 sqlite         sqlite         tests of the database of triage
openssl      openssl/evp.h         libssl-dev             openssl-devel          openssl        openssl@3      examples/service, fake_telnyx
pkg_config   pkg-config            pkg-config,pkgconf     pkgconf-pkg-config     pkgconf        pkgconf        tests of pkg-config files, example http_send
meson        meson                 meson                  meson                  meson          meson          test with Meson
ninja        ninja                 ninja-build            ninja-build            ninja          ninja          test with Meson
python3      python3               python3                python3                python         python3        tests of the Conan recipe and of the Python module
jsonschema   python3*/*/jsonschema/__init__.py \
                                   python3-jsonschema     python3-jsonschema     python-jsonschema \
                                                                                                -              check of telnyx-errors.json by its JSON Schema
cargo        cargo&rustc           cargo&rustc            cargo&rust             rust           rust           tests of the Rust crate
dask         python3/dist-packages/dask/dataframe/core.py&python3/dist-packages/distributed/client.py&python3/dist-packages/pandas/__init__.py \
                                   python3-dask&python3-distributed&python3-pandas \
                                                          -                      -              -              test of the Dask recipe
zsh          zsh                   zsh                    zsh                    zsh            zsh            test of the completion for zsh
fish         fish                  fish                   fish                   fish           fish           test of the completion for fish
node         node                  nodejs                 nodejs                 nodejs         node           tests of the JavaScript package and of the DuckDB recipe
npm          npm                   npm,nodejs             nodejs-npm,npm         npm            node           test of the npm tarball
wasm         clang++&wasm-ld&wasm-opt&wasm32-wasi/libc++.a&clang/*/lib/wasi/libclang_rt.builtins-wasm32.a,clang++&wasm-ld&wasm-opt&wasm32-wasi/libc++.a&llvm-*/lib/clang/*/lib/wasi/libclang_rt.builtins-wasm32.a \
                                   clang&lld&wasi-libc&libc++-dev-wasm32&libclang-rt-dev-wasm32&binaryen \
                                                          -                      -              -              tests of the WebAssembly module
terminal     script                bsdutils               util-linux-script,util-linux \
                                                                                 util-linux     -              tests on a terminal
clang        clang++               clang                  clang                  clang          llvm           tests with clang
fuzzer       clang/*/lib/*/libclang_rt.fuzzer*,llvm-*/lib/clang/*/lib/*/libclang_rt.fuzzer* \
                                   libclang-rt-dev,libclang-rt-*-dev,libclang-common-*-dev \
                                                          compiler-rt            compiler-rt    llvm           fuzzing
clang_format clang-format          clang-format           clang-tools-extra      clang          clang-format   clang-format
clang_tidy   clang-tidy            clang-tidy             clang-tools-extra      clang          llvm           clang-tidy
cppcheck     cppcheck              cppcheck               cppcheck               cppcheck       cppcheck       cppcheck
shellcheck   shellcheck            shellcheck             ShellCheck             shellcheck     shellcheck     shellcheck
valgrind     valgrind              valgrind               valgrind               valgrind       -              memcheck
libcxx       llvm-*/include/c++/v1/version&llvm-*/lib/libc++abi.so \
                                   clang-*&libc++-*-dev&libc++abi-*-dev&libc++1-* \
                                                          -                      -              -              tests with libc++
m32          gcc/*/*/32/libstdc++.a \
                                   g++-*-multilib         -                      -              -              tests for 32 bits
s390x        s390x-linux-gnu-g++   g++-s390x-linux-gnu    -                      -              -              tests for s390x
qemu_s390x   qemu-s390x            qemu-user              qemu-user              qemu-user      -              tests for s390x
arm64        aarch64-linux-gnu-g++ g++-aarch64-linux-gnu  -                      -              -              tests for arm64
qemu_arm64   qemu-aarch64          qemu-user              qemu-user              qemu-user      -              tests for arm64
mingw        x86_64-w64-mingw32-g++-posix \
                                   g++-mingw-w64-x86-64-posix \
                                                          -                      -              -              tests for Windows
wine         wine&wine/wine64      wine&wine64            -                      -              -              running the tests for Windows
'

# Puts a row of the table into row_found, row_packages (for $package_manager) and row_without.
read_row() {
    local name found apt dnf pacman brew without
    # shellcheck disable=SC2162 # a backslash at the end of a line joins it with the next one
    while read name found apt dnf pacman brew without; do
        if [ "$name" = "$1" ]; then
            row_found=$found row_without=$without
            case $package_manager in
            dnf) row_packages=$dnf ;;
            pacman) row_packages=$pacman ;;
            brew) row_packages=$brew ;;
            *) row_packages=$apt ;; # also where there is no package manager: the names to print
            esac
            return 0
        fi
    done <<<"$dependency_table"
    echo "install_packages.sh: the table has no row $1" >&2
    return 2
}

package_manager=''
find_package_manager() {
    for package_manager in apt-get dnf pacman brew; do
        if command -v "$package_manager" >/dev/null 2>&1; then
            return 0
        fi
    done
    package_manager=''
    return 1
}

# Splits $1 at the character $2 into the array `parts`.
split() { IFS=$2 read -r -a parts <<<"$1"; }

path_of() {
    local parts prefixes prefix directory
    split "${TELNYX_ERRORS_PREFIXES:-/usr:/usr/local:/opt/homebrew:/opt/homebrew/opt/llvm:/usr/local/opt/llvm}${CMAKE_PREFIX_PATH:+:$CMAKE_PREFIX_PATH}" :
    prefixes=("${parts[@]}")
    for prefix in "${prefixes[@]}"; do
        for directory in include 'include/*-linux-gnu*' lib lib64 'lib/*-linux-gnu*'; do
            if compgen -G "$prefix/$directory/$1"; then
                return 0
            fi
        done
    done
    return 1
}

# Whether a program is there, or a file that fits a pattern.
is_found() {
    case $1 in
    *.* | */*) path_of "$1" >/dev/null ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

is_installed() {
    local row_found row_packages row_without parts alternatives together alternative part
    read_row "$1" || return
    split "$row_found" ,
    alternatives=("${parts[@]}")
    for alternative in "${alternatives[@]}"; do
        split "$alternative" '&'
        together=("${parts[@]}")
        for part in "${together[@]}"; do
            is_found "$part" || continue 2
        done
        return 0
    done
    return 1
}

# Whether the package manager has a package of that name.
is_available() {
    case $package_manager in
    # Read to the end: with pipefail, a pipe that is closed early looks like a failure.
    apt-get) [ -n "$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]')" ] ;;
    dnf) [ -n "$(dnf -q repoquery --whatprovides "$1" 2>/dev/null)" ] ;;
    pacman) pacman -Si "$1" >/dev/null 2>&1 ;;
    brew) brew info --formula "$1" >/dev/null 2>&1 ;;
    *) false ;;
    esac
}

# The versions that a package whose name has a "*" is available in, newest first. Only Debian and its derivatives have such names.
versions_of() {
    local before=${1%%\**} after=${1#*\*} name
    [ "$package_manager" = apt-get ] || return 0
    apt-cache pkgnames "$before" 2>/dev/null | while read -r name; do
        case $name in
        "$before"[0-9]*"$after")
            name=${name#"$before"}
            echo "${name%"$after"}"
            ;;
        esac
    done | grep -E '^[0-9.]+$' | sort -t . -k 1,1nr -k 2,2nr
}

# Puts the packages that have dependency $1 into the array `packages`, the first alternative whose packages are all available. If
# there is none, fails with the first alternative as it is in the table, or nothing.
find_packages() {
    local row_found row_packages row_without parts alternatives alternative version name
    packages=()
    read_row "$1" || return
    [ "$row_packages" != - ] || return 1
    split "$row_packages" ,
    alternatives=("${parts[@]}")
    for alternative in "${alternatives[@]}"; do
        split "$alternative" '&'
        case $alternative in
        *'*'*)
            for version in $(versions_of "${parts[0]}"); do
                packages=("${parts[@]/\*/$version}")
                for name in "${packages[@]}"; do
                    is_available "$name" || continue 2
                done
                return 0
            done
            ;;
        *)
            packages=("${parts[@]}")
            for name in "${packages[@]}"; do
                is_available "$name" || continue 2
            done
            return 0
            ;;
        esac
    done
    split "${alternatives[0]}" '&'
    packages=("${parts[@]}")
    return 1
}

packages_of() {
    local packages dependency all=''
    find_package_manager
    for dependency in "$@"; do
        find_packages "$dependency"
        all="$all ${packages[*]-$dependency}"
    done
    echo "${all# }"
}

# Installs packages, quietly; what the package manager printed is in the file $log.
run_installer() {
    # A service that installs updates may hold apt's lock, which is worth waiting for.
    case $package_manager in
    apt-get)
        set -- env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
        ;;
    dnf) set -- dnf -q -y install "$@" ;;
    pacman) set -- pacman -S --needed --noconfirm "$@" ;;
    brew) set -- brew install "$@" ;;
    esac
    ${as_root[@]+"${as_root[@]}"} "$@" >"$log" 2>&1 </dev/null
}

# The command for a person to type.
spelled_out() {
    case $package_manager in
    apt-get | dnf) echo "$package_manager install $*" ;;
    pacman) echo "pacman -S $*" ;;
    brew) echo "brew install $*" ;;
    *) echo "$* (names of Debian's packages)" ;;
    esac
}

# The arrays `required` and `optional` are what is missing.
install_missing() {
    local as_root=() obstacle='' by=' as root' packages=() all=() unavailable=() batch=() dependency row_found row_packages row_without
    find_package_manager
    [ "$package_manager" != brew ] || by=''
    if [ "${TELNYX_ERRORS_INSTALL:-1}" = 0 ]; then
        obstacle="TELNYX_ERRORS_INSTALL is 0"
    elif [ -z "$package_manager" ]; then
        obstacle="there is no apt-get, dnf, pacman or brew" by=''
    elif [ "$package_manager" != brew ] && [ "$(id -u)" -ne 0 ]; then
        # Without a terminal sudo cannot ask for a password.
        if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true >/dev/null 2>&1; }; then
            as_root=(sudo)
        else
            obstacle="$package_manager needs root, and sudo is not available"
        fi
    fi
    if [ -z "$obstacle" ]; then
        case $package_manager in
        apt-get)
            ${as_root[@]+"${as_root[@]}"} apt-get update -qq >"$log" 2>&1 </dev/null ||
                echo "warning: apt-get update failed, the package lists may be old: $(tail -n 1 "$log")" >&2
            ;;
        pacman) is_available make || ${as_root[@]+"${as_root[@]}"} pacman -Sy >"$log" 2>&1 </dev/null ;;
        esac
    fi

    if [ ${#required[@]} -ne 0 ]; then
        for dependency in "${required[@]}"; do
            find_packages "$dependency" || unavailable+=("${packages[*]-$dependency}")
            all+=(${packages[@]+"${packages[@]}"})
        done
        if [ -n "$obstacle" ]; then
            echo "error: ${required[*]} not found, and packages cannot be installed: $obstacle" >&2
            printf 'Install them%s, then run this again:\n    %s\n' "$by" "$(spelled_out "${all[@]}")" >&2
            return 1
        fi
        if [ ${#unavailable[@]} -ne 0 ]; then
            echo "error: $package_manager has no package ${unavailable[*]}" >&2
            echo "Install it from another source, then run this again" >&2
            return 1
        fi
        echo "Installing with $package_manager: ${all[*]}"
        if ! run_installer "${all[@]}"; then
            tail -n 20 "$log" >&2
            echo "error: $package_manager cannot install the packages" >&2
            printf 'Install them%s, then run this again:\n    %s\n' "$by" "$(spelled_out "${all[@]}")" >&2
            return 1
        fi
    fi

    [ ${#optional[@]} -ne 0 ] || return 0
    all=()
    for dependency in "${optional[@]}"; do
        if ! find_packages "$dependency" && [ -z "$obstacle" ]; then
            say_skipped "$dependency" "$package_manager has no package ${packages[*]-}"
            continue
        fi
        all+=(${packages[@]+"${packages[@]}"})
        batch+=("$dependency")
        [ -z "$obstacle" ] || say_skipped "$dependency" "not installed"
    done
    [ ${#batch[@]} -ne 0 ] || return 0
    if [ -n "$obstacle" ]; then
        echo "Packages are not installed: $obstacle. To skip nothing, run this$by: $(spelled_out "${all[@]}")"
        return 0
    fi
    echo "Installing with $package_manager: ${all[*]}"
    if ! run_installer "${all[@]}"; then
        # One that cannot be installed must not take the others with it.
        for dependency in "${batch[@]}"; do
            find_packages "$dependency"
            run_installer "${packages[@]}" || say_skipped "$dependency" "$package_manager cannot install ${packages[*]}: $(tail -n 1 "$log")"
        done
    fi
    return 0
}

say_skipped() { # dependency, why
    read_row "$1"
    echo "skipped: $row_without ($1: $2)"
}

install_packages() {
    local required=() optional=() kind=required dependency log status=0
    for dependency in "$@"; do
        if [ "$dependency" = --optional ]; then
            kind=optional
            continue
        fi
        is_installed "$dependency" || status=$?
        [ $status -ne 2 ] || return 2
        if [ $status -ne 0 ] && [ $kind = required ]; then
            required+=("$dependency")
        elif [ $status -ne 0 ]; then
            optional+=("$dependency")
        fi
        status=0
    done
    if [ ${#required[@]} -eq 0 ] && [ ${#optional[@]} -eq 0 ]; then
        return 0
    fi
    log=$(mktemp) || return
    install_missing || status=$?
    rm -f "$log"
    return $status
}
