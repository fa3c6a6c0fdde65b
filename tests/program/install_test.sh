#!/usr/bin/env bash
# Tests of the installed program and of its Debian package.
#   install_test.sh BUILD-DIRECTORY
set -u
build=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../tools/shell_checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -nE 's/^#define TELNYX_ERRORS_VERSION_STRING "(.*)"/\1/p' "$here/../../include/telnyx/errors/version.hpp")
files_in() { (cd "$1" && find . -type f | LC_ALL=C sort | tr '\n' ' '); }

install_component() { cmake --install "$build" --component "$1" --prefix "$work/$1" >"$work/log" 2>&1 || cat "$work/log"; }
install_component program
install_component headers
check "the program" "./bin/telnyx-errors ./share/bash-completion/completions/telnyx-errors ./share/fish/vendor_completions.d/telnyx-errors.fish ./share/licenses/telnyx-errors/LICENSE ./share/man/man1/telnyx-errors.1 ./share/zsh/site-functions/_telnyx-errors " "$(files_in "$work/program" | sed 's|./share/zsh/vendor-completions/[^ ]* ||')"
program_files=$(files_in "$work/program" | wc -w)
check "the headers are the other component" 1 "$(find "$work/headers" -path '*/include/telnyx/errors.hpp' | wc -l | tr -d ' ')"
check "the headers do not contain the program" "" "$(find "$work/headers" -path '*/bin*')"
mv "$work/program" "$work/moved"
check "the installed program runs" "telnyx-errors $version" "$("$work/moved/bin/telnyx-errors" --version)"
for file in man:share/man/man1/telnyx-errors.1 bash:share/bash-completion/completions/telnyx-errors zsh:share/zsh/site-functions/_telnyx-errors fish:share/fish/vendor_completions.d/telnyx-errors.fish; do
    check "what is installed is what the program generates: ${file%%:*}" "" "$("$work/moved/bin/telnyx-errors" --generate "${file%%:*}" | diff - "$work/moved/${file#*:}")"
done
check "it explains a code" "40300  Blocked (STOP)" "$("$work/moved/bin/telnyx-errors" explain 40300 | head -n 1)"

if command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null; then
    # Another generator in the configuration: with that of the build, CPack would build everything first.
    (cd "$work" && cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work/packages" -D CPACK_CMAKE_GENERATOR=Ninja) >"$work/log" 2>&1 ||
        cat "$work/log"
    architecture=$(dpkg --print-architecture)
    program=$work/packages/telnyx-errors_${version}_$architecture.deb
    headers=$work/packages/libtelnyx-errors-dev_${version}_all.deb
    field() { dpkg-deb --field "$@"; }
    check "two packages" "${headers##*/} ${program##*/} " "$(cd "$work/packages" && printf '%s ' *.deb)"
    check "the package of the program" "telnyx-errors $architecture utils" "$(field "$program" Package) $(field "$program" Architecture) $(field "$program" Section)"
    contains "it depends on the libraries of the program" "$(field "$program" Depends)" "libc6"
    check "the package of the headers" "libtelnyx-errors-dev all libdevel" "$(field "$headers" Package) $(field "$headers" Architecture) $(field "$headers" Section)"
    check "it depends on nothing" "" "$(field "$headers" Depends)"
    dpkg-deb -x "$program" "$work/root"
    dpkg-deb -x "$headers" "$work/root" # they have no file in common
    check "the packaged program runs" "telnyx-errors $version" "$("$work/root/usr/bin/telnyx-errors" --version)"
    check "the packages have all files" "$(($(files_in "$work/headers" | wc -w) + program_files))" "$(files_in "$work/root/usr" | wc -w)"
else
    echo "skipped - the packages: dpkg-deb or dpkg-shlibdeps is not installed (Debian: dpkg-dev)"
fi
finish_checks
