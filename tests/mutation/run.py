#!/usr/bin/env python3
"""Mutation testing of the decision logic.

Breaks the headers that hold the decisions in one place at a time (a mutant), and runs the tests of that header against each
broken copy. A mutant that no test notices survives; it needs a reason in justified.txt, or a test.

    run.py [-j N] [--file HEADER]... [--sample N [--seed S]] [--id ID] [--list]

See docs/ for what the numbers mean. Exit status: 0 if every survivor has a reason and no reason is stale, 1 if not, 2 if the
unchanged headers do not pass, 77 if there is no compiler.
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

# Which tests concern which header, the ones that kill most for their time first. broken_rows are
# those of compile_fail that break a row of the table.
TESTS = {
    "table.hpp": ["table", "broken_rows"],
    "code.hpp": ["table", "static_checks"],
    "lookup.hpp": ["lookup", "table"],
    "classify.hpp": ["lookup", "retry", "report_decision"],
    "instant.hpp": ["instant", "retry", "http"],
    "http.hpp": ["http", "retry"],
    "retry.hpp": ["retry", "vocabulary", "report_decision"],
    "report.hpp": ["vocabulary", "report_decision", "report"],
    "report_decision.hpp": ["report_decision"],
}
NEEDS_JSON = {"report_decision", "report"}
WITHOUT_MAIN = {"static_checks"}

# The parts to be mutated, from the line that matches the first expression up to the one that matches the second; all of a
# header that is not named. The rows of the table are mutated cell by cell.
PARTS = {
    "report.hpp": (r"constexpr bool same_letters\(", r"^/// A range of errors or recipients"),
    "table.hpp": (r"^inline constexpr std::size_t count", r"^TELNYX_ERRORS_END_NAMESPACE"),
}

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


class Mutant:
    """One change of one header: the bytes from `begin` to `end` become `replacement`."""

    def __init__(self, header, text, begin, end, replacement, operator, row=None):
        self.header = header
        self.begin = begin
        self.end = end
        self.replacement = replacement
        self.operator = operator
        self.row = row  # what a failed check about this row is labelled with
        self.line_number = text.count("\n", 0, begin) + 1
        first = text.rfind("\n", 0, begin) + 1
        self.column = begin - first + 1
        self.line = text[first : text.find("\n", begin)].strip()
        self.result = None
        self.killer = ""
        self.reason = None

    @property
    def id(self):
        return f"{self.header}:{self.line_number}:{self.column} {self.operator}"

    @property
    def key(self):
        return (self.header, self.line, self.operator)

    def applied(self, text):
        return text[: self.begin] + self.replacement + text[self.end :]


def number_identical(mutants):
    """Operators of the same line and the same name are told apart by a number, in the order of the file."""
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
    for path in sorted((ROOT / "include" / HEADERS).glob("*.hpp")):
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

    def label(self, index):
        """Whether a colon ends a label of a switch."""
        while self.tokens[index - 1].text not in (";", "{", "}", "?", ":", "case", "default"):
            index -= 1
        return self.tokens[index - 1].text in ("case", "default")


def logic_mutants(header, text, enums):
    """The mutants of code: one for each place and operator."""
    begin_of_part, end_of_part = 0, len(text)
    if header in PARTS:
        begin_of_part = re.search(PARTS[header][0], text, re.M).start()
        end_of_part = re.search(PARTS[header][1], text[begin_of_part:], re.M).start() + begin_of_part
    mutants = []

    def add(begin, end, replacement, operator):
        if begin_of_part <= begin < end_of_part:
            mutants.append(Mutant(header, text, begin, end, replacement, operator))

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
        if index < skipped_until or not begin_of_part <= token.begin < end_of_part:
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
                depth += {"<": 1, ">": -1}.get(tokens[last].text, 0)
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


CELL_COLUMNS = ["S", "C", "R", "also", "B", "W", "P", "M"]
COLUMN_NAMES = {
    "S": "stage", "C": "category", "R": "retry_class", "also": "also", "B": "basis", "W": "wait", "P": "scope", "M": "remedy",
    "O": "origin",
}  # fmt: skip
ROW = re.compile(
    r'^    \{(code(?:::(?P<code>\w+)|\{\})), \{(?P<columns>[^{}]*)\}, O::(?P<O>\w+)'
    r'(?P<texts>(?:, "(?:\\.|[^"\\])*")+)\},$',
    re.M,
)
# What checks about the rows of unknown codes are labelled with, in the order of these rows.
UNKNOWN_LABELS = ["42200", "40021", "40199", "40334"]


def table_mutants(text, enums, numbers):
    """The mutants of the rows: each cell gets every other value of its column; each text is emptied, is given the first
    other text below it, and a name or a title another first letter; each code becomes that of the next row."""
    rows = list(ROW.finditer(text))
    mutants = []
    texts_of = []
    for match in rows:
        place = match.start("texts")
        found = []
        for string in re.finditer(r'"(?:\\.|[^"\\])*"', match.group("texts")):
            found.append((place + string.start(), place + string.end(), string.group()))
        texts_of.append(found)
    for index, match in enumerate(rows):
        code = match.group("code")
        label = str(numbers[code]) if code else UNKNOWN_LABELS[index]

        def add(begin, end, replacement, operator):
            mutants.append(Mutant("table.hpp", text, begin, end, replacement, operator, row=label))

        if code is not None:
            other = rows[index + 1 if index + 1 < len(rows) else index - 1].group("code")
            add(match.start("code"), match.end("code"), other, "code to that of the row beside")
        place = match.start("columns")
        cells = [cell for cell in re.finditer(r"also\([^()]*\)|[^,\s]+", match.group("columns"))]
        assert len(cells) == len(CELL_COLUMNS), match.group("columns")
        for column, cell in zip(CELL_COLUMNS, cells):
            if column == "also":
                values = ["no_other"] + [f"also(R::{value})" for value in enums["retry_class"]]
            else:
                values = [f"{column}::{value}" for value in enums[COLUMN_NAMES[column]]]
            assert cell.group() in values, cell.group()
            for value in values:
                if value != cell.group():
                    add(place + cell.start(), place + cell.end(), value, f"{COLUMN_NAMES[column]} to {value.split('::')[-1].strip(')')}")
        for value in enums["origin"]:
            if value != match.group("O"):
                add(match.start("O"), match.end("O"), value, f"origin to {value}")
        names = ["name", "title", "cause", "action"]
        assert len(texts_of[index]) == len(names), match.group()
        for which, (begin, end, string) in enumerate(texts_of[index]):
            add(begin, end, '""', f"{names[which]} emptied")
            others = [t[which][2] for t in texts_of[index + 1 :] + texts_of[:index] if t[which][2] != string]
            add(begin, end, others[0], f"{names[which]} to that of a row below")
            if names[which] in ("name", "title"):
                letter = "x" if string[1] != "x" else "y"
                add(begin, end, '"' + letter + string[2:], f"{names[which]} with another first letter")
    return mutants


def code_mutants(text):
    """The mutants of the enumerators: each number one more and one less."""
    mutants = []
    for match in re.finditer(r"^    (\w+) = (\d+),", text, re.M):
        number = match.group(2)
        for other in (str(int(number) + 1), str(int(number) - 1)):
            mutants.append(Mutant("code.hpp", text, match.start(2), match.end(2), other, f"{number} to {other}"))
    return mutants


def all_mutants(headers):
    enums = enumerations()
    texts = {}
    mutants = []
    for header in headers:
        text = (ROOT / "include" / HEADERS / header).read_text(encoding="utf-8")
        texts[header] = text
        found = []
        if header == "table.hpp":
            codes = (ROOT / "include" / HEADERS / "code.hpp").read_text(encoding="utf-8")
            numbers = {m.group(1): int(m.group(2)) for m in re.finditer(r"^    (\w+) = (\d+),", codes, re.M)}
            found += table_mutants(text, enums, numbers)
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
        if test in WITHOUT_MAIN:
            source, end = ROOT / "tests/build" / f"{test}.cpp", ["-fsyntax-only"]
            prefix = None
        else:
            source, end = ROOT / "tests/unit" / f"{test}_test.cpp", ["-o", str(self.directory / test)]
        done = self.run([self.compiler, *self.flags(prefix), *more, f"-I{self.include}", str(source), *end], 120)
        return done.stdout if done.returncode != 0 else None

    def syntax(self, header):
        """Compiles a header alone."""
        source = self.directory / "alone.cpp"
        source.write_text(f"#include <{HEADERS}/{header}>\n", encoding="utf-8")
        done = self.run([self.compiler, "-std=c++17", *WARNINGS, "-fsyntax-only", f"-I{self.include}", str(source)], 120)
        return done.stdout if done.returncode != 0 else None

    def broken_row_that_compiles(self):
        """Breaks rows of the table as the files of compile_fail say; one that compiles all the same, or None."""
        table = self.include / HEADERS / "table.hpp"
        text = table.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests/build/compile_fail").glob("*.cpp")):
            patch = re.search(r"^// patch: table\.hpp (.*)$", path.read_text(encoding="utf-8"), re.M)
            if patch is not None:
                subprocess.run(["sed", "-i", "-E", patch.group(1), str(table)], check=True)
                complaint = self.syntax("table.hpp")
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
        if header in ("table.hpp", "code.hpp"):
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
            complaint = workshop.compile(test, ("-w", "-Wno-error"))
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
        program = str(workshop.directory / f"{test}_{header}")
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
    text = workshop.texts["table.hpp"]
    for mutant in sorted(mutants, key=lambda m: -m.begin):
        text = mutant.applied(text)
    # The checks of the table itself stop at the first row; the tests must find these mutants without their help.
    text = re.sub(r"^static_assert\(rows_\w+<[^;]*;\n", "", text, flags=re.M)
    workshop.write("table.hpp", text)
    try:
        if workshop.compile("table") is not None:
            return set()
        done = workshop.run([str(workshop.directory / "table")], 60, env=dict(os.environ, MUTATION_LIST_FAILURES="1"))
        labels = set(re.findall(r"^failed: (\d+)", done.stdout, re.M))
        return {mutant for mutant in mutants if mutant.row in labels}
    finally:
        workshop.restore("table.hpp")


# ---------------------------------------------------------------------------------------------------------------- reasons


def read_reasons(path, reasons_needed=True):
    """The entries of justified.txt: header, line, operators, reason; separated by empty lines, '#' begins a comment."""
    entries = []
    if not path.exists():
        return entries
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for number, block in enumerate(re.split(r"\n\s*\n", text.strip())):
        entry = {"file": "", "line": "", "operators": [], "reason": ""}
        field = ""
        for line in block.splitlines():
            match = re.match(r"(file|line|operator|reason): ?(.*)", line)
            if match is None:
                entry["reason"] += " " + line.strip()
                continue
            field, value = match.groups()
            if field == "operator":
                entry["operators"].append(value.strip())
            else:
                entry[field] = value.strip()
        if reasons_needed and not (entry["file"] and entry["line"] and entry["operators"] and len(entry["reason"].split()) >= 4):
            sys.exit(f"{path.name}: entry {number + 1} lacks a file, a line, an operator or a reason in a sentence:\n{block}")
        entries.append(entry)
    return entries


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
    parser.add_argument("--one-by-one", action="store_true", help="build each mutant by itself, which takes hours")
    parser.add_argument("--compiler", default=os.environ.get("CXX", "g++"), help="the compiler (CXX, else g++)")
    parser.add_argument("--survivors", help="write the survivors without a reason into this file, in the form of justified.txt")
    arguments = parser.parse_args()

    headers = arguments.file or list(TESTS)
    texts, mutants = all_mutants(headers)
    if arguments.id:
        mutants = [mutant for mutant in mutants if mutant.id == arguments.id]
        if not mutants:
            sys.exit(f"No mutant is called {arguments.id!r}; --list shows all.")
        changed = mutants[0].applied(texts[mutants[0].header])
        name = f"include/{HEADERS}/{mutants[0].header}"
        old, new = texts[mutants[0].header].splitlines(True), changed.splitlines(True)
        sys.stdout.writelines(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))
    if arguments.again:
        wanted = {(e["file"], e["line"], operator) for e in read_reasons(arguments.again, False) for operator in e["operators"]}
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
    if shutil.which(arguments.compiler) is None:
        print(f"SKIPPED: there is no compiler {arguments.compiler}")
        return 77

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
                    if mutant.row is None and mutant.header not in ("table.hpp", "code.hpp"):
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

    # Reasons.
    wrong = []
    by_key = {mutant.key: mutant for mutant in mutants}
    known = by_key if not partial else {mutant.key: mutant for mutant in all_mutants(list(TESTS))[1]}
    for entry in read_reasons(HERE / "justified.txt"):
        if entry["file"] not in headers:
            continue
        for operator in entry["operators"]:
            key = (entry["file"], entry["line"], operator)
            mutant = by_key.get(key)
            if mutant is None:
                if key not in known:
                    wrong.append(f"justified.txt: there is no such mutant: {' | '.join(key)}")
            elif mutant.result != "survived":
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
        print(f"survived: {mutant.id}\n    {mutant.line[:160]}")
    if arguments.survivors:
        with open(arguments.survivors, "w", encoding="utf-8") as out:
            for mutant in survivors:
                operator = mutant.operator
                out.write(f"file: {mutant.header}\nline: {mutant.line}\noperator: {operator}\nreason: \n\n")
    if arguments.id:
        print(f"{mutants[0].result} {mutants[0].killer}")
    for complaint in wrong:
        print(complaint)
    return 1 if survivors or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
