#!/usr/bin/env python3
"""Holds every JSON output of the command line to its schema in docs/schemas. The argument is the program."""
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped - jsonschema is not installed (Debian: python3-jsonschema)")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
BODIES = [body for body in sorted((ROOT / "tests" / "bodies").glob("*.body")) if body.name != "not_json_gzip.body"]
failures = 0


def output_of(*arguments, text=None):
    done = subprocess.run([PROGRAM, *arguments], input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode("utf-8")


def check(name, what, lines, least):
    """Checks that there are enough lines, that each follows the schema, and that the schema is not too wide."""
    global failures
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    documents = [json.loads(line) for line in lines.splitlines()]
    problems = [f"{error.json_path}: {error.message[:200]}" for each in documents for error in validator.iter_errors(each)]
    if len(documents) < least:
        problems.append(f"{len(documents)} documents, expected at least {least}")
    for member in documents[0] if documents else []:  # each member is needed, and no other is allowed
        without = {key: value for key, value in documents[0].items() if key != member}
        optional = {"input", "line", "envelope_problem", "to"}
        if member not in optional and validator.is_valid(without):
            problems.append(f"the schema does not need {member}")
    if documents and validator.is_valid({**documents[0], "another": 1}):
        problems.append("the schema allows other members")
    print("ok" if not problems else "not ok", "-", what)
    for problem in sorted(set(problems))[:20]:
        print("  ", problem)
    failures += bool(problems)


check("row", "classify --rows ndjson", output_of("classify", "--rows", "ndjson", *BODIES), len(BODIES))
check("answer", "classify --json", output_of("classify", "--json", *BODIES), len(BODIES))
check("answer", "classify --json --mask", output_of("classify", "--json", "--mask", *BODIES), len(BODIES))
lines = b"".join(b" ".join(body.read_bytes().split()) + b"\n" for body in BODIES)
check("answer", "classify --lines", output_of("classify", "--lines", text=lines + b'{"body":{},"status":0}\n'), len(BODIES) + 1)
check("row", "classify --lines --rows ndjson", output_of("classify", "--lines", "--rows", "ndjson", text=lines), len(BODIES))
check("explanation", "explain --json", output_of("explain", "--json", "40300", "99999", "x", "10015"), 4)
if "triage" in output_of("--help"):
    with tempfile.TemporaryDirectory() as work:
        files = [f"{work}/retry", f"{work}/stop"]
        report = output_of("triage", "--json", "--now", "1795600000", "--max-age", "40000d", "--retry", files[0], "--suppress",
                           files[1], *BODIES)
        check("triage", "triage --json", report, 1)
        check("resend", "triage --retry", pathlib.Path(files[0]).read_text(), 5)
        check("suppression", "triage --suppress", pathlib.Path(files[1]).read_text(), 5)
        output_of("triage", "--database", f"{work}/earlier", *BODIES[::2])
        check("triage", "triage --json --compare", output_of("triage", "--json", "--compare", f"{work}/earlier", *BODIES), 1)
        check("triage", "triage --json without input", output_of("triage", "--json", text=b""), 1)
sys.exit(1 if failures else 0)
