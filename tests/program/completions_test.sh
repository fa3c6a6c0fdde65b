#!/usr/bin/env bash
# Tests that the man page and the completions have every command and option of the program. $1 is the program.
set -u
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/tools/shell_checks.sh
. "$here/../tools/shell_checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
for what in man bash zsh fish; do
    # shellcheck disable=SC2094 # its name is that of the file
    "$program" --generate "$what" >"$what"
    check "--generate $what" 0 $?
done

# The options of a command, as its help lists them; the help is made from the options that are parsed.
options_of() { "$program" "$@" --help | sed -nE '/^OPTIONS/,/^EXIT STATUS/s/^    (-[-a-z]+).*/\1/p'; }
commands=$("$program" --help | sed -nE '/^COMMANDS/,/^OPTIONS/s/^    ([a-z]+)$/\1/p')
check "the commands" "explain classify triage table" "$(tr '\n' ' ' <<<"$commands" | sed 's/ $//')"

# --- bash: the words that it offers after a line
# shellcheck disable=SC1091 # generated
. ./bash
offered() { # the words of the line; the last one is being completed
    COMP_WORDS=(telnyx-errors "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _telnyx_errors 2>/dev/null # compopt needs a completion in progress
    printf '%s\n' "${COMPREPLY[@]-}" | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}
sorted() { tr ' ' '\n' | grep -v '^$' | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'; }
check "bash: commands" "$(sorted <<<"$commands help")" "$(offered '' | tr ' ' '\n' | grep -v '^-' | sorted)"
check "bash: general options" "$(options_of | sorted)" "$(offered -)"
count=0
for command in $commands; do
    options=$(options_of "$command")
    count=$((count + $(wc -l <<<"$options")))
    check "bash: options of $command" "$(sorted <<<"$options")" "$(offered "$command" -)"
    check "fish: options of $command" "$(sed -E 's/^-([a-z])$/-s \1/; s/^--/-l /' <<<"$options" | LC_ALL=C sort)" \
        "$(grep -F "'__fish_seen_subcommand_from $command'" fish | grep -oE ' -(l|s) [-a-z]+' | sed 's/^ //' | LC_ALL=C sort)"
    check "zsh: options of $command" "$(sorted <<<"$options")" \
        "$(awk -v command="$command" '$0 ~ "^        " command "\\)" { on = 1 } on && /;;/ { exit } on' zsh | grep -oE "^ +'-[-a-z]+[=[]" | tr -dc 'a-z\n-' | sorted)"
    for option in $options; do
        grep -qE "^\.B ${option//-/\\\\-}( |$)" man || check "man: $command $option" "in the man page" "missing"
    done
done
check "more than forty options were checked" yes "$([ "$count" -gt 40 ] && echo yes)"
check "bash: values" "auto" "$(offered classify --color au)"
check "bash: values after an equals sign" "delivery" "$(offered triage --phase = d)"
check "bash: directly after it" "delivery record request unknown" "$(offered triage --phase =)"
check "bash: codes" "40300 40301 40302 40303 40304 40305 40306 40307 40308 40309" "$(offered explain 4030)"
touch response.json
check "bash: files" "bash" "$(offered classify ba)"
check "bash: the file of an option" "response.json" "$(offered triage --html res)"
check "bash: help" "table triage" "$(offered help t)"

# --- syntax, where the tools are installed
if command -v zsh >/dev/null; then
    check "zsh: syntax" "" "$(zsh -fn zsh 2>&1)"
else
    echo "skipped - zsh is not installed"
fi
if command -v fish >/dev/null; then
    export HOME=$work
    fish_offers() { fish -c "source fish; complete -C 'telnyx-errors $1'" 2>&1 | cut -f 1 | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'; }
    check "fish: commands" "$(sorted <<<"$commands help")" "$(fish_offers '')"
    check "fish: options" "--phase" "$(fish_offers 'classify --ph')"
    check "fish: values" "delivery" "$(fish_offers 'classify --phase d')"
    check "fish: codes" "40300" "$(fish_offers 'explain 40300')"
else
    echo "skipped - fish is not installed"
fi
if command -v man >/dev/null && man --warnings -l man >/dev/null 2>&1; then
    check "man: warnings" "" "$(man --warnings -E UTF-8 -l -Tutf8 man 2>&1 >/dev/null)"
fi
if command -v mandoc >/dev/null; then
    check "mandoc: warnings" "" "$(mandoc -T lint -W warning man 2>&1 | grep -v "missing date")"
fi
for section in NAME SYNOPSIS DESCRIPTION COMMANDS OPTIONS EXPLAIN CLASSIFY TRIAGE TABLE "EXIT STATUS" ENVIRONMENT EXAMPLES; do
    check "man: $section" 1 "$(grep -cx ".SH $section" man)"
done
finish_checks
