# Checks for the tests that are shell scripts. To be sourced; `finish_checks` ends the test.
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
status_of() { "$@" >/dev/null 2>&1; echo $?; }
finish_checks() {
    if [ "$failures" -ne 0 ]; then
        echo "$failures checks failed"
        exit 1
    fi
}
