#!/usr/bin/env python3
"""telnyx-errors answers ClickHouse and Spark through pipes: stand-ins with the same protocols run the recipes of examples/scale.

    pipes_test.py PROGRAM RECIPES
"""
import json
import os
import pathlib
import queue
import re
import shlex
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree

PROGRAM, RECIPES = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
TIMEOUT = 10  # seconds: the default of ClickHouse for a block, and for the end
failures = 0

STOPPED = '{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}'
LIMITED = '{"errors":[{"code":"10011","title":"Too many requests"}]}'
QUOTED = '{"errors":[{"code":"40300","detail":"a \\"b\\" \\\\ \\t \\u00e9 \u00e9 / </"}]}'


def check(what, expected, actual):
    global failures
    print(("ok" if expected == actual else "not ok") + f" - {what}")
    if expected != actual:
        failures += 1
        print(f"  expected: {str(expected)[:500]}\n  actual:   {str(actual)[:500]}")


class ExecutablePool:
    """A process of an executable pool: blocks of rows in, as many rows out for each, before the next block is written."""

    def __init__(self, function, environment):
        names = ("format", "return_name", "command", "execute_direct")
        self.text = {name: [each.text for each in function.iter(name)] for name in names}
        self.names = [argument.findtext("name") for argument in function.iter("argument")]
        check("the command is one for sh -c", ["0"], self.text["execute_direct"])
        self.process = subprocess.Popen(["sh", "-c", self.text["command"][0]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=environment)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def written(self, row):
        if self.text["format"] == ["JSONEachRow"]:  # ClickHouse escapes slashes
            return json.dumps(dict(zip(self.names, row)), ensure_ascii=False).replace("/", "\\/")
        assert self.text["format"] == ["TabSeparatedRaw"] and not re.search("[\t\n]", "".join(row))
        return "\t".join(row)

    def value(self, line):
        assert line is not None and line.endswith(b"\n"), f"the process ended, or the line is not complete: {line}"
        text = line.decode()[:-1]
        assert "\t" not in text
        return json.loads(text)[self.text["return_name"][0]] if self.text["format"] == ["JSONEachRow"] else text

    def block(self, rows):
        data = "".join(self.written(row) + "\n" for row in rows).encode()
        writer = threading.Thread(target=lambda: (self.process.stdin.write(data), self.process.stdin.flush()))
        writer.start()
        values = [self.value(self.lines.get(timeout=TIMEOUT)) for _ in rows]
        writer.join(TIMEOUT)
        return values

    def end(self):
        self.process.stdin.close()
        return self.process.wait(TIMEOUT), self.lines.get(timeout=TIMEOUT)


def test_clickhouse(environment):
    tree = xml.etree.ElementTree.parse(RECIPES / "clickhouse_functions.xml")
    functions = {function.findtext("name"): function for function in tree.iter("function")}
    check("the functions", ["telnyxStep", "telnyxAnswer"], list(functions))
    pool = ExecutablePool(functions["telnyxStep"], environment)
    check("a block of one row", ["stop"], pool.block([(STOPPED, None)]))
    check("a block without rows", [], pool.block([]))
    check("the status counts", ["stop", "retry", "reconcile"], pool.block([(STOPPED, 409), (LIMITED, 429), ("", 502)]))
    check("quotes, backslashes, tabs and slashes in the body", ["stop"], pool.block([(QUOTED, 409)]))
    check("line breaks in the body", ["stop"], pool.block([(STOPPED.replace(",", ",\n\t"), 409)]))
    odd = ["", "no json", "{", "[1,2]", "\0", '{"body":1}', "a\nb"]
    check("a row for each, whatever it holds", len(odd), len(pool.block([(body, None) for body in odd])))
    large = [(STOPPED, 409), (LIMITED, 429)] * 15000
    check("a block that is larger than the pipes", ["stop", "retry"] * 15000, pool.block(large))
    check("it ends with its input, and without another line", (0, None), pool.end())
    pool = ExecutablePool(functions["telnyxAnswer"], environment)
    bodies = (STOPPED, LIMITED, QUOTED, "", "no json", '"a\\tb"')
    answers = [json.loads(answer) for body in bodies for answer in pool.block([(body,)])]
    check("the answers", [("40300", "stop"), ("10011", "retry"), ("40300", "stop")],
          [(answer["decision"]["governing_code"], answer["decision"]["step"]) for answer in answers[:3]])
    check("the kinds", ["api_error"] * 3 + ["not_json"] * 2 + ["unrecognised"], [answer["kind"] for answer in answers])
    check("it ends, too", (0, None), pool.end())


class PipedRDD:
    """An RDD of strings of PySpark: each partition has a process of its own, with only the given environment."""

    def __init__(self, *partitions):
        self.partitions = partitions

    def pipe(self, command, env=None, checkCode=False): # pylint: disable=invalid-name
        results = []
        for elements in self.partitions:
            with subprocess.Popen(shlex.split(command), env=env or {}, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
                data = b"".join(element.rstrip("\n").encode() + b"\n" for element in elements)
                output, _ = process.communicate(data, TIMEOUT)
            if checkCode and process.returncode != 0:
                raise RuntimeError(f"the command ended with {process.returncode}")
            results.append([line.rstrip("\n") for line in output.decode().split("\n")[:-1]])
        return PipedRDD(*results)


def test_spark():
    sys.path.insert(0, str(RECIPES))
    sys.dont_write_bytecode = True
    from spark_pipe import rows_of # pylint: disable=import-error,import-outside-toplevel

    answered = rows_of(PipedRDD([STOPPED, "no json", ""], [], [LIMITED + "\n", "429 " + LIMITED]), str(PROGRAM), "--status 409")
    rows = [[json.loads(line) for line in partition] for partition in answered.partitions]
    check("a row for each element of each partition", [3, 0, 2], [len(partition) for partition in rows])
    check("in order", ["40300", "", "", "10011", "10011"], [row["code"] for partition in rows for row in partition])
    check("the status in front of a payload", [409, 429], [row["http_status"] for row in rows[2]])
    try:
        rows_of(PipedRDD([STOPPED]), str(PROGRAM), "--no-such-option")
        check("a program that fails", "an exception", None)
    except RuntimeError:
        print("ok - a program that fails fails the job")


with tempfile.TemporaryDirectory() as directory:
    (pathlib.Path(directory) / "telnyx-errors").symlink_to(PROGRAM)
    test_clickhouse({"PATH": f"{directory}:{os.environ['PATH']}"})
test_spark()
sys.exit(1 if failures else 0)
