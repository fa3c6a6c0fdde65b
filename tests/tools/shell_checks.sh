# shellcheck shell=bash
# Checks for the tests that are shell scripts. To be sourced; `finish_checks` ends the test.

# The result must not depend on the environment of the caller.
unset COLUMNS NO_COLOR CDPATH GREP_OPTIONS POSIXLY_CORRECT
export TERM=xterm TZ=UTC LC_ALL=C
umask 022

failures=0

check() { # what, expected, actual
    if [ "$2" = "$3" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf '  expected: %s\n  actual:   %s\n' "$2" "$3"
        failures=$((failures + 1))
    fi
}
contains() { # what, text, part
    case $2 in
    *"$3"*) echo "ok - $1" ;;
    *) check "$1" "... $3 ..." "$2" ;;
    esac
}
lacks() { # what, text, part
    case $2 in
    *"$3"*) check "$1" "without $3" "$2" ;;
    *) echo "ok - $1" ;;
    esac
}
# Runs a shell command on a pseudo-terminal and prints what appears there. Fails where there is no pseudo-terminal.
on_terminal() { SHELL=/bin/sh timeout 60 script -qec "$1" /dev/null </dev/null 2>/dev/null; }
has_terminal() { command -v script >/dev/null 2>&1 && [ "$(on_terminal 'test -t 1 && test -t 2 && echo yes' | tr -d '\r\n')" = yes ]; }
status_of() { "$@" >/dev/null 2>&1; echo $?; }
finish_checks() {
    if [ "$failures" -ne 0 ]; then
        echo "$failures checks failed"
        exit 1
    fi
}
