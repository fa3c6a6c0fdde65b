"""Whether docs/telnyx-errors.json says what the library says: library_document_test.py DOCS.

The library is asked through the Python module, so that nothing here shares code with the generator. Then copies with planted faults
must be refused, each of them."""

from __future__ import annotations

import copy
import json
import pathlib
import sys
from typing import Any, Callable, Iterator

import telnyx_errors as te
from telnyx_errors._library import function

Document = dict[str, Any]
COLUMNS = (
    "stage", "category", "retry", "also", "basis", "wait", "scope", "toward", "remedy",
    "origin", "name", "title", "cause", "action")
POINTERS = {"sender": "/from", "recipient": "/to", "content": "/text", "header": "/header/Idempotency-Key"}


def plain(value: Any) -> Any:
    return value.value if isinstance(value, te._words.Word) else value


def row_of(code: te.CodeInfo) -> dict[str, Any]:
    return {name: plain(getattr(code, name)) for name in COLUMNS}


def wrong_codes(document: Document) -> Iterator[str]:
    rows = {row["code"]: row for row in document["codes"]}
    if list(rows) != [code.number for code in te.codes()] or len(rows) != len(document["codes"]):
        yield "the codes are not those of the library"
    for code in te.codes():
        row = rows.get(code.number, {})
        if {name: row.get(name) for name in COLUMNS} != row_of(code):
            yield f"code {code.number} has other columns"
    # Written by hand, from the documentation.
    stop = rows.get(40300, {})
    if (stop.get("title"), stop.get("retry"), stop.get("scope"), stop.get("toward"), stop.get("remedy")) != (
        "Blocked due to STOP message", "permanent", "profile", "recipient", "stop_messaging_recipient"):
        yield "40300 is not a STOP"


def wrong_unknown_codes(document: Document) -> Iterator[str]:
    rows = document["unknown_codes"]
    known = {code.number for code in te.codes()}
    for number in (*range(39990, 40410), 1, 99999, 2**40):
        if number not in known:
            row = next(row for row in rows if "first" not in row or row["first"] <= number <= row["last"])
            if {name: row.get(name) for name in COLUMNS} != row_of(te.lookup(number)):
                yield f"the unknown code {number} has other columns"
    if [row.get("first") for row in rows] != [40000, 40100, 40300, None]:
        yield "the blocks are others"


def numbers_of(document: Document) -> dict[str, dict[str, int]]:
    return {name: row["enumerators"] for name, row in document["enumerations"].items()}


def wrong_enumerations(document: Document) -> Iterator[str]:
    import ctypes

    name_of_enumeration = function("enumeration_name", ctypes.c_char_p, ctypes.c_int32)
    count = function("enumerator_count", ctypes.c_int32, ctypes.c_int32)
    name_of = function("name", ctypes.c_char_p, ctypes.c_int32, ctypes.c_int32)
    found: dict[str, Any] = {}
    number = 0
    while name_of_enumeration(number):
        names = {name_of(number, value).decode(): value for value in range(count(number))}
        found[name_of_enumeration(number).decode()] = {"number": number, "enumerators": names}
        number += 1
    if found != document["enumerations"] or len(found) != 30:
        yield "the enumerations are others"
    for name, names in document["orders"].items():
        if names != sorted(numbers_of(document)[name], key=numbers_of(document)[name].__getitem__):
            yield f"the order of {name} is not that of its numbers"
    if sorted(document["orders"]) != ["consent", "ending", "outcome", "progress", "retry_class", "scope", "toward"]:
        yield "the orders are others"


def wrong_strictness(document: Document) -> Iterator[str]:
    numbers = numbers_of(document)
    for row in document["codes"]:
        result = 0
        for field in document["strictness"]["fields"]:
            of = field["of"]
            value = 2**32 - row["code"] if of == "code" else numbers[of][row["retry" if of == "retry_class" else of]]
            result = result << field["bits"] | value
        if result != row["strictness"]:
            yield f"the strictness of {row['code']} is not made of its fields"
    # Of two errors the strictest one decides: the library says which.
    plain_codes = [row for row in document["codes"] if not refined(document, row["code"])]
    for left, right in zip(plain_codes, plain_codes[7:] + plain_codes[:7]):
        errors = [{"code": str(row["code"]), "title": row["title"]} for row in (left, right)]
        decision = te.read(json.dumps({"errors": errors}), te.Phase.REQUEST).decide()
        if decision.governing_code != max(left, right, key=lambda row: row["strictness"])["code"]:
            yield f"{decision.governing_code} decides between {left['code']} and {right['code']}"


def refined(document: Document, code: int) -> bool:
    return any(code in row["codes"] for row in document["refinements"])


def wrong_statuses(document: Document) -> Iterator[str]:
    for status in (0, *range(400, 600)):
        row = next(row for row in document["statuses"] if "first" not in row or row["first"] <= status <= row["last"])
        decision = te.decide_code(0, te.Situation(http_status=status))
        if (decision.scope.value, decision.remedy.value) != (row["scope"], row["remedy"]):
            yield f"the status {status} means something else"
        if (decision.step is te.Step.RETRY) != (row["retry"] == "automatic"):
            yield f"the status {status} has another class"
        if (decision.step is te.Step.FIX_FIRST) != (row["retry"] == "action_required"):
            yield f"the status {status} is fixed otherwise"


def refinement_applies(row: dict[str, Any], code: int) -> bool:
    """Whether a payload that fulfils the conditions of a refinement is judged by it."""
    where, becomes = row["where"], row["becomes"]
    titles = {"elsewhere": where.get("other_title"), "disagrees": "Something else entirely"}
    title = titles.get(where.get("title", ""), te.lookup(code).title)
    error: dict[str, Any] = {"code": str(code), "title": title}
    if "part" in where:
        error["source"] = {"pointer": POINTERS[where["part"]]}
    payload: dict[str, Any] = {"errors": [error]}
    if where.get("accepted"):
        payload = {"data": {"record_type": "message", "id": "m", "direction": "outbound", "errors": [error],
                            "to": [{"phone_number": "+13125550142", "status": "queued"}]}}
    phase = te.Phase(where.get("phase", "delivery" if where.get("channel") else "unknown"))
    decision = te.read(json.dumps(payload), phase).decide(te.Situation(channel=te.Channel(where.get("channel", "unknown"))))
    said = decision.scope.value, decision.toward.value, decision.remedy.value
    return said == (becomes["scope"], becomes["toward"], becomes["remedy"])


def wrong_refinements(document: Document) -> Iterator[str]:
    for row in document["refinements"]:
        for code in row["codes"]:
            if not refinement_applies(row, code):
                yield f"{code} is not refined as {row['where']} says"
    # Every refinement of the library is in it: what a code means in a context that no row names is what the table says.
    for code in te.codes():
        for part, pointer in POINTERS.items():
            if not any(code.number in row["codes"] and row["where"] == {"part": part} for row in document["refinements"]):
                errors = [{"code": str(code.number), "title": code.title, "source": {"pointer": pointer}}]
                decision = te.read(json.dumps({"errors": errors})).decide()
                if not refined(document, code.number) and (decision.scope, decision.remedy) != (code.scope, code.remedy):
                    yield f"{code.number} is refined where the pointer names the {part}"
    if not any(row["codes"] == [40008] and row["where"].get("channel") == "whatsapp" for row in document["refinements"]):
        yield "40008 means nothing else on WhatsApp"


def wrong_versions(document: Document) -> Iterator[str]:
    if document["version"] != te.version or document["c_abi"] != 1:
        yield "the versions are others"


CHECKS = (wrong_codes, wrong_unknown_codes, wrong_enumerations, wrong_strictness, wrong_statuses, wrong_refinements, wrong_versions)


def problems_of(document: Document, schema: Document) -> list[str]:
    found = [problem for check in CHECKS for problem in check(document)]
    try:
        import jsonschema
    except ImportError:
        return found
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(document)
    return found + [f"schema: {'/'.join(map(str, error.path))}: {error.message[:200]}" for error in errors]


def set_member(*path: Any) -> Callable[[Document], None]:
    """Sets the member that all but the last say, to the last."""
    def change(document: Document) -> None:
        place: Any = document
        for step in path[:-2]:
            place = place[step]
        place[path[-2]] = path[-1]
    return change


FAULTS: dict[str, Callable[[Document], None]] = {
    "a column": set_member("codes", 5, "remedy", "wait"),
    "a sentence": set_member("codes", 7, "cause", "Something happened."),
    "a code that is missing": lambda document: document["codes"].pop(20),
    "a strictness": lambda document: document["codes"][3].update(strictness=document["codes"][3]["strictness"] + 1),
    "a width": set_member("strictness", "fields", 2, "bits", 5),
    "a block": set_member("unknown_codes", 1, "last", 40150),
    "a number": set_member("enumerations", "step", "enumerators", "stop", 6),
    "an enumerator that is missing": lambda document: document["enumerations"]["reason"]["enumerators"].pop("redirected"),
    "an order": lambda document: document["orders"]["scope"].reverse(),
    "a status": set_member("statuses", 1, "remedy", "fix_credentials"),
    "a range": set_member("statuses", 4, "last", 430),
    "a refinement": set_member("refinements", 0, "becomes", "remedy", "wait"),
    "a refinement that is missing": lambda document: document["refinements"].pop(),
    "a version": set_member("version", "0.0.1"),
}
# Only a schema sees these.
SCHEMA_FAULTS: dict[str, Callable[[Document], None]] = {
    "another member": set_member("codes", 0, "extra", 1),
    "a condition that is none": set_member("refinements", 0, "where", "country", "US"),
    "half a range": lambda document: document["statuses"][0].pop("last"),
    "a form that is unknown": set_member("form", "2.0"),
}


def main(docs: pathlib.Path) -> int:
    document = json.loads((docs / "telnyx-errors.json").read_text(encoding="utf-8"))
    schema = json.loads((docs / "schemas" / "telnyx-errors.schema.json").read_text(encoding="utf-8"))
    found = problems_of(document, schema)
    faults = dict(FAULTS)
    try:
        import jsonschema  # noqa: F401

        faults.update(SCHEMA_FAULTS)
    except ImportError:
        print("skipped: the JSON Schema (python3-jsonschema is not installed)")
    for name, plant in faults.items():
        wrong = copy.deepcopy(document)
        plant(wrong)
        try:
            if not problems_of(wrong, schema):
                found.append(f"a planted fault was not found: {name}")
        except (KeyError, StopIteration, ValueError):
            pass  # found, too
    counts = f"{len(document['codes'])} codes, {len(document['refinements'])} refinements; {len(faults)} planted faults were found"
    print("\n".join(found) or counts)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
