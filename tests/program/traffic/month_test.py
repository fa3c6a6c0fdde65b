#!/usr/bin/env python3
"""Compares every number that triage reports about a made-up month with the truth: the JSON, the text and the rows.

    month_test.py PROGRAM PAYLOADS
"""
import collections
import decimal
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import month

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PAYLOADS = int(sys.argv[2])
failures = 0


def check(what, expected, actual):
    global failures
    if expected != actual:
        failures += 1
        print(f"not ok - {what}\n  expected: {str(expected)[:300]}\n  actual:   {str(actual)[:300]}")
    else:
        print(f"ok - {what}")


def run(*arguments, status=1):
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    check(f"exit status of {arguments[0]}: {done.stderr.decode()[:200]}", status, done.returncode)
    return done.stdout.decode()


def grouped(number):
    return f"{number:,}"


def percent(part, whole):
    return f"{int(part * 1000 / whole + 0.5) / 10:.1f} %"


def cost_of(counts, most):
    return {"sent_again_wrongly": month.plain(decimal.Decimal(most["mean"]) * counts["sent_again_wrongly"]),
            "perhaps_sent_again_wrongly": "0"}


def for_people(amount):
    """An amount for people: from 1 on with two places."""
    number = decimal.Decimal(amount)
    return f"{number.quantize(decimal.Decimal('0.01'), decimal.ROUND_HALF_UP):f}" if number >= 1 else month.plain(number)


def check_json(report, truth):
    for member in ("bodies", "counted", "failed", "duplicates", "not_json", "unrecognised", "messages", "failed_messages",
                   "failed_later", "opted_out", "period", "leading"):
        check(f"JSON: {member}", truth[member], report[member])
    for member in ("withheld", "contradicted", "too_old", "opted_out_unnamed", "maybe_opted_out", "maybe_opted_out_unnamed"):
        expected = sum(truth["resend"].get(step, 0) for step in ("retry", "hold")) - truth["status_only"]["codes"]["10011"]["refusals"]
        check(f"JSON: {member}", expected if member == "too_old" else 0, report[member])
    check("JSON: failures", truth["codes"], {row["code"]: row["count"] for row in report["failures"]})
    check("JSON: steps", truth["steps"], {step: count for step, count in report["steps"].items() if count and step != "none"})
    check("JSON: without a step", truth["counted"] - truth["failed"], report["steps"]["none"])
    resend = collections.Counter()
    for row in report["send_again"]:
        resend[row["step"]] += row["messages"]
    check("JSON: send_again", truth["resend"], dict(resend))
    for row in report["failures"]:
        known = truth["examples"].get(row["code"], [])
        check(f"JSON: examples of {row['code']}", (min(1, len(known)), True),
              (min(1, len(row["examples"])), set(row["examples"]) <= set(known) and len(row["examples"]) <= 3))
    for role, names in truth["names"].items():
        failing = {name: each for name, each in names.items() if each["count"]}
        check(f"JSON: number of {role}", len(failing), report[role]["names"])
        most = sorted(failing, key=lambda name: (-failing[name]["count"], name))[:10]
        check(f"JSON: {role}", most, [row["name"] for row in report[role]["most"]])
        leading = sorted(truth["codes"], key=lambda code: (-truth["codes"][code], code))[:5]
        for row in report[role]["most"]:
            name = row["name"]
            check(f"JSON: {name}", (failing[name]["count"], names[name]["payloads"]), (row["count"], row["payloads"]))
            check(f"JSON: codes of {name}", {code: n for code, n in failing[name]["codes"].items() if code in leading},
                  {each["code"]: each["count"] for each in row["codes"]})
    client = report["status_only_client"]
    for member, count in truth["status_only"]["total"].items():
        check(f"JSON: status_only_client.{member}", count, client[member])
    for code, counts in truth["status_only"]["codes"].items():
        row = next(row for row in client["codes"] if row["code"] == code)
        check(f"JSON: status_only_client of {code}", dict(counts), {member: row[member] for member in counts})
    check("JSON: costs", truth["costs"], report["costs"])
    most = truth["costs"]["most"][0]
    cost = {"currency": most["currency"], "mean": most["mean"], "payloads": most["outbound"]}
    check("JSON: cost of wrong resends", {**cost, **cost_of(truth["status_only"]["total"], most)}, client["cost"])
    for code, counts in truth["status_only"]["codes"].items():
        row = next(row for row in client["codes"] if row["code"] == code)
        check(f"JSON: cost of wrong resends of {code}", cost_of(counts, most), row["cost"])
    time = report["over_time"]
    check("JSON: a part is a day", (month.DAY, month.DAYS, month.START), (time["seconds"], time["buckets"], time["start"]))
    others = [0] * month.DAYS
    for code, days in truth["by_day"].items():
        shown = next((each["counts"] for each in time["series"] if each["code"] == code), None)
        if shown is None:
            others = [a + b for a, b in zip(others, days)]
        else:
            check(f"JSON: {code} over time", days, shown)
    check("JSON: other codes over time", others, next(each["counts"] for each in time["series"] if each["code"] is None))
    check("JSON: spikes", truth["spikes"], [{key: each[key] for key in truth["spikes"][0]} for each in report["spikes"]["largest"]])
    planted = {(code, month.START + first * month.DAY, month.START + (last + 1) * month.DAY)
               for code, first, last, *_ in month.INCIDENTS}
    check("JSON: the spikes are the planted incidents", planted,
          {(each["code"], each["from"], each["to"]) for each in report["spikes"]["largest"]})
    share = round(truth["failed_messages"] * 100 / truth["messages"])
    leading_share = round(truth["leading"]["payloads"] * 100 / truth["failed"])
    check("JSON: headline", f"{share} % of {grouped(truth['messages'])} messages failed between 26 Oct and 24 Nov 2026; five codes "
                            f"make {leading_share} % of the failures; five spikes", report["headline"])


def check_text(text, truth):
    check("text: at most 80 columns", [], [line for line in text.splitlines() if len(line) > 80])
    folded = " ".join(text.split())
    for what, number in (("payloads", truth["bodies"]), ("duplicates, not counted again", truth["duplicates"]),
                         ("invalid JSON", truth["not_json"]), ("unknown payloads", truth["unrecognised"]),
                         (f"need action ({percent(truth['failed'], truth['counted'])})", truth["failed"]),
                         ("need no action", truth["counted"] - truth["failed"]),
                         ("refused requests", truth["status_only"]["total"]["refusals"]),
                         ("messages that failed after the response", truth["failed_later"])):
        check(f"text: {what}", True, f" {grouped(number)} {what}" in folded)
    most = truth["costs"]["most"][0]
    cost = for_people(cost_of(truth["status_only"]["total"], most)["sent_again_wrongly"])
    check("text: cost", True, f" Wrongly resent: about {cost} USD, at {for_people(most['mean'])} USD a message, the mean of "
                              f"{grouped(most['outbound'])} payloads that carry a cost in the most frequent of 2 currencies " in folded)
    check("text: headline", True, folded.startswith(f"{round(truth['failed_messages'] * 100 / truth['messages'])} % of "))
    for code, count in truth["codes"].items():
        found = re.search(rf"^  {code} .*? +([\d,]+) +([\d.]+ %)  ", text, re.M)
        check(f"text: {code}", (grouped(count), percent(count, truth["failed"])), found and found.groups())
    for each in truth["spikes"]:
        check(f"text: spike of {each['code']}", True, bool(re.search(
            rf"^  {each['code']} .* {grouped(each['payloads'])} +{grouped(each['peak'])} +{grouped(each['median'])}$", text, re.M)))
    for role, names in truth["names"].items():
        for name, each in sorted(names.items(), key=lambda item: (-item[1]["count"], item[0]))[:10]:
            shown = name if role != "senders" else "+*******" + name[-4:]
            check(f"text: {name}", True, f" {grouped(each['count'])} {grouped(each['payloads'])} "
                                         f"{percent(each['count'], each['payloads'])} {shown}" in folded)


def check_rows(text, truth):
    rows = [json.loads(line) for line in text.splitlines()]
    check("rows: how many", truth["rows"], len(rows))
    costs = collections.Counter()
    seen, codes, by_day = set(), collections.Counter(), collections.defaultdict(lambda: [0] * month.DAYS)
    for row in rows:
        if row["event_id"] and (row["recipient_index"] or 0) == 0:
            if row["event_id"] in seen:
                continue
            seen.add(row["event_id"])
        if (row["recipient_index"] or 0) == 0 and re.fullmatch(r"\d+(\.\d+)?", row["cost"]):
            costs[row["currency"]] += decimal.Decimal(row["cost"])
        if (row["recipient_index"] or 0) == 0 and row["payload_step"] != "none" and row["codes"]:
            codes[row["codes"]] += 1
            if row["occurred_at"]:
                by_day[row["codes"]][(row["occurred_at"] - month.START) // month.DAY] += 1
    check("rows: codes", truth["codes"], dict(codes))
    check("rows: codes by day", truth["by_day"], dict(by_day))
    check("rows: costs", {each["currency"]: each["sum"] for each in truth["costs"]["most"]},
          {currency: month.plain(total) for currency, total in costs.items()})


def check_comparison(report, truth, earlier):
    compared = report["compare"]
    for member in ("counted", "failed", "messages", "failed_messages", "period"):
        check(f"comparison: {member}", earlier[member], compared[member])
    expected = {code: (truth["codes"].get(code, 0), earlier["codes"].get(code, 0)) for code in {**truth["codes"], **earlier["codes"]}}
    check("comparison: codes", expected, {row["code"]: (row["count"], row["earlier"]) for row in compared["codes"]})
    check("comparison: new and gone codes", {"40018": "new"},
          {row["code"]: row["change"] for row in compared["codes"] if row["change"] != "both"})


with tempfile.TemporaryDirectory() as work:
    traffic, database, before = f"{work}/traffic", f"{work}/database", f"{work}/before"
    expected = month.Month(PAYLOADS).write(traffic)
    former = month.Month(PAYLOADS // 2, seed=2, start=month.START - 31 * month.DAY, incidents=(), without=("40018",)).write(before)
    now = ("--now", str(month.NOW))
    run("triage", "--json", *now, "--database", f"{before}.db", before)
    found = json.loads(run("triage", "--json", *now, "--compare", f"{before}.db", "--database", database, traffic))
    check_json(found, expected)
    check_comparison(found, expected, former)
    check("without --compare, there is no comparison", None, json.loads(run("triage", "--json", *now, database, status=1))["compare"])
    check_text(run("triage", *now, "--database", database), expected)
    check_rows(run("classify", "--rows", "ndjson", *now, traffic), expected)
    reverse = json.loads(run("triage", "--json", *now, "--compare", database, f"{before}.db"))
    check("the other way round, the new code is gone", "gone",
          next(row["change"] for row in reverse["compare"]["codes"] if row["code"] == "40018"))
print(f"{failures} checks failed")
sys.exit(1 if failures else 0)
