"""Who is owed which message? A notice is a row of the outbox; its text is made when it is sent."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum


class Urgency(IntEnum):
    """The order of delivery; smaller goes first."""

    SOS = 0
    FIRST_ALARM = 1  # the first alarm of an incident that has had none
    ANSWER = 2  # somebody stands there with the phone in hand
    STAND_DOWN = 3
    ALARM = 4
    PROMPT = 5
    CARD = 6
    INFO = 7


class NoticeKind(StrEnum):
    """What a notice says; each has its screen in the texts."""

    ALARM = "alarm"
    REMINDER = "reminder"
    STAND_DOWN = "stand_down"
    CLOSED = "closed"
    LINE = "line"  # a key change, under the operator card
    ASK_COMING = "ask_coming"
    RELEASED = "released"
    ASK_VERDICT = "ask_verdict"
    SOS = "sos"
    COORDINATOR = "coordinator"  # the city wave tells the coordinators
    REPLY = "reply"
    TEST_ALARM = "test_alarm"
    NOTE = "note"  # a field note's photo or voice for the operators


REFUSED, BUG = "refused: ", "bug: "
"""How the reason of a failure begins that was our own mistake: Telegram refused the call as wrong, or the
message could not be drawn. Sending it again would not help."""


class NoticeState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"  # no longer true when its turn came
    EXPIRED = "expired"  # older than its class allows


LIFETIME: dict[Urgency, timedelta] = {
    Urgency.SOS: timedelta(hours=1),
    Urgency.FIRST_ALARM: timedelta(hours=2),
    Urgency.ANSWER: timedelta(hours=24),
    Urgency.STAND_DOWN: timedelta(hours=24),
    Urgency.ALARM: timedelta(hours=2),
    Urgency.PROMPT: timedelta(minutes=10),
    Urgency.CARD: timedelta(hours=24),
    Urgency.INFO: timedelta(hours=24),
}
"""How old a notice may grow before it is recorded as expired instead of being sent late (DOMAIN 15)."""

LASTING: dict[NoticeKind, timedelta] = {
    NoticeKind.REPLY: timedelta(hours=24),
    NoticeKind.TEST_ALARM: timedelta(hours=24),
    NoticeKind.NOTE: timedelta(hours=24),  # "passed on to the operator" was promised
    NoticeKind.LINE: timedelta(hours=2),  # each carries its own time
}
"""What stays worth reading longer than its class does."""

Args = dict[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message owed to one chat. `key` makes it unique: the same debt is never written twice."""

    key: str
    kind: NoticeKind
    chat_id: int
    urgency: Urgency
    rank: int = 0  # nearest first within its class
    volunteer_id: int | None = None
    incident_id: int | None = None
    args: Args = field(default_factory=dict)


def lifetime(notice: Notice) -> timedelta:
    """How old this notice may grow."""
    return LASTING.get(notice.kind, LIFETIME[notice.urgency])


class CardKind(StrEnum):
    """A message that is kept up to date by edits."""

    OPERATOR = "operator"  # an incident, in an operator's chat: preview, then card, then its end
    VOLUNTEER = "volunteer"  # an incident, in a volunteer's chat: the alarm and what follows from it
    APPROVAL = "approval"  # a registration, in the coordinator's or the operators' chat
    OVERVIEW = "overview"  # the quiet incidents of an operators' group, all in one
    FORMER = "former"  # where an incident's operator card stood before it was posted anew


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRef:
    """Which card: `subject_id` is an incident's id, a volunteer's for approval, 0 for an overview."""

    kind: CardKind
    chat_id: int
    subject_id: int
    volunteer_id: int | None = None


def reply(update_key: str, chat_id: int, text: str, **args: str | int | float) -> Notice:
    """An answer to somebody's command: the text named `text`, with its arguments."""
    return Notice(
        key=f"reply:{update_key}:{text}",
        kind=NoticeKind.REPLY,
        chat_id=chat_id,
        urgency=Urgency.ANSWER,
        args={"text": text, **args},
    )
