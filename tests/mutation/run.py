#!/usr/bin/env python3
"""Mutation testing of the decision logic.

Breaks the headers that hold the decisions in one place at a time (a mutant), and runs the tests of that header against each
broken copy. A mutant that no test notices survives; it needs a reason in justified.txt, or a test.

    run.py [-j N] [--file HEADER]... [--sample N [--seed S]] [--id ID] [--list] [--check-reasons]

See docs/ for what the numbers mean. Exit status: 0 if every survivor has a reason and no reason is stale, 1 if not, 2 if the
unchanged headers do not pass or if this script does not know a header, 77 if there is no compiler.
"""

import argparse
import bisect
import collections
import concurrent.futures
import difflib
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEADERS = "telnyx/errors"

# Edit these four when headers or tests are renamed, merged or added. A header that is in none of them ends this script, as does
# a name of a header or of a test that does not exist.

# The tests of each header that is mutated, the ones that kill most for their time first. broken_rows are those of compile_fail
# that break a row of the table.
TESTS = {
    "table.hpp": ["table", "broken_rows"],
    "code.hpp": ["table", "static_checks"],
    "lookup.hpp": ["lookup", "table"],
    "instant.hpp": ["instant", "decision", "http"],
    "http.hpp": ["http", "decision"],
    "backoff.hpp": ["decision", "vocabulary", "report_decision"],
    "decision.hpp": ["decision", "waits", "vocabulary", "report_decision", "context", "history"],
    "amendment.hpp": ["amendment"],
    "refinement.hpp": ["refinement", "context"],
    "situation.hpp": ["waits"],
    "verdict.hpp": ["report_decision", "context", "amendment", "stored_and_logged", "history"],
    "found.hpp": ["report_decision", "history"],
    "wait_end.hpp": ["waits", "decision"],
    "report_items.hpp": ["vocabulary", "report_decision", "report"],
    "report_decision.hpp": ["report_decision", "context", "stored_and_logged"],
    "strictness.hpp": ["history"],
    "history_facts.hpp": ["history"],
    "history.hpp": ["history"],
    "pause.hpp": ["pause"],
    "pause_board.hpp": ["pause_model", "pause_board"],
    "suppression_list.hpp": ["pause_model", "pause_board"],
    "detail/pause_key.hpp": ["pause_model", "pause_board"],
    "consent_words.hpp": ["consent_words"],
    "detail/folded_text.hpp": ["folded_text", "consent_words"],
    "detail/ascii.hpp": ["mask", "http", "report_decision", "report"],
}
NOT_MUTATED = {
    "c_api.hpp": "includes other headers only",
    "c_api/convert.hpp": "converts; c_api_test compares C with C++ over the whole corpus",
    "c_api/core.hpp": "as c_api/convert.hpp",
    "c_api/layout.hpp": "offsets; c_api_test compares them with the structs",
    "c_api/names.hpp": "names; c_api_test lists each number",
    "c_api/reading.hpp": "as c_api/convert.hpp",
    "log_line.hpp": "prints",
    "nlohmann_values.hpp": "converts; the whole corpus makes the round trip",
    "nlohmann_members.hpp": "as nlohmann_values.hpp",
    "state_members.hpp": "names; as nlohmann_values.hpp",
    "value_members.hpp": "names; as nlohmann_values.hpp",
    "bodies.hpp": "includes other headers only",
    "boost_json.hpp": "an adapter; the whole corpus is read through it",
    "chrono.hpp": "converts types",
    "config.hpp": "macros",
    "detail/characters.hpp": "as mask.hpp",
    "detail/consent_phrases.hpp": "phrases; consent_words_test finds each of them",
    "detail/identifiers.hpp": "as mask.hpp",
    "detail/inline_list.hpp": "a container; the fuzz targets and the sanitizers exercise it",
    "detail/member_names.hpp": "names; a missing one fails the corpus",
    "detail/number_shapes.hpp": "as mask.hpp",
    "detail/shared_strings.hpp": "holds what the reader found",
    "embedded.hpp": "finds payloads; the fuzz target compares them with what its own writers wrote",
    "embedded/escapes.hpp": "as embedded.hpp",
    "embedded/finder.hpp": "as embedded.hpp",
    "embedded/http_text.hpp": "as embedded.hpp",
    "embedded/literals.hpp": "as embedded.hpp",
    "embedded/notation.hpp": "names; a test spells them",
    "embedded/spans.hpp": "as embedded.hpp",
    "enumeration.hpp": "names; a test spells each of them",
    "fmt_format.hpp": "prints",
    "format.hpp": "prints",
    "json_adapter.hpp": "a contract without decisions",
    "limits.hpp": "constants; limits_test reads payloads at and beyond each",
    "mask.hpp": "the fuzz targets compare it with a naive one",
    "nlohmann.hpp": "an adapter; the whole corpus is read through it",
    "stored_pause.hpp": "converts; pause_board_test makes the round trip",
    "ostream.hpp": "prints",
    "printing.hpp": "prints",
    "rapidjson.hpp": "an adapter; the whole corpus is read through it",
    "reader.hpp": "finds what a payload says; the fuzz targets compare it with a reader of their own",
    "reader/envelopes.hpp": "as reader.hpp",
    "reader/errors.hpp": "as reader.hpp",
    "reader/finder.hpp": "as reader.hpp",
    "reader/members.hpp": "as reader.hpp",
    "reader/messages.hpp": "as reader.hpp",
    "reader/outcomes.hpp": "as reader.hpp",
    "reader/responses.hpp": "as reader.hpp",
    "reader/shapes.hpp": "as reader.hpp",
    "reader/unfolded.hpp": "as reader.hpp",
    "reader/visits.hpp": "as reader.hpp",
    "report.hpp": "holds what the reader found",
    "sdk_comparison.hpp": "facts about other programs; a document shows them",
    "simdjson.hpp": "an adapter; the whole corpus is read through it",
    "system_error.hpp": "converts types",
    "text_reader.hpp": "as reader.hpp",
    "version.hpp": "macros",
    "vocabulary.hpp": "names; a test spells each of them",
}
# The part of a header that is mutated, from the line that matches the first expression up to the one that matches the second;
# all of a header that is not named.
PARTS = {
    "report_items.hpp": (r"^\[\[nodiscard\]\] constexpr outcome outcome_of_status", r"^TELNYX_ERRORS_END_NAMESPACE"),
}
# The array of rows: the header and the variable. Its text is not mutated; each column and each text of each row is.
ROWS = ("table.hpp", "all")

NEEDS_JSON = {"report_decision", "stored_and_logged", "report", "context", "amendment", "history", "pause", "pause_board"}
NEEDS_FAILING_MEMORY = {"pause_board"}
WITHOUT_MAIN = {"static_checks"}

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Werror"]

# ---------------------------------------------------------------------------------------------------------------- tokens

TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<directive>(?<![^\n])[ \t]*\#(?:\\\n|[^\n])*)
      | (?P<string>"(?:\\.|[^"\\])*")
      | (?P<char>'(?:\\.[^']*|[^'\\])')
      | (?P<number>\d[\w']*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<sign><<=|>>=|\.\.\.|->|::|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|.)
    """,
    re.X | re.S,
)

Token = collections.namedtuple("Token", "kind text begin end")


def tokens_of(text):
    """The tokens of a C++ text without blanks, comments and preprocessor lines."""
    found = []
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        # The directive is tried first: its '#' must begin a line.
        if match.lastgroup not in ("blank", "directive"):
            found.append(Token(match.lastgroup, match.group(), match.start(), match.end()))
        place = match.end()
    return found


# --------------------------------------------------------------------------------------------------------------- mutants


def normalised(tokens):
    """Tokens as one string that does not depend on blanks, line breaks and comments."""
    text = ""
    for token in tokens:
        if text and token.kind in ("word", "number") and (text[-1].isalnum() or text[-1] == "_"):
            text += " "
        text += token.text
    return text


class Mutant:
    """One change of one header: the bytes from `begin` to `end` become `replacement`.

    Its key names it in justified.txt: the function, the normalised expression or statement, the operator. So a mutant keeps its
    key when lines are reformatted, and when its function moves to another header."""

    row = None

    def __init__(self, header, text, begin, end, replacement, operator, context):
        self.header = header
        self.begin = begin
        self.end = end
        self.replacement = replacement
        self.operator = operator
        self.line_number = text.count("\n", 0, begin) + 1
        self.column = begin - text.rfind("\n", 0, begin)
        self.function, self.code = context
        self.result = None
        self.killer = ""
        self.reason = None

    @property
    def id(self):
        return f"{self.header}:{self.line_number}:{self.column} {self.operator}"

    @property
    def key(self):
        return (self.function, self.code, self.operator)

    def applied(self, text):
        return text[: self.begin] + self.replacement + text[self.end :]


class RowMutant:
    """One change of one row of the table, whatever the table is written like: a statement that runs after the rows are made."""

    def __init__(self, header, row, column, statement, operator):
        self.header = header
        self.row = row  # what a failed check about this row is labelled with
        self.statement = statement
        self.operator = operator
        self.begin = 0
        self.function = f"row {row}"
        self.code = column
        self.result = None
        self.killer = ""
        self.reason = None

    @property
    def id(self):
        return f"{self.header}:row {self.row} {self.operator}"

    @property
    def key(self):
        return (self.function, self.code, self.operator)

    def applied(self, text):
        return with_changed_rows(text, [self.statement])


def number_identical(mutants):
    """Mutants of the same key are told apart by a number, in the order of the file."""
    seen = collections.Counter()
    for mutant in mutants:
        seen[mutant.key] += 1
        count = seen[mutant.key]
        if count > 1:
            mutant.operator += f" #{count}"
    return mutants


def enumerations():
    """The enumerators of every enumeration, by the name of the enumeration, from the headers themselves."""
    found = {}
    for path in sorted((ROOT / "include" / HEADERS).rglob("*.hpp")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"enum class (\w+) : [\w:]+ \{(.*?)\};", text, re.S):
            body = re.sub(r"//[^\n]*", "", match.group(2))
            found[match.group(1)] = [item.split("=")[0].strip() for item in body.split(",") if item.strip()]
    # Not an enumeration, but used like one: the rows of unknown codes.
    found["rows"] = ["unknown_elsewhere", "unknown_delivery", "unknown_configuration", "unknown_request"]
    return found


NEIGHBOURS = {
    "==": ["!="],
    "!=": ["=="],
    "<": ["<=", ">="],
    "<=": ["<", ">"],
    ">": [">=", "<="],
    ">=": [">", "<"],
    "&&": ["||"],
    "||": ["&&"],
    "+": ["-"],
    "-": ["+"],
    "*": ["/"],
    "/": ["*"],
    "%": ["/"],
    "<<": [">>"],
    ">>": ["<<"],
    "&": ["|"],
    "|": ["&"],
    "^": ["&"],
    "+=": ["-="],
    "-=": ["+="],
    "*=": ["+="],
    "/=": ["*="],
    "&=": ["|="],
    "|=": ["&="],
    "++": ["--"],
    "--": ["++"],
}
DECIDES = {"==", "!=", "<", "<=", ">", ">=", "&&", "||", "!"}
EITHER_SIDE = {"++", "--"}
DECLARATION = re.compile(r"^(enum\s+)?[\w:]+(<[^;=]*>)?\s*[&*]?\s+[&*]?(const\s+)?\w+\s*[={(;\[]")
NO_STATEMENT = {
    "const", "constexpr", "auto", "static", "using", "if", "for", "while", "do", "switch", "case", "default", "else", "struct",
    "class", "template", "enum", "typedef", "public", "private", "protected", "static_assert", "inline", "namespace", "friend",
    "explicit", "union", "try", "catch", "[",
}  # fmt: skip


def numbers_beside(text):
    match = re.fullmatch(r"(0[xX][0-9A-Fa-f]+|\d+)([uUlL]*)", text)
    if match is None:
        return []
    base = 16 if match.group(1)[:2].lower() == "0x" else 10
    value = int(match.group(1), base)
    beside = [value + 1] + ([value - 1] if value > 0 else [])
    return [(f"0x{n:X}" if base == 16 else str(n)) + match.group(2) for n in beside]


def chars_beside(text):
    if not (len(text) == 3 and text[1].isprintable()):
        return ["'x'"] if text != "'x'" else []
    return [f"'{chr(n)}'" for n in (ord(text[1]) + 1, ord(text[1]) - 1) if chr(n) not in "'\\" and 32 <= n < 127]


class Layout:
    """The tokens of a header and the brackets they stand in."""

    def __init__(self, text):
        self.tokens = tokens = tokens_of(text)
        # What kind of bracket each token stands in: code, initializer, declarations, parentheses.
        stack = []
        inside = []
        partner = {}
        ends_code = set()
        self.kind_of = {}
        for index, token in enumerate(tokens):
            inside.append(stack[-1][0] if stack else "declarations")
            if token.text in ("(", "["):
                stack.append(("parentheses", index))
            elif token.text == "{":
                before = tokens[index - 1].text if index else ""
                in_code = bool(stack) and stack[-1][0] == "code"
                window = [t.text for t in tokens[max(0, index - 6) : index]]
                if before in (")", "noexcept", "const", "else", "do", "]") or "->" in window:
                    kind = "code"
                elif in_code and before in (";", "{", "}", ":"):
                    kind = "code"
                elif before == "" or tokens[index - 1].kind == "word" or before in ("}", ">"):
                    head = [t.text for t in tokens[max(0, index - 8) : index]]
                    declares = {"struct", "class", "enum", "namespace", "union"} & set(head)
                    kind = "declarations" if declares and not in_code else "initializer"
                else:
                    kind = "initializer"
                stack.append((kind, index))
                self.kind_of[index] = kind
            elif token.text in (")", "]", "}") and stack:
                kind, opening = stack.pop()
                partner[opening] = index
                if kind == "code":
                    ends_code.add(index)
                inside[-1] = stack[-1][0] if stack else "declarations"
        self.inside, self.partner, self.ends_code = inside, partner, ends_code
        self.opening = {closing: opening for opening, closing in partner.items()}
        self.lambdas = {i for i in range(1, len(tokens)) if tokens[i].text == "{" and self.is_lambda(i)}
        self.begins = [token.begin for token in tokens]

    def is_lambda(self, index):
        """Whether a brace opens the body of a lambda."""
        place = index - 1
        while place > 0 and (self.tokens[place].kind == "word" or self.tokens[place].text in ("->", "::")):
            place -= 1
        if self.tokens[place].text == ")":
            place = self.opening[place] - 1
        return self.tokens[place].text == "]" and self.tokens[self.opening[place] - 1].kind != "word"

    def enclosing(self, index):
        """The bracket that a token stands in, -1 if in none."""
        place = index - 1
        while place >= 0:
            if place in self.opening:
                place = self.opening[place]
            elif self.tokens[place].text in ("(", "[", "{"):
                return place
            place -= 1
        return -1

    def region_of(self, mutant):
        """The condition, the initializer or the statement that a mutant changes: begin, end and kind, or None."""
        tokens = self.tokens
        first = bisect.bisect_left(self.begins, mutant.begin)
        # Out to the statement: up to the bracket whose inside is code.
        child, bracket = first, self.enclosing(first)
        while bracket >= 0 and not (tokens[bracket].text == "{" and self.inside[bracket + 1] == "code"):
            if tokens[bracket].text == "(" and tokens[bracket - 1].text in ("if", "while", "switch", "for") and (
                self.inside[bracket - 1] == "code"
            ):
                closing = self.partner[bracket]
                begin, end = bracket + 1, closing
                if tokens[bracket - 1].text == "for":
                    place, parts = bracket + 1, [bracket + 1]
                    while place < closing:
                        if tokens[place].text in ("(", "[", "{"):
                            place = self.partner[place]
                        elif tokens[place].text == ";":
                            parts.append(place + 1)
                        place += 1
                    if len(parts) != 3 or child < parts[1]:
                        return None
                    begin, end = (parts[1], parts[2] - 1) if child < parts[2] else (parts[2], closing)
                if tokens[begin].text == "const" or begin >= end:
                    return None
                return (tokens[begin].begin, tokens[end - 1].end, "value")
            child, bracket = bracket, self.enclosing(bracket)
        if bracket < 0:
            return None
        begin = child
        while begin - 1 > bracket and tokens[begin - 1].text != ";" and begin - 1 not in self.ends_code:
            if tokens[begin - 1].text == ":" and self.label(begin - 1):
                break
            begin = self.opening[begin - 1] if begin - 1 in self.opening else begin - 1
        end = child
        while tokens[end].text != ";":
            if tokens[end].text == "{" and self.inside[end + 1] == "code" and end not in self.lambdas:
                return None
            end = self.partner.get(end, end) + 1
        head = tokens[begin].text
        if head in ("static", "using", "case", "default", "do", "else", "for", "if", "while", "switch", "["):
            return None
        words = [token.text for token in tokens[begin:end]]
        statement = " ".join(words) + " ;"
        source_end = tokens[end].end
        if head in ("const", "constexpr", "auto", "enum") or head != "return" and DECLARATION.match(statement.replace(" :: ", "::")):
            if "constexpr" in words[:3] or "=" not in words:
                return None
            place = begin
            while place < end and tokens[place].text != "=":
                place = self.partner.get(place, place) + 1
            if place >= end or tokens[place + 1].text in ("{", "[") or first <= place:
                return None
            return (tokens[place + 1].begin, tokens[end - 1].end, "value")
        return (tokens[begin].begin, source_end, "statement")

    def is_boundary(self, index):
        """Whether a token ends a statement, a declaration or a block: not the semicolon, comma or brace of an expression."""
        token = self.tokens[index]
        if token.text == ";" or token.text.startswith(("TELNYX_ERRORS_BEGIN", "TELNYX_ERRORS_END")):
            return True
        if token.text == "{":
            return self.kind_of.get(index) != "initializer"
        return token.text == "}" and self.kind_of.get(self.opening.get(index)) != "initializer"

    def context_of(self, place):
        """The name of the function or type around a place of the text, and the normalised statement at it: the tokens up to
        the next semicolon or brace of a block on either side."""
        first = bisect.bisect_left(self.begins, place)
        begin = first
        while begin > 0 and not self.is_boundary(begin - 1):
            begin -= 1
        end = first
        while end < len(self.tokens) and not self.is_boundary(end):
            end += 1
        if end < len(self.tokens) and self.tokens[end].text == ";":
            end += 1
        return self.name_around(first), normalised(self.tokens[begin:end])

    def name_around(self, index):
        """The function whose body a token stands in, else the type or the namespace."""
        function, scope = "", ""
        bracket = self.enclosing(index)
        while bracket >= 0:
            if self.tokens[bracket].text == "{" and self.kind_of[bracket] != "initializer" and bracket not in self.lambdas:
                name = self.function_name(bracket)
                if name:
                    function = name  # the outermost one counts
                elif not scope:
                    scope = self.scope_name(bracket)
            bracket = self.enclosing(bracket)
        return function or scope or "namespace scope"

    def function_name(self, brace):
        """The name of the function whose body a brace opens; "" if it opens something else."""
        place = brace - 1
        # Back over noexcept, const, a return type behind an arrow and the initializers of a constructor.
        name = ""
        while place > 0:
            token = self.tokens[place]
            if token.text in (")", "}") and place in self.opening:
                opening = self.opening[place]
                before = self.tokens[opening - 1]
                if before.text in ("if", "for", "while", "switch", "noexcept"):
                    if before.text != "noexcept":
                        return ""
                    place = opening - 2
                    continue
                if before.kind == "word":
                    name = before.text
                elif self.tokens[opening - 2].text == "operator":
                    name = "operator" + before.text
                if self.tokens[opening - 2].text in (":", ",") or token.text == "}":
                    place = opening - 2 if before.kind == "word" else opening - 1  # an initializer of a constructor
                    continue
                return name
            if token.text in (";", "{", "}") or token.text in ("struct", "class", "enum", "namespace", "union", "else", "do"):
                return ""
            place -= 1
        return ""

    def scope_name(self, brace):
        """The name of the type that a brace opens; "" for a namespace."""
        place = brace - 1
        while place >= 0 and self.tokens[place].text not in (";", "{", "}"):
            if self.tokens[place].text in ("struct", "class", "union", "enum"):
                names = [token.text for token in self.tokens[place + 1 : brace] if token.kind == "word" and token.text != "class"]
                return names[0] if names else ""
            place -= 1
        return ""

    def label(self, index):
        """Whether a colon ends a label of a switch."""
        while self.tokens[index - 1].text not in (";", "{", "}", "?", ":", "case", "default"):
            index -= 1
        return self.tokens[index - 1].text in ("case", "default")


def part_of(header, text):
    """Where the part of a header that is mutated begins and ends."""
    if header not in PARTS:
        return 0, len(text)
    first = re.search(PARTS[header][0], text, re.M)
    last = re.search(PARTS[header][1], text[first.start() :], re.M) if first else None
    if last is None:
        complain(f"PARTS: {header} has no line that matches {PARTS[header][1 if first else 0]!r}; edit PARTS in run.py")
    return first.start(), first.start() + last.start()


def logic_mutants(header, text, enums):
    """The mutants of code: one for each place and operator."""
    begin_of_part, end_of_part = part_of(header, text)
    rows = rows_in(text) if header == ROWS[0] else (0, 0)
    mutants = []

    def mutated(place):
        return begin_of_part <= place < end_of_part and not rows[0] <= place < rows[1]

    def add(begin, end, replacement, operator):
        if mutated(begin):
            mutants.append(Mutant(header, text, begin, end, replacement, operator, layout.context_of(begin)))

    def spaced(index):
        token = tokens[index]
        return text[token.begin - 1].isspace() and text[token.end].isspace()

    layout = Layout(text)
    tokens, inside, partner, ends_code = layout.tokens, layout.inside, layout.partner, layout.ends_code
    skipped_until = 0

    def in_function(index):
        depth = 0
        for previous in range(index - 1, -1, -1):
            if tokens[previous].text in (")", "]", "}"):
                depth += 1
            elif tokens[previous].text in ("(", "[", "{"):
                if depth:
                    depth -= 1
                elif tokens[previous].text == "{" and inside[previous + 1] == "code":
                    return True
        return False

    for index, token in enumerate(tokens):
        if index < skipped_until or not mutated(token.begin):
            continue
        before = tokens[index - 1].text if index else ""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""

        if token.text == "static_assert" or (token.text == "[" and after == "["):
            opening = index + 1 if token.text == "static_assert" else index
            skipped_until = partner[opening] + 1
            continue
        if token.text == "template" and after == "<":  # parameters of a template are no comparisons and no constants
            depth, last = 1, index + 2
            while depth:
                depth += {"<": 1, ">": -1, ">>": -2}.get(tokens[last].text, 0)
                last += 1
            skipped_until = last
            continue

        # Operators. The layout of the project tells a binary operator from a bracket, a reference or a sign.
        if token.kind == "sign" and token.text in NEIGHBOURS and before != "operator":
            if token.text in EITHER_SIDE or spaced(index):
                for other in NEIGHBOURS[token.text]:
                    add(token.begin, token.end, other, f"{token.text} to {other}")
        if token.text == "!" and not spaced(index):
            add(token.begin, token.end, "", "! removed")
        if token.text == "-" and not spaced(index) and (tokens[index - 1].kind == "sign" or before == "return") and before not in ")]":
            add(token.begin, token.end, "", "- removed")
        if token.text in ("if", "while") and after == "(":
            condition = tokens[index + 2 : partner[index + 1]]
            if not any(part.text in DECIDES for part in condition):
                add(condition[0].begin, condition[0].begin, "!", "condition negated")
        if token.kind == "word" and token.text in ("true", "false"):
            other = "false" if token.text == "true" else "true"
            add(token.begin, token.end, other, f"{token.text} to {other}")
        if token.kind == "number":
            for other in numbers_beside(token.text):
                add(token.begin, token.end, other, f"{token.text} to {other}")
        if token.kind == "char":
            for other in chars_beside(token.text):
                add(token.begin, token.end, other, f"{token.text} to {other}")
        if token.kind == "string" and len(token.text) > 2:
            other = '"' + ("x" if token.text[1] != "x" else "y") + (token.text[1:] if token.text[1] == "\\" else token.text[2:])
            add(token.begin, token.end, other, f"{token.text} to {other}")
        if token.text == "::" and before in enums and after in enums[before] and tokens[index - 2].text != "case":
            # `case` labels have no sibling: all of them are there already.
            first = index - 1
            while first > 1 and tokens[first - 1].text == "::":
                first -= 2
            if tokens[first - 1].text != "case":
                siblings = enums[before]
                other = siblings[(siblings.index(after) + 1) % len(siblings)]
                add(tokens[index + 1].begin, tokens[index + 1].end, other, f"{before}::{after} to {other}")

        # The arms of a conditional expression.
        if token.text == "?":
            depth, place = 0, index + 1
            while not (depth == 0 and tokens[place].text == ":"):
                if tokens[place].text in ("(", "[", "{"):
                    place = partner[place]
                elif tokens[place].text == "?":
                    depth += 1
                elif tokens[place].text == ":":
                    depth -= 1
                place += 1
            last, depth = place + 1, 0
            while tokens[last].text not in (")", "]", "}", ",", ";") and not (depth == 0 and tokens[last].text == ":"):
                if tokens[last].text in ("(", "[", "{"):
                    last = partner[last]
                elif tokens[last].text == "?":
                    depth += 1
                elif tokens[last].text == ":":
                    depth -= 1
                last += 1
            one = text[tokens[index + 1].begin : tokens[place - 1].end]
            two = text[tokens[place + 1].begin : tokens[last - 1].end]
            if one != two:
                add(token.begin, tokens[last - 1].end, f"? ({two}) : ({one})", "arms swapped")

        # Statements.
        begins = before in (";", "{") or index - 1 in ends_code or (before == ":" and layout.label(index - 1))
        if begins and inside[index] == "code" and token.text not in ("}", ";", ")", ",", ".") and token.text not in NO_STATEMENT:
            last = index
            while tokens[last].text != ";":
                last = partner.get(last, last) + 1
            statement = text[token.begin : tokens[last].end]
            closes = tokens[last + 1].text == "}"
            if token.text == "return":
                # The last statement of a function is not an early return; without it the compiler complains.
                opening = next(o for o, c in partner.items() if c == last + 1) if closes else None
                if not (closes and not in_function(opening)):
                    add(token.begin, tokens[last].end, "", "return removed")
            elif token.text in ("break", "continue"):
                add(token.begin, tokens[last].end, "", f"{token.text} removed")
            elif not DECLARATION.match(statement):
                add(token.begin, tokens[last].end, "", "statement removed")
    mutants.sort(key=lambda mutant: (mutant.begin, mutant.operator))
    return mutants


def rows_in(text):
    """Where the statement that defines the array of rows begins and ends."""
    name = ROWS[1]
    layout = Layout(text)
    for index, token in enumerate(layout.tokens[:-2]):
        declares = layout.tokens[index + 1].text in ("[", "=", "{") and layout.tokens[index - 1].text not in ("::", ".", "(", "/")
        if token.text == name and declares and layout.inside[index] == "declarations":
            end = index
            while layout.tokens[end].text != ";":
                end = layout.partner.get(end, end) + 1
            return token.begin, layout.tokens[end].end
    complain(f"ROWS: {ROWS[0]} defines no array called {name!r}; edit ROWS in run.py")


def with_changed_rows(text, statements):
    """The table with rows that were changed after they were made: the array of rows gets another name, and the one that
    everything reads is a changed copy of it."""
    name = ROWS[1]
    begin, end = rows_in(text)
    changed = f"""
struct mutated_rows {{ code_info rows[sizeof(unchanged) / sizeof(unchanged[0])]; }};
template <std::size_t... Index>
constexpr mutated_rows mutated_copy(std::index_sequence<Index...> /*unused*/) {{
    mutated_rows copy{{{{unchanged[Index]...}}}};
    code_info* const changed_row = copy.rows;
    {" ".join(statements)}
    return copy;
}}
inline constexpr mutated_rows mutated = mutated_copy(std::make_index_sequence<sizeof(unchanged) / sizeof(unchanged[0])>{{}});
inline constexpr const code_info (&{name})[sizeof(unchanged) / sizeof(unchanged[0])] = mutated.rows;
"""
    return "#include <utility>\n" + text[:begin] + "unchanged" + text[begin + len(name) : end] + changed + text[end:]


def without_assertions(text):
    """A header without its static_asserts."""
    layout = Layout(text)
    pieces, place = [], 0
    for index, token in enumerate(layout.tokens):
        if token.text == "static_assert":
            pieces.append(text[place : token.begin])
            place = layout.tokens[layout.partner[index + 1] + 1].end
    return "".join(pieces) + text[place:]


def columns_of_rows(enums):
    """The columns of a row and their values as C++ writes them, from the structures themselves."""
    columns = {}
    for header, name in (("vocabulary.hpp", "judgement"), (ROWS[0], "code_info")):
        text = (ROOT / "include" / HEADERS / header).read_text(encoding="utf-8")
        body = re.search(r"^struct " + name + r"\b.*?\{\n(.*?)^\};", text, re.S | re.M).group(1)
        for match in re.finditer(r"^    (?:enum |errors::)?(\w+) (\w+)(?: = [\w:]+|\{\})?;", body, re.M):
            kind, member = match.groups()
            if kind == "retry_classes":
                columns[member] = ["retry_classes{}"] + [f"retry_classes{{retry_class::{v}}}" for v in enums["retry_class"]]
            elif kind in enums and kind != "code":
                columns[member] = [f"{kind}::{value}" for value in enums[kind]]
    return columns


TEXTS = ["name", "title", "cause", "action"]


def rows_of(compiler, columns):
    """What the table says now: for each row its number, which value each column has, and its texts."""
    lines = ["#include <cstdio>", f"#include <{HEADERS}/{ROWS[0]}>", "namespace te = telnyx::errors;", "int main() {"]
    lines.append(f"for (const te::code_info& row : te::detail::rows::{ROWS[1]}) {{ std::printf(\"%d\", static_cast<int>(row.id));")
    for member, values in columns.items():
        lines.append("{ int place = -1;")
        for place, value in enumerate(values):
            lines.append(f"if (row.{member} == te::{value.replace('{retry_class', '{te::retry_class')}) place = {place};")
        lines.append('std::printf("\\t%d", place); }')
    for member in TEXTS:
        lines.append(f'std::printf("\\t%.*s", static_cast<int>(row.{member}.size()), row.{member}.data());')
    lines.append('std::puts(""); } }')
    with tempfile.TemporaryDirectory(prefix="mutation.") as temporary:
        source = pathlib.Path(temporary) / "rows.cpp"
        source.write_text("\n".join(lines), encoding="utf-8")
        program = str(source.with_suffix(""))
        subprocess.run([compiler, "-std=c++17", f"-I{ROOT / 'include'}", str(source), "-o", program], check=True)
        out = subprocess.run([program], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    found = []
    for line in out.splitlines():
        number, *cells = line.split("\t")
        found.append((int(number), [int(c) for c in cells[: len(columns)]], cells[len(columns) :]))
    return found


def unknown_labels():
    """What checks about the rows of unknown codes are labelled with, by the stage of the row."""
    text = (ROOT / "tests/unit/reference.hpp").read_text(encoding="utf-8")
    found = dict(re.findall(r"constexpr int unknown_(\w+) = (\d+);", text))
    return {"stage::unknown" if name == "elsewhere" else f"stage::{name}": number for name, number in found.items()}


def row_mutants(compiler, enums):
    """The mutants of the rows: each column gets every other value; each text is emptied, is given the first other text below
    it, and a name or a title another first letter; each code becomes that of the next row."""
    columns = columns_of_rows(enums)
    rows = rows_of(compiler, columns)
    labels = unknown_labels()
    stages = list(columns).index("stage")
    mutants = []
    for index, (number, places, texts) in enumerate(rows):
        label = str(number) if number else labels[columns["stage"][places[stages]]]

        def add(column, statement, operator):
            mutants.append(RowMutant(ROWS[0], label, column, statement, operator))

        if number:
            other = index + 1 if index + 1 < len(rows) else index - 1
            add("id", f"changed_row[{index}].id = unchanged[{other}].id;", "code to that of the row beside")
        for (column, values), place in zip(columns.items(), places):
            for other, value in enumerate(values):
                if other != place:
                    add(column, f"changed_row[{index}].{column} = {value};", f"{column} to {re.sub(r'.*::|[{}]', '', value)}")
        for which, column in enumerate(TEXTS):
            add(column, f"changed_row[{index}].{column} = {{}};", f"{column} emptied")
            others = [i for i in [*range(index + 1, len(rows)), *range(index)] if rows[i][2][which] != texts[which]]
            add(column, f"changed_row[{index}].{column} = unchanged[{others[0]}].{column};", f"{column} to that of a row below")
            if column in ("name", "title"):
                letter = "x" if texts[which][0] != "x" else "y"
                text = (letter + texts[which][1:]).replace("\\", "\\\\").replace('"', '\\"')
                add(column, f'changed_row[{index}].{column} = "{text}";', f"{column} with another first letter")
    return mutants


def code_mutants(text):
    """The mutants of the enumerators: each number one more and one less."""
    mutants = []
    for match in re.finditer(r"^    (\w+) = (\d+),", text, re.M):
        number = match.group(2)
        for other in (str(int(number) + 1), str(int(number) - 1)):
            context = ("code", f"{match.group(1)}={number}")
            mutants.append(Mutant("code.hpp", text, match.start(2), match.end(2), other, f"{number} to {other}", context))
    return mutants


def complain(words):
    print(words)
    sys.exit(2)


def check_configuration():
    """Each header must be known here, and whatever is named here must exist."""
    directory = ROOT / "include" / HEADERS
    present = {path.relative_to(directory).as_posix() for path in directory.rglob("*.hpp")}
    named = [*TESTS, *NOT_MUTATED]
    wrong = [f"{header} is neither in TESTS nor in NOT_MUTATED" for header in sorted(present - set(named))]
    wrong += [f"{header} does not exist" for header in [*named, *PARTS, ROWS[0]] if header not in present]
    wrong += [f"{header} is named twice" for header, count in collections.Counter(named).items() if count > 1]
    tests = dict.fromkeys(test for tests in TESTS.values() for test in tests)
    for test in tests:
        if test != "broken_rows" and not source_of(test).exists():
            wrong.append(f"{source_of(test).relative_to(ROOT)} does not exist")
    if wrong:
        complain("tests/mutation/run.py does not fit the headers; edit TESTS, NOT_MUTATED, PARTS or ROWS:\n  " + "\n  ".join(wrong))


def source_of(test):
    return ROOT / "tests/build" / f"{test}.cpp" if test in WITHOUT_MAIN else ROOT / "tests/unit" / f"{test}_test.cpp"


def all_mutants(headers, compiler=None):
    """The headers' texts and the mutants; without a compiler, those of the rows are left out."""
    enums = enumerations()
    texts = {}
    mutants = []
    for header in headers:
        text = (ROOT / "include" / HEADERS / header).read_text(encoding="utf-8")
        texts[header] = text
        found = []
        if header == ROWS[0] and compiler is not None:
            found += row_mutants(compiler, enums)
        if header == "code.hpp":
            found += code_mutants(text)
        else:
            found += logic_mutants(header, text, enums)
        mutants += number_identical(found)
    return texts, mutants


# --------------------------------------------------------------------------------------------------- compiling and running

# What a compiler says when a mutant breaks a promise that the headers make while they are compiled, or a warning that the
# project treats as an error. Anything else means that the mutant is no C++.
REFUSED = re.compile(
    r"static assertion failed|static_assert failed|\[-Werror|not a constant expression|must be initialized by a constant|"
    r"in .constexpr. expansion|constexpr. evaluation|constexpr loop|constant expression evaluat|"
    r"overflow in constant expression|left operand of shift|right operand of shift|is outside the bounds|division by zero"
)


def limited(seconds):
    def apply():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return apply


class Workshop:
    """A copy of the headers for one worker, with the means to compile the tests against it."""

    lock = threading.Lock()

    def __init__(self, shared, number, compiler, texts):
        self.directory = shared / f"worker{number}"
        self.include = self.directory / "include"
        shutil.copytree(ROOT / "include", self.include)
        self.shared = shared
        self.compiler = compiler
        self.texts = texts

    def write(self, header, text):
        (self.include / HEADERS / header).write_text(text, encoding="utf-8")

    def restore(self, header):
        self.write(header, self.texts[header])

    def flags(self, prefix):
        flags = [
            "-std=c++17", "-O0", "-isystem", str(HERE / "stand_in"), "-DTELNYX_ERRORS_TESTS_CATCH_VERSION=3",
            f'-DTELNYX_ERRORS_TESTS_SOURCE="{ROOT}"', "-D_GLIBCXX_ASSERTIONS", *WARNINGS,
        ]  # fmt: skip
        return flags + (["-include", str(self.shared / prefix)] if prefix else [])

    def run(self, command, seconds, **keywords):
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, errors="replace",
            cwd=self.directory, preexec_fn=limited(seconds), check=False, **keywords,
        )  # fmt: skip

    def compile(self, test, more=()):
        """Compiles a test; the compiler's words if it refuses, else None."""
        prefix = "json_prefix.hpp" if test in NEEDS_JSON else "core_prefix.hpp"
        source, end = source_of(test), ["-o", str(self.directory / test)]
        if test in WITHOUT_MAIN:
            prefix, end = None, ["-fsyntax-only"]
        if test in NEEDS_FAILING_MEMORY:
            more = [*more, "-include", str(ROOT / "tests/unit/counted_new.cpp")]
        done = self.run([self.compiler, *self.flags(prefix), *more, f"-I{self.include}", str(source), *end], 400)
        return done.stdout if done.returncode != 0 else None

    def syntax(self, header):
        """Compiles a header alone."""
        source = self.directory / "alone.cpp"
        source.write_text(f"#include <{HEADERS}/{header}>\n", encoding="utf-8")
        done = self.run([self.compiler, "-std=c++17", *WARNINGS, "-fsyntax-only", f"-I{self.include}", str(source)], 120)
        return done.stdout if done.returncode != 0 else None

    def broken_row_that_compiles(self):
        """Breaks rows of the table as the files of compile_fail say; one that compiles all the same, or None."""
        table = self.include / HEADERS / ROWS[0]
        text = table.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests/build/compile_fail").glob("*.cpp")):
            patch = re.search(r"^// patch: table\.hpp (.*)$", path.read_text(encoding="utf-8"), re.M)
            if patch is not None:
                subprocess.run(["sed", "-i", "-E", patch.group(1), str(table)], check=True)
                complaint = self.syntax(ROWS[0])
                table.write_text(text, encoding="utf-8")
                if complaint is None:
                    return path.name
        return None


def compile_prefixes(shared, compiler):
    """What does not change from mutant to mutant is compiled once: the stand-in for Catch2, the standard library, nlohmann."""
    core = "#include <catch2/catch_all.hpp>\n" + "".join(
        f"#include <{name}>\n"
        for name in ("algorithm", "cstdint", "iterator", "limits", "map", "set", "string", "string_view", "utility", "vector")
    )
    (shared / "core_prefix.hpp").write_text(core, encoding="utf-8")
    (shared / "json_prefix.hpp").write_text(core + "#include <filesystem>\n#include <fstream>\n#include <nlohmann/json.hpp>\n")
    workshop = object.__new__(Workshop)
    workshop.shared = shared
    for name in ("core_prefix.hpp", "json_prefix.hpp"):
        flags = [flag for flag in Workshop.flags(workshop, None)]
        subprocess.run([compiler, *flags, "-x", "c++-header", str(shared / name), "-o", str(shared / f"{name}.gch")], check=True)


class Baseline:
    """How the unchanged headers do: the order of the test cases, the quickest first, and the time that is allowed."""

    def __init__(self):
        self.order = {}
        self.seconds = {}

    def measure(self, workshop, tests):
        checks = 0
        for test in tests:
            if test == "broken_rows":
                continue
            complaint = workshop.compile(test)
            if complaint is not None:
                sys.exit(f"The unchanged headers do not compile with {test}:\n{complaint}")
            if test in WITHOUT_MAIN:
                continue
            environment = dict(os.environ, MUTATION_LIST_CASES="1")
            done = workshop.run([str(workshop.directory / test)], 300, env=environment)
            if done.returncode != 0:
                print(f"The unchanged headers fail {test}:\n{done.stdout}")
                sys.exit(2)
            cases = re.findall(r"^case (\d+) (\d+) ", done.stdout, re.M)
            self.order[test] = ",".join(place for place, _ in sorted(cases, key=lambda case: int(case[1])))
            self.seconds[test] = 2 + 4 * sum(int(time) for _, time in cases) // 1000000
            checks += int(re.search(r"^checks (\d+)$", done.stdout, re.M).group(1))
        return checks


def examine(workshop, baseline, mutant):
    """Builds and tests one mutant: 'compiler', 'test', 'timeout', 'survived' or 'invalid', and who found it."""
    header = mutant.header
    workshop.write(header, mutant.applied(workshop.texts[header]))
    try:
        if header in (ROWS[0], "code.hpp"):
            complaint = workshop.syntax("lookup.hpp")
            if complaint is not None:
                return ("compiler" if REFUSED.search(complaint) else "invalid"), "the header by itself"
        for test in TESTS[header]:
            if test == "broken_rows":
                passed = workshop.broken_row_that_compiles()
                if passed:
                    return "test", passed
                continue
            complaint = workshop.compile(test)
            if complaint is not None:
                return ("compiler" if REFUSED.search(complaint) else "invalid"), test
            if test in WITHOUT_MAIN:
                continue
            environment = dict(os.environ, MUTATION_ORDER=baseline.order[test])
            done = workshop.run([str(workshop.directory / test)], baseline.seconds[test], env=environment)
            if done.returncode in (-24, -9):
                return "timeout", test
            if done.returncode != 0:
                return "test", test
        return "survived", ""
    finally:
        workshop.restore(header)


# ------------------------------------------------------------------------------------------------------ many in one program


def switched(text, mutants):
    """The header with many mutants in it at once, each asleep until the global variable `mutation_awake` holds its number.
    Where a value is computed, `a` becomes `(awake(7) ? (mutant of a) : (a))`; a statement becomes an `if`. What the compiler
    computes, an index or a static_assert, stays as it was, and mutants outside of functions cannot be built in.

    Answers the text and, for each line of it on which a mutant stands, that mutant."""
    layout = Layout(text)
    by_region = collections.defaultdict(list)
    for mutant in mutants:
        region = layout.region_of(mutant)
        if region is not None:
            by_region[region].append(mutant)
    # Regions may lie in each other (a lambda in a condition): the outer one is left out.
    regions = sorted(by_region)
    regions = [r for r in regions if not any(o != r and r[0] <= o[0] and o[1] <= r[1] for o in regions)]
    pieces, place = [], 0
    for region in regions:
        begin, end, kind = region
        original = text[begin:end]
        pieces.append(text[place:begin])
        place = end
        for mutant in by_region[region]:
            changed = text[begin : mutant.begin] + mutant.replacement + text[mutant.end : end]
            condition = f"(!__builtin_is_constant_evaluated() && ::mutation_awake == {mutant.number})"
            changed = " ".join(re.sub(r"//[^\n]*", "", changed).split("\n"))
            if kind == "statement":
                pieces.append((mutant, f"if {condition} {{ {changed} }} else "))
            else:
                pieces.append((mutant, f"{condition} ? ({changed}) : "))
        if kind == "statement":
            pieces.append(f"{{ {original} }}")
        else:
            pieces.append(f"({original})")
            # The whole is put into parentheses: the opening one goes before the first piece of the region.
            first = len(pieces) - 1 - len(by_region[region])
            pieces.insert(first, "(")
            pieces.append(")")
    pieces.append(text[place:])
    lines, out = {}, ""
    for piece in pieces:
        if isinstance(piece, tuple):
            out += "\n"
            lines[out.count("\n") + 1] = piece[0]
            out += piece[1] + "\n"
        else:
            out += piece
    return out, lines


def examine_switched(workshop, baseline, header, mutants):
    """Builds as many mutants as possible into one program for each test, and runs it once for each mutant. Answers which
    mutants were found by what; the others are to be examined one by one."""
    found = {}
    text = workshop.texts[header]
    for number, mutant in enumerate(mutants, 1):
        mutant.number = number
    for test in TESTS[header]:
        left = [mutant for mutant in mutants if mutant not in found]
        if test == "broken_rows" or test in WITHOUT_MAIN:
            continue
        for _ in range(12):
            changed, lines = switched(text, left)
            workshop.write(header, changed)
            complaint = workshop.compile(test, ("-w", "-Wno-error", "-O1")) # it runs once per mutant
            if complaint is None:
                break
            # A mutant that the compiler refuses stands on a line of its own.
            bad = {lines[int(n)] for n in re.findall(re.escape(header) + r":(\d+):\d+: error", complaint) if int(n) in lines}
            if not bad:
                print(f"  {header} with all mutants does not compile with {test}:\n{complaint[:2000]}", flush=True)
                break
            left = [mutant for mutant in left if mutant not in bad]
        workshop.restore(header)
        if complaint is not None:
            continue
        program = str(workshop.directory / f"{test}_{header.replace('/', '_')}")
        os.replace(workshop.directory / test, program)
        environment = dict(os.environ, MUTATION_ORDER=baseline.order[test])
        if workshop.run([program], 300, env=environment).returncode != 0:
            print(f"  {header} with all mutants asleep fails {test}", flush=True)
            continue
        for mutant in lines.values():
            environment["MUTATION_AWAKE"] = str(mutant.number)
            done = workshop.run([program], baseline.seconds[test], env=environment)
            if done.returncode in (-24, -9):
                found[mutant] = ("timeout", test)
            elif done.returncode != 0:
                found[mutant] = ("test", test)
    return found


def examine_rows_together(workshop, baseline, mutants):
    """The same change in many rows at once. A row's checks read that row alone and name it, so each failed check finds the
    mutant of the row that it names. Answers which mutants were found; the others are to be examined one by one."""
    # The checks of the headers stop at the first row; the tests must find these mutants without their help.
    header = ROWS[0]
    whole = {path: path.read_text(encoding="utf-8") for path in sorted(workshop.include.rglob("*.hpp"))}
    checked = {path: text for path, text in whole.items() if "static_assert" in text}
    for path, text in checked.items():
        path.write_text(without_assertions(text), encoding="utf-8")
    workshop.write(header, with_changed_rows(without_assertions(workshop.texts[header]), [mutant.statement for mutant in mutants]))
    try:
        if workshop.compile("table") is not None:
            return set()
        done = workshop.run([str(workshop.directory / "table")], 60, env=dict(os.environ, MUTATION_LIST_FAILURES="1"))
        labels = set(re.findall(r"^failed: (\d+)", done.stdout, re.M))
        return {mutant for mutant in mutants if mutant.row in labels}
    finally:
        for path, text in checked.items():
            path.write_text(text, encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------------- reasons


def read_reasons(path, reasons_needed=True):
    """The entries of justified.txt: function, code, operators, reason, and a header where two have the same function and code;
    separated by empty lines, '#' begins a comment."""
    entries = []
    if not path.exists():
        return entries
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for number, block in enumerate(re.split(r"\n\s*\n", text.strip())):
        entry = {"file": "", "in": "", "code": "", "operators": [], "reason": ""}
        field = ""
        for line in block.splitlines():
            match = re.match(r"(file|in|code|operator|reason): ?(.*)", line)
            if match is None:
                if field:
                    entry[field] += " " + line.strip()
                continue
            field, value = match.groups()
            if field == "operator":
                entry["operators"].append(value.strip())
                field = ""
            else:
                entry[field] = value.strip()
        entry["code"] = normalised(tokens_of(entry["code"]))
        if reasons_needed and not (entry["in"] and entry["code"] and entry["operators"] and len(entry["reason"].split()) >= 4):
            sys.exit(f"{path.name}: entry {number + 1} lacks a function, its code, an operator or a reason in a sentence:\n{block}")
        entries.append(entry)
    return entries


def matches_of(entries, mutants, headers):
    """For each operator of each entry the mutants it is about; and what is wrong with the entries."""
    by_key = collections.defaultdict(list)
    for mutant in mutants:
        by_key[mutant.key].append(mutant)
    found, wrong = [], []
    for entry in entries:
        for operator in entry["operators"]:
            key = (entry["in"], entry["code"], operator)
            matching = [mutant for mutant in by_key[key] if entry["file"] in ("", mutant.header)]
            shown = f"in {key[0]}: {key[1]} | {key[2]}"
            if len(matching) > 1:
                places = ", ".join(mutant.id for mutant in matching)
                wrong.append(f"justified.txt: several mutants have this key, name one's header by 'file:': {shown}: {places}")
            elif matching:
                found.append((entry, matching[0]))
            elif not entry["file"] or entry["file"] in headers:
                wrong.append(f"justified.txt: matches nothing any more: {shown}{nearest(key, mutants)}")
    return found, wrong


def nearest(key, mutants):
    """The mutants that an entry which matches nothing may be about."""
    def likeness(mutant):
        same = difflib.SequenceMatcher(None, mutant.code, key[1], autojunk=False).ratio()
        return same + (mutant.function == key[0]) * 0.5 + (mutant.operator == key[2]) * 0.5

    candidates = sorted((m for m in mutants if m.code and m.row is None), key=likeness, reverse=True)[:2]
    return "".join(f"\n    perhaps {m.id}\n        in: {m.function}\n        code: {m.code}\n        operator: {m.operator}" for m in candidates
                   if likeness(m) > 0.8)


# ------------------------------------------------------------------------------------------------------------------- main


def group_of(mutant):
    return mutant.header + (" (cells)" if mutant.row is not None else "")


def main():
    parser = argparse.ArgumentParser(description="Mutation testing of the decision logic.")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="how many mutants at a time (2)")
    parser.add_argument("--file", action="append", choices=sorted(TESTS), help="only this header; may be repeated")
    parser.add_argument("--sample", type=int, help="only so many mutants, taken in turn from all headers by chance")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the sample (1)")
    parser.add_argument("--id", help="show the difference that this mutant makes, and examine it")
    parser.add_argument("--again", type=pathlib.Path, help="only the mutants in this file, which --survivors wrote")
    parser.add_argument("--list", action="store_true", help="list the mutants and stop")
    parser.add_argument("--check-reasons", action="store_true", help="only check that each entry of justified.txt matches a mutant")
    parser.add_argument("--one-by-one", action="store_true", help="build each mutant by itself, which takes hours")
    parser.add_argument("--compiler", default=os.environ.get("CXX", "g++"), help="the compiler (CXX, else g++)")
    parser.add_argument("--survivors", help="write the survivors without a reason into this file, in the form of justified.txt")
    arguments = parser.parse_args()

    check_configuration()
    if arguments.check_reasons:
        entries = read_reasons(HERE / "justified.txt")
        mutants = all_mutants(list(TESTS))[1]
        found, wrong = matches_of([entry for entry in entries if not entry["in"].startswith("row ")], mutants, list(TESTS))
        print("\n".join(wrong + [f"{len(found)} reasons match a mutant each, {len(wrong)} do not; there are {len(mutants)} mutants"]))
        return 1 if wrong else 0
    if shutil.which(arguments.compiler) is None:
        print(f"SKIPPED: there is no compiler {arguments.compiler}")
        return 77
    headers = arguments.file or list(TESTS)
    texts, mutants = all_mutants(headers, arguments.compiler)
    if arguments.id:
        mutants = [mutant for mutant in mutants if mutant.id == arguments.id]
        if not mutants:
            sys.exit(f"No mutant is called {arguments.id!r}; --list shows all.")
        changed = mutants[0].applied(texts[mutants[0].header])
        name = f"include/{HEADERS}/{mutants[0].header}"
        old, new = texts[mutants[0].header].splitlines(True), changed.splitlines(True)
        sys.stdout.writelines(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))
    if arguments.again:
        wanted = {(e["in"], e["code"], operator) for e in read_reasons(arguments.again, False) for operator in e["operators"]}
        mutants = [mutant for mutant in mutants if mutant.key in wanted]
    if arguments.list:
        for mutant in mutants:
            print(mutant.id)
        return 0
    partial = bool(arguments.id or arguments.sample or arguments.again)
    if arguments.sample:
        chance = random.Random(arguments.seed)
        by_group = collections.defaultdict(list)
        for mutant in mutants:
            by_group[group_of(mutant)].append(mutant)
        for group in by_group.values():
            chance.shuffle(group)
        taken = []
        while len(taken) < arguments.sample and any(by_group.values()):
            taken += [group.pop() for group in by_group.values() if group]
        mutants = sorted(taken[: arguments.sample], key=lambda m: (m.header, m.begin))

    began = time.monotonic()
    jobs = max(1, arguments.jobs)
    with tempfile.TemporaryDirectory(prefix="mutation.") as temporary:
        shared = pathlib.Path(temporary)
        compile_prefixes(shared, arguments.compiler)
        workshops = [Workshop(shared, number, arguments.compiler, texts) for number in range(jobs)]
        baseline = Baseline()
        concerned = {mutant.header for mutant in mutants}
        needed = [test for test in dict.fromkeys(t for h in TESTS for t in TESTS[h]) if any(test in TESTS[h] for h in concerned)]
        checks = baseline.measure(workshops[0], needed)
        print(f"{len(mutants)} mutants; the unchanged headers pass {checks} checks of {', '.join(needed)}", flush=True)

        free = list(workshops)
        done = 0
        told = time.monotonic()

        def borrowed(work, *rest):
            with Workshop.lock:
                workshop = free.pop()
            try:
                return work(workshop, baseline, *rest)
            finally:
                with Workshop.lock:
                    free.append(workshop)

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            remaining = mutants
            if not (arguments.id or arguments.sample or arguments.one_by_one):
                together = collections.defaultdict(list)
                for mutant in mutants:
                    if mutant.row is not None and not mutant.operator.startswith("code to"):
                        together[mutant.operator].append(mutant)
                work = {pool.submit(borrowed, examine_rows_together, group): group for group in together.values()}
                for future in concurrent.futures.as_completed(work):
                    for mutant in future.result():
                        mutant.result, mutant.killer = "test", "table"
                by_header = collections.defaultdict(list)
                for mutant in mutants:
                    if mutant.row is None and mutant.header not in (ROWS[0], "code.hpp"):
                        by_header[mutant.header].append(mutant)
                work = [pool.submit(borrowed, examine_switched, header, group) for header, group in by_header.items()]
                for future in concurrent.futures.as_completed(work):
                    for mutant, (result, killer) in future.result().items():
                        mutant.result, mutant.killer = result, killer
                remaining = [mutant for mutant in mutants if mutant.result is None]
                print(f"  {len(mutants) - len(remaining)} found together, {len(remaining)} remain, {time.monotonic() - began:.0f} s", flush=True)
            work = {pool.submit(borrowed, examine, mutant): mutant for mutant in remaining}
            for future in concurrent.futures.as_completed(work):
                mutant = work[future]
                mutant.result, mutant.killer = future.result()
                done += 1
                if mutant.result == "survived":
                    print(f"  survived: {mutant.id}", flush=True)
                if time.monotonic() - told > 30:
                    told = time.monotonic()
                    print(f"  {done} of {len(remaining)}, {told - began:.0f} s", flush=True)

    # Reasons. An entry must match a mutant of some header; whether it is needed is known of those that were examined.
    partial = partial or len(headers) != len(TESTS)
    everything = all_mutants(list(TESTS), arguments.compiler)[1] if partial else mutants
    examined = {(mutant.header, mutant.key): mutant for mutant in mutants}
    found, wrong = matches_of(read_reasons(HERE / "justified.txt"), everything, headers)
    for entry, matched in found:
        mutant = examined.get((matched.header, matched.key))
        if mutant is None:
            continue
        if mutant.result != "survived":
            wrong.append(f"justified.txt: needs no reason, it is found by {mutant.result}: {mutant.id}")
        else:
            mutant.reason = entry["reason"]

    # What came out.
    columns = ["mutants", "compiler", "test", "timeout", "survived", "justified"]
    print(f"\n{'header':<24}" + "".join(f"{column:>11}" for column in columns) + f"{'no C++':>11}")
    total = collections.Counter()
    for group in dict.fromkeys(group_of(mutant) for mutant in mutants):
        count = collections.Counter()
        for mutant in mutants:
            if group_of(mutant) == group:
                count[mutant.result] += 1
                count["mutants"] += mutant.result != "invalid"
                count["justified"] += mutant.reason is not None
        total += count
        print(f"{group:<24}" + "".join(f"{count[column]:>11}" for column in columns) + f"{count['invalid']:>11}")
    print(f"{'together':<24}" + "".join(f"{total[column]:>11}" for column in columns) + f"{total['invalid']:>11}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{time.monotonic() - began:.0f} s, {(used.ru_utime + used.ru_stime) / 60:.1f} minutes of processor time")

    survivors = [mutant for mutant in mutants if mutant.result == "survived" and mutant.reason is None]
    for mutant in survivors:
        print(f"survived: {mutant.id}\n    in {mutant.function}: {mutant.code[:160]}")
    if arguments.survivors:
        with open(arguments.survivors, "w", encoding="utf-8") as out:
            for mutant in survivors:
                out.write(f"in: {mutant.function}\ncode: {mutant.code}\noperator: {mutant.operator}\nreason: \n\n")
    if arguments.id:
        print(f"{mutants[0].result} {mutants[0].killer}")
    for complaint in wrong:
        print(complaint)
    return 1 if survivors or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
