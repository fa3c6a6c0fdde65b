"""What is Python's own: types, exceptions, lifetimes, names. run_vectors.py has the meaning."""

from __future__ import annotations

import copy
import datetime
import enum
import gc
import pathlib
import pickle
import re
import threading
import unittest

import telnyx_errors as te
from telnyx_errors import _library, _words

HERE = pathlib.Path(__file__).parent
WEBHOOK = (
    '{"data":{"event_type":"message.finalized","id":"e-1","record_type":"event","payload":{"id":"m-1","record_type":"message","to":['
    '{"phone_number":"+13125550142","status":"delivered"},{"phone_number":"+13125550143","status":"delivery_failed"}],'
    '"errors":[{"code":"40008","title":"Undeliverable","source":{"pointer":"/to/1"}}]}}}'
)


class Enumerations(unittest.TestCase):
    def test_the_module_names_every_enumerator_in_the_order_of_its_number(self) -> None:
        for number, members in enumerate(_library.WORDS[1:], 1):
            name = _library._enumeration_name(number).decode()
            listed = list(_words.ENUMERATIONS[name])
            self.assertEqual([m.value for m in listed], [m.value for m in members], name)
            self.assertEqual([m.number for m in members], list(range(len(members))))
            self.assertTrue(all(isinstance(m, enum.Enum) and m.name == m.value.upper() for m in listed))

    def test_an_enumerator_that_is_newer_than_the_module_equals_none_that_it_names(self) -> None:
        class Color(_words.Word):
            RED = "red"

        red, green = _words.numbered(Color, ["red", "green"])
        self.assertIs(red, Color.RED)
        self.assertEqual((green.value, green.name, green.number), ("green", "GREEN", 1))
        self.assertNotEqual(green, red)
        with self.assertRaises(ValueError):
            Color("blue")


class Payloads(unittest.TestCase):
    def test_a_webhook(self) -> None:
        report = te.read(WEBHOOK, te.Phase.DELIVERY)
        self.assertEqual((report.kind, report.outcome, report.message_id), (te.Kind.WEBHOOK, te.Outcome.FAILED, "m-1"))
        self.assertEqual([r.phone_number for r in report.recipients], ["+13125550142", "+13125550143"])
        self.assertEqual((report.errors[0].number, report.errors[0].recipient), (40008, 1))
        first, second = report.decide_each()
        self.assertEqual((first.step, first.receipt), (te.Step.NONE, te.Receipt.YES))
        self.assertEqual((second.step, second.governing_code), (te.Step.RETRY, 40008))
        # Half of a second, and of the other half the golden ratio: recipients do not all come back at the same time.
        self.assertEqual(second.delay, datetime.timedelta(milliseconds=500 + 309))
        self.assertEqual(second, report.decide_recipient(1))
        self.assertIs(report.decide().step, te.Step.RECONCILE)

    def test_any_buffer_is_read(self) -> None:
        for kind in (str, lambda t: t.encode(), lambda t: bytearray(t.encode()), lambda t: memoryview(t.encode())):
            self.assertEqual(te.read(kind(WEBHOOK)).message_id, "m-1")

    def test_what_is_not_json_is_no_exception(self) -> None:
        for text in ("", "<html>", b"\xff\xfe", "\ud800", "[" * 1000):
            self.assertIs(te.read(text).kind, te.Kind.NOT_JSON)

    def test_a_report_outlives_its_copies_and_is_not_pickled(self) -> None:
        report = te.read(WEBHOOK)
        other = copy.copy(report)
        expected = report.decide()
        del report
        gc.collect()
        self.assertEqual(other.decide(), expected)
        with self.assertRaises(TypeError):
            pickle.dumps(other)

    def test_threads_share_a_report(self) -> None:
        report = te.read(WEBHOOK)
        found: list[te.Decision] = []
        threads = [threading.Thread(target=lambda: found.extend(report.decide() for _ in range(200))) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.assertEqual((len(found), len(set(found))), (800, 1))


class Arguments(unittest.TestCase):
    def test_a_time_may_be_a_datetime_with_a_zone(self) -> None:
        when = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.timezone.utc)
        self.assertEqual(te.next_minute(when), 1795512660)
        hint = te.Hint(delay_ms=7000)
        here = te.Situation(phase=te.Phase.REQUEST, http_status=429, time=when, retry_after=hint)
        self.assertEqual(te.decide_code(0, here).not_before, 1795512607)
        with self.assertRaises(ValueError):
            te.Situation(time=datetime.datetime(2026, 11, 24))

    def test_wrong_arguments_are_exceptions(self) -> None:
        report = te.read(WEBHOOK)
        for place in (2, -1, 10**9):
            with self.assertRaises(te.OutOfRange):
                report.decide_recipient(place)
        with self.assertRaises(ValueError):
            te.Situation(attempt=-1)
        with self.assertRaises(ValueError):
            te.History([1, 2, 3])
        self.assertTrue(issubclass(te.OutOfRange, IndexError))

    def test_a_policy_takes_the_numbers_of_the_library_and_changes(self) -> None:
        self.assertEqual((te.Policy.for_requests().base_ms, te.Policy.for_deliveries().base_ms), (1000, 300000))
        policy = te.Policy.for_requests(max_attempts=1, amendments=(te.Amendment(40001, te.RetryClass.AUTOMATIC),))
        self.assertEqual(te.check_amendments(policy), (te.AmendmentProblem.UNMARKED, 0))
        self.assertIs(te.decide_code(40008, None, policy).reason, te.Reason.ATTEMPTS_EXHAUSTED)

    def test_headers_in_any_form(self) -> None:
        for headers in ({"Retry-After": "3"}, [("retry-after", "3")], "Retry-After: 3\r\n", b"retry-after: 3"):
            self.assertEqual(te.read_headers(headers).delay_ms, 3000)
        self.assertIsNone(te.read_headers({"X": "y\r\nRetry-After: 3"}).delay_ms)  # a value is no second header

    def test_a_history_is_stored_as_integers(self) -> None:
        known = te.History()
        known.add(te.read(WEBHOOK), "+13125550143")
        again = te.History(known.columns)
        self.assertEqual((again.state.outcome, again.state.failure_code), (te.Outcome.FAILED, 40008))
        other = te.History()
        other.add(te.read(WEBHOOK), 0)
        again.merge(other)
        self.assertTrue(again.state.contradictory)
        self.assertEqual(again.columns, tuple(max(a, b) for a, b in zip(known.columns, other.columns)))

    def test_a_pause_keeps_its_keys(self) -> None:
        held = te.pause_of(te.decide_code(40305), te.MessageIds(sender="+13125550100"))
        self.assertEqual((held.coverage, held.scope_key, held.until), (te.Coverage.WHOLE, "+13125550100", None))
        self.assertTrue(te.is_stricter(held, held._replace(until=5)))
        self.assertFalse(te.is_stricter(held._replace(until=5), held))


class Documents(unittest.TestCase):
    def test_the_example_of_the_readme_works(self) -> None:
        readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
        shown = re.search(r"<!-- from tests/webhook_example.py -->\n```python\n(.*?)```", readme, re.S)
        assert shown is not None
        self.assertEqual(shown.group(1), (HERE / "webhook_example.py").read_text(encoding="utf-8"))
        done: list[object] = []
        names = {"suppress": done.append, "resend": lambda *a, after_ms: done.append((*a, after_ms)), "alert": lambda *a: done.append(a)}
        exec(shown.group(1), names)
        names["on_webhook"](WEBHOOK.encode())
        self.assertEqual(done, [("m-1", "+13125550143", 809)])

    def test_the_versions_agree(self) -> None:
        project = (HERE.parent / "pyproject.toml").read_text(encoding="utf-8")
        self.assertIn(f'version = "{te.version}"', project)
        self.assertTrue((HERE.parent / "src" / "telnyx_errors" / "py.typed").exists())


if __name__ == "__main__":
    unittest.main()
