#!/usr/bin/python3
"""Does on the workers of Dask what `telnyx-errors triage` does in SQLite: totals, messages to resend and opt-outs.

    dask_job.py [--scheduler ADDRESS | --workers N] [--program telnyx-errors] [--now SECONDS] [--max-age HOURS] [--per-second N]
                [--partitions N] [--retry FILE] [--suppress FILE] INPUT...

Each input is read by one worker, with `classify --rows`; the workers need the program and the inputs under the same names. Then
Dask moves the rows that belong together to the same worker, which runs the SQL of sql/ on them. See docs/scale.md.
Needs Dask with dataframes and distributed (Debian: python3-dask python3-distributed python3-pandas).
SPDX-License-Identifier: MIT
"""
import argparse
import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

import dask.dataframe
import distributed
import pandas

SQL = {file.stem: file.read_text() for file in (pathlib.Path(__file__).parent / "sql").glob("*.sql")}  # by the table that it makes
TEXT = """input kind phase channel event_id event_type message_id recipient recipient_key sender profile campaign carrier direction
    outcome code codes step reason scope toward remedy wait consent problem sender_key receipt payload_outcome payload_step
    payload_consent cost currency""".split()
NUMBERS = "line occurred_at completed_at recipient_index http_status not_before strictness known recipients".split()
KEYS = {"message_key": "message_id", "profile_key": "profile"}  # without regard to the case of ASCII letters, as in SQLite
LOWER = str.maketrans({letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})


def typed(frame):
    """Gives the columns their types, also where a partition has no values."""
    texts = TEXT + list(KEYS) + "event_key person person_key phone_number messaging_profile_id to part name fate".split()
    return frame.astype({column: "object" if column in texts else "Int64" for column in frame.columns})


def rows_of(file, number, program, now):
    """The rows of an input; `number` is its place among the inputs. Runs on a worker."""
    command = [program, "classify", "--rows", "ndjson", "--exit-zero", "--now", str(now), "--", file]
    lines = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    frame = pandas.DataFrame([json.loads(line) for line in lines], columns=TEXT + NUMBERS, dtype="object")
    frame["id"] = range(number << 32, (number << 32) + len(frame))  # in the order of all inputs
    frame["payload"] = frame["id"] - frame["recipient_index"].fillna(0).astype("int64")
    for key, column in KEYS.items():
        frame[key] = [text.translate(LOWER) for text in frame[column]]
    # What must be together: the rows of an event, or else those of a payload.
    frame["event_key"] = [event or f"payload {payload}" for event, payload in zip(frame["event_id"], frame["payload"])]
    return typed(frame)


def run_sql(result, run, names, *frames):
    """Runs the file of SQL that makes the table `result`, and returns that. Runs on a worker."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for name, frame in zip(names, frames):
            frame.to_sql(name, connection, index=False)
        pandas.DataFrame([run]).to_sql("run", connection, index=False)
        connection.executescript(SQL[result])
        return typed(pandas.read_sql(f"SELECT * FROM {result} ORDER BY rowid", connection))


def print_counts(counts):
    """Prints the totals as lines of: part, name, number, and for messages to resend: without an identifier, earliest, latest."""
    how = {"n": "sum", "without_id": "sum", "earliest": "min", "latest": "max"}
    for (part, name), row in counts.groupby(["part", "name"], sort=True).agg(how).iterrows():
        if row["n"]:
            numbers = row if part == "send_again" else row[:1]
            print(part, name, *("" if pandas.isna(number) else number for number in numbers), sep="\t")


def write(file, table):
    """Writes a file with phone numbers, which is for its owner alone."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        for row in table.to_dict("records"):
            row = {name: None if value is pandas.NA else value for name, value in row.items()}
            if "to" in row and row["to"] is None:
                del row["to"]
            if "maybe" in row:
                row.update(maybe=row["maybe"] == 1, phone_number=row["phone_number"] or None)
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


class Job:
    def __init__(self, run, partitions):
        self.run, self.partitions = run, partitions

    def together(self, frame, key):
        """Moves rows with the same key to the same partition."""
        return frame.shuffle(key, npartitions=self.partitions, shuffle="tasks")

    def step(self, result, **tables):
        """Runs a step on each partition. Tables have the same number of partitions."""
        names, frames = list(tables), list(tables.values())
        meta = run_sql(result, self.run, names, *(frame._meta for frame in frames))
        return dask.dataframe.map_partitions(run_sql, result, self.run, names, *frames, meta=meta, align_dataframes=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--scheduler", help="the address of a scheduler; default: a cluster on this machine")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="the workers of a cluster on this machine")
    parser.add_argument("--program", default="telnyx-errors")
    parser.add_argument("--now", type=int, default=int(time.time()))
    parser.add_argument("--max-age", type=float, default=24, help="hours")
    parser.add_argument("--per-second", type=int, default=10)
    parser.add_argument("--partitions", type=int, default=16, help="how many parts; each must fit into the memory of a worker")
    parser.add_argument("--retry")
    parser.add_argument("--suppress")
    asked = parser.parse_args()
    if asked.scheduler:
        client = distributed.Client(asked.scheduler)
    else:
        client = distributed.Client(n_workers=asked.workers, threads_per_worker=1, dashboard_address=None)
    too_old = asked.now - int(asked.max_age * 3600)
    job = Job({"now": asked.now, "too_old": too_old, "per_second": asked.per_second}, asked.partitions)

    meta = typed(pandas.DataFrame(columns=TEXT + NUMBERS + ["id", "payload"] + list(KEYS) + ["event_key"], dtype="object"))
    read = [dask.delayed(rows_of)(file, number, asked.program, asked.now) for number, file in enumerate(asked.inputs)]
    rows = dask.dataframe.from_delayed(read, meta=meta, verify_meta=False)
    marked = job.step("marked", rows=job.together(rows, "event_key")).persist()
    statements = job.together(job.step("statements", marked=marked), "person_key")
    opt_outs = job.step("opt_outs", statements=statements).persist()
    messages = job.step("messages", marked=job.together(marked, "message_key"))
    fates = job.step("fates", messages=job.together(messages, "recipient_key"),
                     opt_outs=job.together(opt_outs, "person_key")).persist()

    counts = dask.compute(job.step("payload_counts", marked=marked), job.step("opt_out_counts", opt_outs=opt_outs),
                          job.step("fate_counts", fates=fates))
    print_counts(pandas.concat(counts))
    if asked.retry:
        write(asked.retry, run_sql("resends", job.run, ["fates"], fates[fates.fate == "resend"].compute()))
    if asked.suppress:
        found = opt_outs.compute()
        said_by = marked[marked.id.isin(list(found.id))].compute()
        write(asked.suppress, run_sql("suppressions", job.run, ["opt_outs", "marked"], found, said_by))
    client.close()


if __name__ == "__main__":
    sys.exit(main())
