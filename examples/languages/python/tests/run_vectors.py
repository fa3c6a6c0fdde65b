"""Runs the conformance vectors with this module: run_vectors.py FILE..."""

from __future__ import annotations

import base64
import enum
import json
import sys
from typing import Any

import telnyx_errors as te
from telnyx_errors._words import ENUMERATIONS

SUITE_VERSION = "1.1.0"
PROSE = {"cause", "action"}


def form(value: Any) -> Any:
    """A value in the form of the vectors."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        members = {name: form(getattr(value, name)) for name in value._fields if name not in PROSE}
        if isinstance(value, te.Report):
            members["errors"] = [form(each) for each in value.errors]
            members["recipients"] = [form(each) for each in value.recipients]
        return {name: member for name, member in members.items() if member not in (None, False, "")}
    if isinstance(value, (list, tuple)):
        return [form(each) for each in value]
    if isinstance(value, dict):
        return {name: form(member) for name, member in value.items()}
    return value


def number(given: Any) -> Any:
    return None if given is None else int(given)


WORDS = {
    "phase": te.Phase, "channel": te.Channel, "should_retry": te.ServerWish, "jitter": te.Jitter, "retry": te.RetryClass, "wait": te.Wait,
    "scope": te.Scope, "toward": te.Toward, "remedy": te.Remedy, "step": te.Step, "reason": te.Reason, "basis": te.Basis,
    "consent": te.Consent, "receipt": te.Receipt, "actor": te.Actor,
}
TEXTS = set(te.MessageIds.__dataclass_fields__) - {"channel"}


def members_of(given: dict[str, Any]) -> dict[str, Any]:
    """Members of an input as Python values."""
    result: dict[str, Any] = {}
    for name, value in given.items():
        if name in WORDS:
            result[name] = WORDS[name](value)
        elif isinstance(value, (bool, list)):
            result[name] = value
        else:
            result[name] = number(value)
    return result


def situation_of(given: dict[str, Any]) -> te.Situation:
    members = members_of(given)
    hint = te.Hint(members.pop("rate_limit_only", False), members.pop("should_retry", te.ServerWish.NONE), members.pop("retry_after_ms", None))
    return te.Situation(**members, retry_after=hint)


def policy_of(given: dict[str, Any]) -> te.Policy:
    members = members_of(given)
    amendments = tuple(te.Amendment(**members_of(each)) for each in members.pop("amendments", []))
    make = te.Policy.for_deliveries if members.pop("delivery_policy", False) else te.Policy.for_requests
    return make(**members, amendments=amendments)


def text_of(given: dict[str, Any]) -> Any:
    return given["text"] if "text" in given else base64.b64decode(given["base64"])


def context_of(given: dict[str, Any]) -> tuple[te.Situation, te.Policy]:
    return situation_of(given.get("situation", {})), policy_of(given.get("policy", {}))


def payload(given: dict[str, Any]) -> Any:
    report = te.read(text_of(given), te.Phase(given.get("phase", "unknown")))
    context = context_of(given)
    each = report.decide_each(*context)
    assert list(each) == [report.decide_recipient(i, *context) for i in range(len(each))]
    return {"report": report, "decision": report.decide(*context), "each": each, "lookup": report.decide_lookup(*context)}


def code(given: dict[str, Any]) -> Any:
    return {"info": te.lookup(int(given["number"])), "decision": te.decide_code(int(given["number"]), *context_of(given))}


def embedded(given: dict[str, Any]) -> Any:
    found = te.read_embedded(text_of(given), time=number(given.get("time")))
    return {"embedded": found.about, "report": found.report}


def history(given: dict[str, Any]) -> Any:
    known = te.History()
    rules = policy_of(given.get("added_with", {}))
    for each in given["payloads"]:
        report = te.read(text_of(each), te.Phase(each.get("phase", "unknown")))
        known.add(report, each.get("address", int(each.get("recipient", 0))), situation_of(each.get("situation", {})), rules)
    restored = te.History(known.columns)
    state = {**form(restored.state), "columns": restored.columns}
    return {"history": state, "decision": restored.decide(*context_of(given))}


def pause(given: dict[str, Any]) -> Any:
    empty = {"delay_ms": None, "not_before": None, "actor": te.Actor.NONE}
    decision = te.Decision(**{**empty, **members_of(given["decision"])})
    ids = {name: te.Channel(value) if name == "channel" else value for name, value in given.get("ids", {}).items()}
    return {"pause": te.pause_of(decision, te.MessageIds(**ids), situation_of(given.get("situation", {})))}


def headers(given: dict[str, Any]) -> Any:
    return {"hint": te.read_headers(given["text"], number(given.get("time")))}


def retry_after(given: dict[str, Any]) -> Any:
    return {"hint": te.parse_retry_after(given["text"], number(given.get("time")))}


def time(given: dict[str, Any]) -> Any:
    when = number(given.get("time"))
    functions = {
        "rfc3339": lambda: te.parse_rfc3339(given["text"]),
        "http_date": lambda: te.parse_http_date(given["text"], when),
        "next_minute": lambda: te.next_minute(when),
        "next_midnight_utc": lambda: te.next_midnight_utc(when),
        "next_midnight_los_angeles": lambda: te.next_midnight_in_los_angeles(when),
    }
    found = functions[given["function"]]()
    return {} if found is None else {"time": found}


def backoff(given: dict[str, Any]) -> Any:
    policy, attempt, bits = policy_of(given["policy"]), int(given["attempt"]), int(given["random_bits"])
    return {
        "nominal_ms": te.nominal_delay_ms(policy, attempt),
        "backoff_ms": te.backoff_ms(policy, attempt, bits),
        "after_hint_ms": te.delay_after_hint_ms(int(given["hint_ms"]), policy, attempt, bits),
    }


def words(given: dict[str, Any]) -> Any:
    text = text_of(given)
    result = {
        "keyword": te.keyword_of(text),
        "autoresponse": te.keyword_of_autoresponse(text),
        "states_opt_out": te.states_opt_out(text),
        "outcome": te.outcome_of_status(text, given.get("inbound", False)),
        "code_number": te.code_number(text),
        "code_of_title": te.code_of_title(text),
        "masked": te.masked(text),
    }
    return {name: value for name, value in result.items() if value is not False and value != ""}


def amendments(given: dict[str, Any]) -> Any:
    return te.check_amendments(policy_of(given["policy"]))


def enumeration(given: dict[str, Any]) -> Any:
    return {"names": sorted(ENUMERATIONS[given["name"]], key=lambda word: word.number)}


OPERATIONS = {each.__name__: each for each in (
    payload, code, embedded, history, pause, headers, retry_after, time, backoff, words, amendments, enumeration)}


def failure_of(vector: dict[str, Any]) -> str:
    """What is wrong with a vector; empty if it passed."""
    try:
        found = form(OPERATIONS[vector["operation"]](vector["input"]))
    except Exception as error:  # a runner goes on
        return repr(error)
    return "" if found == vector["expected"] else "says " + json.dumps(found, sort_keys=True)


def main(files: list[str]) -> int:
    count = failed = 0
    for name in files:
        with open(name, encoding="utf-8") as file:
            suite = json.load(file)
        if suite.get("suite_version") != SUITE_VERSION:
            print(f"{name}: not a file of version {SUITE_VERSION} of the suite")
            return 2
        for vector in suite["vectors"]:
            count += 1
            wrong = failure_of(vector)
            if wrong:
                failed += 1
                print(f"{vector['id']}: {wrong[:500]}")
    print(f"suite {SUITE_VERSION}: {count} vectors, {failed} failed")
    return 0 if count and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
