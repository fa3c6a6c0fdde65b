"""What a Telnyx messaging failure means, and what to do next.

    report = telnyx_errors.read(body, Phase.DELIVERY)
    if report.decide().step is Step.RETRY: ...

The words and rules are those of the C++ library, which this module calls: see its documentation. Values are immutable. Nothing here
sleeps, reads a clock or keeps state. A payload that cannot be read is a report of the kind NOT_JSON, not an exception.
"""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple, Optional, Sequence, Union

from ._functions import (
    AmendmentCheck, backoff_ms, check_amendments, code_number, code_of_title, codes, delay_after_hint_ms, keyword_of,
    keyword_of_autoresponse, lookup, masked, next_midnight_in_los_angeles, next_midnight_utc, next_minute, nominal_delay_ms,
    outcome_of_status, parse_http_date, parse_retry_after, parse_rfc3339, read_headers, states_opt_out, time_number,
)
from ._library import STRUCTS, OutOfRange, Text, as_bytes, check, function, initialised, text_function, version
from ._values import (
    Amendment, CodeInfo, Decision, Embedded, Error, Hint, HistoryState, MessageIds, Pause, Policy, Recipient, Situation, Summary, Time,
    pack_decision, packed,
)
from ._words import (
    Actor, AmendmentProblem, Basis, Category, Channel, Consent, Coverage, Ending, HistoryColumn, Jitter, Keyword, Kind, Notation, Origin,
    Outcome, Phase, Problem, Progress, Reason, Receipt, RecipientList, Remedy, RetryClass, Scope, ServerWish, Stage, Step, Toward, Wait,
    Word,
)

__all__ = [
    "Actor", "Amendment", "AmendmentCheck", "AmendmentProblem", "Basis", "Category", "Channel", "CodeInfo", "Consent", "Coverage",
    "Decision", "Embedded", "Ending", "Error", "Found", "Hint", "History", "HistoryColumn", "HistoryState", "Jitter", "Keyword", "Kind",
    "MessageIds", "Notation", "Origin", "OutOfRange", "Outcome", "Pause", "Phase", "Policy", "Problem", "Progress", "Reason", "Receipt",
    "Recipient", "RecipientList", "Remedy", "Report", "RetryClass", "Scope", "ServerWish", "Situation", "Stage", "Step", "Summary",
    "Time", "Toward", "Wait", "Word", "backoff_ms", "check_amendments", "code_number", "code_of_title", "codes", "decide_code",
    "delay_after_hint_ms", "is_stricter", "keyword_of", "keyword_of_autoresponse", "lookup", "masked", "next_midnight_in_los_angeles",
    "next_midnight_utc", "next_minute", "nominal_delay_ms", "outcome_of_status", "parse_http_date", "parse_retry_after",
    "parse_rfc3339", "pause_of", "read", "read_embedded", "read_headers", "states_opt_out", "version",
]

_P, _SIZE, _I32, _I64 = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_int64
_summary, _error, _recipient, _decision = STRUCTS["summary"], STRUCTS["error"], STRUCTS["recipient"], STRUCTS["decision"]

_read = text_function("read", _I32, _I32, _P, _P)
_read_embedded = text_function("read_embedded", _I32, _I32, _I64, _P, _P, _P)
_report_free = function("report_free", None, _P)
_report_errors = function("report_errors", _I32, _P, _SIZE, _SIZE, _P)
_report_recipients = function("report_recipients", _I32, _P, _SIZE, _SIZE, _P)
_decide = function("decide", _I32, _P, _P, _P, _P)
_decide_lookup = function("decide_lookup", _I32, _P, _P, _P, _P)
_decide_recipient = function("decide_recipient", _I32, _P, _SIZE, _P, _P, _P)
_decide_each = function("decide_each", _I32, _P, _P, _P, _SIZE, _P)
_decide_code = function("decide_code", _I32, _I64, _P, _P, _P)


class _Handle:
    """A report of the library, freed with the last Python object that refers to it."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value

    def __del__(self, free: Any = _report_free) -> None:
        free(self.value)

    def __reduce__(self) -> Any:
        raise TypeError("a report of telnyx_errors cannot be pickled: keep the payload")


class Report(Summary):
    """What a payload says. `errors` and `recipients` are in the order of the payload."""

    errors: tuple[Error, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    _handle: _Handle

    def decide(self, situation: Optional[Situation] = None, policy: Optional[Policy] = None) -> Decision:
        """What to do about the message as a whole."""
        result = _decision.buffer()
        check(_decide(self._handle.value, packed(situation), packed(policy), result))
        return Decision._make(_decision.decode(result))

    def decide_recipient(self, recipient: int, situation: Optional[Situation] = None, policy: Optional[Policy] = None) -> Decision:
        """What to do about one recipient, by their place in `recipients`."""
        if recipient < 0:
            raise OutOfRange(recipient)
        result = _decision.buffer()
        check(_decide_recipient(self._handle.value, recipient, packed(situation), packed(policy), result))
        return Decision._make(_decision.decode(result))

    def decide_each(self, situation: Optional[Situation] = None, policy: Optional[Policy] = None) -> tuple[Decision, ...]:
        """What to do about each recipient, in their order."""
        count = len(self.recipients)
        results = _decision.buffers(max(count, 1))
        check(_decide_each(self._handle.value, packed(situation), packed(policy), count, results))
        return tuple(Decision._make(_decision.decode(results, i * _decision.size)) for i in range(count))

    def decide_lookup(self, situation: Optional[Situation] = None, policy: Optional[Policy] = None) -> Decision:
        """What to do, where the payload is the answer to "was the message taken?"."""
        result = _decision.buffer()
        check(_decide_lookup(self._handle.value, packed(situation), packed(policy), result))
        return Decision._make(_decision.decode(result))


def _report(handle: int, summary: Any) -> Report:
    result = Report._make(_summary.decode(summary))
    result._handle = _Handle(handle)
    count = result.error_count
    if count:
        items = _error.buffers(count)
        check(_report_errors(handle, 0, count, items))
        result.errors = tuple([Error._make(_error.decode(items, i * _error.size)) for i in range(count)])
    count = result.recipient_count
    if count:
        items = _recipient.buffers(count)
        check(_report_recipients(handle, 0, count, items))
        result.recipients = tuple([Recipient._make(_recipient.decode(items, i * _recipient.size)) for i in range(count)])
    return result


def read(payload: Text, phase: Phase = Phase.UNKNOWN) -> Report:
    """Reads a payload: an API response, a webhook, a stored message, a detail record, as it was received.

    :param phase: where the payload came from, if you know.
    """
    data = as_bytes(payload)
    handle = _P()
    summary = _summary.buffer()
    check(_read(data, len(data), phase.number, ctypes.byref(handle), summary))
    return _report(int(handle.value or 0), summary)


class Found(NamedTuple):
    """A payload in a text."""

    report: Report
    about: Embedded


def read_embedded(text: Text, phase: Phase = Phase.UNKNOWN, time: Time = None) -> Found:
    """Reads the payload in a text, such as a line of a log, the message of an exception or the output of `curl -i`."""
    data = as_bytes(text)
    handle = _P()
    summary, about = _summary.buffer(), STRUCTS["embedded"].buffer()
    check(_read_embedded(data, len(data), phase.number, time_number(time), ctypes.byref(handle), summary, about))
    return Found(_report(int(handle.value or 0), summary), Embedded._make(STRUCTS["embedded"].decode(about)))


def decide_code(number: int, situation: Optional[Situation] = None, policy: Optional[Policy] = None) -> Decision:
    """What to do about a code, without a payload. 0: no code, so that the HTTP status decides."""
    result = _decision.buffer()
    check(_decide_code(number, packed(situation), packed(policy), result))
    return Decision._make(_decision.decode(result))


_pause_of = function("pause_of", _I32, _P, _P, _P, _P)
_pause_is_stricter = function("pause_is_stricter", _I32, _P, _P, _P)


def pause_of(decision: Decision, ids: Optional[MessageIds] = None, situation: Optional[Situation] = None) -> Pause:
    """What else to hold back after a decision about one message to one recipient."""
    struct = STRUCTS["pause"]
    result = struct.buffer()
    check(_pause_of(pack_decision(decision), packed(ids), packed(situation), result))
    return Pause._make(struct.decode(result))


def is_stricter(left: Pause, right: Pause) -> bool:
    """Whether a pause is stricter than another of the same keys: then it counts."""
    struct = STRUCTS["pause"]
    first, kept_first = struct.encode(struct.buffer(), left._asdict())
    second, kept_second = struct.encode(struct.buffer(), right._asdict())
    result = _I32()
    check(_pause_is_stricter(first, second, ctypes.byref(result)))
    del kept_first, kept_second
    return result.value != 0


class History:
    """What all payloads so far say about one message to one recipient, in any order. `columns` are integers to store: the maximum of
    each column, over several rows, is the joined history."""

    def __init__(self, columns: Optional[Sequence[int]] = None) -> None:
        self._value = initialised("history")
        if columns is not None:
            if len(columns) != len(self.columns):
                raise ValueError(f"a history has {len(self.columns)} columns, not {len(columns)}")
            self._value = STRUCTS["history"].encode(self._value, {"columns": columns})[0]

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns, by `HistoryColumn`."""
        return tuple(STRUCTS["history"].decode(self._value)[0])

    def add(
        self, report: Report, recipient: Union[int, str] = 0, situation: Optional[Situation] = None, policy: Optional[Policy] = None
    ) -> None:
        """Adds what a payload says about a recipient, by place or by address. Of the policy only the amendments count."""
        if isinstance(recipient, str):
            address = as_bytes(recipient)
            check(_history_add_address(self._value, report._handle.value, address, len(address), packed(situation), packed(policy)))
        else:
            if recipient < 0:
                raise OutOfRange(recipient)
            check(_history_add(self._value, report._handle.value, recipient, packed(situation), packed(policy)))

    def merge(self, other: History) -> None:
        """Adds everything that another history of the same message knows."""
        check(_history_merge(self._value, other._value))

    @property
    def state(self) -> HistoryState:
        """What it says."""
        struct = STRUCTS["history_state"]
        result = struct.buffer()
        check(_history_read(self._value, result))
        return HistoryState._make(struct.decode(result))

    def decide(self, situation: Optional[Situation] = None, policy: Optional[Policy] = None) -> Decision:
        """What to do about the message, from all payloads so far."""
        result = _decision.buffer()
        check(_history_decide(self._value, packed(situation), packed(policy), result))
        return Decision._make(_decision.decode(result))


STRUCTS["history"].wanted(["columns"])
_history_add = function("history_add", _I32, _P, _P, _SIZE, _P, _P)
_history_add_address = function("history_add_address", _I32, _P, _P, ctypes.c_char_p, _SIZE, _P, _P)
_history_merge = function("history_merge", _I32, _P, _P)
_history_read = function("history_read", _I32, _P, _P)
_history_decide = function("history_decide", _I32, _P, _P, _P, _P)
