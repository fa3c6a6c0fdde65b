"""The enumerations: the value of a member is its name in the library, which logs and JSON use.

The library says which number each has when it is loaded. A name that is newer than this module becomes a member of its own, which is
equal to none of those below.
"""

from __future__ import annotations

import enum
from typing import TypeVar

W = TypeVar("W", bound="Word")


class Word(enum.Enum):
    """What all enumerations of the library have in common."""

    @property
    def number(self) -> int:
        """The published number, which never changes."""
        return int(self.__dict__["_number"])

    def __str__(self) -> str:
        return str(self.value)


def _added(cls: type[W], name: str) -> W:
    """A member that is newer than this module."""
    member = object.__new__(cls)
    member._name_ = name.upper()
    member._value_ = name
    cls._value2member_map_[name] = member
    return member


def numbered(cls: type[W], names: list[str]) -> tuple[W, ...]:
    """The members of an enumeration, in the order of the library's numbers."""
    known = {str(member.value): member for member in cls}
    members = tuple(known.get(name) or _added(cls, name) for name in names)
    for number, member in enumerate(members):
        member.__dict__["_number"] = number
    return members


class Origin(Word):
    """Which list of Telnyx a code comes from."""

    NONE = "none"
    MESSAGING_REFERENCE = "messaging_reference"
    GENERAL_API_LIST = "general_api_list"
    WHATSAPP_GUIDE = "whatsapp_guide"


class Stage(Word):
    """Where in the life of a message an error belongs: the three kinds of the reference."""

    UNKNOWN = "unknown"
    REQUEST = "request"
    DELIVERY = "delivery"
    CONFIGURATION = "configuration"


class Phase(Word):
    """Where a payload came from: the caller says so, or the payload's shape shows it."""

    UNKNOWN = "unknown"
    REQUEST = "request"
    DELIVERY = "delivery"
    RECORD = "record"


class Category(Word):
    """What a failure is about."""

    UNKNOWN = "unknown"
    CARRIER_REJECTION = "carrier_rejection"
    TEN_DLC = "ten_dlc"
    TOLL_FREE = "toll_free"
    SENDER_RECIPIENT = "sender_recipient"
    CONTENT = "content"
    PROFILE_CONFIGURATION = "profile_configuration"
    NUMBER_PROVISIONING = "number_provisioning"
    WHATSAPP = "whatsapp"
    API = "api"
    ACCOUNT = "account"


class RetryClass(Word):
    """Whether the same message may be resent, and after what."""

    AUTOMATIC = "automatic"
    TEMPORARY_HOLD = "temporary_hold"
    AFTER_INTERVENTION = "after_intervention"
    UNSPECIFIED = "unspecified"
    ACTION_REQUIRED = "action_required"
    PERMANENT = "permanent"


class Basis(Word):
    """How a judgement is known."""

    NONE = "none"
    FROM_BLOCK = "from_block"
    FROM_STATUS = "from_status"
    DERIVED = "derived"
    DOCUMENTED = "documented"
    AMENDED = "amended"


class Wait(Word):
    """What must pass before a message may be resent."""

    NONE = "none"
    BACKOFF = "backoff"
    NEXT_MINUTE = "next_minute"
    NEXT_DAY_PACIFIC = "next_day_pacific"
    FIXED_24_HOURS = "fixed_24_hours"
    UNTIL_STATE_CHANGES = "until_state_changes"
    SPEND_WINDOW = "spend_window"
    QUEUE_DRAINS = "queue_drains"
    RATE_FALLS = "rate_falls"
    AS_SERVER_SAYS = "as_server_says"


class Scope(Word):
    """Which of your messages fail in the same way."""

    UNKNOWN = "unknown"
    MESSAGE = "message"
    CONTENT = "content"
    SENDER = "sender"
    CAMPAIGN = "campaign"
    BRAND = "brand"
    PROFILE = "profile"
    ACCOUNT = "account"
    PLATFORM = "platform"


class Toward(Word):
    """To which destinations they fail."""

    RECIPIENT = "recipient"
    CARRIER = "carrier"
    REGION = "region"
    EVERYONE = "everyone"


class Remedy(Word):
    """What to do about a failure, in one word."""

    NONE = "none"
    STOP_MESSAGING_RECIPIENT = "stop_messaging_recipient"
    REDUCE_RATE = "reduce_rate"
    USE_ANOTHER_SENDER = "use_another_sender"
    RETRY_WITH_BACKOFF = "retry_with_backoff"
    EXTEND_VALIDITY = "extend_validity"
    INVESTIGATE = "investigate"
    REVISE_CONTENT = "revise_content"
    REGISTER_CAMPAIGN = "register_campaign"
    CORRECT_RECIPIENT = "correct_recipient"
    FIX_SENDER = "fix_sender"
    WAIT = "wait"
    CONTACT_SUPPORT = "contact_support"
    FIX_REQUEST = "fix_request"
    FIX_PROFILE = "fix_profile"
    FIX_CREDENTIALS = "fix_credentials"
    FIX_ACCOUNT = "fix_account"
    ADD_FUNDS = "add_funds"
    VERIFY_TOLL_FREE = "verify_toll_free"
    RAISE_LIMIT = "raise_limit"


class Channel(Word):
    """Over which channel a message is sent."""

    UNKNOWN = "unknown"
    SMS = "sms"
    MMS = "mms"
    WHATSAPP = "whatsapp"
    RCS = "rcs"


class Keyword(Word):
    """What a whole message says, where it is a keyword."""

    NONE = "none"
    STOP = "stop"
    START = "start"
    HELP = "help"


class Outcome(Word):
    """What happened to a message, or to a message for one recipient."""

    NONE = "none"
    DELIVERED = "delivered"
    RECEIVED = "received"
    CANCELLED = "cancelled"
    UNREPORTED = "unreported"
    IN_PROGRESS = "in_progress"
    UNKNOWN = "unknown"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"


class Receipt(Word):
    """Whether a recipient has the message."""

    NO = "no"
    MAYBE = "maybe"
    YES = "yes"


class Actor(Word):
    """Who can do something about a failure."""

    NONE = "none"
    PROGRAM = "program"
    PERSON = "person"
    TELNYX = "telnyx"


class Kind(Word):
    """What kind of payload was read."""

    NOT_JSON = "not_json"
    UNRECOGNISED = "unrecognised"
    API_ERROR = "api_error"
    WEBHOOK = "webhook"
    MESSAGE = "message"
    RECORD = "record"
    EVENT = "event"


class Problem(Word):
    """Why a string could not be read as JSON."""

    NONE = "none"
    EMPTY = "empty"
    MALFORMED = "malformed"
    TOO_LARGE = "too_large"


class RecipientList(Word):
    """Which list of a message a recipient is in."""

    TO = "to"
    CC = "cc"


class ServerWish(Word):
    """What the server asks for with x-should-retry."""

    NONE = "none"
    RETRY = "retry"
    NO_RETRY = "no_retry"


class Jitter(Word):
    """How delays are spread, so that clients that failed together do not come back together."""

    NONE = "none"
    EQUAL = "equal"
    FULL = "full"


class Step(Word):
    """What to do with the message."""

    NONE = "none"
    RETRY = "retry"
    HOLD = "hold"
    FIX_FIRST = "fix_first"
    STOP = "stop"
    RECONCILE = "reconcile"


class Reason(Word):
    """Why a decision was made."""

    NOTHING_FAILED = "nothing_failed"
    NOT_FINAL = "not_final"
    TRANSIENT = "transient"
    THROTTLED = "throttled"
    ON_HOLD = "on_hold"
    NEEDS_INTERVENTION = "needs_intervention"
    ACTION_REQUIRED = "action_required"
    PERMANENT = "permanent"
    OPTED_OUT = "opted_out"
    REFUSED = "refused"
    MAY_HAVE_BEEN_SENT = "may_have_been_sent"
    SERVER_SAID_NO = "server_said_no"
    ATTEMPTS_EXHAUSTED = "attempts_exhausted"
    DEADLINE_EXCEEDED = "deadline_exceeded"
    WAIT_TOO_LONG = "wait_too_long"
    UNKNOWN_CODE = "unknown_code"
    UNEXPLAINED_FAILURE = "unexplained_failure"
    UNRECOGNISED = "unrecognised"
    INCOMPLETE = "incomplete"
    NEVER_LEFT = "never_left"
    WAIT_IS_OVER = "wait_is_over"
    HELD_TOO_LONG = "held_too_long"
    TITLE_DISAGREES = "title_disagrees"
    CANCELLED = "cancelled"
    NOT_REPORTED = "not_reported"
    UNKNOWN_STATUS = "unknown_status"
    MISSING_PAYLOAD = "missing_payload"
    UNREADABLE_ERRORS = "unreadable_errors"
    REDIRECTED = "redirected"
    UNEXPECTED_RESPONSE = "unexpected_response"
    NOTHING_FOUND = "nothing_found"
    CONTRADICTORY = "contradictory"


class Consent(Word):
    """What a payload says about the recipient's opt-out."""

    UNCHANGED = "unchanged"
    OPTED_IN = "opted_in"
    MAYBE_OPTED_OUT = "maybe_opted_out"
    OPTED_OUT = "opted_out"


class Coverage(Word):
    """How much of what a decision affects a pause covers."""

    NOTHING = "nothing"
    WHOLE = "whole"
    NARROWED = "narrowed"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_TIME = "unknown_time"


class Progress(Word):
    """How far a message came."""

    NONE = "none"
    NEVER_LEFT = "never_left"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    ACCEPTED = "accepted"
    SENT = "sent"
    UNKNOWN = "unknown"
    DELIVERED = "delivered"


class Ending(Word):
    """How a message ended."""

    NONE = "none"
    UNREPORTED = "unreported"
    INCOMPLETE = "incomplete"
    UNREADABLE = "unreadable"
    UNEXPECTED = "unexpected"
    MISSING = "missing"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"
    SENDING_FAILED = "sending_failed"
    CANCELLED = "cancelled"


class HistoryColumn(Word):
    """The columns of a history."""

    PROGRESS = "progress"
    ENDING = "ending"
    CONSENT = "consent"
    FAILURE = "failure"
    OTHER_FAILURE = "other_failure"
    FAILED_AT = "failed_at"
    WAIT_END = "wait_end"
    NOT_FOUND_AFTER = "not_found_after"


class Notation(Word):
    """How a payload is written in the text around it."""

    NONE = "none"
    JSON = "json"
    LITERAL = "literal"
    ESCAPED = "escaped"


class AmendmentProblem(Word):
    """What is wrong with an amendment."""

    NONE = "none"
    NO_CODE = "no_code"
    OPT_OUT = "opt_out"
    BAD_VALUE = "bad_value"
    REPEATED = "repeated"
    UNMARKED = "unmarked"


ENUMERATIONS: dict[str, type[Word]] = {
    "origin": Origin,
    "stage": Stage,
    "phase": Phase,
    "category": Category,
    "retry_class": RetryClass,
    "basis": Basis,
    "wait": Wait,
    "scope": Scope,
    "toward": Toward,
    "remedy": Remedy,
    "channel": Channel,
    "keyword": Keyword,
    "outcome": Outcome,
    "receipt": Receipt,
    "actor": Actor,
    "kind": Kind,
    "problem": Problem,
    "recipient_list": RecipientList,
    "server_wish": ServerWish,
    "jitter": Jitter,
    "step": Step,
    "reason": Reason,
    "consent": Consent,
    "coverage": Coverage,
    "progress": Progress,
    "ending": Ending,
    "history_column": HistoryColumn,
    "notation": Notation,
    "amendment_problem": AmendmentProblem,
}
