#!/usr/bin/env bash
# Compares the include order of docs/architecture.md with the headers: $1 is the root of the source tree.
# - The list names every header once, and no other file.
# - A header includes only headers that are listed above it; detail/ includes only detail/ and the configuration.
# - No header but the table has more than 500 lines; no line has more than 132 columns.
# Each failure is one line that says what to change.
set -euo pipefail
cd "$1"
document=docs/architecture.md

find include -name '*.hpp' -o -name '*.h' | LC_ALL=C sort | LC_ALL=C awk -v document="$document" '
function fail(text) { print text; failures++ }

# The line where a header may stand: below the last header that it includes, above the first that includes it.
function place_for(header,    other, below, above, text) {
    for (other in line_of) {
        if ((header, other) in includes && (below == "" || line_of[other] > line_of[below])) below = other
        if ((other, header) in includes && (above == "" || line_of[other] < line_of[above])) above = other
    }
    if (below != "") text = " below " below " (line " line_of[below] ")"
    if (above != "") text = text (below != "" ? " and" : "") " above " above " (line " line_of[above] ")"
    return text == "" ? " in its layer" : text
}

# How to resolve that `header` includes `later`: move one of the two lines where the rest of the list allows it, else move code.
function advice(header, later,    other, early, late) {
    early = late = 1
    for (other in line_of) {
        if ((later, other) in includes && line_of[other] >= line_of[header]) early = 0
        if ((other, header) in includes && line_of[other] <= line_of[later]) late = 0
    }
    if (early) return "move the line of " later " above line " line_of[header]
    if (late) return "move the line of " header " below line " line_of[later]
    return "move what " header " uses of " later " into a header listed above line " line_of[header]
}

function read_list(    line, number, inside, word) {
    while ((getline line <document) > 0) {
        number++
        if (line == "<!-- include order -->") inside = 1
        else if (inside == 1 && line ~ /^```/) inside = 2
        else if (inside == 2 && line ~ /^```/) inside = 3
        else if (inside == 2 && line != "" && line !~ /^#/) {
            split(line, word, " ")
            if (word[1] in line_of)
                fail(document ":" number ": " word[1] " is listed twice, first in line " line_of[word[1]] ": remove one of the lines")
            else line_of[word[1]] = number
            listed++
        }
    }
    close(document)
    if (inside == 3) return
    print document ": no include order found: it is the code block below the line \"<!-- include order -->\""
    broken = 1
    exit 1
}

function read_header(file, header,    line, number, name) {
    while ((getline line <file) > 0) {
        number++
        if (length(line) > 132) fail(file ":" number ": " length(line) " columns, the limit is 132: break the line")
        if (line !~ /^[ \t]*#[ \t]*include[ \t]*["<]/) continue
        if (line ~ /include[ \t]*"/) {
            fail(file ":" number ": write the include as <telnyx/errors/...>, relative to include/")
            continue
        }
        name = line
        sub(/^[^<]*</, "", name)
        sub(/>.*/, "", name)
        if (name !~ /^telnyx\/.*\.h(pp)?$/) continue
        includes[header, name] = number
        edges++
        from[edges] = header
        to[edges] = name
    }
    close(file)
    if (number > 500 && header != "telnyx/errors/table.hpp")
        fail(file ": " number " lines, the limit is 500: move a part of it into a header of its own")
}

BEGIN { read_list() }
{
    header = substr($0, length("include/") + 1)
    exists[header] = 1
    all[++count] = header
    read_header($0, header)
}
END {
    if (broken) exit 1
    for (i = 1; i <= count; i++)
        if (!(all[i] in line_of))
            fail(document ": include/" all[i] " is not listed: add a line for it" place_for(all[i]))
    for (header in line_of)
        if (!(header in exists))
            fail(document ":" line_of[header] ": include/" header " does not exist: correct the name, or remove the line")
    for (i = 1; i <= edges; i++) {
        where = "include/" from[i] ":" includes[from[i], to[i]] ": "
        if (!(to[i] in exists)) fail(where "<" to[i] "> does not exist")
        else if (from[i] ~ /\/detail\// && to[i] !~ /\/detail\// && to[i] !~ /\/(version|config|limits)\.hpp$/)
            fail(where "detail/ may include detail/, version.hpp, config.hpp and limits.hpp, not <" to[i] ">: " \
                 "move what it needs into one of these, or move this header out of detail/")
        else if ((from[i] in line_of) && (to[i] in line_of) && line_of[to[i]] >= line_of[from[i]])
            fail(where (from[i] == to[i] ? "a header cannot include itself: remove the line" : \
                 "<" to[i] "> is listed below this header (" document ", lines " line_of[to[i]] " and " line_of[from[i]] "): " \
                 advice(from[i], to[i])))
    }
    if (count < 20 || edges < 20) fail("only " count + 0 " headers and " edges + 0 " includes found in include/")
    if (failures) exit 1
    print count " headers and " edges " includes, in the order of " document
}'
