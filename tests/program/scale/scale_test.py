#!/usr/bin/env python3
"""The recipes of examples/scale give the totals, the messages to resend and the opt-outs of triage.

    scale_test.py sqlite|duckdb|dask PROGRAM RECIPES WORK [INPUT...]

PROGRAM is telnyx-errors, RECIPES the directory examples/scale, and WORK a directory that is kept: packages are installed there.
Without inputs, they are generated: few people, messages and profiles, about which many payloads contradict each other. Exits with
77 where the engine cannot be had.
"""
import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ENGINE, PROGRAM, RECIPES, KEPT = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).resolve(), pathlib.Path(sys.argv[4]).resolve()
NOW = 1795600000  # 2026-11-25
STEPS = "marked payload_counts statements opt_outs opt_out_counts messages fates fate_counts resends suppressions".split()
failures = 0


def check(what, expected, actual):
    global failures
    if expected == actual:
        print(f"ok - {what}")
        return
    failures += 1
    print(f"not ok - {what}")
    for sign, lines, others in (("-", expected, actual), ("+", actual, expected)):
        for line in [line for line in lines if line not in others][:5]:
            print(f"  {sign} {line}")


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


class World:
    """Payloads about few people, messages and profiles, with a fixed seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.written = []

    def some(self, *values):
        return self.random.choice(values)

    def person(self, opts_out):
        """One of 12 people who opt out and in again, or of 28 others."""
        number = f"202555{self.random.randrange(100, 112) if opts_out else self.random.randrange(112, 140):04d}"
        return self.some("+1" + number, "+1" + number, "001" + number, f"+1 ({number[:3]}) {number[3:6]}-{number[6:]}")

    def message(self):
        return self.some("", "M", "m") + str(self.random.randrange(600)) + self.some("", "", "É", "é")

    def event(self, event_type, payload):
        times = {} if self.random.random() < 0.35 else {"occurred_at": self.time()}
        named = {"id": f"e{self.random.getrandbits(40)}"} if self.random.random() < 0.9 else {}
        return {"data": {"event_type": event_type, **named, **times, "payload": payload}}

    def time(self):
        return f"2026-11-{self.some(20, 21, 22, 23, 24, 24, 24, 29):02d}T{self.random.randrange(24):02d}:{self.some(0, 30):02d}:00Z"

    def profile(self):
        return {} if self.random.random() < 0.25 else {"messaging_profile_id": self.some("p1", "P1", "p2")}

    def sender(self):
        return self.some("+13125550100", "+13125550101", "SHOP")

    def errors(self, opts_out):
        code = self.some("40008", "40008", "40008", "40006", "40330", "40011", "40001", "40010", "40002", "49999", "", "40312")
        code = "40300" if opts_out and self.random.random() < 0.2 else code
        title = self.some("x", "Blocked due to STOP message" if code == "40300" else "x")
        return [{"code": code, "title": title}] + self.some([], [], [], [{"code": "40008"}], [{"title": "no code"}])

    def outbound(self):
        opts_out = self.random.random() < 0.3
        people = [self.person(opts_out) for _ in range(self.some(1, 1, 1, 1, 2, 3))] if self.random.random() < 0.93 else []
        to = [{"phone_number": person, "carrier": self.some("A", "B", ""), "status": self.some(
            "delivery_failed", "delivery_failed", "delivery_failed", "sending_failed", "sent", "delivered", "delivery_unconfirmed")}
            for person in people]
        errors = self.errors(opts_out) if self.random.random() < 0.8 else []
        return self.event(self.some("message.finalized", "message.finalized", "message.sent"), {
            "record_type": "message", "direction": "outbound", "id": self.message(), "from": {"phone_number": self.sender()},
            "to": to, "errors": errors, **self.profile(), **self.some({}, {"tcr_campaign_id": self.some("C1", "C2")}),
            **self.some({}, {"completed_at": self.time()})})

    def inbound(self):
        return self.event("message.received", {
            "record_type": "message", "direction": "inbound", "id": f"in{self.random.getrandbits(40)}", "errors": [],
            **self.profile(), "text": self.some("STOP", "START", "UNSTOP", "Stop it", "hello"),
            "from": {"phone_number": self.person(True)}, "to": [{"phone_number": self.sender(), "status": "webhook_delivered"}]})

    def record(self):
        opts_out = self.random.random() < 0.3
        return {"record_type": "message_detail_record", "uuid": self.message(), "cli": self.sender(), "cld": self.person(opts_out),
                "direction": "outbound", "status": self.some("failed", "failed", "delivered"),
                "errors": [self.some("40008", "40300" if opts_out else "40008", "40006")]}

    def refusal(self):
        return {"errors": [{"code": self.some("40300", "10011", "40310", "40008", "10009"), "title": "x"}]}

    def planted(self):
        """People opt in and out; then the opt-in is delivered again, without a time: the opt-out stays in force."""
        lines = []
        for number, event, text, profile in (("1", "x1", "START", "p1"), ("1", "x2", "STOP", "p1"), ("1", "x1", "START", "p1"),
                                             ("2", "x3", "START", ""), ("2", "x4", "STOP", ""), ("2", "x3", "START", ""),
                                             ("3", "x5", "START", "p1"), ("3", "x6", "STOP", ""), ("3", "x5", "START", "p1")):
            lines.append(json.dumps({"data": {"event_type": "message.received", "id": event, "payload": {
                "record_type": "message", "direction": "inbound", "id": "in" + event, "text": text, "messaging_profile_id": profile,
                "from": {"phone_number": "+1202555030" + number}, "to": [{"phone_number": "+13125550100"}]}}}))
        return "".join(line + "\n" for line in lines)

    def line(self):
        kind = self.random.random()
        if kind < 0.15 and self.written:
            return self.some(*self.written[-500:])  # delivered again
        if kind < 0.17:
            return self.some("no json", '{"un":"known"}', '{"errors":[{"code":"400')
        if kind < 0.2:
            return json.dumps({"data": [self.record(), self.record(), {"un": "known"}]}, ensure_ascii=False)
        made = self.some(self.outbound, self.outbound, self.outbound, self.outbound, self.inbound, self.record, self.refusal)()
        self.written.append(json.dumps(made, ensure_ascii=False))
        return self.written[-1]


def counts_of_triage(report, database):
    """The totals of triage, as lines like those of the recipes."""
    counts = {(name, ""): report[name] for name in (
        "bodies", "duplicates", "counted", "failed", "opted_out", "opted_out_unnamed", "maybe_opted_out", "maybe_opted_out_unnamed",
        "withheld", "contradicted", "too_old")}
    for part in ("kinds", "outcomes", "steps"):
        counts.update({(part, name): count for name, count in report[part].items()})
    counts.update({("failures", failure["code"]): failure["count"] for failure in report["failures"]})
    with contextlib.closing(sqlite3.connect(database)) as connection:
        for role, name, payloads in connection.execute("SELECT role, name, payloads FROM failures_by_name"):
            counts[role + "s", name] = payloads
    lines = [f"{part}\t{name}\t{count}" for (part, name), count in counts.items() if count]
    for row in report["send_again"]:
        numbers = [row["messages"], row["without_id"], row["earliest"], row["latest"]]
        lines.append("\t".join(["send_again", f"{row['step']} {row['wait']}"] + ["" if n is None else str(n) for n in numbers]))
    return sorted(lines)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, encoding="utf-8", **options).stdout


def classify_rows(inputs):
    return run(PROGRAM, "classify", "--rows", "ndjson", "--exit-zero", "--now", NOW, *inputs)


def with_sqlite(inputs):
    """The SQL of the recipes in SQLite, in one process: needs nothing else."""
    rows = [json.loads(line) for line in classify_rows(inputs).splitlines()]
    lower = str.maketrans({letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    columns = list(rows[0])
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE rows (id, payload, message_key, profile_key, {', '.join(columns)})")
        connection.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * (len(columns) + 4))})", [
            [number, number - (row["recipient_index"] or 0), row["message_id"].translate(lower), row["profile"].translate(lower)]
            + list(row.values()) for number, row in enumerate(rows)])
        connection.execute("CREATE TABLE run AS SELECT ? AS now, ? AS too_old, 3 AS per_second", (NOW, NOW - 48 * 3600))
        for step in STEPS:
            connection.executescript((RECIPES / "sql" / f"{step}.sql").read_text())

        def table(query):
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor]

        counts = []
        for row in table("SELECT * FROM fate_counts"):
            numbers = list(row.values())[2:] if row["part"] == "send_again" else [row["n"]]
            counts.append("\t".join([row["part"], row["name"]] + ["" if n is None else str(n) for n in numbers]))
        for row in table("SELECT * FROM payload_counts UNION ALL SELECT * FROM opt_out_counts"):
            counts.append(f"{row['part']}\t{row['name']}\t{row['n']}")
        resends = [{name: value for name, value in row.items() if name != "to" or value is not None}
                   for row in table("SELECT * FROM resends")]
        suppressions = [{**row, "phone_number": row["phone_number"] or None, "maybe": row["maybe"] == 1}
                        for row in table("SELECT * FROM suppressions")]
        return [line for line in counts if line.split("\t")[2] != "0"], resends, suppressions


def outputs_of(command, **options):
    lines = run(*command, "--now", NOW, "--max-age", "48", "--per-second", "3", "--retry", "retry", "--suppress", "suppress",
                **options)
    check("only the owner can read the files", ["600", "600"], [oct(os.stat(file).st_mode)[-3:] for file in ("retry", "suppress")])
    return (lines.splitlines(), *([json.loads(line) for line in open(file, encoding="utf-8")] for file in ("retry", "suppress")))


def with_duckdb(inputs):
    """The recipe of DuckDB, in two files of rows."""
    directory = KEPT / "duckdb"
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copy(RECIPES / "package.json", directory)
    if not shutil.which("npm") or not shutil.which("node"):
        skip("Node.js is not installed")
    if not (directory / "node_modules/@duckdb/node-api").exists():
        if os.environ.get("TELNYX_ERRORS_INSTALL") == "0":
            skip("@duckdb/node-api is not installed, and TELNYX_ERRORS_INSTALL=0")
        installed = subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=directory, timeout=300, check=False)
        if installed.returncode != 0:
            skip("npm cannot install @duckdb/node-api")
    shutil.copy(RECIPES / "duckdb.mjs", directory)
    shutil.copytree(RECIPES / "sql", directory / "sql", dirs_exist_ok=True)
    for number, part in enumerate((inputs[:2], inputs[2:])):
        pathlib.Path(f"rows{number}.ndjson").write_text(classify_rows(part), encoding="utf-8")
    columns = json.loads(pathlib.Path("rows0.ndjson").read_text(encoding="utf-8").splitlines()[0])
    named = (RECIPES / "sql/duckdb_rows.sql").read_text()
    check("the recipe names all columns", [], [column for column in columns if f"{column}: '" not in named])
    return outputs_of(["node", directory / "duckdb.mjs", "rows0.ndjson", "rows1.ndjson"])


def with_dask(inputs):
    """The recipe of Dask, on two workers."""
    def has_dask(python):
        command = [python, "-c", "import dask.dataframe, distributed, pandas"]
        return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0

    python = next(filter(has_dask, (sys.executable, "/usr/bin/python3")), None)
    if python is None:
        skip("Dask is not installed (Debian: python3-dask python3-distributed python3-pandas)")
    return outputs_of([python, RECIPES / "dask_job.py", "--workers", "2", "--partitions", "3", "--program", PROGRAM, *inputs],
                      stderr=subprocess.DEVNULL)


def main():
    inputs = [pathlib.Path(file).resolve() for file in sys.argv[5:]]
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        if not inputs:
            world = World(14)
            for day in range(5):
                pathlib.Path(f"day{day}").write_text("".join(world.line() + "\n" for _ in range(900)), encoding="utf-8")
            pathlib.Path("day5").write_text(world.planted(), encoding="utf-8")
            inputs = [f"day{day}" for day in range(6)]
        report = json.loads(subprocess.run(
            [PROGRAM, "triage", "--json", "--now", str(NOW), "--max-age", "48h", "--per-second", "3", "--retry", "triage.retry",
             "--suppress", "triage.suppress", "--database", "triage.db", *inputs],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout)
        lines, resends, suppressions = {"sqlite": with_sqlite, "duckdb": with_duckdb, "dask": with_dask}[ENGINE](inputs)
        expected = counts_of_triage(report, "triage.db")
        print(f"{report['bodies']} payloads; {len(resends)} messages to resend, {len(suppressions)} opt-outs")
        check("totals", expected, sorted(lines))
        for file, rows in (("retry", resends), ("suppress", suppressions)):
            rows_of_triage = [json.loads(line) for line in open("triage." + file, encoding="utf-8")]
            check(f"the rows of --{file}, in their order", rows_of_triage, rows)
            check(f"and their number in --{file}", [len(rows_of_triage)], [len(rows)])
            check(f"there are some in --{file}", [True], [len(rows) > 9])
            check("their members", [list(row) for row in rows_of_triage], [list(row) for row in rows])
        for part in ("duplicates", "withheld", "contradicted", "too_old", "opted_out", "opted_out_unnamed", "maybe_opted_out"):
            check(f"the input has {part}", [True], [report[part] > 0])
    sys.exit(1 if failures else 0)


main()
