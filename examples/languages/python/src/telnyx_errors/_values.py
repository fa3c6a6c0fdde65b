"""What is passed in and what comes out. Times are Unix seconds, delays are milliseconds; None is not known."""

from __future__ import annotations

import ctypes
import dataclasses
import datetime
from typing import Any, NamedTuple, Optional, Union

from ._library import STRUCTS, initialised
from ._words import (
    Actor, Basis, Category, Channel, Consent, Coverage, Ending, Jitter, Keyword, Kind, Notation, Origin, Outcome, Phase, Problem, Progress,
    Reason, Receipt, RecipientList, Remedy, RetryClass, Scope, ServerWish, Stage, Step, Toward, Wait,
)

Time = Union[int, datetime.datetime, None]


def seconds(time: Time) -> Optional[int]:
    """Unix seconds of a time. A datetime must have a time zone."""
    if isinstance(time, datetime.datetime):
        if time.tzinfo is None:
            raise ValueError("a datetime without a time zone is not a point in time")
        return int(time.timestamp() // 1)
    return time


class Hint(NamedTuple):
    """What the retry headers of a response say."""

    rate_limit_only: bool = False
    should_retry: ServerWish = ServerWish.NONE
    delay_ms: Optional[int] = None


class Decision(NamedTuple):
    """What to do, and why."""

    step: Step
    reason: Reason
    scope: Scope
    toward: Toward
    remedy: Remedy
    basis: Basis
    consent: Consent
    receipt: Receipt
    actor: Actor
    delay_ms: Optional[int]
    not_before: Optional[int]
    governing_code: int

    @property
    def delay(self) -> Optional[datetime.timedelta]:
        """How long to wait from now."""
        if self.delay_ms is None:
            return None
        try:
            return datetime.timedelta(milliseconds=self.delay_ms)
        except OverflowError:
            return datetime.timedelta.max


class CodeInfo(NamedTuple):
    """Everything known about one code."""

    known: bool
    number: int
    origin: Origin
    stage: Stage
    category: Category
    retry: RetryClass
    also: RetryClass
    basis: Basis
    wait: Wait
    scope: Scope
    toward: Toward
    remedy: Remedy
    name: str
    title: str
    cause: str
    action: str


class Error(NamedTuple):
    """One error of a payload. The strings are untrusted; `detail` may have phone numbers."""

    known: bool
    number: int
    recipient: Optional[int]
    body: int
    retryable: ServerWish
    title_disagrees: bool
    code: str
    title: str
    detail: str
    pointer: str
    parameter: str


class Recipient(NamedTuple):
    """One recipient of a payload, and what happened to the message for them."""

    outcome: Outcome
    list: RecipientList
    place: int
    body: int
    phone_number: str
    status: str
    carrier: str


class Summary(NamedTuple):
    """What a payload says as a whole. Strings are empty where it has none."""

    kind: Kind
    phase: Phase
    outcome: Outcome
    problem: Problem
    channel: Channel
    keyword: Keyword
    final_event: bool
    missing_payload: bool
    empty_page: bool
    inbound: bool
    incomplete: bool
    http_status: int
    body_count: int
    unreadable: int
    error_count: int
    recipient_count: int
    should_retry: ServerWish
    event_type: str
    event_id: str
    message_id: str
    group_message_id: str
    status: str
    description: str
    sender: str
    messaging_profile_id: str
    campaign_id: str
    occurred_at: str
    completed_at: str
    valid_until: str
    text: str
    autoresponse_type: str
    delivered_to: str
    cost: str
    currency: str
    retry_after_ms: Optional[int]


class Embedded(NamedTuple):
    """Where a payload was found in a text, and what the text around it says about the response."""

    notation: Notation
    http_status: int
    rate_limit_only: bool
    should_retry: ServerWish
    retry_after_ms: Optional[int]
    first: int
    size: int


class Pause(NamedTuple):
    """What else to hold back. Only the coverages WHOLE and NARROWED hold anything back."""

    coverage: Coverage
    scope: Scope
    toward: Toward
    channel: Channel
    actor: Actor
    reason: Reason
    remedy: Remedy
    ends_by_success: bool
    suppression: bool
    until: Optional[int]
    began: Optional[int]
    governing_code: int
    scope_key: str
    sender: str
    toward_key: str


class HistoryState(NamedTuple):
    """What a history says."""

    known: bool
    progress: Progress
    ending: Ending
    consent: Consent
    outcome: Outcome
    exists: bool
    contradictory: bool
    settled: bool
    failure_code: int


_situation_start = initialised("situation")
_policy_starts = {name: initialised("policy", name) for name in ("policy", "delivery_policy")}
_amendment_start = initialised("amendment")
_ids_start = initialised("ids")


@dataclasses.dataclass(frozen=True)
class Situation:
    """What only the caller knows about a failure."""

    phase: Phase = Phase.UNKNOWN
    channel: Channel = Channel.UNKNOWN
    never_left: bool = False
    http_status: int = 0
    attempt: int = 1
    elapsed_ms: int = 0
    time: Time = None
    failed_at: Time = None
    valid_until: Time = None
    idempotent: bool = False
    random_bits: int = 0xFFFFFFFF
    retry_after: Hint = Hint()

    def __post_init__(self) -> None:
        # Packed here, once: a situation that cannot be packed is refused where it is made.
        members: dict[str, Any] = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}
        hint = members.pop("retry_after")
        for name in ("time", "failed_at", "valid_until"):
            members[name] = seconds(members[name])
        members.update(retry_after_ms=hint.delay_ms, rate_limit_only=hint.rate_limit_only, should_retry=hint.should_retry)
        object.__setattr__(self, "_packed", STRUCTS["situation"].encode(_situation_start, members)[0])


@dataclasses.dataclass(frozen=True)
class Amendment:
    """Your own judgement for a code. None: as usual for the code and the class."""

    code: int
    retry: RetryClass
    wait: Optional[Wait] = None
    scope: Optional[Scope] = None
    toward: Optional[Toward] = None
    remedy: Optional[Remedy] = None
    channel: Channel = Channel.UNKNOWN
    looser: bool = False


@dataclasses.dataclass(frozen=True)
class Policy:
    """How often, and how patiently, to retry. `Policy.for_requests()` and `Policy.for_deliveries()` have the library's numbers."""

    max_attempts: int
    base_ms: int
    cap_ms: int
    deadline_ms: Optional[int]
    look_again_ms: int
    longest_wait_ms: Optional[int]
    longest_hold_ms: Optional[int]
    queue_window_ms: Optional[int]
    jitter: Jitter
    amendments: tuple[Amendment, ...] = ()

    @classmethod
    def for_requests(cls, **changes: Any) -> Policy:
        """For requests that failed: the delays are seconds."""
        return cls._of("policy", changes)

    @classmethod
    def for_deliveries(cls, **changes: Any) -> Policy:
        """For messages that were accepted and not delivered: the delays are minutes to hours."""
        return cls._of("delivery_policy", changes)

    @classmethod
    def _of(cls, name: str, changes: dict[str, Any]) -> Policy:
        members = dict(zip(_policy_members, STRUCTS["policy"].decode(_policy_starts[name])))
        return cls(**{**members, **changes})

    def __post_init__(self) -> None:
        struct = STRUCTS["amendment"]
        packed = b"".join(
            bytes(struct.encode(_amendment_start, {f.name: getattr(each, f.name) for f in dataclasses.fields(each)})[0])
            for each in self.amendments
        )
        rules = ctypes.create_string_buffer(packed, max(len(packed), 1))
        members: dict[str, Any] = {name: getattr(self, name) for name in _policy_members}
        members.update(amendment_count=len(self.amendments), amendments=ctypes.addressof(rules))
        object.__setattr__(self, "_rules", rules)
        object.__setattr__(self, "_packed", STRUCTS["policy"].encode(_policy_starts["policy"], members)[0])


@dataclasses.dataclass(frozen=True)
class MessageIds:
    """The ids of one message to one recipient, as far as you know them."""

    sender: str = ""
    campaign: str = ""
    brand: str = ""
    messaging_profile: str = ""
    account: str = ""
    content: str = ""
    recipient: str = ""
    carrier: str = ""
    region: str = ""
    channel: Channel = Channel.UNKNOWN

    def __post_init__(self) -> None:
        members = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}
        packed, kept = STRUCTS["ids"].encode(_ids_start, members)
        object.__setattr__(self, "_packed", packed)
        object.__setattr__(self, "_kept", kept)


def packed(value: Any) -> Any:
    """What is passed to the library for a situation, a policy or ids; None for the defaults."""
    return None if value is None else value._packed


def pack_decision(value: Decision) -> Any:
    return STRUCTS["decision"].encode(STRUCTS["decision"].buffer(), value._asdict())[0]


_policy_members = tuple(each.name for each in dataclasses.fields(Policy) if each.name != "amendments")
STRUCTS["policy"].wanted(_policy_members)
for _name, _cls in {
    "hint": Hint, "decision": Decision, "code_info": CodeInfo, "error": Error, "recipient": Recipient, "summary": Summary,
    "embedded": Embedded, "pause": Pause, "history_state": HistoryState,
}.items():
    STRUCTS[_name].wanted(_cls._fields)  # type: ignore[attr-defined]

