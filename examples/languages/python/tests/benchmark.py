"""The time of a payload in Python, with all names, beside that of the library alone, in one run."""

from __future__ import annotations

import ctypes
import time
import timeit

import telnyx_errors as te
from telnyx_errors._library import STRUCTS, function, text_function

BODY = (
    b'{"data":{"event_type":"message.finalized","id":"9d4f3f8a-7a6c-4f0e-8f0a-3b1f6f1d2c10","occurred_at":"2026-02-11T08:14:31.417+00:00",'
    b'"record_type":"event","payload":{"id":"40318f29-5d7e-4a71-9a4e-1c8f2f0c7b55","record_type":"message","direction":"outbound",'
    b'"type":"SMS","from":{"phone_number":"+13125550100"},"messaging_profile_id":"40019664-1a2b-4c3d-8e4f-5a6b7c8d9e0f","to":['
    b'{"carrier":"EXAMPLE WIRELESS","phone_number":"+13125550199","status":"delivery_failed"}],"errors":[{"code":"40008","title":'
    b'"Undeliverable","detail":"The carrier did not accept the message.","source":{"pointer":"/to/0"}}],"text":"' + b"A reminder. " * 80 + b'"}}}'
)


def in_python() -> tuple[object, ...]:
    report = te.read(BODY, te.Phase.DELIVERY)
    decision = report.decide()
    return report.kind.value, report.outcome.value, report.errors[0].title, decision.step.value, decision.reason.value, decision.remedy.value


_read = text_function("read", ctypes.c_int32, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)
_free = function("report_free", None, ctypes.c_void_p)
_decide = function("decide", ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_handle, _summary, _decision = ctypes.c_void_p(), STRUCTS["summary"].buffer(), STRUCTS["decision"].buffer()


def in_the_library() -> None:
    assert _read(BODY, len(BODY), 2, ctypes.byref(_handle), _summary) == 0
    assert _decide(_handle, None, None, _decision) == 0
    _free(_handle)


def microseconds(work: object, number: int = 2000) -> float:
    """The least processor time of several rounds."""
    return min(timeit.repeat(work, number=number, repeat=9, timer=time.process_time)) / number * 1e6  # type: ignore[arg-type]


if __name__ == "__main__":
    assert in_python() == ("webhook", "failed", "Undeliverable", "retry", "transient", "retry_with_backoff"), in_python()
    whole, alone = microseconds(in_python), microseconds(in_the_library)
    print(f"a webhook of {len(BODY)} bytes, read, decided, with all names: {whole:.1f} us; the library alone, by bare calls: {alone:.1f} us")
