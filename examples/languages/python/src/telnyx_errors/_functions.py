"""The functions that need no payload: codes, headers, times, delays, words."""

from __future__ import annotations

import ctypes
from typing import Iterable, Mapping, NamedTuple, Optional, Union

from ._library import DELAY_UNKNOWN, STRUCTS, TIME_UNKNOWN, WORDS, Text, as_bytes, check, function, text_function
from ._values import CodeInfo, Hint, Policy, Time, packed, seconds
from ._words import AmendmentProblem, Keyword, Outcome

_P, _SIZE, _I32, _U32, _I64, _U64 = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_uint32, ctypes.c_int64, ctypes.c_uint64
_info, _hint = STRUCTS["code_info"], STRUCTS["hint"]
_keywords = {word.number: word for word in Keyword}
_outcomes = {word.number: word for word in Outcome}
_problems = {word.number: word for word in AmendmentProblem}

_lookup = function("lookup", _I32, _I64, _P)
_code_at = function("code_at", _I32, _SIZE, _P)
_code_count = function("code_count", _SIZE)
_code_number = text_function("code_number", _I64)
_code_of_title = text_function("code_of_title", _I64)
_parse_retry_after = text_function("parse_retry_after", _I32, _I64, _P)
_read_headers = text_function("read_headers", _I32, _I64, _P)
_parse_rfc3339 = text_function("parse_rfc3339", _I64)
_parse_http_date = text_function("parse_http_date", _I64, _I64)
_next_minute = function("next_minute", _I64, _I64)
_next_midnight_utc = function("next_midnight_utc", _I64, _I64)
_next_midnight_in_los_angeles = function("next_midnight_in_los_angeles", _I64, _I64)
_nominal_delay_ms = function("nominal_delay_ms", _I32, _P, _U32, _P)
_backoff_ms = function("backoff_ms", _I32, _P, _U32, _U32, _P)
_delay_after_hint_ms = function("delay_after_hint_ms", _I32, _U64, _P, _U32, _U32, _P)
_keyword_of = text_function("keyword_of", _I32)
_keyword_of_autoresponse = text_function("keyword_of_autoresponse", _I32)
_states_opt_out = text_function("states_opt_out", _I32)
_outcome_of_status = text_function("outcome_of_status", _I32, _I32)
_mask_phone_numbers = function("mask_phone_numbers", None, _P, _SIZE)
_check_amendments = function("check_amendments", _I32, _P, _P, _P)


def time_number(time: Time) -> int:
    """A time as the library takes it."""
    number = seconds(time)
    return TIME_UNKNOWN if number is None else number


def _known_time(number: int) -> Optional[int]:
    return None if number == TIME_UNKNOWN else number


def lookup(number: int) -> CodeInfo:
    """Everything known about a code. A code that the table does not have is not `known`, and permits no retry."""
    result = _info.buffer()
    check(_lookup(number, result))
    return CodeInfo._make(_info.decode(result))


def codes() -> tuple[CodeInfo, ...]:
    """All rows of the table, in ascending order."""
    rows: list[CodeInfo] = []
    for index in range(_code_count()):
        result = _info.buffer()
        check(_code_at(index, result))
        rows.append(CodeInfo._make(_info.decode(result)))
    return tuple(rows)


def code_number(text: Text) -> int:
    """The number that a text writes in canonical decimal; 0 for any other text."""
    data = as_bytes(text)
    return int(_code_number(data, len(data)))


def code_of_title(title: Text) -> int:
    """The code with this title, 0 if none or several have it: to show to a person, never to decide by."""
    data = as_bytes(title)
    return int(_code_of_title(data, len(data)))


def parse_retry_after(value: Text, time: Time = None) -> Hint:
    """The hint of the value of a Retry-After header."""
    data = as_bytes(value)
    result = _hint.buffer()
    check(_parse_retry_after(data, len(data), time_number(time), result))
    return Hint._make(_hint.decode(result))


Headers = Union[Mapping[str, str], Iterable[tuple[str, str]]]


def read_headers(headers: Union[Text, Headers], time: Time = None) -> Hint:
    """The hint of the headers of a response: a mapping, pairs of name and value, or the lines as they were received."""
    if isinstance(headers, (str, bytes, bytearray, memoryview)):
        data = as_bytes(headers)
    else:
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        # A line end in a value would begin another header.
        lines = [f"{name}: {value}".replace("\r", " ").replace("\n", " ") for name, value in pairs]
        data = as_bytes("".join(line + "\r\n" for line in lines))
    result = _hint.buffer()
    check(_read_headers(data, len(data), time_number(time), result))
    return Hint._make(_hint.decode(result))


def parse_rfc3339(text: Text) -> Optional[int]:
    """The time that payloads write, in Unix seconds; None for any other text."""
    data = as_bytes(text)
    return _known_time(_parse_rfc3339(data, len(data)))


def parse_http_date(text: Text, time: Time = None) -> Optional[int]:
    """The time that HTTP writes, in any of its three forms."""
    data = as_bytes(text)
    return _known_time(_parse_http_date(data, len(data), time_number(time)))


def next_minute(time: Time) -> Optional[int]:
    """The start of the next minute."""
    return _known_time(_next_minute(time_number(time)))


def next_midnight_utc(time: Time) -> Optional[int]:
    """The next midnight in UTC."""
    return _known_time(_next_midnight_utc(time_number(time)))


def next_midnight_in_los_angeles(time: Time) -> Optional[int]:
    """The next midnight in Los Angeles."""
    return _known_time(_next_midnight_in_los_angeles(time_number(time)))


def nominal_delay_ms(policy: Optional[Policy], attempt: int) -> int:
    """The delay after an attempt without jitter."""
    result = _U64()
    check(_nominal_delay_ms(packed(policy), attempt, ctypes.byref(result)))
    return result.value


def backoff_ms(policy: Optional[Policy], attempt: int, random_bits: int = 0xFFFFFFFF) -> int:
    """The delay after an attempt with jitter."""
    result = _U64()
    check(_backoff_ms(packed(policy), attempt, random_bits, ctypes.byref(result)))
    return result.value


def delay_after_hint_ms(hint_ms: int, policy: Optional[Policy], attempt: int, random_bits: int = 0xFFFFFFFF) -> int:
    """The delay after an attempt for which the server asked to wait: never less than the hint."""
    result = _U64()
    check(_delay_after_hint_ms(hint_ms, packed(policy), attempt, random_bits, ctypes.byref(result)))
    return result.value


def keyword_of(text: Text) -> Keyword:
    """The keyword that a whole inbound message consists of."""
    data = as_bytes(text)
    return _keywords[_keyword_of(data, len(data))]


def keyword_of_autoresponse(text: Text) -> Keyword:
    """The keyword that Telnyx found, from the `autoresponse_type` of a webhook."""
    data = as_bytes(text)
    return _keywords[_keyword_of_autoresponse(data, len(data))]


def states_opt_out(text: Text) -> bool:
    """Whether the title or the detail of an error states that the recipient opted out. Words prove nothing: let a person look."""
    data = as_bytes(text)
    return bool(_states_opt_out(data, len(data)))


def outcome_of_status(status: Text, inbound: bool = False) -> Outcome:
    """What a status means."""
    data = as_bytes(status)
    return _outcomes[_outcome_of_status(data, len(data), inbound)]


def masked(text: str) -> str:
    """A copy in which what reads as a phone number is masked."""
    data = as_bytes(text)
    buffer = ctypes.create_string_buffer(data, len(data) + 1)
    _mask_phone_numbers(buffer, len(data))
    return buffer.raw[: len(data)].decode("utf-8", "surrogatepass")


class AmendmentCheck(NamedTuple):
    """The first problem of the amendments of a policy."""

    problem: AmendmentProblem
    index: int


def check_amendments(policy: Policy) -> AmendmentCheck:
    """The first problem of the amendments of a policy. Check them once, where the program starts."""
    problem, index = _I32(), _SIZE()
    check(_check_amendments(packed(policy), ctypes.byref(problem), ctypes.byref(index)))
    return AmendmentCheck(_problems[problem.value], index.value)
